using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// The stage Gantt of a campaign, drawn as SVG. What there is comes from <see cref="GanttChart"/>; the window is kept here. Between
/// two renders its script moves the now line and the ends of running bars, so that time passes without the server.
/// </summary>
public sealed partial class StageGantt
{
    private const double WidthBeforeMeasured = 1000;

    private static readonly (string Css, string Sign, string Word)[] Legend =
    [
        ("queued", "", "queued"), ("running", "▸", "running"), ("done", "✓", "done"), ("failed", "✕", "failed"), ("unknown", "?", "needs a person"), ("planned", "", "planned"),
    ];

    private static readonly (int Seconds, string Name)[] Lasts =
    [
        (60, "Last minute"), (300, "Last 5 min"), (900, "Last 15 min"), (3600, "Last hour"), (28800, "Last 8 h"), (86400, "Last 24 h"),
    ];

    private readonly string hatch = $"hatch-{Guid.NewGuid():N}";
    private GanttZoom zoom = GanttZoom.Fit;
    private GanttView view = null!;
    private GanttRuns? runs;
    private GanttWindow? frozen;
    private (long, long, GanttZoom, GanttWindow?, double, TimeSpan, IReadOnlyList<PlannedRun>)? shown;
    private IReadOnlyList<StationView> shownStations = [];
    private string? entry;
    private string? active;
    private bool chosen;
    private bool changed = true;
    private bool gone;
    private bool showTable;
    private bool toFocus;
    private double width = WidthBeforeMeasured;
    private TimeSpan clientOffset;
    private ElementReference root;
    private ElementReference plot;
    private ElementReference tip;
    private IJSObjectReference? module;
    private IJSObjectReference? script;
    private DotNetObjectReference<StageGantt>? self;

    [Parameter, EditorRequired]
    public required Campaign Campaign { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<StationView> Stations { get; set; }

    /// <summary>What the forecast expects; empty while there is none.</summary>
    [Parameter]
    public IReadOnlyList<PlannedRun> Planned { get; set; } = [];

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback<int> OnOpen { get; set; }

    private bool Live => Campaign.Status is CampaignStatus.Running or CampaignStatus.Stopping or CampaignStatus.Paused;

    private bool Ended => Campaign.Status == CampaignStatus.Finished;

    private string LastChoice => zoom is { Span: { } span, From: null } && Lasts.Any(l => l.Seconds == span.TotalSeconds) ? span.TotalSeconds.ToString(CultureInfo.InvariantCulture) : "";

    protected override void OnParametersSet()
    {
        if (!chosen)
            zoom = GanttZoom.Default(Campaign, Now);
        Rebuild();
    }

    protected override bool ShouldRender() => changed;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        changed = false;
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await JS.InvokeAsync<IJSObjectReference>("import", "./Campaigns/Live/StageGantt.razor.js");
            // Whoever is quick has opened another tab by now.
            if (gone)
            {
                await LetGoAsync();
                return;
            }

            script = await module.InvokeAsync<IJSObjectReference>("attach", root, plot, tip, self);
            if (gone)
                await LetGoAsync();
        }

