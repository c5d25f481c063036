using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Campaigns;

public enum CampaignStatus { NotStarted, Running, Paused, Stopping, Finished }

/// <summary>
/// The state of a campaign: the fold of its events, nothing else. The orchestrator's writer keeps one, and so does every page that
/// follows the campaign; each is used by one thread at a time. <see cref="Apply"/> takes O(1) and never fails on a log that
/// the orchestrator wrote.
/// </summary>
public sealed class Campaign
{
    private readonly List<Experiment> experiments = [];
    private readonly List<Observation> priorResults = [];
    private readonly List<Experiment> inFlight = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> pauses = [];

    public Campaign(Guid id) => Id = id;

    public static Campaign Fold(Guid id, IEnumerable<RecordedEvent> events)
    {
        var campaign = new Campaign(id);
        foreach (var item in events)
            campaign.Apply(item);
        return campaign;
    }

    public Guid Id { get; }

    /// <summary>The sequence of the last event applied; 0 when there is none.</summary>
    public long Sequence { get; private set; }

    public CampaignDefinition Definition { get; private set; } = null!;

    public EquatableList<Step> Route => Definition.Workflow.Route;

    public CampaignStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Since when and why the campaign is paused.</summary>
    public (DateTimeOffset Since, string Reason)? Pause { get; private set; }

    public TimeSpan PausedBefore { get; private set; }

    /// <summary>Pauses that are over, in their order.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Pauses => pauses;

    public StopMode? Stopping { get; private set; }

    public FinishReason? Finished { get; private set; }

    /// <summary>Lab seconds per second of the clock, as recorded at the start.</summary>
    public double TimeScale { get; private set; } = 1;

    /// <summary>In the order of their numbers: experiment n stands at index n - 1.</summary>
    public IReadOnlyList<Experiment> Experiments => experiments;

    /// <summary>Proposed and not ended, in the order of their numbers.</summary>
    public IReadOnlyList<Experiment> InFlight => inFlight;

    public IReadOnlyList<Observation> PriorResults => priorResults;

    /// <summary>The latest advice on how parallel to run and with which strategy; null when none was taken.</summary>
    public GivenAdvice? Advice { get; private set; }

    public int Completed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Experiments that failed one after the other, most recently.</summary>
    public int FailedInARow { get; private set; }

    /// <summary>Experiments that count against the budget: all but those rejected before they started.</summary>
    public int Spent { get; private set; }

    /// <summary>The best experiment (by the first objective, or by desirability) that keeps the outcome constraints; null while there is none.</summary>
    public Experiment? Best { get; private set; }

    public Experiment Experiment(int number) => experiments[number - 1];

    /// <summary>Time the campaign has run, pauses left out.</summary>
    public TimeSpan RunningFor(DateTimeOffset now)
    {
        if (StartedAt is not { } started)
            return TimeSpan.Zero;
        var end = FinishedAt ?? now;
        var paused = PausedBefore + (Pause is { } pause ? end - pause.Since : TimeSpan.Zero);
        return end - started - paused;
    }

    /// <summary>Hours of the laboratory's time from the start to a moment of the past, pauses left out; 0 before the start.</summary>
    public double LabHours(DateTimeOffset at)
    {
        if (StartedAt is not { } started || at <= started)
            return 0;
        var running = at - started;
        foreach (var (from, to) in pauses)
            running -= from >= at ? TimeSpan.Zero : (to < at ? to : at) - from;
        if (Pause is { } pause && pause.Since < at)
            running -= at - pause.Since;
        return running.TotalHours * TimeScale;
    }

    /// <summary>Everything measured so far, prior results first, then experiments in the order of their completion.</summary>
    public IEnumerable<Observation> Observations() => priorResults.Concat(completedInOrder.Select(e => new Observation(e.Configuration, e.Values)));

    private readonly List<Experiment> completedInOrder = [];

    /// <summary>Completed experiments in the order in which their results arrived.</summary>
    public IReadOnlyList<Experiment> CompletedInOrder => completedInOrder;

    public void Apply(RecordedEvent recorded)
    {
        var at = recorded.At;
        switch (recorded.Event)
        {
            case CampaignCreated e:
                (Definition, CreatedAt, CreatedBy) = (e.Definition, at, recorded.Actor);
                break;
            case DefinitionChanged e:
                Definition = e.Definition;
                break;
            case PriorResultsAdded e:
                priorResults.AddRange(e.Results);
                break;
            case AdviceRecorded e:
                Advice = new GivenAdvice(e.Advice, Definition, priorResults.Count, at, recorded.Actor);
                break;
            case CampaignStarted e:
                (Status, StartedAt, TimeScale) = (CampaignStatus.Running, at, e.TimeScale);
                break;
            case CampaignPaused e:
                (Status, Pause) = (CampaignStatus.Paused, (at, e.Reason));
                break;
            case CampaignResumed:
                EndPause(at);
                FailedInARow = 0;
                Status = CampaignStatus.Running;
                break;
            case CampaignStopping e:
                EndPause(at);
                (Status, Stopping) = (CampaignStatus.Stopping, e.Mode);
                break;
            case CampaignFinished e:
                EndPause(at);
                (Status, Finished, FinishedAt) = (CampaignStatus.Finished, e.Reason, at);
                break;
            case SuggestionFailed:
                break;
            default:
                ApplyToExperiment(recorded.Event, at);
                break;
        }

        Sequence = recorded.Sequence;
    }

    private void EndPause(DateTimeOffset at)
    {
        if (Pause is not { } pause)
            return;
        PausedBefore += at - pause.Since;
        pauses.Add((pause.Since, at));
        Pause = null;
    }

