using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A lab in virtual time: a copy of the campaign that holds only what is in flight, the real scheduler, and a queue of ends.
/// A line with fixed durations soon repeats itself; whole periods are then copied instead of simulated, so that the cost
/// depends on the line and hardly on the budget. Lives for one forecast.
/// </summary>
internal sealed class VirtualLine
{
    private static readonly Configuration Unchosen = new([]);
    private static readonly Rationale Predicted = new() { Strategy = "forecast", Observed = 0, Pending = 0 };

    private readonly Campaign real;
    private readonly Campaign copy;
    private readonly IReadOnlyList<StationView> stations;
    private readonly StepDurations durations;
    private readonly DateTimeOffset begin;
    private readonly DateTimeOffset deadline;
    private readonly int keepRuns;
    private readonly List<int> realNumbers = [];
    private readonly PriorityQueue<int, (DateTimeOffset At, int Experiment)> ends = new();
    private readonly Dictionary<int, DateTimeOffset> endOf = [];
    private readonly List<PlannedRun> runs = [];
    private readonly List<int> pending = [];
    private readonly Dictionary<string, TimeSpan> busy = [];
    private readonly Dictionary<LinePattern, Mark> marks = [];
    private DateTimeOffset now;
    private TimeSpan skippedTime;
    private int skipped;
    private int left;
    private bool hoursSpent;

    /// <summary>Where the forecast stood when the line looked like a certain pattern.</summary>
    private readonly record struct Mark(DateTimeOffset At, int Last, int Runs, int Pending, TimeSpan[] Busy);

    public VirtualLine(Campaign real, IReadOnlyList<StationView> stations, DateTimeOffset now, int keepRuns)
    {
        (this.real, this.stations, this.keepRuns, begin, this.now) = (real, stations, keepRuns, now, now);
        durations = StepDurations.Of(real);
        foreach (var station in stations)
            busy[station.Description.Id] = TimeSpan.Zero;
        copy = new Campaign(real.Id);
        Apply(new CampaignCreated(real.Definition with { ApprovalRequired = false }));
        Apply(new CampaignStarted(real.TimeScale));
        left = real.Status == CampaignStatus.Stopping ? 0 : (real.Definition.Budget.Experiments ?? DraftCheck.MostExperiments) - real.Spent;
        deadline = real.Definition.Budget.Hours is { } hours ? now + TimeSpan.FromHours(hours / real.TimeScale) - real.RunningFor(now) : DateTimeOffset.MaxValue;
        foreach (var experiment in real.InFlight)
            Copy(experiment);
    }

    public Forecast Run()
    {
        while (true)
        {
            var suggested = Suggest();
            StartWhatCan();
            if (suggested)
                SkipWholePeriods();
            if (ends.Count == 0)
                break;
            FinishNext();
        }

        return copy.InFlight.Count == 0 ? Result() : new Forecast { WhyNot = Stuck() };
    }

    internal static RecordedEvent Recorded(CampaignEvent item, DateTimeOffset at) => new(Guid.Empty, 0, item, at, "portal", "");

    private void Apply(CampaignEvent item, DateTimeOffset? at = null) => copy.Apply(Recorded(item, at ?? now));

    /// <summary>Brings an experiment in flight into the copy by the events that it must have had.</summary>
    private void Copy(Experiment experiment)
    {
        realNumbers.Add(experiment.Number);
        var number = realNumbers.Count;
        Apply(new ExperimentSuggested(number, experiment.Source, Unchosen, Predicted));
        foreach (var run in experiment.Runs)
        {
            Apply(new StageStarted(number, run.Step, run.Attempt, run.Command, run.Place, run.ExpectedLabSeconds, run.Destination), run.StartedAt);
            if (run.Status == StageRunStatus.Finished)
                Apply(new StageFinished(number, run.Step, run.Attempt, []), run.EndedAt);
            else if (run.Status == StageRunStatus.Failed)
                Apply(new StageFailed(number, run.Step, run.Attempt, run.Fault ?? default, run.Reason ?? "", WillRetry: true), run.EndedAt);
            else
                Plan(number, run.Step, run.Place.Station, run.Place.Slot, run.StartedAt);
        }

        if (experiment.At is null && experiment.Runs.Count > 0 && experiment.Current is null && experiment.Runs[^1].Status == StageRunStatus.Failed)
        {
            Apply(new ExperimentFailed(number, ""));
            Apply(new ExperimentRetried(number));
        }

        if (copy.Experiment(number).NextStep == copy.Route.Count)
            Apply(new ExperimentCompleted(number, [0]));
    }

    /// <summary>A step at work ends when it should; one that is late, or whose outcome a person has to tell, ends now.</summary>
    private void Plan(int number, int step, string station, int slot, DateTimeOffset start)
    {
        var end = start + durations[step];
        if (end < now)
            end = now;
        ends.Enqueue(number, (end, number));
        endOf[number] = end;
        busy[station] = busy.GetValueOrDefault(station) + (end - (start < begin ? begin : start));
        runs.Add(new PlannedRun(number + skipped, step, station, slot, start + skippedTime, end + skippedTime));
    }

