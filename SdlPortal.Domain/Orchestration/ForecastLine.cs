using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A virtual line that goes on from the present: a copy of the campaign that holds only what is in flight, expected durations, nothing ever wrong.
/// A line with fixed durations soon repeats itself; whole periods are then copied instead of simulated, so that the cost
/// depends on the line and hardly on the budget. Lives for one forecast.
/// </summary>
internal sealed class ForecastLine : VirtualLine
{
    private readonly Campaign real;
    private readonly StepDurations durations;
    private readonly DateTimeOffset deadline;
    private readonly int keepRuns;
    private readonly List<int> realNumbers = [];
    private readonly List<PlannedRun> runs = [];
    private readonly List<int> pending = [];
    private readonly Dictionary<LinePattern, Mark> marks = [];
    private TimeSpan skippedTime;
    private int skipped;
    private int left;
    private bool hoursSpent;

    /// <summary>Where the forecast stood when the line looked like a certain pattern.</summary>
    private readonly record struct Mark(DateTimeOffset At, int Last, int Runs, int Pending, TimeSpan[] Busy);

    public ForecastLine(Campaign real, IReadOnlyList<StationView> stations, DateTimeOffset now, int keepRuns)
        : base(real.Id, real.Definition, real.TimeScale, stations, now)
    {
        (this.real, this.keepRuns) = (real, keepRuns);
        durations = StepDurations.Of(real);
        left = real.Status == CampaignStatus.Stopping ? 0 : (real.Definition.Budget.Experiments ?? DraftCheck.MostExperiments) - real.Spent;
        deadline = real.Definition.Budget.Hours is { } hours ? now + TimeSpan.FromHours(hours / real.TimeScale) - real.RunningFor(now) : DateTimeOffset.MaxValue;
        foreach (var experiment in real.InFlight)
        {
            TakeUp(experiment);
            realNumbers.Add(experiment.Number);
        }
    }

    public Forecast Run()
    {
        GoOn();
        return Campaign.InFlight.Count == 0 ? Result() : new Forecast { WhyNot = $"{StandsStill()}." };
    }

    protected override bool MaySuggest()
    {
        if (left <= 0 || Campaign.InFlight.Count >= real.Definition.MaxInFlight)
            return false;
        if (Now + skippedTime >= deadline)
        {
            (left, hoursSpent) = (0, true);
            return false;
        }

        return true;
    }

    /// <summary>A step at work ends when it should; one that is late, or whose outcome a person has to tell, ends now.</summary>
    protected override DateTimeOffset EndOf(StageRun run, int station)
    {
        var end = run.StartedAt + durations[run.Step];
        if (end < Now)
            end = Now;
        runs.Add(new PlannedRun(run.Experiment + skipped, run.Step, run.Place.Station, run.Place.Slot, run.StartedAt + skippedTime, end + skippedTime));
        return end;
    }

    protected override void OnSuggested(int pendingBefore)
    {
        pending.Add(pendingBefore);
        left--;
    }

    protected override void OnStarted(bool suggested)
    {
        if (suggested && left > 0)
            SkipWholePeriods();
    }

    private void SkipWholePeriods()
    {
        var last = Campaign.Experiments.Count + skipped;
        var pattern = LinePattern.Of(Campaign, number => (EndOf(number) - Now).Ticks);
        var here = new Mark(Now + skippedTime, last, runs.Count, pending.Count, [.. Busy]);
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

        for (var i = 0; i < Busy.Length; i++)
            Busy[i] += times * (here.Busy[i] - before.Busy[i]);
        skippedTime += times * time;
        skipped += times * experiments;
        left -= times * experiments;
    }

    private int RealNumber(int number) => number <= realNumbers.Count ? realNumbers[number - 1] : real.Experiments.Count + number - realNumbers.Count;

    private Forecast Result()
    {
        var end = Now + skippedTime;
        var use = LineUse.Of(Stations, Busy, end - Begin);
        var bottleneck = use.Bottleneck;
        var experiments = Campaign.Experiments.Count + skipped;
        return new Forecast
        {
            Runs = [.. runs.Where(r => r.Experiment <= keepRuns).OrderBy(r => r.Start).Select(r => r with { Experiment = RealNumber(r.Experiment) })],
            FinishesAt = end,
            Uncertainty = durations.Uncertainty(experiments, bottleneck.Share, bottleneck.Kind, Stations, real.Definition.MaxInFlight),
            PendingAtSuggestion = pending,
            Utilization = use.Stations,
            Bottleneck = bottleneck.Kind,
            EndsBy = real.Status == CampaignStatus.Stopping ? FinishReason.Stopped : hoursSpent ? FinishReason.BudgetOfHours : FinishReason.BudgetOfExperiments,
            Experiments = experiments,
        };
    }
}
