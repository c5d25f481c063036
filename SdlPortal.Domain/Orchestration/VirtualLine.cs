using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A lab in virtual time: the campaign's own fold, the real scheduler, and a queue of what will happen. What is proposed, how long a step takes and how it
/// ends is for the derived line to say: the forecast takes expected durations from the present on, the simulator draws them from the start.
/// Used by one thread, for one run.
/// </summary>
internal abstract class VirtualLine
{
    protected static readonly Configuration Unchosen = new([]);
    protected static readonly Rationale Predicted = new() { Strategy = "forecast", Observed = 0, Pending = 0 };

    private readonly PriorityQueue<Coming, (DateTimeOffset At, ComingKind Kind, int Number)> queue = new();
    private readonly Dictionary<int, DateTimeOffset> endOf = [];
    private readonly EquatableList<double> values;
    private int changesAhead;
    private bool cleans;
    private DateTimeOffset lookAgainAt;

    protected VirtualLine(Guid id, CampaignDefinition definition, double timeScale, IReadOnlyList<StationView> stations, DateTimeOffset now)
    {
        Now = now;
        Begin = now;
        Stations = [.. stations];
        Busy = new TimeSpan[stations.Count];
        values = [.. definition.Objectives.Select(_ => 0.0)];
        Campaign = new Campaign(id);
        Apply(new CampaignCreated(definition with { ApprovalRequired = false }));
        Apply(new CampaignStarted(timeScale));
    }

    protected Campaign Campaign { get; }

    protected DateTimeOffset Begin { get; }

    protected DateTimeOffset Now { get; private set; }

    /// <summary>The stations as they are now.</summary>
    protected StationView[] Stations { get; }

    /// <summary>How long each station has worked since <see cref="Begin"/>, summed over its slots.</summary>
    protected TimeSpan[] Busy { get; }

    internal static RecordedEvent Recorded(CampaignEvent item, DateTimeOffset at) => new(Guid.Empty, 0, item, at, "portal", "");

    /// <summary>Samples are held back for the sake of limited waits beyond this step of the route; below 0, as on the real line, of all.</summary>
    protected virtual int HoldAfter => -1;

    /// <summary>What was to be known is known.</summary>
    protected virtual bool Enough => false;

    /// <summary>A new experiment may be proposed now.</summary>
    protected abstract bool MaySuggest();

    /// <summary>When a step that has started will end.</summary>
    /// <param name="station">The station's place in <see cref="Stations"/>; below 0 when this lab has it no more.</param>
    protected abstract DateTimeOffset EndOf(StageRun run, int station);

    /// <summary>How a step ends that has come to its end; null when it succeeds.</summary>
    protected virtual StageOutcome.Failed? FailureOf(StageRun run) => null;

    /// <summary>Something other than the end of a step is due.</summary>
    protected virtual void Happen(Coming coming) => throw new NotSupportedException(coming.Kind.ToString());

    protected virtual void OnSuggested(int pendingBefore)
    {
    }

    /// <summary>A step has succeeded.</summary>
    protected virtual void OnFinished(Experiment experiment, StageRun run)
    {
    }

    /// <summary>Everything that can start at this moment has started.</summary>
    /// <param name="suggested">Experiments were proposed at this moment.</param>
    protected virtual void OnStarted(bool suggested)
    {
    }

    protected void Apply(CampaignEvent item, DateTimeOffset? at = null) => Campaign.Apply(Recorded(item, at ?? Now));

    /// <summary>An event of an experiment; the slots that the sample leaves by it are cleaned where stations clean.</summary>
    protected void Apply(Experiment experiment, CampaignEvent item)
    {
        var (at, carrier) = (experiment.At, CarrierOf(experiment));
        Apply(item);
        if (!cleans)
            return;
        if (at is not null && at != experiment.At)
            Clean(at);
        if (carrier is not null && carrier != CarrierOf(experiment))
            Clean(carrier);
    }

