using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>What a campaign's warm start had to do with a suggestion, as the record keeps it.</summary>
public sealed record WarmStartNote
{
    /// <summary>Which of the given initial points this is, from 1; null for a choice.</summary>
    public int? InitialPoint { get; init; }

    /// <summary>What each related task counted, largest weight first; empty where donors were not asked.</summary>
    public EquatableList<DonorShare> Donors { get; init; } = [];

    /// <summary>
    /// How far the donors' prediction was believed: by how many standard deviations of the campaign's results the expectation rises for each standard deviation that the donors see between two places. 0 where they count nothing.
    /// </summary>
    public double Belief { get; init; }

    /// <summary>The exponent of the prior density over the space in this choice: at most 1, falling to 0 with the campaign's own results; null where no region was believed in.</summary>
    public double? PriorExponent { get; init; }

    /// <summary>True when nothing of the warm start entered the choice, which is then what it would have been without.</summary>
    public bool IsSpent { get; init; }
}

/// <summary>What one related task counted.</summary>
/// <param name="Weight">Its share of the surrogate, 0 to 1; what is left is the campaign's own model.</param>
/// <param name="IsDropped">True where it orders the campaign's own results worse than the campaign's own model does.</param>
public sealed record DonorShare(string Task, double Weight, bool IsDropped);
