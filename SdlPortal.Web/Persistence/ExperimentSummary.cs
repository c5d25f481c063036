using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Persistence;

/// <summary>One experiment as tables and searches show it, without reading the campaign's log.</summary>
/// <param name="Strategy">Who or what chose the configuration, as the rationale says.</param>
/// <param name="Values">All objectives in the definition's order; empty until completed.</param>
/// <param name="Attempts">Attempts at any stage so far.</param>
/// <param name="Reason">Why it failed, was abandoned or rejected.</param>
public sealed record ExperimentSummary(
    Guid CampaignId,
    int Number,
    ExperimentStatus Status,
    SuggestionSource Source,
    string Strategy,
    bool Edited,
    Configuration Configuration,
    EquatableList<double> Values,
    int NextStep,
    int Attempts,
    DateTimeOffset SuggestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Reason);
