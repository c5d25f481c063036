using System.Globalization;
using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The page of one experiment: what it is, why it was chosen, what happened to it, and what a person may do with it.</summary>
public sealed partial class ExperimentPage
{
    private CampaignFollower? follower;
    private LabWatcher? watcher;
    private Campaign? campaign;
    private Experiment? experiment;
    private CommandDesk desk = null!;
    private List<RecordedEvent> events = [];
    private IReadOnlyList<StationView> stations = [];
    private Schedule schedule = new([], []);
    private DateTimeOffset now;
    private PeriodicTimer? timer;
    private Task ticking = Task.CompletedTask;
    private Guid followed;
    private bool missing;

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public int Number { get; set; }

    [Inject]
    private LabFeed Feed { get; set; } = null!;

    [Inject]
    private Orchestrator Orchestrator { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private Actor Actor { get; set; } = null!;

    [Inject]
    private ViewerZone Zone { get; set; } = null!;

    private IReadOnlyList<(string, string)> Parents => [("Campaigns", "/campaigns"), (campaign!.Definition.Name, $"/campaigns/{Id}"), ("Experiments", $"/campaigns/{Id}?tab=experiments")];

    private string Summary
    {
        get
        {
            var parts = new List<string> { $"suggested {Zone.Clock(experiment!.SuggestedAt, now)}" };
            if (experiment.StartedAt is { } started)
                parts.Add($"started {Zone.Clock(started, now)}");
            if (experiment.EndedAt is { } ended)
                parts.Add($"ended {Zone.Clock(ended, now)} after {LabTime.Exact((ended - (experiment.StartedAt ?? experiment.SuggestedAt)).TotalSeconds * campaign!.TimeScale)} of lab time");
            if (experiment.Reason is { } reason)
                parts.Add(reason);
            return string.Join(" · ", parts);
        }
    }

    /// <summary>What the stages reported; the objectives as the experiment's results.</summary>
    private List<(string Name, string Text, string Full)> Measurements
    {
        get
        {
            var objectives = campaign!.Definition.Objectives;
            var values = objectives.Zip(experiment!.Values, (o, v) => (o.Name, Quantity.Text(v, o.Unit), Quantity.Full(v, o.Unit))).ToList();
            foreach (var value in experiment.Runs.Where(r => r.Status == StageRunStatus.Finished).SelectMany(r => r.Values))
            {
                var unit = objectives.FirstOrDefault(o => o.Name == value.Name)?.Unit;
                if (values.All(v => v.Name != value.Name))
                    values.Add((value.Name, Quantity.Text(value.Value, unit), Quantity.Full(value.Value, unit)));
            }

            return values;
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (followed != Id)
            await FollowAsync();
        if (campaign is null)
            return;
        events = [.. (await Feed.ReadAsync(Id)).Where(IsOfThis)];
        Derive();
    }

    private async Task FollowAsync()
    {
        await StopAsync();
        (followed, campaign, experiment, missing) = (Id, null, null, false);
        desk = new CommandDesk(Orchestrator, Actor, Id, StateHasChanged);
        await Zone.LoadAsync();
        follower = new CampaignFollower(Feed, Time);
        missing = !await follower.StartAsync(Id, InvokeAsync, TakeAsync);
        if (missing)
            return;
        campaign = follower.Campaign;
        watcher = new LabWatcher(Feed, Time);
        watcher.Start(InvokeAsync, batch => batch.Stations.Count == 0 ? Task.CompletedTask : RefreshAsync());
        timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
        ticking = TickAsync(timer);
    }

    private Task TakeAsync(IReadOnlyList<RecordedEvent> batch)
    {
        var last = events.Count > 0 ? events[^1].Sequence : 0;
        events.AddRange(batch.Where(e => e.Sequence > last && IsOfThis(e)));
        return RefreshAsync();
    }

    private bool IsOfThis(RecordedEvent item) => EventSentence.ExperimentOf(item.Event) == Number;

    private async Task TickAsync(PeriodicTimer clock)
    {
        while (await clock.WaitForNextTickAsync())
        {
            if (experiment is { InFlight: true })
                await InvokeAsync(RefreshAsync);
        }
    }

    private Task RefreshAsync()
    {
        if (campaign is null)
            return Task.CompletedTask;
        Derive();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Derive()
    {
        now = Time.GetUtcNow();
        stations = Orchestrator.Stations;
        schedule = Scheduler.Assign(campaign!, stations);
        experiment = Number >= 1 && Number <= campaign!.Experiments.Count ? campaign.Experiment(Number) : null;
    }

    private static string Share(double took, double expected) => Math.Clamp(took / expected * 50, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);

    private async Task StopAsync()
    {
        timer?.Dispose();
        await ticking;
        if (watcher is not null)
            await watcher.DisposeAsync();
        if (follower is not null)
            await follower.DisposeAsync();
        (timer, watcher, follower) = (null, null, null);
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
