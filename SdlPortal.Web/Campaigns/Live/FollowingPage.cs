using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A page about one campaign: it follows the campaign's events, the stations and the clock, and derives what it shows after each change.</summary>
public abstract class FollowingPage : WatchfulPage, IAsyncDisposable
{
    private CampaignFollower? follower;
    private LabWatcher? watcher;
    private PeriodicTimer? timer;
    private Task ticking = Task.CompletedTask;
    private Guid followed;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    protected LabFeed Feed { get; set; } = null!;

    [Inject]
    protected Orchestrator Orchestrator { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    protected SignedIn SignedIn { get; set; } = null!;

    [Inject]
    protected ViewerZone Zone { get; set; } = null!;

    /// <summary>Null until it was read, and when there is none or its record cannot be read.</summary>
    protected Campaign? Campaign { get; private set; }

    protected bool Missing { get; private set; }

    /// <summary>Why the campaign's record cannot be read; null when it can.</summary>
    protected string? Unreadable { get; private set; }

    protected CommandDesk Desk { get; private set; } = null!;

    protected IReadOnlyList<StationView> Stations { get; private set; } = [];

    protected Schedule Schedule { get; private set; } = new([], []);

    protected DateTimeOffset Now { get; private set; }

    /// <summary>Whether the clock alone changes what is shown.</summary>
    protected abstract bool MovesWithTheClock { get; }

    protected override async Task OnParametersSetAsync()
    {
        if (followed == Id)
            return;
        await StopAsync();
        (followed, Campaign, Missing, Unreadable) = (Id, null, false, null);
        Desk = new CommandDesk(Orchestrator, SignedIn, Id, StateHasChanged);
        await Zone.LoadAsync();
        await FollowAsync();
    }

    private async Task FollowAsync()
    {
        follower = new CampaignFollower(Feed, Time);
        try
        {
            Missing = !await follower.StartAsync(Id, Guarded, TakeAsync);
        }
        catch (InvalidDataException e)
        {
            Unreadable = e.Message;
        }

        if (Missing || Unreadable is not null)
            return;
        Campaign = follower.Campaign;
        watcher = new LabWatcher(Feed, Time);
        watcher.Start(Guarded, batch => batch.OnlyReadings ? Task.CompletedTask : RefreshAsync());
        timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Time);
        ticking = TickAsync(timer);
        DeriveAll();
    }

    private Task TakeAsync(IReadOnlyList<RecordedEvent> batch)
    {
        Take(batch);
        return RefreshAsync();
    }

    private async Task TickAsync(PeriodicTimer clock)
    {
        while (await clock.WaitForNextTickAsync())
        {
            if (Campaign is not null && MovesWithTheClock)
                await Guarded(RefreshAsync);
        }
    }

    private Task RefreshAsync()
    {
        if (Campaign is null)
            return Task.CompletedTask;
        DeriveAll();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void DeriveAll()
    {
        Now = Time.GetUtcNow();
        Stations = Orchestrator.Stations;
        Schedule = Scheduler.Assign(Campaign!, Stations, Now);
        Derive();
    }

    /// <summary>New events of the campaign, already applied.</summary>
    protected virtual void Take(IReadOnlyList<RecordedEvent> batch)
    {
    }

    /// <summary>Recomputes what the page shows from the campaign, the stations and the time.</summary>
    protected virtual void Derive()
    {
    }

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

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
    }
}
