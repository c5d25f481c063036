using SdlPortal.Domain.MetaAnalysis.Gains;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What is recommended: a region of the parameters, or a variant.</summary>
public enum RecommendationSubject { Region, Variant }

/// <summary>
/// One version of a recommendation: everything a PI reads and signs. Immutable; an edit is a new version. Its hash stands in every decision about it (<see cref="SeenByReviewer"/>).
/// </summary>
public sealed record RecommendationDocument
{
    public required string Title { get; init; }

    public required RecommendationSubject Subject { get; init; }

    /// <summary>The variant recommended; null for a region.</summary>
    public string? Variant { get; init; }

    /// <summary>The claim in one sentence with its interval, as it follows from the evidence.</summary>
    public required string Claim { get; init; }

    /// <summary>Why, in the author's words; may be empty.</summary>
    public required string Rationale { get; init; }

    /// <summary>What would change it, one sentence each: what result of fresh experiments, what new data, what else about the tasks.</summary>
    public required IReadOnlyList<string> WhatWouldChangeIt { get; init; }

    /// <summary>The region with donors and their weights, hashes, seeds and the check on tasks it had not seen: complete in itself.</summary>
    public required RegionRecommendation Evidence { get; init; }

    /// <summary>What it promises, to be scored; null where the tasks are too few for a forecast (then <see cref="WhyNoForecast"/> says so, and it cannot become official).</summary>
    public required GainForecast? Forecast { get; init; }

    public string? WhyNoForecast { get; init; }

    /// <summary>What stands in the way of trying it in this lab, and what was done about that; empty where nothing does.</summary>
    public required IReadOnlyList<string> Feasibility { get; init; }

    public required ValidationDesign Validation { get; init; }

    /// <summary>The project in this portal, and the number of its journal's last line when the evidence was made.</summary>
    public required string ProjectId { get; init; }

    public required int ProjectSequence { get; init; }
}

/// <summary>The fresh experiments that will try it, agreed before any of them is done. Both kinds are drawn evenly, in an order that the seed decides.</summary>
public sealed record ValidationDesign(int Inside, int Outside, long Seed);
