namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What of a plan was held against the lab.</summary>
public enum FeasibilityCheck { Hardware, Stock, Duration, Access, Cost }

/// <summary>What a check did to a plan, the lightest first.</summary>
public enum FeasibilityEffect
{
    /// <summary>Nothing stands in the way.</summary>
    None,

    /// <summary>Could not be looked at, or is good to know.</summary>
    Remark,

    /// <summary>Bounds or regions became narrower.</summary>
    Reshaped,

    /// <summary>Fewer experiments.</summary>
    Shrunk,

    /// <summary>Nothing can be done in this lab.</summary>
    Blocked,
}

/// <param name="Sentence">What was found, and what was done about it.</param>
/// <param name="Allows">How many experiments it allows; null where it does not limit them.</param>
/// <param name="Remedy">What would lift it; null where nothing stands in the way.</param>
public sealed record FeasibilityFinding(FeasibilityCheck Check, FeasibilityEffect Effect, string Sentence, int? Allows = null, string? Remedy = null);
