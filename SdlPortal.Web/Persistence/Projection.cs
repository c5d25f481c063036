using System.Text.Encodings.Web;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization.Screening;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// From a campaign's fold to its query rows. Pure: the same log gives the same rows, whether they are written with each event
/// or rebuilt years later.
/// </summary>
internal static class Projection
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CampaignRow Of(Campaign campaign, DateTimeOffset lastEventAt)
    {
        var definition = campaign.Definition;
        var aims = definition.Aims;
        var objective = aims.Headline;
        return new CampaignRow
        {
            Id = campaign.Id,
            Sequence = campaign.Sequence,
            Name = definition.Name,
            Status = campaign.Status,
            CreatedAt = campaign.CreatedAt,
            CreatedBy = campaign.CreatedBy,
            StartedAt = campaign.StartedAt,
            FinishedAt = campaign.FinishedAt,
            LastEventAt = lastEventAt,
            Completed = campaign.Completed,
            Failed = campaign.Failed,
            InFlight = campaign.InFlight.Count,
            Spent = campaign.Spent,
            BudgetExperiments = definition.Budget.Experiments,
            BudgetHours = definition.Budget.Hours,
            Strategy = definition.Strategy.Name,
            ObjectiveName = objective.Name,
            ObjectiveUnit = objective.Unit,
            Goal = objective.Goal,
            BestValue = campaign.Best is { } best ? aims.HeadlineValue(best.Values) : null,
            BestExperiment = campaign.Best?.Number,
            Sparkline = JsonSerializer.Serialize(RunningBest.Of(campaign)),
            Attention = Attention.InOneLine(campaign),
            ResultTable = definition.GroundTruth is { Kind: GroundTruthKind.Table } table ? table.NameOrPath
                : definition.Prescreen is { Kind: TwinKind.Table } twin ? twin.NameOrPath : null,
        };
    }

    public static ExperimentRow Of(Guid campaign, Experiment experiment) => new()
    {
        CampaignId = campaign,
        Number = experiment.Number,
        Status = experiment.Status,
        Source = experiment.Source,
        Strategy = experiment.Rationale.Strategy,
        Edited = experiment.Edited,
        Configuration = JsonSerializer.Serialize(experiment.Configuration, Json),
        Values = JsonSerializer.Serialize(experiment.Values.ToArray()),
        FirstValue = experiment.Values.Count > 0 ? experiment.Values[0] : null,
        NextStep = experiment.NextStep,
        Attempts = experiment.Runs.Count,
        SuggestedAt = experiment.SuggestedAt,
        StartedAt = experiment.StartedAt,
        EndedAt = experiment.EndedAt,
        Reason = experiment.Reason,
    };
}
