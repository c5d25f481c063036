using System.Globalization;
using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation.Replay;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Replay;

/// <summary>
/// The What-if tab: what other strategies would have reached along the campaign's real timeline, on a model of its results. What to compare stands in the address; the replays run off the
/// circuit's thread when a person asks for them, and stop with the page.
/// </summary>
public sealed partial class ReplayPanel : WatchfulPage, IAsyncDisposable
{
    private LatestWork<ReplayOutcome> work = null!;
    private CancellationTokenSource? cancel;
    private ReplayQuestion question = null!;
    private ReplayOutcome? outcome;
    private Plot? hours;
    private Plot? results;
    private Plot? differences;
    private (Guid Campaign, long Since)? asked;
    private int done;
    private int total;

    [Parameter, EditorRequired]
    public Campaign Campaign { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    [SupplyParameterFromQuery(Name = "seeds")]
    public int? Seeds { get; set; }

    [Inject]
    private LabFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ReplayReport? Report => outcome?.Report;

    private int Newer => Campaign.PriorResults.Count + Campaign.Completed - (outcome?.Results ?? 0);

    private string Share => total == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * done / total:0.#}%");

    private string Left => done == 0 || asked is not { } since ? "" : $", about {Quantity.Duration(Time.GetElapsedTime(since.Since) * ((double)(total - done) / done))} left";

    protected override void OnInitialized() => work = new(Time, TimeSpan.Zero, Guarded);

    protected override void OnParametersSet()
    {
        if (asked is { } last && last.Campaign != Campaign.Id)
        {
            Cancel();
            (asked, outcome) = (null, null);
        }

        question = ReplayQuestion.Of(With, Seeds, Campaign.Definition);
    }

    private async Task Run()
    {
        // The log is read when somebody asks, not while the tab is only looked at.
        var events = await Feed.ReadAsync(Campaign.Id);
        cancel?.Dispose();
        cancel = new CancellationTokenSource();
        (asked, done, total) = ((Campaign.Id, Time.GetTimestamp()), 0, 0);
        var (wanted, stop) = (question, cancel.Token);
        work.Request(token => Replay(events, wanted, stop, token), TakeAsync, urgent: true);
    }

    private ReplayOutcome Replay(IReadOnlyList<RecordedEvent> events, ReplayQuestion wanted, CancellationToken stop, CancellationToken page)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, page);
        var record = RecordedCampaign.Of(events);
        var known = record.Prior.Count + record.Results.Count;
        try
        {
            return new ReplayOutcome(CounterfactualReplay.Run(record, wanted.Others, new ReplayOptions(wanted.Seeds, record.Definition.Seed), Tell, either.Token), null, known);
        }
        catch (RefusedException e)
        {
            return new ReplayOutcome(null, e.Message, known);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new ReplayOutcome(null, null, known);
        }
    }

    private void Tell(int finished, int of) => _ = Guarded(() =>
    {
        (done, total) = (Math.Max(done, finished), of);
        StateHasChanged();
        return Task.CompletedTask;
    });

    private Task TakeAsync(ReplayOutcome next)
    {
        outcome = next;
        (hours, results, differences) = next.Report is { } known
            ? (ReplayCharts.RunningBest(known, byHours: true), ReplayCharts.RunningBest(known, byHours: false), ReplayCharts.Differences(known))
            : (null, null, null);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Cancel() => cancel?.Cancel();

    private void Choose(string name, bool isWanted)
    {
        var names = ReplayQuestion.Offered(Campaign.Definition).Where(n => n == name ? isWanted : question.Others.Contains(n));
        Go("with", string.Join(',', names));
    }

    private void Go(string key, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = "replay", [key] = value }), replace: true);

    private string Text(double value) => Quantity.Text(value, Report!.Headline.Unit);

    private static string Percent(double share) => Quantity.Text(Math.Round(100 * share), "%");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Cancel();
        await work.DisposeAsync();
        cancel?.Dispose();
    }
}
