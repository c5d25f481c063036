using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// A virtual line that goes on from the present, with expected durations, until one sample has passed the limited waits ahead of it. Samples are held back only
/// before limited waits further along, each by an outlook of its own, which so looks at fewer waits than this one.
/// </summary>
internal sealed class LineOutlook : VirtualLine
{
    private readonly Campaign real;
    private readonly int from;
    private readonly int last;
    private readonly int watched;
    private int left;

    private LineOutlook(Campaign real, IReadOnlyList<StationView> stations, DateTimeOffset now, Experiment experiment, int from, int last)
        : base(real.Id, real.Definition, real.TimeScale, stations, now)
    {
        (this.real, this.from, this.last) = (real, from, last);
        left = real.Status == CampaignStatus.Running ? (real.Definition.Budget.Experiments ?? DraftCheck.MostExperiments) - real.Spent : 0;
        foreach (var item in real.InFlight)
        {
            var number = TakeUp(item);
            if (item == experiment)
                watched = number;
        }
    }

    /// <summary>By how much a sample that starts a stage now would be late for the stages after it that limit the wait before them; zero or less when it is not, null when it never gets there.</summary>
    public static TimeSpan? Lateness(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, Experiment experiment, Step step)
    {
        var last = step;
        while (campaign.Definition.Workflow.StageAfter(last.Index) is { MaxWaitSeconds: not null } next)
            last = next;
        var outlook = new LineOutlook(campaign, stations, now, experiment, step.Index, last.Index);
        outlook.GoOn();
        return outlook.Late();
    }

    protected override int HoldAfter => from;

    protected override bool Enough => Campaign.Experiment(watched).NextStep > last || Campaign.Experiment(watched).Current?.Step == last;

    protected override bool MaySuggest() => left > 0 && Campaign.InFlight.Count < real.Definition.MaxInFlight;

    protected override void OnSuggested(int pendingBefore) => left--;

    protected override DateTimeOffset EndOf(StageRun run, int station)
    {
        var end = run.StartedAt.AddSeconds(run.ExpectedLabSeconds / real.TimeScale);
        return end < Now ? Now : end;
    }

    private TimeSpan? Late()
    {
        if (!Enough)
            return null;
        var worst = TimeSpan.MinValue;
        DateTimeOffset? ended = null;
        foreach (var run in Campaign.Experiment(watched).Runs.Where(r => r.Step >= from && r.Status is not StageRunStatus.Failed && real.Route[r.Step].Kind == StepKind.Stage))
        {
            if (ended is { } before && real.Route[run.Step].MaxWaitSeconds is { } limit)
            {
                var late = run.StartedAt - before - TimeSpan.FromSeconds(limit / real.TimeScale);
                worst = late > worst ? late : worst;
            }

            ended = run.EndedAt;
        }

        return worst;
    }
}
