using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>A virtual line from a campaign's start to its end, with the lab's own chance. Lives for one run; times are lab times.</summary>
internal sealed class SimulatedLine : VirtualLine
{
    private static readonly StageOutcome.Failed Failed = new(StageFault.Instrument, "the stage failed");
    private static readonly StageOutcome.Failed BrokeDown = new(StageFault.Instrument, "the station broke down");

    private readonly LabModel lab;
    private readonly LineChance chance;
    private readonly int keepRuns;
    private readonly SeededRandom[] breakdowns;
    private readonly HashSet<int> tooLate = [];
    private double pendingAtChoices;
    private int spoiled;

    public SimulatedLine(CampaignDefinition definition, LabModel lab, LineChance chance, int keepRuns)
        : base(Guid.Empty, definition, 1, [.. lab.Stations.Select(s => new StationView(s.Station, StationState.Ready) { CleaningSeconds = s.CleaningSeconds })], DateTimeOffset.UnixEpoch)
    {
        (this.lab, this.chance, this.keepRuns) = (lab, chance, keepRuns);
        breakdowns = [.. lab.Stations.Select(s => chance.Breakdowns(s.Station.Id))];
        for (var i = 0; i < Stations.Length; i++)
            AwaitBreakdown(i);
    }

    public LineRun Run(CancellationToken cancellationToken)
    {
        GoOn(cancellationToken);
        var end = Campaign.Experiments.Max(e => e.EndedAt) ?? Now;
        var hours = Hours(end);
        var use = LineUse.Of(Stations, Busy, end - Begin);
        var choices = Campaign.Experiments.Count;
        return new LineRun
        {
            Timeline = new CampaignTimeline([.. Campaign.Experiments.Select(Entry)]),
            MakespanHours = hours,
            ThroughputPerHour = hours > 0 ? Campaign.Completed / hours : 0,
            Utilization = use.Stations,
            Bottleneck = use.Bottleneck.Kind ?? "",
            MeanPending = choices > 1 ? pendingAtChoices / (choices - 1) : 0,
            Failed = Campaign.Failed,
            Spoiled = spoiled,
            Runs = [.. Campaign.Experiments.Take(keepRuns).SelectMany(e => e.Runs).OrderBy(r => r.StartedAt).ThenBy(r => r.Experiment).Select(Shown)],
            Stuck = Campaign.InFlight.Count > 0 ? $"{StandsStill()}." : null,
        };
    }

    protected override bool MaySuggest() => Decisions.MaySuggest(Campaign, Now) && Campaign.Spent < DraftCheck.MostExperiments;

    protected override void OnSuggested(int pendingBefore) => pendingAtChoices += pendingBefore;

    protected override DateTimeOffset EndOf(StageRun run, int station) =>
        run.StartedAt.AddSeconds(run.ExpectedLabSeconds * chance.Ratio(lab.Stations[station].Durations, run.Experiment, run.Step, run.Attempt));

    protected override StageOutcome.Failed? FailureOf(StageRun run) =>
        chance.Fails(lab.Stations[StationOf(run.Place)].FailureShare, run.Experiment, run.Step, run.Attempt) ? Failed : null;

    protected override void Happen(Coming coming)
    {
        if (coming.Kind == ComingKind.WaitIsOver)
        {
            WaitIsOver(Campaign.Experiment(coming.Number), coming.Detail);
            return;
        }

        var station = coming.Number;
        if (coming.Kind == ComingKind.Breakdown)
        {
            Stations[station] = Stations[station] with { State = new StationState(StationCondition.Faulted, "it is being repaired") };
            Interrupt(station, BrokeDown);
            Enqueue(new Coming(ComingKind.Repair, station), After(station, lab.Stations[station].Breakdowns!.MeanRepairHours));
        }
        else
        {
            Stations[station] = Stations[station] with { State = StationState.Ready };
            AwaitBreakdown(station);
        }
    }

    protected override void OnFinished(Experiment experiment, StageRun run)
    {
        if (tooLate.Remove(experiment.Number))
            Spoil(experiment);
        else if (Campaign.Route[run.Step].Kind == StepKind.Stage && Campaign.Definition.Workflow.StageAfter(run.Step) is { MaxWaitSeconds: { } limit } next)
            Enqueue(new Coming(ComingKind.WaitIsOver, experiment.Number, next.Index), Now.AddSeconds(limit));
    }

    /// <summary>A sample that has not started a stage in time is lost: at once where it stands, else when the robot has put it down.</summary>
    private void WaitIsOver(Experiment experiment, int stage)
    {
        if (!experiment.InFlight || experiment.Runs.Any(r => r.Step >= stage))
            return;
        if (experiment.Current is null)
            Spoil(experiment);
        else
            tooLate.Add(experiment.Number);
    }

    private void Spoil(Experiment experiment)
    {
        Apply(experiment, new ExperimentAbandoned(experiment.Number, "it waited too long between two stages"));
        spoiled++;
    }

    private void AwaitBreakdown(int station)
    {
        if (lab.Stations[station].Breakdowns is { } model)
            Enqueue(new Coming(ComingKind.Breakdown, station), After(station, model.MeanHoursBetween));
    }

    /// <summary>A moment after an exponential time.</summary>
    private DateTimeOffset After(int station, double meanHours) => Now.AddHours(-meanHours * Math.Log(1 - breakdowns[station].NextDouble()));

    private double Hours(DateTimeOffset at) => (at - Begin).TotalHours;

    private TimelineEntry Entry(Experiment e) => new(Hours(e.SuggestedAt), e.EndedAt is { } ended ? Hours(ended) : double.PositiveInfinity, e.Status == ExperimentStatus.Completed);

    private SimulatedRun Shown(StageRun run) => new(run.Experiment, run.Step, run.Place.Station, run.Place.Slot, Hours(run.StartedAt), run.EndedAt is { } ended ? Hours(ended) : double.PositiveInfinity);
}
