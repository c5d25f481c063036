using System.Collections.Immutable;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>What a monitor knows of a stream so far. Immutable: <see cref="DriftMonitor.Next"/> makes the next one.</summary>
public sealed record DriftState
{
    public static DriftState Start { get; } = new();

    public DriftTotals Totals { get; init; }

    /// <summary>In the order they were raised.</summary>
    public ImmutableList<DriftAlert> Alerts { get; init; } = [];

    /// <summary>Of the evidence on level and spread, what it is of its limit: an alert is raised above 1. Signed: above 0 for higher and wider.</summary>
    public double Level { get; init; }

    public double Spread { get; init; }

    internal ClimbDetector Higher { get; init; }

    internal ClimbDetector Lower { get; init; }

    internal ClimbDetector Wider { get; init; }

    internal ClimbDetector Narrower { get; init; }

    /// <summary>The last normal score, and the one that goes on beyond the reference's extremes; not a number after a missing value.</summary>
    internal (double Rank, double Extended) LastScore { get; init; } = (double.NaN, double.NaN);

    internal double LastValue { get; init; } = double.NaN;

    /// <summary>Where the innovations lie of late: exponentially smoothed.</summary>
    internal double Center { get; init; }

    /// <summary>How often in a row a value was equal to the one before, and how often it was hardly different.</summary>
    internal (int Equal, int Slow) Still { get; init; }

    internal (DriftTotals Equal, DriftTotals Slow) StillSince { get; init; }

    /// <summary>The evidence of missing values and since when it grows.</summary>
    internal (double Ratio, DriftTotals Since) Gap { get; init; }

    /// <summary>By kind, the alert that is not over.</summary>
    internal ImmutableDictionary<DriftKind, OpenAlert> Open { get; init; } = ImmutableDictionary<DriftKind, OpenAlert>.Empty;
}

/// <param name="Index">Among the alerts.</param>
/// <param name="Before">The stream before it began.</param>
/// <param name="Patience">For so many values without new evidence it stays open.</param>
internal sealed record OpenAlert(int Index, DriftTotals Before, long Patience);
