using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What the next runs of a sequence are made by.</summary>
public enum SequenceKind
{
    /// <summary>The runs are as good as random draws: order tells nothing.</summary>
    Exchangeable,

    /// <summary>Later runs learn from earlier ones.</summary>
    Optimized,
}

/// <summary>What k further runs are expected to gain over the best so far, larger is better, in the outcome's unit.</summary>
/// <param name="Gain">Expected.</param>
/// <param name="Interval">Where the gain itself will lie with the level's probability, as much left out below as above; so its lower end is 0 unless a gain is nearly sure.</param>
/// <param name="ChanceOfAny">The probability of any gain at all.</param>
public sealed record ExpectedGain(int Runs, double Gain, Interval Interval, double ChanceOfAny);

/// <summary>When to stop.</summary>
/// <param name="Stop">True where the next runs do not pay.</param>
/// <param name="Runs">Of the numbers looked at the one to go on for: with a cost the one of the largest expected net gain, with a threshold the smallest whose expected gain reaches it. 0 to stop now.</param>
/// <param name="Sentence">For people.</param>
public sealed record StopAdvice(bool Stop, int Runs, string Sentence);

/// <summary>What is to be expected from going on.</summary>
public sealed record ReturnsForecast
{
    public required int Runs { get; init; }

    public required double Best { get; init; }

    public required SequenceKind Kind { get; init; }

    /// <summary>By number of further runs, ascending.</summary>
    public required IReadOnlyList<ExpectedGain> Gains { get; init; }

    public required double Level { get; init; }

    /// <summary>What the numbers rest on: "records of 120 exchangeable runs, tail of the best 24".</summary>
    public required string Method { get; init; }

    public required StopAdvice Advice { get; init; }
}

/// <summary>What is asked about going on.</summary>
public sealed record ReturnsQuestion
{
    public IReadOnlyList<int> Ahead { get; init; } = [1, 5, 10, 20, 50];

    /// <summary>What one run costs in the outcome's unit; the advice is to stop where the expected gain of the next k falls below k times this. Null where <see cref="Threshold"/> decides.</summary>
    public double? CostPerRun { get; init; }

    /// <summary>The gain (outcome's unit) below which the longest look ahead is not worth it; null for 1 % of the range from the median to the best.</summary>
    public double? Threshold { get; init; }

    public double Level { get; init; } = 0.9;

    public long Seed { get; init; } = 1;
}
