using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The page of one campaign: follows its events, keeps its forecast, and shows one of its tabs.</summary>
public sealed partial class CampaignPage
{
    private static readonly (string Key, string Name)[] Tabs = [("live", "Live"), ("experiments", "Experiments"), ("events", "Events"), ("definition", "Definition")];

    private static readonly IReadOnlyList<(string, string)> Parents = [("Campaigns", "/campaigns")];

    /// <summary>The forecast runs the rest of the campaign in virtual time; this often is enough.</summary>
    private static readonly TimeSpan ForecastEvery = TimeSpan.FromSeconds(3);

    /// <summary>Of so many experiments the Gantt shows what is planned.</summary>
    private const int PlannedExperiments = 12;

    private CampaignFollower? follower;
    private LabWatcher? watcher;
    private Campaign? campaign;
    private CommandDesk desk = null!;
    private List<RecordedEvent>? events;
    private IReadOnlyList<StationView> stations = [];
    private Schedule schedule = new([], []);
    private IReadOnlyList<PlannedRun> planned = [];
    private Forecast? forecast;
    private (DateTimeOffset At, long Sequence)? forecastOf;
    private DateTimeOffset now;
    private PeriodicTimer? timer;
    private Task ticking = Task.CompletedTask;
    private string tab = "live";
    private Guid followed;
    private bool missing;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

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

    [Inject]
    private Templates Templates { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        tab = Tabs.Any(t => t.Key == Tab) ? Tab! : "live";
        if (followed != Id)
            await FollowAsync();
        if (tab == "events" && events is null && campaign is not null)
            events = [.. await Feed.ReadAsync(Id)];
        else if (tab != "events")
            events = null;
    }

    private async Task FollowAsync()
    {
        await StopAsync();
        (followed, campaign, missing, events, forecastOf) = (Id, null, false, null, null);
        desk = new CommandDesk(Orchestrator, Actor, Id, StateHasChanged);
        await Zone.LoadAsync();
        follower = new CampaignFollower(Feed, Time);
        missing = !await follower.StartAsync(Id, InvokeAsync, TakeAsync);
        if (missing)
            return;
        campaign = follower.Campaign;
        watcher = new LabWatcher(Feed, Time);
        watcher.Start(InvokeAsync, batch => batch.OnlyReadings ? Task.CompletedTask : RefreshAsync());
        timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
        ticking = TickAsync(timer);
        Derive();
    }

    private Task TakeAsync(IReadOnlyList<RecordedEvent> batch)
    {
        if (events is { Count: var count })
            events.AddRange(batch.Where(e => count == 0 || e.Sequence > events[count - 1].Sequence));
        return RefreshAsync();
    }

    // Between events only the clock's numbers move, and only while something is at work.
    private async Task TickAsync(PeriodicTimer clock)
    {
        while (await clock.WaitForNextTickAsync())
        {
            if (campaign is { Status: CampaignStatus.Running or CampaignStatus.Paused or CampaignStatus.Stopping })
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
        if (forecastOf is { } last && (last.Sequence == campaign!.Sequence && campaign.Status != CampaignStatus.Paused || now - last.At < ForecastEvery))
            return;
        forecastOf = (now, campaign!.Sequence);
        forecast = Forecast.Of(campaign, stations, now, PlannedExperiments);
        planned = campaign.Status is CampaignStatus.Running or CampaignStatus.Stopping or CampaignStatus.NotStarted ? forecast.Runs : [];
    }

    private void SaveTemplate() => desk.Ask(new DeskQuestion.Confirm("Save as a template", "Keeps the definition under a name, to start other campaigns from. A template of the same name is not replaced.", "Save", "Name of the template", ReasonRequired: true,
        name => desk.RunAsync("Save", () => Templates.SaveAsync(name, campaign!.Definition.ToDraft(), Actor.Name))));

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
