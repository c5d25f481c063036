namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What a profiled column is.</summary>
public enum ColumnRole { Parameter, Metric, DurationSeconds, Cost, Start }

/// <summary>One column described by itself: how much of it is there and how its values lie. Of the rows that count only. Immutable.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }

    public required ColumnRole Role { get; init; }

    public string? Unit { get; init; }

    /// <summary>Rows looked at.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows with a finite number, or with a level.</summary>
    public required int Present { get; init; }

    /// <summary>Rows with an infinity.</summary>
    public required int Infinite { get; init; }

    /// <summary>Rows without a value.</summary>
    public int Missing => Rows - Present - Infinite;

    /// <summary>Different values among the present ones.</summary>
    public required int Distinct { get; init; }

    /// <summary>The least distance of two different numbers, in decades on a log scale of positive ones; infinite where there are no two.</summary>
    internal double SmallestGap { get; init; } = double.PositiveInfinity;

    /// <summary>Null for a category, and where no value is present.</summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>The levels of a category that occur, most frequent first (ties by name), at most 50; empty for numbers.</summary>
    public IReadOnlyList<LevelCount> Levels { get; init; } = [];
}

/// <summary>How the finite values of a column lie. Quantiles are of type 7 (linear between order statistics).</summary>
/// <param name="Sd">With n − 1; not a number for a single value.</param>
/// <param name="Mad">Median absolute deviation from the median, not scaled.</param>
/// <param name="Mode">The most frequent value, the lowest of equals, and its rows.</param>
/// <param name="Whole">True where every value is a whole number.</param>
public sealed record NumberProfile(
    double Min, double P01, double P05, double Q1, double Median, double Q3, double P95, double P99, double Max,
    double Mean, double Sd, double Mad, double Mode, int ModeCount, int Zeros, int Negatives, bool Whole);

/// <summary>A level and the rows that have it.</summary>
public sealed record LevelCount(string Level, int Count);
