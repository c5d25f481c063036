using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Mapping;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>Looks at one file: reads its beginning off the circuit, again with every change of its map, and asks for its import.</summary>
public sealed partial class DraftPanel
{
    private static readonly TimeSpan PreviewEvery = TimeSpan.FromMilliseconds(400);

    private LatestWork<(TablePreview? Table, MapProposal? Proposal, string? Trouble)>? looking;
    private LatestWork<(ImportPreview? Preview, string? Trouble)>? previewing;
    private IRunReader? reader;
    private TablePreview? table;
    private MapForm? form;
    private IReadOnlyList<Problem> problems = [];
    private ImportPreview? preview;
    private string? previewProblem;
    private string? trouble;
    private string mapText = "";
    private string? looked;
    private bool tried;

    [Parameter, EditorRequired] public ProjectView View { get; set; } = null!;

    [Parameter, EditorRequired] public SourceDraft Draft { get; set; } = null!;

    [Inject] private SourceDrafts Drafts { get; set; } = null!;

    [Inject] private ImportWork Import { get; set; } = null!;

    [Inject] private MetaJobs Jobs { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private JobState? Job => Jobs.Find(View.Id, Draft.JobKey);

    private bool IsActive => Job is { IsActive: true };

    private string? WhyNot => IsActive ? "It is being imported." : reader is null ? "Choose the format first." : trouble is not null ? "The file cannot be read." : tried && problems.Count > 0 ? "Solve the problems first." : null;

    protected override void OnInitialized()
    {
        looking = new(Time, TimeSpan.Zero, Guarded);
        previewing = new(Time, PreviewEvery, Guarded);
    }

    protected override void OnParametersSet()
    {
        if (looked == (Draft.Format ?? ""))
            return;
        looked = Draft.Format ?? "";
        (reader, table, form, preview, previewProblem, trouble, problems) = (Drafts.ReaderOf(Draft), null, null, null, null, null, []);
        if (reader is { NeedsMap: true })
            Look();
        else if (reader is not null)
            Preview();
    }

    private void ChooseFormat(string? format) => Drafts.Change(Draft.Id, SignedIn.Actor, d => d with { Format = string.IsNullOrEmpty(format) ? null : format, Map = null });

    /// <summary>Reads what the columns hold and guesses what they are.</summary>
    private void Look()
    {
        var (path, map) = (Draft.Path, Draft.Map);
        looking!.Request(stop =>
        {
            try
            {
                var seen = TablePreview.Read(path, stop);
                return (seen, MapProposal.For(seen), null);
            }
            catch (RunSourceException e)
            {
                return (null, null, e.Message);
            }
        }, next =>
        {
            (table, trouble) = (next.Table, next.Trouble);
            if (next is { Table: { } seen, Proposal: { } proposal })
            {
                form = map is null ? MapForm.For(seen, proposal) : MapForm.For(seen, RunMapFile.Read(map));
                MapChanged();
            }

            StateHasChanged();
            return Task.CompletedTask;
        }, urgent: true);
    }

    private void MapChanged()
    {
        problems = form!.Problems();
        mapText = RunMapFile.Write(form.Map());
        if (problems.Count == 0)
            Preview();
    }

    private void LoadMap(RunMap map)
    {
        form = MapForm.For(table!, map);
        MapChanged();
    }

    private void Preview()
    {
        var (path, isUpload, source, map) = (Draft.Path, Draft.IsUpload, reader!, form?.Map());
        previewing!.Request(stop =>
        {
            try
            {
                var read = ImportPreview.Of(source, path, map, stop);
                // Where an upload lies for the moment is nothing to know.
                return (isUpload ? read with { Counts = read.Counts with { Path = null } } : read, null);
            }
            catch (RunSourceException e)
            {
                return (null, e.Message);
            }
        }, next =>
        {
            (preview, previewProblem) = next;
            StateHasChanged();
            return Task.CompletedTask;
        });
    }

    private async Task ImportAsync()
    {
        tried = true;
        if (problems.Count > 0)
            return;
        try
        {
            var (project, id, by, map) = (View.Project, Draft.Id, SignedIn.Actor, form is null ? null : RunMapFile.Write(form.Map()));
            await Task.Run(() =>
            {
                Drafts.Change(id, by, d => d with { Map = map });
                Import.Ask(project, id, by);
            });
            Navigation.NavigateTo(ProjectTabs.Address(View.Id, "sources"));
        }
        catch (Exception e) when (e is RefusedException or IOException)
        {
            trouble = e.Message;
        }
    }

    private void Discard()
    {
        Navigation.NavigateTo(ProjectTabs.Address(View.Id, "sources"));
        Drafts.Remove(Draft.Id, SignedIn.Actor);
    }

    public async ValueTask DisposeAsync()
    {
        if (looking is not null)
            await looking.DisposeAsync();
        if (previewing is not null)
            await previewing.DisposeAsync();
    }
}