        if (toFocus && script is not null && !gone)
        {
            toFocus = false;
            await script.InvokeVoidAsync("focusBar", active);
        }
    }

    /// <summary>Called by the script with the plot's width and the viewer's distance from UTC.</summary>
    [JSInvokable]
    public void Measured(double pixels, double minutesFromUtc)
    {
        (width, clientOffset) = (Math.Max(120, Math.Floor(pixels)), TimeSpan.FromMinutes(minutesFromUtc));
        Rebuild();
        StateHasChanged();
    }

    /// <summary>Called by the script after dragging; positive shows later times.</summary>
    [JSInvokable]
    public void Panned(double pixels) => Show(GanttZoom.Moved(view.Window, TimeSpan.FromSeconds(pixels / view.Window.PixelsPerSecond)));

    /// <summary>Called by the script for the wheel with Ctrl.</summary>
    [JSInvokable]
    public void Zoomed(double factor, double anchor) => Show(zoom.By(factor, view.Window, anchor));

    /// <summary>Called by the script with the bar that has the focus: by the time the browser says so, <see cref="entry"/> may be another one.</summary>
    [JSInvokable]
    public void FocusedBar(string key) => active = key;

    private void Show(GanttZoom next)
    {
        (zoom, frozen, chosen) = (next, null, true);
        Rebuild();
        StateHasChanged();
    }

    private void ShowLast(ChangeEventArgs e)
    {
        if (int.TryParse(e.Value as string, CultureInfo.InvariantCulture, out var seconds))
            Show(GanttZoom.Last(TimeSpan.FromSeconds(seconds)));
    }

    private void FollowNow() => Show(GanttZoom.Last(zoom.Span!.Value));

    private void ToggleTable() => (showTable, changed) = (!showTable, true);

    private Task Open(GanttBar bar)
    {
        if (bar.Status != BarStatus.Dense)
            return OnOpen.InvokeAsync(bar.Experiment);
        var margin = (bar.End - bar.Start) * 0.05;
        Show(new GanttZoom(bar.End - bar.Start + (margin * 2), bar.Start - margin));
        return Task.CompletedTask;
    }

    // The window stands still while somebody reads bar by bar: a bar that left it would take the focus along.
    private void Focused() => (frozen, active) = (frozen ?? view.Window, active ?? entry);

    private void Left() => frozen = null;

    private async Task Key(KeyboardEventArgs e)
    {
        active = GanttFocus.Entry(view, active);
        if (active is null || e.CtrlKey || e.AltKey || e.MetaKey)
            return;
        if (e.Key is "Enter" && view.Bar(active) is { } bar)
        {
            await Open(bar);
            return;
        }

        var next = GanttFocus.Next(view, active, e.Key);
        if (next == active && e.Key is "ArrowLeft" or "ArrowRight")
        {
            (zoom, frozen, chosen) = (GanttZoom.Moved(view.Window, view.Window.Span * (e.Key == "ArrowLeft" ? -0.4 : 0.4)), null, true);
            Rebuild();
            frozen = view.Window;
            next = GanttFocus.Next(view, active, e.Key);
        }

        (active, entry, toFocus, changed) = (next, GanttFocus.Entry(view, next), true, true);
    }

    private void Rebuild()
    {
        var plannedEnd = Planned.Count > 0 ? Planned.Max(p => p.End) : (DateTimeOffset?)null;
        var second = Campaign.Status == CampaignStatus.Finished ? 0 : Now.ToUnixTimeSeconds();
        var wanted = (Campaign.Sequence, second, zoom, frozen, width, clientOffset, Planned);
        if (shown == wanted && shownStations.SequenceEqual(Stations))
            return;
        (shown, shownStations, changed) = (wanted, Stations, true);
        if (runs?.Sequence != Campaign.Sequence)
            runs = GanttRuns.Of(Campaign);
        var window = frozen is { } still ? still with { Width = width, ClientOffset = clientOffset } : zoom.Window(Campaign, Now, plannedEnd, width, clientOffset);
        view = GanttChart.Build(Campaign, Stations, Scheduler.Assign(Campaign, Stations, Now), Planned, Now, window, runs);
        entry = GanttFocus.Entry(view, active);
    }

    private static string Css(GanttBar bar) => bar.Status.ToString().ToLowerInvariant() + (bar.IsTransfer ? " transfer" : "");

    private static string? Grows(GanttBar bar) => bar.Status is BarStatus.Running or BarStatus.Unknown || bar is { Status: BarStatus.Holding, Reason: not null } ? "true" : null;

    private static string Title(GanttRow row) => row.Trouble is null ? $"{row.Name} ({row.Kind}, {row.Lanes.Count} {(row.Lanes.Count == 1 ? "slot" : "slots")})" : $"{row.Name}: {row.Trouble}";

    public async ValueTask DisposeAsync()
    {
        gone = true;
        await LetGoAsync();
        self?.Dispose();
    }

    private async Task LetGoAsync()
    {
        try
        {
            if (script is not null)
                await script.InvokeVoidAsync("detach");
            if (script is not null)
                await script.DisposeAsync();
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone or no longer answers, and its script with it.
        }
    }
}
