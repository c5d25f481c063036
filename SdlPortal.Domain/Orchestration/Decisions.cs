using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// What follows from a campaign's state: pure functions from the fold to the next events. The runner appends what they return and asks again until
/// they return nothing, so the same log always leads to the same continuation, live, replayed or in virtual time.
/// </summary>
internal static class Decisions
{
    /// <summary>The events that are due now, apart from suggestions and stage starts; empty when there are none.</summary>
    public static IReadOnlyList<CampaignEvent> Due(Campaign campaign, DateTimeOffset now)
    {
        if (campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished)
            return [];
        var events = new List<CampaignEvent>();
        foreach (var experiment in campaign.InFlight)
        {
            if (experiment.NextStep == campaign.Route.Count)
                events.Add(QualityControl.Close(campaign, experiment));
            else if (experiment.Current is null && experiment.AbandonRequest is { } reason)
                events.Add(new ExperimentAbandoned(experiment.Number, reason));
            else if (campaign.Status == CampaignStatus.Stopping && experiment.NotStarted)
                events.Add(new ExperimentRejected(experiment.Number, "the campaign was stopped"));
            else if (campaign.Stopping == StopMode.AbortRunning && experiment.Current is null or { Status: StageRunStatus.Unknown })
                events.Add(new ExperimentAbandoned(experiment.Number, "the campaign was stopped and what ran was aborted"));
        }

        if (events.Count == 0 && campaign.InFlight.Count == 0 && End(campaign, now) is { } end)
            events.Add(new CampaignFinished(end));
        return events;
    }

    /// <summary>Why no new experiment may be proposed; null while one may.</summary>
    public static FinishReason? End(Campaign campaign, DateTimeOffset now)
    {
        if (campaign.Status == CampaignStatus.Stopping)
            return FinishReason.Stopped;
        if (campaign.Status != CampaignStatus.Running)
            return null;
        if (campaign.Definition.Budget.Experiments is { } experiments && campaign.Spent >= experiments)
            return FinishReason.BudgetOfExperiments;
        return campaign.Definition.Budget.Hours is { } hours && campaign.RunningFor(now).TotalHours * campaign.TimeScale >= hours
            ? FinishReason.BudgetOfHours
            : null;
    }

    public static bool MaySuggest(Campaign campaign, DateTimeOffset now) =>
        campaign.Status == CampaignStatus.Running && campaign.InFlight.Count < campaign.Definition.MaxInFlight && End(campaign, now) is null;

    public static SuggestionRequest Request(Campaign campaign) =>
        campaign.Definition.Ask([.. campaign.Observations()], [.. campaign.InFlight.Select(e => e.Configuration)], campaign.Experiments.Count) with
        {
            PriorResults = campaign.PriorResults.Count,
            Refused = [.. campaign.Experiments.Where(e => e.Status == ExperimentStatus.Rejected).Select(e => e.Configuration)],
            Abandoned = [.. campaign.Experiments.Where(GaveUpOnItsRecipe).OrderBy(e => e.EndedAt).ThenBy(e => e.Number).Select(e => e.Configuration)],
            LastFit = campaign.Experiments.LastOrDefault(e => e.Rationale.Fit.Count > 0)?.Rationale.Fit ?? [],
        };

    /// <summary>
    /// A person gives an experiment up for good when its recipe is at fault; what failed for the machine's sake stays failed. Two other ways end in the
    /// same status and say nothing about the recipe: a stage stopped at its station, and a stage of which nobody knows whether it ran (no fault is
    /// recorded then). A campaign stop abandons experiments too, but after it nothing is suggested any more.
    /// </summary>
    private static bool GaveUpOnItsRecipe(Experiment experiment)
    {
        if (experiment.Status != ExperimentStatus.Abandoned)
            return false;
        return experiment.AbandonRequest is not null
            || experiment.Runs is not [.., { Status: StageRunStatus.Unknown } or { Status: StageRunStatus.Failed, Fault: null or StageFault.Aborted }];
    }

    /// <summary>What follows from the end of a stage: success, an automatic retry, or the end of the experiment and perhaps a pause.</summary>
    public static IReadOnlyList<CampaignEvent> After(Campaign campaign, StageRun run, StageOutcome outcome)
    {
        var (number, step, attempt) = (run.Experiment, run.Step, run.Attempt);
        if (outcome is StageOutcome.Unknown unknown)
            return [new StageOutcomeUnknown(number, step, attempt, unknown.Reason)];
        if (outcome is StageOutcome.Finished finished && QualityControl.Objection(campaign.Route[step], finished.Values) is { } objection)
            outcome = new StageOutcome.Failed(StageFault.InvalidValue, objection);
        if (outcome is StageOutcome.Finished good)
            return [new StageFinished(number, step, attempt, good.Values)];

        var failed = (StageOutcome.Failed)outcome;
        var experiment = campaign.Experiment(number);
        var retry = failed.Fault != StageFault.Aborted && experiment.AbandonRequest is null && campaign.Stopping != StopMode.AbortRunning
            && FailuresSincePutBack(experiment, step) < campaign.Definition.Failures.Retries;
        var events = new List<CampaignEvent> { new StageFailed(number, step, attempt, failed.Fault, failed.Reason, retry) };
        if (retry)
            return events;
        var stage = campaign.Route[step].Name;
        if (experiment.AbandonRequest is { } request)
            events.Add(new ExperimentAbandoned(number, request));
        else if (failed.Fault == StageFault.Aborted)
            events.Add(new ExperimentAbandoned(number, $"{stage} was aborted"));
        else
            events.AddRange(Failure(campaign, number, $"{stage}: {failed.Reason}"));
        return events;
    }

    /// <summary>An experiment has failed for good: its event, and the pause that the policy or a row of failures demands.</summary>
    public static IReadOnlyList<CampaignEvent> Failure(Campaign campaign, int experiment, string reason)
    {
        var events = new List<CampaignEvent> { new ExperimentFailed(experiment, reason) };
        if (campaign.Status != CampaignStatus.Running)
            return events;
        if (campaign.Definition.Failures.Then == AfterFailure.Pause)
            events.Add(new CampaignPaused($"experiment {experiment} failed ({reason})"));
        else if (campaign.FailedInARow + 1 >= FailurePolicy.InARowBeforePause)
            events.Add(new CampaignPaused($"{FailurePolicy.InARowBeforePause} experiments failed one after the other, the last one: {reason}"));
        return events;
    }

    private static int FailuresSincePutBack(Experiment experiment, int step) =>
        experiment.Runs.Skip(experiment.RunsBeforeRetry).Count(r => r.Step == step && r.Status == StageRunStatus.Failed);
}
