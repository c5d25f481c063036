namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Where a recommendation stands on its way from a draft to something the lab relies on.</summary>
public enum RecommendationStatus
{
    /// <summary>Its author works on it.</summary>
    Draft,

    /// <summary>It waits for a PI who did not draft it.</summary>
    InReview,

    /// <summary>A PI found it worth trying; its validating campaign can begin.</summary>
    ApprovedForValidation,

    /// <summary>A campaign measures fresh experiments inside and outside of its region; when that has ended, it waits for a PI once more.</summary>
    Validating,

    /// <summary>Validated and signed: the lab relies on it.</summary>
    Official,

    Rejected,

    /// <summary>A later recommendation took its place.</summary>
    Superseded,

    /// <summary>It was official; new data contradict it.</summary>
    Stale,
}
