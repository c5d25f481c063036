using System.Security.Cryptography;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What a search plan is asked for: a recommendation, the space to search, what may be spent and what the lab allows. It decides every byte of the plan.</summary>
public sealed record PlanRequest
{
    private const int KeyLength = 16;

    /// <summary>As people call the plan.</summary>
    public required string Title { get; init; }

    public required RegionRecommendation Recommendation { get; init; }

    /// <summary>Other regions worth a look, beside the recommended one.</summary>
    public IReadOnlyList<Region> Further { get; init; } = [];

    public required SearchSpace Space { get; init; }

    /// <summary>The campaign's first; null where it is not known, then that of the recommendation is assumed.</summary>
    public Objective? Objective { get; init; }

    /// <summary>What each experiment goes through; null where nobody has said, then durations come from <see cref="PlanLimits.HoursPerExperiment"/>.</summary>
    public Workflow? Workflow { get; init; }

    /// <summary>The lab's; null where the plan is for no particular lab.</summary>
    public IReadOnlyList<StationView>? Stations { get; init; }

    public required PlanBudget Budget { get; init; }

    public int MaxInFlight { get; init; } = 1;

    public PlanLimits Limits { get; init; } = new();

    /// <summary>Whether what the lab cannot do is answered by a surrogate of the prior runs instead: marked as simulated, never a result.</summary>
    public bool WithSurrogate { get; init; }

    /// <summary>Whether the campaign begins with all points of the plan; otherwise with its opening, and the optimizer chooses the rest.</summary>
    public bool HandsOverAll { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>Names the stored plan: equal requests have equal keys.</summary>
    public string Key()
    {
        var stations = Stations?.Select(s => new KeyStation(s.Description.Id, s.Description.Kind, s.Description.Capacity, s.State.Condition, s.State.Reason, s.CleaningSeconds)).ToList();
        var text = JsonSerializer.SerializeToUtf8Bytes(new KeyParts(SearchPlan.Form, this with { Stations = null }, stations), AnalysisJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(text))[..KeyLength];
    }

    private sealed record KeyParts(int Form, PlanRequest Request, IReadOnlyList<KeyStation>? Stations);

    private sealed record KeyStation(string Id, string Kind, int Capacity, StationCondition Condition, string? Reason, double CleaningSeconds);
}

/// <summary>What a plan may spend; at least one of them. Whichever ends first ends the plan.</summary>
/// <param name="Hours">Of the line, in lab hours.</param>
public sealed record PlanBudget(int? Experiments, double? Hours = null, double? Cost = null);