    private static Place? CarrierOf(Experiment experiment) => experiment.Current is { Destination: not null } run ? run.Place : null;

    private void Clean(Place place)
    {
        var i = StationOf(place);
        if (i < 0 || Stations[i].CleaningSeconds <= 0)
            return;
        var until = Now.AddSeconds(Stations[i].CleaningSeconds / Campaign.TimeScale);
        Stations[i] = Stations[i] with { Cleaning = [.. Stations[i].Cleaning, new SlotCleaning(place.Slot, until)] };
        Enqueue(new Coming(ComingKind.Cleaned, i, place.Slot), until);
    }

    /// <summary>Runs until nothing can happen any more; experiments still in flight then are stuck.</summary>
    protected void GoOn(CancellationToken cancellationToken = default)
    {
        cleans = Array.Exists(Stations, s => s.CleaningSeconds > 0);
        for (var i = 0; i < Stations.Length; i++)
        {
            foreach (var cleaning in Stations[i].Cleaning)
                Enqueue(new Coming(ComingKind.Cleaned, i, cleaning.Slot), cleaning.Until);
        }

        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var suggested = Suggest();
            StartWhatCan();
            OnStarted(suggested);
        }
        while (!Enough && ComesNext());
    }

    protected void Enqueue(Coming coming, DateTimeOffset at)
    {
        queue.Enqueue(coming, (at, coming.Kind, coming.Number));
        if (coming.Kind != ComingKind.Breakdown)
            changesAhead++;
    }

    /// <summary>When the step at work on a sample ends.</summary>
    protected DateTimeOffset EndOf(int experiment) => endOf[experiment];

    /// <summary>The steps at work at a station fail now.</summary>
    protected void Interrupt(int station, StageOutcome.Failed failure)
    {
        foreach (var experiment in Campaign.InFlight.Where(e => e.Current is { } run && StationOf(run.Place) == station).ToList())
        {
            Busy[station] -= endOf[experiment.Number] - Now;
            Fail(experiment.Current!, failure);
        }
    }

    /// <summary>A step that is at work goes on until its end.</summary>
    protected void GoesOn(StageRun run)
    {
        var station = StationOf(run.Place);
        var end = EndOf(run, station);
        endOf[run.Experiment] = end;
        Enqueue(new Coming(ComingKind.StageEnd, run.Experiment), end);
        if (station >= 0)
            Busy[station] += end - (run.StartedAt < Begin ? Begin : run.StartedAt);
    }

    /// <summary>A station's place in <see cref="Stations"/>, below 0 when this lab has it no more.</summary>
    protected int StationOf(Place place)
    {
        for (var i = 0; i < Stations.Length; i++)
        {
            if (Stations[i].Description.Id == place.Station)
                return i;
        }

        return -1;
    }

    /// <summary>Why nothing can happen any more, without a full stop.</summary>
    protected string StandsStill()
    {
        var waits = Scheduler.Assign(Campaign, Stations, Now).Waits;
        return $"The line stands still: {(waits.Count > 0 ? waits[0].Reason : "no stage can start")}";
    }

    /// <summary>Brings an experiment that is in flight elsewhere onto this line, by the events that it must have had.</summary>
    /// <returns>Its number here.</returns>
    protected int TakeUp(Experiment experiment)
    {
        var number = Campaign.Experiments.Count + 1;
        Apply(new ExperimentSuggested(number, experiment.Source, Unchosen, Predicted));
        foreach (var run in experiment.Runs)
        {
            Apply(new StageStarted(number, run.Step, run.Attempt, run.Command, run.Place, run.ExpectedLabSeconds, run.Destination), run.StartedAt);
            if (run.Status == StageRunStatus.Finished)
                Apply(new StageFinished(number, run.Step, run.Attempt, []), run.EndedAt);
            else if (run.Status == StageRunStatus.Failed)
                Apply(new StageFailed(number, run.Step, run.Attempt, run.Fault ?? default, run.Reason ?? "", WillRetry: true), run.EndedAt);
            else
                GoesOn(Campaign.Experiment(number).Current!);
        }

        if (experiment.At is null && experiment.Runs.Count > 0 && experiment.Current is null && experiment.Runs[^1].Status == StageRunStatus.Failed)
        {
            Apply(new ExperimentFailed(number, ""));
            Apply(new ExperimentRetried(number));
        }

        if (Campaign.Experiment(number).NextStep == Campaign.Route.Count)
            Apply(new ExperimentCompleted(number, values));
        return number;
    }

    private bool Suggest()
    {
        var any = false;
        for (; MaySuggest(); any = true)
        {
            OnSuggested(Campaign.InFlight.Count);
            Apply(new ExperimentSuggested(Campaign.Experiments.Count + 1, SuggestionSource.Strategy, Unchosen, Predicted));
        }

        return any;
    }

    private void StartWhatCan()
    {
        while (true)
        {
            var schedule = Scheduler.Startable(Campaign, Stations, Now, HoldAfter);
            if (schedule.LookAgainAt is { } at && at != lookAgainAt)
            {
                lookAgainAt = at;
                Enqueue(new Coming(ComingKind.LookAgain, 0), at);
            }

            if (schedule.Start.Count == 0)
                return;
            foreach (var item in schedule.Start)
            {
                var experiment = Campaign.Experiment(item.Experiment);
                Apply(experiment, new StageStarted(item.Experiment, item.Step.Index, item.Attempt, "", item.Place, item.Step.Seconds, item.Destination));
                GoesOn(experiment.Current!);
            }
        }
    }

    /// <summary>Goes to the next moment at which something happens, and lets all of it happen; what only waits for its time to run out comes after all else of that moment.</summary>
    private bool ComesNext()
    {
        if (changesAhead == 0 || Campaign.InFlight.Count == 0 && !MaySuggest())
            return false;
        queue.TryPeek(out _, out var next);
        Now = next.At;
        while (queue.TryPeek(out var coming, out var item) && item.At == Now && (item.Kind == ComingKind.WaitIsOver) == (next.Kind == ComingKind.WaitIsOver))
        {
            queue.Dequeue();
            if (coming.Kind != ComingKind.Breakdown)
                changesAhead--;
            if (coming.Kind == ComingKind.Cleaned)
                Stations[coming.Number] = Stations[coming.Number] with { Cleaning = [.. Stations[coming.Number].Cleaning.Where(c => c.Slot != coming.Detail)] };
            else if (coming.Kind is not (ComingKind.StageEnd or ComingKind.LookAgain))
                Happen(coming);
            else if (coming.Kind == ComingKind.StageEnd && endOf.TryGetValue(coming.Number, out var end) && end == Now)
                End(Campaign.Experiment(coming.Number));
        }

        return true;
    }

    private void End(Experiment experiment)
    {
        endOf.Remove(experiment.Number);
        var run = experiment.Current!;
        if (FailureOf(run) is { } failure)
        {
            Fail(run, failure);
            return;
        }

        Apply(experiment, new StageFinished(experiment.Number, run.Step, run.Attempt, []));
        OnFinished(experiment, run);
        if (experiment.NextStep == Campaign.Route.Count)
            Apply(new ExperimentCompleted(experiment.Number, values));
    }

    /// <summary>A step fails: the campaign's own policy decides on a retry or the end of the experiment. A pause that waits for a person ends at once.</summary>
    private void Fail(StageRun run, StageOutcome.Failed failure)
    {
        endOf.Remove(run.Experiment);
        foreach (var item in Decisions.After(Campaign, run, failure))
            Apply(Campaign.Experiment(run.Experiment), item);
        if (Campaign.Status == CampaignStatus.Paused)
            Apply(new CampaignResumed());
    }
}