    private bool Suggest()
    {
        var any = false;
        while (left > 0 && copy.InFlight.Count < real.Definition.MaxInFlight)
        {
            if (now + skippedTime >= deadline)
            {
                (left, hoursSpent) = (0, true);
                break;
            }

            pending.Add(copy.InFlight.Count);
            Apply(new ExperimentSuggested(copy.Experiments.Count + 1, SuggestionSource.Strategy, Unchosen, Predicted));
            left--;
            any = true;
        }

        return any;
    }

    private void StartWhatCan()
    {
        while (Scheduler.Assign(copy, stations).Start is { Count: > 0 } start)
        {
            foreach (var item in start)
            {
                Apply(new StageStarted(item.Experiment, item.Step.Index, item.Attempt, "", item.Place, item.Step.Seconds, item.Destination));
                Plan(item.Experiment, item.Step.Index, item.Place.Station, item.Place.Slot, now);
            }
        }
    }

    /// <summary>Goes to the next moment at which something ends, and ends all that ends then.</summary>
    private void FinishNext()
    {
        ends.TryPeek(out _, out var next);
        now = next.At;
        while (ends.TryPeek(out var number, out var item) && item.At == now)
        {
            ends.Dequeue();
            var experiment = copy.Experiment(number);
            var run = experiment.Current!;
            Apply(new StageFinished(number, run.Step, run.Attempt, []));
            if (experiment.NextStep == copy.Route.Count)
                Apply(new ExperimentCompleted(number, [0]));
        }
    }

    private void SkipWholePeriods()
    {
        if (left == 0)
            return;
        var last = copy.Experiments.Count + skipped;
        var pattern = LinePattern.Of(copy, number => (endOf[number] - now).Ticks);
        var here = new Mark(now + skippedTime, last, runs.Count, pending.Count, [.. stations.Select(s => busy[s.Description.Id])]);
        if (!marks.TryGetValue(pattern, out var before))
        {
            marks[pattern] = here;
            return;
        }

        var (experiments, time) = (last - before.Last, here.At - before.At);
        var times = Math.Min(left / experiments, time > TimeSpan.Zero && deadline < DateTimeOffset.MaxValue ? (int)Math.Clamp((deadline - here.At) / time, 0, int.MaxValue) : int.MaxValue);
        marks.Clear();
        var period = runs[before.Runs..here.Runs];
        var oldest = period.Min(r => r.Experiment);
        for (var i = 1; i <= times; i++)
        {
            if (oldest + i * experiments <= keepRuns)
                runs.AddRange(period.Select(r => r with { Experiment = r.Experiment + i * experiments, Start = r.Start + i * time, End = r.End + i * time }));
            pending.AddRange(pending[before.Pending..here.Pending]);
        }

        for (var i = 0; i < stations.Count; i++)
            busy[stations[i].Description.Id] += times * (here.Busy[i] - before.Busy[i]);
        skippedTime += times * time;
        skipped += times * experiments;
        left -= times * experiments;
    }

    private string Stuck()
    {
        var waits = Scheduler.Assign(copy, stations).Waits;
        return $"The line stands still: {(waits.Count > 0 ? waits[0].Reason : "no stage can start")}.";
    }

    private int RealNumber(int number) => number <= realNumbers.Count ? realNumbers[number - 1] : real.Experiments.Count + number - realNumbers.Count;

    private Forecast Result()
    {
        var end = now + skippedTime;
        var use = stations.Select(s => new StationUse(s.Description.Id, s.Description.Kind, end > begin ? busy[s.Description.Id] / (end - begin) / s.Description.Capacity : 0)).ToList();
        var kinds = use.GroupBy(u => u.Kind, StringComparer.Ordinal).Select(g => (Kind: g.Key, Share: g.Average(u => u.Share))).ToList();
        var bottleneck = kinds.Count == 0 ? default : kinds.MaxBy(k => k.Share);
        var experiments = copy.Experiments.Count + skipped;
        return new Forecast
        {
            Runs = [.. runs.Where(r => r.Experiment <= keepRuns).OrderBy(r => r.Start).Select(r => r with { Experiment = RealNumber(r.Experiment) })],
            FinishesAt = end,
            Uncertainty = durations.Uncertainty(experiments, bottleneck.Share, bottleneck.Kind, stations, real.Definition.MaxInFlight),
            PendingAtSuggestion = pending,
            Utilization = use,
            Bottleneck = bottleneck.Kind,
            EndsBy = real.Status == CampaignStatus.Stopping ? FinishReason.Stopped : hoursSpent ? FinishReason.BudgetOfHours : FinishReason.BudgetOfExperiments,
            Experiments = experiments,
        };
    }
}
