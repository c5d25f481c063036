using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Persistence;

/// <summary>A campaign as lists, cards and searches show it, without reading its log.</summary>
/// <param name="Spent">Experiments that count against the budget.</param>
/// <param name="BudgetHours">In lab hours.</param>
/// <param name="ObjectiveName">The first objective, or "desirability" where that combines several; <paramref name="Goal"/>, the best value and the sparkline are its own.</param>
/// <param name="Sparkline">The running best over the results, at most 60 points, oldest first; empty before the first result.</param>
/// <param name="Attention">What waits for a person, in one line; null when nothing does.</param>
/// <param name="Strategy">The name that campaign files use.</param>
public sealed record CampaignSummary(
    Guid Id,
    string Name,
    CampaignStatus Status,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int Completed,
    int Failed,
    int InFlight,
    int Spent,
    int? BudgetExperiments,
    double? BudgetHours,
    string ObjectiveName,
    string? ObjectiveUnit,
    Goal Goal,
    double? BestValue,
    int? BestExperiment,
    EquatableList<double> Sparkline,
    string? Attention,
    string Strategy,
    DateTimeOffset LastEventAt);
