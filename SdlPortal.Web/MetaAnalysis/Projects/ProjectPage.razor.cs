using Microsoft.AspNetCore.Components;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.MetaAnalysis.Surveys;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>The page of one project of prior runs: follows it and its work, and shows one of its tabs.</summary>
public sealed partial class ProjectPage
{
    private static readonly IReadOnlyList<(string, string)> Parents = [("Prior runs", "/prior-runs")];

    private readonly Dictionary<string, object> parameters = [];
    private FeedWatcher<string>? watcher;
    private LatestWork<(ProjectView? View, string? Problem)>? reading;
    private ProjectView? view;
    private IReadOnlyList<JobState> jobs = [];
    private (string Key, string Name, Type Panel) tab = ProjectTabs.All[0];
    private string? shown;
    private string? counting;
    private string? problem;
    private string? refusal;
    private string? renaming;
    private bool looked;
    private int blocking;

    [Parameter] public string Id { get; set; } = "";

    [Parameter] public string? Tab { get; set; }

    /// <summary>The answer that the tabs of results show; null for the latest.</summary>
    [SupplyParameterFromQuery] public string? Analysis { get; set; }

    [Inject] private PriorRuns Runs { get; set; } = null!;

    [Inject] private Surveyor Surveyor { get; set; } = null!;

    [Inject] private StoredAnalyses Stored { get; set; } = null!;

    [Inject] private SourceDrafts Drafts { get; set; } = null!;

    [Inject] private MetaJobs Jobs { get; set; } = null!;

    [Inject] private ProjectFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private DialogService Dialogs { get; set; } = null!;

    private string? WhyNotDelete => jobs.Any(j => j.IsActive) ? "Work on it is going on; cancel it first." : null;

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
        tab = ProjectTabs.Of(Tab);
        if (shown == Id)
            return;
        (shown, view, looked, problem, refusal, renaming) = (Id, null, false, null, null, null);
        Refresh();
    }

    private void Refresh()
    {
        jobs = Jobs.Of(Id);
        var id = Id;
        reading!.Request(_ => Read(id), next =>
        {
            if (id == Id)
                Take(next.View, next.Problem);
            return Task.CompletedTask;
        }, urgent: !looked);
        StateHasChanged();
    }

    private (ProjectView?, string?) Read(string id)
    {
        try
        {
            return Runs.Find(id) is { } project ? (new ProjectView(project, project.State, Surveyor.Latest(project), Runs.Choice(project)) { Analyses = Stored.All(project.Folder) }, null) : (null, null);
        }
        catch (RunLibraryException e)
        {
            return (null, e.Message);
        }
    }

    private void Take(ProjectView? next, string? trouble)
    {
        (looked, problem) = (true, trouble);
        // What is the same stays the same object, so that tabs need not look again.
        if (next is null || view is null || next.State.Hash != view.State.Hash || !ReferenceEquals(next.Survey, view.Survey) || next.Choice != view.Choice || !ReferenceEquals(next.Analyses, view.Analyses))
            view = next;
        if (view is not null)
            parameters["View"] = view;
        // What came or was decided on the command line has not been looked over.
        if (view is not null && view.State.Current.Any() && view.Survey?.StateHash != view.State.Hash && counting != view.State.Hash)
        {
            counting = view.State.Hash;
            Surveyor.Ask(Runs, view.Project, Actor.Portal);
        }

        blocking = view?.Survey?.Report.Findings.Count(f => f.Severity == FindingSeverity.Blocks) ?? 0;
        StateHasChanged();
    }

    private static string Headline(ProjectView view)
    {
        var sources = Counts.Of(view.State.Current.Count(), "source");
        return view.Survey is { } survey
            ? $"{Counts.Of(survey.Runs, "run")} of {Counts.Of(survey.Tasks.Count, "task")} from {sources}{(survey.Excluded > 0 ? $", {Counts.Of(survey.Excluded)} of them excluded" : "")}."
            : view.State.Current.Any() ? $"{sources}, not counted yet." : "No runs yet.";
    }

    /// <summary>Why the person may not work on prior runs; null who may.</summary>
    private string? WhyNotMay => SignedIn.Actor.WhyNot(Deed.WorkWithData);

    private async Task RenameAsync()
    {
        var (name, by) = (renaming ?? "", SignedIn.Actor);
        renaming = null;
        await CommandAsync(project => Runs.Rename(project, name, by));
    }

    private void Explore() => Navigation.NavigateTo($"/data?project={Uri.EscapeDataString(Id)}");

    private Task LookAgain() => CommandAsync(project => Surveyor.Ask(Runs, project, SignedIn.Actor));

    private async Task DeleteAsync()
    {
        if (await Dialogs.Confirm($"Its {Counts.Of(view!.State.Sources.Count, "source")}, rules and decisions go to the trash folder beside the projects.", $"Delete “{view.State.Name}”",
            new ConfirmOptions { OkButtonText = "Delete project", CancelButtonText = "Keep it" }) != true)
            return;
        var by = SignedIn.Actor;
        await CommandAsync(project =>
        {
            Runs.Delete(project, by);
            foreach (var draft in Drafts.Of(project.Id))
                Drafts.Remove(draft.Id, by);
        });
        if (refusal is null)
            Navigation.NavigateTo("/prior-runs");
    }

    private async Task CommandAsync(Action<RunProject> command)
    {
        refusal = null;
        try
        {
            var project = view!.Project;
            await Task.Run(() => command(project));
        }
        catch (Exception e) when (e is RefusedException or RunLibraryException or IOException)
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
