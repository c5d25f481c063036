using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Orchestration;

/// <summary>One step of one experiment as it is expected to happen, in clock time. Steps that run already start in the past.</summary>
public sealed record PlannedRun(int Experiment, int Step, string Station, int Slot, DateTimeOffset Start, DateTimeOffset End);

/// <summary>The part of the forecast time that a station spends working, from 0 to 1, averaged over its slots.</summary>
public sealed record StationUse(string Station, string Kind, double Share);

/// <summary>
/// How a campaign is expected to go on: the scheduler and the campaign's own fold, run in virtual time. It assumes that nothing
/// fails, that the stations stay as they are and belong to this campaign alone, that approvals and suggestions take no time, and
/// that a paused campaign resumes now. Stages take their expected time, or the mean of what they took so far.
/// </summary>
public sealed record Forecast
{
    /// <summary>Why nothing can be predicted; null when it could.</summary>
    public string? WhyNot { get; init; }

    /// <summary>The steps at work and to come, in the order of their start.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; init; } = [];

    public DateTimeOffset? FinishesAt { get; init; }

    /// <summary>
    /// About two standard deviations of <see cref="FinishesAt"/>: the spread of the actual durations over what remains to be done
    /// on the limiting stations, with the uncertainty of their mean. Null until each of them was seen twice.
    /// </summary>
    public TimeSpan? Uncertainty { get; init; }

    /// <summary>How many experiments were pending at each suggestion to come, in order.</summary>
    public IReadOnlyList<int> PendingAtSuggestion { get; init; } = [];

    public IReadOnlyList<StationUse> Utilization { get; init; } = [];

    /// <summary>The kind of station that works most and so limits the line.</summary>
    public string? Bottleneck { get; init; }

    /// <summary>Which part of the budget ends the campaign.</summary>
    public FinishReason EndsBy { get; init; }

    /// <summary>Experiments that are in flight or still to come.</summary>
    public int Experiments { get; init; }

    /// <summary>The rest of a running campaign.</summary>
    /// <param name="keepRuns">How many experiments keep their runs; the others are only counted.</param>
    public static Forecast Of(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, int keepRuns = int.MaxValue)
    {
        if (campaign.Status == CampaignStatus.Finished)
            return new Forecast { FinishesAt = campaign.FinishedAt, EndsBy = campaign.Finished!.Value };
        if (campaign.Status == CampaignStatus.NotStarted)
            return Of(campaign.Definition, stations, now, stations.Count > 0 ? stations[0].Description.TimeScale : 1, keepRuns);
        return WhyNone(campaign.Definition, stations) is { } reason
            ? new Forecast { WhyNot = reason }
            : new ForecastLine(campaign, stations, now, keepRuns).Run();
    }

    /// <summary>A campaign that has not started.</summary>
    /// <param name="timeScale">Lab seconds per second of the clock.</param>
    public static Forecast Of(CampaignDefinition definition, IReadOnlyList<StationView> stations, DateTimeOffset start, double timeScale, int keepRuns = int.MaxValue)
    {
        if (WhyNone(definition, stations) is { } reason)
            return new Forecast { WhyNot = reason };
        var campaign = new Campaign(Guid.Empty);
        campaign.Apply(VirtualLine.Recorded(new CampaignCreated(definition), start));
        campaign.Apply(VirtualLine.Recorded(new CampaignStarted(timeScale), start));
        return new ForecastLine(campaign, stations, start, keepRuns).Run();
    }

    private static string? WhyNone(CampaignDefinition definition, IReadOnlyList<StationView> stations)
    {
        var missing = definition.Workflow.Route.Select(s => s.StationKind).Distinct()
            .Where(kind => stations.All(s => s.Description.Kind != kind)).ToList();
        return missing.Count == 0 ? null : $"This lab has no station of the kind {string.Join(" or ", missing)}.";
    }
}
