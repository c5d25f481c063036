using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>Where runs are brought from: what comes becomes a draft, which the person looks at before anything is stored.</summary>
public sealed partial class AddSource : IDisposable
{
    private const int MostFiles = 200;

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<CampaignSummary>? campaigns;
    private IReadOnlyList<CampaignSummary> choices = [];
    private IReadOnlyList<(string Name, long? Bytes)> listed = [];
    private string path = "";
    private string? campaign;
    private string? refusal;
    private string? sending;
    private int sentPercent;

    [Parameter, EditorRequired] public ProjectView View { get; set; } = null!;

    [Inject] private SourceDrafts Drafts { get; set; } = null!;

    [Inject] private ImportFolder Folder { get; set; } = null!;

    [Inject] private CampaignIndex Campaigns { get; set; } = null!;

    [Inject] private PriorRuns Runs { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        listed = await Task.Run(Folder.List, leaving.Token);
        campaigns = await Campaigns.ListAsync(leaving.Token);
        Offer();
    }

    protected override void OnParametersSet() => Offer();

    /// <summary>Campaigns that have begun and are not sources already.</summary>
    private void Offer()
    {
        var taken = View.State.Sources.Where(s => s.Removal is null).Select(s => s.Campaign).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        choices = [.. (campaigns ?? []).Where(c => c.StartedAt is not null && !taken.Contains($"{c.Id}"))];
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        refusal = null;
        try
        {
            var files = e.GetMultipleFiles(MostFiles);
            var total = Math.Max(1, files.Sum(f => f.Size));
            sending = $"Receiving {(files.Count == 1 ? files[0].Name : Counts.Of(files.Count, "file"))}";
            var draft = await Drafts.ReceiveAsync(View.Id, [.. files.Select(f => (f.Name, f.Size, (Func<Stream>)(() => f.OpenReadStream(SourceDrafts.MostBytes, leaving.Token))))], SignedIn.Actor, sent =>
            {
                var percent = (int)(100 * sent / total);
                if (percent == sentPercent)
                    return;
                sentPercent = percent;
                _ = InvokeAsync(StateHasChanged);
            }, leaving.Token);
            Navigation.NavigateTo(SourcesPanel.Address(View.Id, draft.Id));
        }
        catch (Exception failure) when (failure is RefusedException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            refusal = failure.Message;
        }
        catch (OperationCanceledException)
        {
            // The page is gone, and what had come with it.
        }
        finally
        {
            (sending, sentPercent) = (null, 0);
        }
    }

    private async Task BringAsync()
    {
        refusal = null;
        try
        {
            var (name, by) = (path, SignedIn.Actor);
            var draft = await Task.Run(() => Drafts.Bring(View.Id, Folder.Resolve(name), by), leaving.Token);
            Navigation.NavigateTo(SourcesPanel.Address(View.Id, draft.Id));
        }
        catch (Exception failure) when (failure is RefusedException or IOException or RunSourceException or UnauthorizedAccessException)
        {
            refusal = failure.Message;
        }
    }

    private async Task AddCampaignAsync()
    {
        refusal = null;
        if (choices.FirstOrDefault(c => $"{c.Id}" == campaign) is not { } chosen)
            return;
        try
        {
            var (project, by) = (View.Project, SignedIn.Actor);
            await Task.Run(() => Runs.Change(project, by, () => project.AddCampaign($"{chosen.Id}", chosen.Name, by)), leaving.Token);
            campaign = null;
        }
        catch (Exception failure) when (failure is RefusedException or RunLibraryException or IOException)
        {
            refusal = failure.Message;
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
