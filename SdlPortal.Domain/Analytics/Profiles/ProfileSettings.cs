namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>What a profile is asked for. Immutable.</summary>
public sealed record ProfileSettings
{
    /// <summary>The chance that a check which rests on a test finds something in a column, or in a pair of columns, without any defect.</summary>
    public double Level { get; init; } = 0.01;

    /// <summary>Rows closer than this share of every column's range are nearly the same.</summary>
    public double NearTolerance { get; init; } = 1e-3;

    /// <summary>What compares columns with each other looks at this many rows, evenly spread; findings that rest on these alone say so.</summary>
    public int MostSampled { get; init; } = 4_000;

    /// <summary>What compares columns with each other looks at this many columns, the first ones.</summary>
    public int MostCompared { get; init; } = 120;

    public int ExamplesPerFinding { get; init; } = 5;

    public int FindingsPerCheck { get; init; } = 50;

    /// <summary>Where a search by chance is needed (the scatter of the bulk), this decides it.</summary>
    public long Seed { get; init; } = 1;
}