    private void ApplyToExperiment(CampaignEvent item, DateTimeOffset at)
    {
        switch (item)
        {
            case ExperimentSuggested e:
                Suggest(e, at);
                break;
            case SuggestionEdited e:
                (Experiment(e.Experiment).Configuration, Experiment(e.Experiment).Edited) = (e.Configuration, true);
                break;
            case ExperimentApproved e:
                Experiment(e.Experiment).Status = ExperimentStatus.Queued;
                break;
            case ExperimentRejected e:
                Spent--;
                End(Experiment(e.Experiment), ExperimentStatus.Rejected, at, e.Reason);
                break;
            case StageStarted e:
                Start(Experiment(e.Experiment), e, at);
                break;
            case StageFinished e:
                Finish(Experiment(e.Experiment), e.Values, at);
                break;
            case StageFailed e:
                Fail(Experiment(e.Experiment), e, at);
                break;
            case StageOutcomeUnknown e:
                (Experiment(e.Experiment).stageRuns[^1].Status, Experiment(e.Experiment).stageRuns[^1].Reason) = (StageRunStatus.Unknown, e.Reason);
                break;
            case UnknownOutcomeDecided e:
                Decide(Experiment(e.Experiment), e, at);
                break;
            case ExperimentCompleted e:
                Complete(Experiment(e.Experiment), e.Values, at);
                break;
            case ExperimentFailed e:
                Failed++;
                FailedInARow++;
                End(Experiment(e.Experiment), ExperimentStatus.Failed, at, e.Reason);
                break;
            case ExperimentRetried e:
                Retry(Experiment(e.Experiment));
                break;
            case AbandonRequested e:
                Experiment(e.Experiment).AbandonRequest = e.Reason;
                break;
            case ExperimentAbandoned e:
                if (Experiment(e.Experiment).Status == ExperimentStatus.Failed)
                    Failed--;
                End(Experiment(e.Experiment), ExperimentStatus.Abandoned, at, e.Reason);
                break;
            default:
                throw new NotSupportedException(item.GetType().Name);
        }
    }

    private void Suggest(ExperimentSuggested e, DateTimeOffset at)
    {
        var experiment = new Experiment
        {
            Number = e.Experiment,
            Source = e.Source,
            Rationale = e.Rationale,
            SuggestedAt = at,
            Configuration = e.Configuration,
            Status = Definition.ApprovalRequired && e.Source != SuggestionSource.Manual ? ExperimentStatus.Suggested : ExperimentStatus.Queued,
        };
        experiments.Add(experiment);
        inFlight.Add(experiment);
        Spent++;
    }

    private static void Start(Experiment experiment, StageStarted e, DateTimeOffset at)
    {
        experiment.stageRuns.Add(new StageRun
        {
            Experiment = e.Experiment,
            Step = e.Step,
            Attempt = e.Attempt,
            Command = e.Command,
            Place = e.Place,
            Destination = e.Destination,
            StartedAt = at,
            ExpectedLabSeconds = e.ExpectedLabSeconds,
        });
        experiment.Status = ExperimentStatus.Running;
        experiment.StartedAt ??= at;
        experiment.Reserved = e.Destination;
        if (e.Destination is null)
            experiment.At = e.Place;
    }

    private void Finish(Experiment experiment, EquatableList<MeasuredValue> values, DateTimeOffset at)
    {
        var run = experiment.stageRuns[^1];
        (run.Status, run.EndedAt, run.Values) = (StageRunStatus.Finished, at, values);
        if (run.Destination is { } destination)
            (experiment.At, experiment.Reserved) = (destination, null);
        experiment.NextStep = run.Step + 1;
        if (experiment.NextStep == Route.Count)
            experiment.At = null;
    }

    private static void Fail(Experiment experiment, StageFailed e, DateTimeOffset at)
    {
        var run = experiment.stageRuns[^1];
        (run.Status, run.EndedAt, run.Fault, run.Reason) = (StageRunStatus.Failed, at, e.Fault, e.Reason);
        experiment.Reserved = null;
    }

    private void Decide(Experiment experiment, UnknownOutcomeDecided e, DateTimeOffset at)
    {
        if (e.Decision == UnknownDecision.ItFinished)
        {
            Finish(experiment, [], at);
            return;
        }

        var run = experiment.stageRuns[^1];
        (run.Status, run.EndedAt) = (StageRunStatus.Failed, at);
        experiment.Reserved = null;
    }

    private void Complete(Experiment experiment, EquatableList<double> values, DateTimeOffset at)
    {
        experiment.Values = values;
        Completed++;
        FailedInARow = 0;
        completedInOrder.Add(experiment);
        End(experiment, ExperimentStatus.Completed, at, null);
        if (Definition.Aims is var aims && aims.AreKept(values) && (Best is null || aims.IsBetter(values, Best.Values)))
            Best = experiment;
    }

    private void Retry(Experiment experiment)
    {
        Failed--;
        (experiment.Status, experiment.EndedAt, experiment.Reason) = (ExperimentStatus.Queued, null, null);
        experiment.RunsBeforeRetry = experiment.Runs.Count;
        inFlight.Add(experiment);
        inFlight.Sort((a, b) => a.Number.CompareTo(b.Number));
    }

    private void End(Experiment experiment, ExperimentStatus status, DateTimeOffset at, string? reason)
    {
        (experiment.Status, experiment.EndedAt, experiment.Reason) = (status, at, reason);
        (experiment.At, experiment.Reserved) = (null, null);
        inFlight.Remove(experiment);
    }
}
