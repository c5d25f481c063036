using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Data.Tables;

/// <summary>Where tables are brought from. What comes is read in the background; its page shows how far that is.</summary>
public sealed partial class AddTable : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private CancellationTokenSource? uploading;
    private IReadOnlyList<CampaignSummary>? campaigns;
    private IReadOnlyList<(string Id, string Name)>? projects;
    private IReadOnlyList<(string Name, long? Bytes)> listed = [];
    private string path = "";
    private string? campaign;
    private string? project;
    private string? refusal;
    private string? sending;
    private int sentPercent;
    private int sent;

    /// <summary>Chosen at first.</summary>
    [Parameter] public string? Campaign { get; set; }

    /// <summary>Chosen at first.</summary>
    [Parameter] public string? Project { get; set; }

    [Parameter] public bool IsClosable { get; set; }

    [Parameter] public EventCallback Closed { get; set; }

    [Inject] private DataTables Tables { get; set; } = null!;

    [Inject] private ImportFolder Folder { get; set; } = null!;

    [Inject] private CampaignIndex Campaigns { get; set; } = null!;

    [Inject] private PriorRuns Runs { get; set; } = null!;

    [Inject] private SignedIn SignedIn { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        listed = await Task.Run(Folder.List, leaving.Token);
        campaigns = [.. (await Campaigns.ListAsync(leaving.Token)).Where(c => c.StartedAt is not null)];
        projects = await Task.Run(IReadOnlyList<(string, string)> () => [.. Runs.All().Where(p => p.Project.State?.Current.Any() == true).Select(p => (p.Project.Id, p.Project.Name))], leaving.Token);
        (campaign, project) = (Campaign, Project);
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        refusal = null;
        using var own = uploading = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        try
        {
            var file = e.File;
            sending = $"Receiving {file.Name}";
            var draft = await Tables.ReceiveAsync(file.Name, file.Size, () => file.OpenReadStream(DataTables.MostBytes, own.Token), SignedIn.Actor, bytes =>
            {
                var percent = (int)(100 * bytes / Math.Max(1, file.Size));
                if (percent == sentPercent)
                    return;
                sentPercent = percent;
                _ = InvokeAsync(StateHasChanged);
            }, own.Token);
            Open(draft);
        }
        catch (Exception failure) when (failure is RefusedException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            refusal = failure.Message;
        }
        catch (OperationCanceledException)
        {
            // Somebody stopped it, or the page is gone; what had come went with it.
        }
        finally
        {
            (sending, sentPercent, uploading) = (null, 0, null);
            // A new field: a browser does not tell when the same file is chosen once more.
            sent++;
        }
    }

    private void StopSending() => uploading?.Cancel();

    private Task BringAsync()
    {
        var (name, by) = (path, SignedIn.Actor);
        return TryAsync(() => Task.Run(() => Tables.Bring(name, by), leaving.Token));
    }

    private Task FromCampaignAsync() => Guid.TryParse(campaign, out var id) ? TryAsync(() => Tables.FromCampaignAsync(id, SignedIn.Actor, leaving.Token)) : Task.CompletedTask;

    private Task FromProjectAsync()
    {
        var (id, by) = (project ?? "", SignedIn.Actor);
        return TryAsync(() => Task.Run(() => Tables.FromProject(id, by), leaving.Token));
    }

    private async Task TryAsync(Func<Task<TableDraft>> bring)
    {
        refusal = null;
        try
        {
            Open(await bring());
        }
        catch (Exception failure) when (failure is RefusedException or RunSourceException or RunLibraryException or IOException or UnauthorizedAccessException)
        {
            refusal = failure.Message;
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private void Open(TableDraft draft) => Navigation.NavigateTo(TableTabs.Address(draft.Id, TableTabs.Report));

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
