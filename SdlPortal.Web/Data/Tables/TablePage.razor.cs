using Microsoft.AspNetCore.Components;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Data.Files;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The page of one table: follows it and its work, from the first byte read, and shows one of its tabs.</summary>
public sealed partial class TablePage
{
    internal static readonly IReadOnlyList<(string, string)> Parents = [("Data", "/data")];

    private readonly Dictionary<string, object> parameters = [];
    private FeedWatcher<string>? watcher;
    private LatestWork<(TableView? View, TableDraft? Draft, string? Problem)>? reading;
    private TableView? view;
    private TableDraft? draft;
    private IReadOnlyList<JobState> jobs = [];
    private IReadOnlyList<JobState> reads = [];
    private IReadOnlyList<JobState> others = [];
    private (string Key, string Name, Type Panel) tab = TableTabs.All[0];
    private string? shown;
    private string? problem;
    private string? refusal;
    private string? renaming;
    private bool looked;

    [Parameter] public string Id { get; set; } = "";

    [Parameter] public string? Tab { get; set; }

    [Inject] private DataTables Tables { get; set; } = null!;

    [Inject] private DataJobs Jobs { get; set; } = null!;

    [Inject] private TableFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private DialogService Dialogs { get; set; } = null!;

    private string? WhyNotDelete => jobs.Any(j => j.IsActive) ? "Work on it is going on; cancel it first." : null;

    private string? WhyNotRefresh => jobs.Any(j => j.IsActive && j.Key == TableDraft.JobKey) ? "It is being read." : null;

    /// <summary>Why the person may not work on data; null who may.</summary>
    private string? WhyNotMay => SignedIn.Actor.WhyNot(Deed.WorkWithData);

    protected override void OnInitialized()
    {
        reading = new(Time, TimeSpan.FromMilliseconds(200), Guarded);
        watcher = new FeedWatcher<string>(Feed, Time);
        watcher.Start(Guarded, changed =>
        {
            if (changed.Contains(Id))
                Refresh();
            return Task.CompletedTask;
        });
    }

    protected override void OnParametersSet()
    {
        tab = TableTabs.Of(Tab);
        if (shown == Id)
            return;
        (shown, view, draft, looked, problem, refusal, renaming) = (Id, null, null, false, null, null, null);
        Refresh();
    }

    private void Refresh()
    {
        jobs = Jobs.Of(Id);
        reads = [.. jobs.Where(j => j.Key == TableDraft.JobKey)];
        // A tab shows the work on its own answers; here one finds all of it, also what other tabs wait for.
        others = [.. jobs.Where(j => j.Key != TableDraft.JobKey && j.IsActive)];
        var id = Id;
        reading!.Request(_ => Read(id), next =>
        {
            if (id != Id)
                return Task.CompletedTask;
            (looked, view, draft, problem) = (true, next.View, next.Draft, next.Problem);
            if (view is not null)
                parameters["View"] = view;
            StateHasChanged();
            return Task.CompletedTask;
        }, urgent: !looked);
        StateHasChanged();
    }

    private (TableView?, TableDraft?, string?) Read(string id)
    {
        try
        {
            return Tables.Find(id) is { } found ? (found, null, null) : (null, Tables.FindDraft(id), null);
        }
        catch (IOException e)
        {
            return (null, null, e.Message);
        }
    }

    internal static string Headline(TableView view)
    {
        var left = view.Whole.Rows - view.Kept.Rows;
        return $"{Counts.Of(view.Whole.Rows, "row")}{(left > 0 ? $", {Counts.Of(left)} of them excluded," : "")} in {Counts.Of(view.Whole.Columns.Count, "column")}.";
    }

    private async Task RenameAsync()
    {
        var (id, name, by) = (Id, renaming ?? "", SignedIn.Actor);
        renaming = null;
        await CommandAsync(() => Tables.Rename(id, name, by));
    }

    private Task RefreshSourceAsync()
    {
        var (id, by) = (Id, SignedIn.Actor);
        return CommandAsync(() => Tables.Refresh(id, by));
    }

    private async Task DeleteAsync()
    {
        if (await Dialogs.Confirm($"Its {Counts.Of(view!.Whole.Rows, "row")}, what was excluded, and every answer and model made of it are gone for everybody. The file it came from is not touched.", $"Delete “{view.Head.Name}”",
            new ConfirmOptions { OkButtonText = "Delete table", CancelButtonText = "Keep it" }) != true)
            return;
        var (id, by) = (Id, SignedIn.Actor);
        await CommandAsync(() => Tables.Delete(id, by));
        if (refusal is null)
            Navigation.NavigateTo("/data");
    }

    private async Task CommandAsync(Action command)
    {
        refusal = null;
        try
        {
            await Task.Run(command);
        }
        catch (Exception e) when (e is RefusedException or IOException)
        {
            refusal = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (watcher is not null)
            await watcher.DisposeAsync();
        if (reading is not null)
            await reading.DisposeAsync();
    }
}
