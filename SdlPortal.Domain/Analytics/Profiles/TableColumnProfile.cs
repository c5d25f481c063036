using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>One column described by itself. Immutable.</summary>
public sealed record TableColumnProfile
{
    public required string Name { get; init; }

    public required ColumnKind Kind { get; init; }

    public string? Unit { get; init; }

    public required int Rows { get; init; }

    /// <summary>Rows with a finite number, a time or a level.</summary>
    public required int Present { get; init; }

    public required int Infinite { get; init; }

    public int Missing => Rows - Present - Infinite;

    /// <summary>Different values among the present ones.</summary>
    public required int Distinct { get; init; }

    /// <summary>Exact, of the finite values (times: seconds since 1970-01-01 UTC); null for a category and where nothing is present.</summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>Null where <see cref="Numbers"/> is.</summary>
    public NumberShape? Shape { get; init; }

    /// <summary>Null where <see cref="Numbers"/> is.</summary>
    public BoxNumbers? Box { get; init; }

    /// <summary>Null where <see cref="Numbers"/> is.</summary>
    public Histogram? Histogram { get; init; }

    /// <summary>Of the decimal logarithms; only where all values are positive and lie skewed.</summary>
    public Histogram? LogHistogram { get; init; }

    /// <summary>Null where fewer than two values differ.</summary>
    public DensityCurve? Density { get; init; }

    /// <summary>Of the decimal logarithms, where there is a <see cref="LogHistogram"/>.</summary>
    public DensityCurve? LogDensity { get; init; }

    /// <summary>The levels of a category that occur, most frequent first (ties by name), at most 50.</summary>
    public IReadOnlyList<LevelCount> Levels { get; init; } = [];

    /// <summary>Null where nothing is present, and for a category.</summary>
    public ScalingAdvice? Scaling { get; init; }

    /// <summary>Null where nothing is present.</summary>
    public ImputedValues? Imputed { get; init; }

    /// <summary>What reading the column met; see <see cref="TableColumn.Remarks"/>.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>Shape and robust locations beyond <see cref="NumberProfile"/>.</summary>
/// <param name="Skewness">m₃ / m₂^1.5, moments with n, as SciPy's skew has it; not a number for a constant.</param>
/// <param name="Kurtosis">Excess, m₄ / m₂² − 3.</param>
/// <param name="TrimmedMean">Without a tenth of the values at either end (⌊n / 10⌋).</param>
/// <param name="WinsorizedMean">A tenth at either end (⌊n / 10⌋) replaced by the next value inside.</param>
/// <param name="FarByModifiedZ">Values with |0.6745 (x − median) / MAD| &gt; 3.5; 0 where the MAD is 0.</param>
public sealed record NumberShape(double Skewness, double Kurtosis, double TrimmedMean, double WinsorizedMean, int FarByModifiedZ);

/// <summary>What a box plot draws: quartiles of type 7, Tukey's fences at 1.5 interquartile ranges, whiskers to the last values inside them.</summary>
/// <param name="Outside">Values beyond the fences, ascending, at most 200 evenly spread over their order.</param>
public sealed record BoxNumbers(double Q1, double Median, double Q3, double LowFence, double HighFence, double LowWhisker, double HighWhisker, int Below, int Above, IReadOnlyList<double> Outside);

/// <summary>Counts of values in bars of equal width; the last bar includes its upper edge.</summary>
/// <param name="Logarithmic">Edges are decimal logarithms.</param>
public sealed record Histogram(double Low, double Width, IReadOnlyList<int> Counts, bool Logarithmic);

/// <summary>A Gaussian kernel density on evenly spaced points.</summary>
/// <param name="Values">Per unit of the column, or per decade where <paramref name="Logarithmic"/>; the area is 1 but for what lies beyond the ends.</param>
public sealed record DensityCurve(double Low, double Step, IReadOnlyList<double> Values, double Bandwidth, bool Logarithmic);

/// <summary>How a column may be put on a scale for models.</summary>
/// <param name="Reason">A sentence.</param>
public sealed record ScalingAdvice(bool Logarithm, Scaling Scaling, string Reason);

/// <summary>What filling in would put where the column is missing.</summary>
/// <param name="MostFrequent">Of a category.</param>
public sealed record ImputedValues(double Mean, double Median, string? MostFrequent);
