using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>The page on which a campaign is designed, saved and started: a form on the left, what it would do on the right.</summary>
public sealed partial class DesignerPage(
    Orchestrator orchestrator, ICampaignLog log, Templates stored, ResultTables storedTables, BrowserMemory memory, SignedIn signedIn, ViewerZone zone, NavigationManager navigation, IJSRuntime js, TimeProvider time,
    TakeOver takeOver, CampaignIndex index, Validations validations)
    : ComponentBase, IAsyncDisposable
{
    private const string ValidatePurpose = "validate";

    /// <summary>Campaigns offered to put something on: the newest.</summary>
    private const int MostBases = 8;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly DesignerForm form = new(BuiltInTemplates.Blank());
    private readonly DesignerBrowser browser = new(js);
    private readonly CancellationTokenSource leaving = new();
    private DotNetObjectReference<DesignerPage>? self;
    private CancellationTokenSource? typing;
    private OpenedDraft? opened;
    private string? openedAddress;
    private string? movingTo;
    private DraftMemo? memo;
    private CampaignPreview preview = CampaignPreview.Empty;
    private DateTimeOffset previewedAt;
    private double timeScale = 1;
    private IReadOnlyList<StationView> stations = [];
    private IReadOnlyList<string> kinds = [];
    private IReadOnlyList<string> tables = [];
    private IReadOnlyList<(string Key, string Name)> templates = [];
    private IReadOnlyList<CampaignSummary> bases = [];
    private string startLabel = "Start";
    private Refusal? refusal;
    private string? said;
    private bool importing, templating, busy, watching;

    [Parameter] public Guid? Id { get; set; }

    /// <summary>The campaign to duplicate.</summary>
    [SupplyParameterFromQuery] public Guid? From { get; set; }

    [SupplyParameterFromQuery] public string? Template { get; set; }

    /// <summary>The recommendation to follow or, with the purpose "validate", to try; on the template or the campaign of the address, else on a blank form.</summary>
    [SupplyParameterFromQuery] public Guid? Recommendation { get; set; }

    [SupplyParameterFromQuery] public string? Purpose { get; set; }

    /// <summary>What the Plan tab handed over.</summary>
    [SupplyParameterFromQuery] public Guid? Plan { get; set; }

    /// <summary>1 opens the choice of a campaign file.</summary>
    [SupplyParameterFromQuery] public int? Import { get; set; }

    private string Title => IsValidation ? "Validate a recommendation" : Id is null ? "Design a campaign" : $"Edit {opened?.Title}";

    private bool IsHandedOver => Id is null && (Recommendation is not null || Plan is not null);

    /// <summary>A validation is nothing before it is said what it is tried on.</summary>
    private bool AsksForBase => IsValidation && From is null && Template is null;

    private bool IsValidation => IsHandedOver && Recommendation is not null && Purpose == ValidatePurpose;

    private string MemoryKey => $"designer:{Id?.ToString() ?? "new"}";

    private string Readiness => form.Problems.Count switch { 0 => "Ready to start.", 1 => "1 problem to solve first.", var n => $"{n} problems to solve first." };

    protected override async Task OnParametersSetAsync()
    {
        var address = $"{Id}|{From}|{Template}|{Recommendation}|{Purpose}|{Plan}";
        if (movingTo == address)
            movingTo = null;
        // Query and route arrive one after the other: what lies between is no address to open.
        if (openedAddress == address || movingTo is not null)
            return;
        openedAddress = address;
        await OpenAsync();
    }

    private async Task OpenAsync()
    {
        (opened, refusal, said, watching) = (null, null, null, false);
        form.Changed -= OnChanged;
        var origin = new DraftOrigin(log, stored);
        var next = Id is { } id ? await origin.EditAsync(id)
            : From is { } from ? await origin.CopyAsync(from)
            : Template is { } key ? await origin.TemplateAsync(key)
            : null;
        if (IsHandedOver && !AsksForBase)
            next = await TakenOverAsync(next);
        next ??= new OpenedDraft(BuiltInTemplates.Blank());
        form.Load(next.Draft, next.Offer);
        form.Advice = next.Advice;
        stations = orchestrator.Stations;
        timeScale = stations.Count > 0 ? stations.Max(s => s.Description.TimeScale) : 1;
        kinds = [.. stations.Select(s => s.Description.Kind).Distinct().Order(StringComparer.Ordinal)];
        tables = [.. (await storedTables.ListAsync(leaving.Token)).Select(t => t.Name)];
        templates = [.. BuiltInTemplates.All.Select(t => (t.Id, t.Name)), .. (await stored.ListAsync(leaving.Token)).Select(t => (t.Id.ToString(), t.Name))];
        bases = IsHandedOver ? [.. (await index.ListAsync(leaving.Token)).Take(MostBases)] : [];
        importing = Import == 1;
        opened = next;
        said = next.Said;
        form.Changed += OnChanged;
        await PreviewAsync(TimeSpan.Zero);
    }

    private Task<OpenedDraft> TakenOverAsync(OpenedDraft? onto) => (Recommendation, Plan) switch
    {
        ({ } id, _) when IsValidation => takeOver.ValidateAsync(id, onto!, signedIn.Actor, leaving.Token),
        ({ } id, _) => takeOver.FollowAsync(id, onto, leaving.Token),
        _ => takeOver.PlanAsync(Plan!.Value, onto, leaving.Token),
    };

    /// <summary>The same handover on another base.</summary>
    private string On(string? name, object? key) =>
        (Recommendation is { } id ? $"/campaigns/new?recommendation={id}{(IsValidation ? "&purpose=validate" : "")}" : $"/campaigns/new?plan={Plan}") + (name is null ? "" : $"&{name}={key}");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await zone.LoadAsync();
            startLabel = CampaignPreview.StartLabel(form.Draft, preview.Forecast, previewedAt, zone.Offset);
            memo = DraftMemo.Read(await memory.LoadDraftAsync(MemoryKey));
            StateHasChanged();
        }

        if (!watching && !AsksForBase && opened is { } draft && (draft.WhyNot is null || Id is null))
        {
            watching = true;
            await browser.WatchPasteAsync("parameter-table", self ??= DotNetObjectReference.Create(this));
        }
    }

    [JSInvokable]
    public void PasteRows(string text) => form.InsertRows(text);

    private void OnChanged()
    {
        said = null;
        StateHasChanged();
        _ = PreviewAsync(Quiet);
    }

    /// <summary>What costs time waits until nothing was typed for a moment, and is computed off the page's thread.</summary>
    private async Task PreviewAsync(TimeSpan quiet)
    {
        if (typing is not null)
            await typing.CancelAsync();
        typing = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        var mine = typing.Token;
        try
        {
            await Task.Delay(quiet, time, mine);
            var copy = CampaignFile.Read(CampaignFile.Write(form.Draft)).Draft;
            var (now, lab) = (time.GetUtcNow(), stations);
            var next = await Task.Run(() => CampaignPreview.Of(copy, lab, now), mine);
            if (mine.IsCancellationRequested)
                return;
            (preview, previewedAt) = (next, now);
            startLabel = CampaignPreview.StartLabel(copy, next.Forecast, now, zone.Offset);
            StateHasChanged();
            if (form.Touched && memo is null)
                await memory.SaveDraftAsync(MemoryKey, DraftMemo.Write(form, now));
        }
        catch (OperationCanceledException)
        {
            // Something newer was typed, or the page is closed.
        }
        catch (JSDisconnectedException)
        {
            // The connection is lost; what was kept last is kept.
        }
    }

    private void Restore()
    {
        var kept = memo!;
        memo = null;
        kept.Restore(form);
    }

    private async Task ForgetAsync()
    {
        memo = null;
        await memory.RemoveDraftAsync(MemoryKey);
    }

    private async Task GoToAsync(string target)
    {
        form.Touched = true;
        var part = DesignerSections.All.FirstOrDefault(p => p.Id == target);
        if (part is not null)
        {
            await browser.FocusAsync(part.Id == "start" ? "start" : $"{part.Id}-title");
            return;
        }

        if (!await browser.FocusAsync(DesignerSections.FieldId(target)))
            await browser.FocusAsync($"{DesignerSections.Of(target).Id}-title");
    }

    private async Task ExportAsync() =>
        await browser.DownloadAsync($"{FileName(form.Draft.Name)}.json", CampaignFile.Write(form.Draft), "application/json");

    private static string FileName(string? name)
    {
        var clean = new string([.. (name ?? "").Trim().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-')]).Trim('-');
        return clean.Length == 0 ? "campaign" : clean;
    }

    private void Imported(CampaignDraft draft)
    {
        importing = false;
        form.Load(draft);
        form.Change(_ => { });
    }

    private void TemplateSaved(string name) => (templating, said) = (false, $"Saved as the template '{name}'.");

    private Task UploadTableAsync(IBrowserFile file) => UploadAsync(file, "groundTruth.path", (draft, name) => draft.GroundTruth!.Path = name);

    private Task UploadTwinAsync(IBrowserFile file) => UploadAsync(file, "prescreen.twin.path", (draft, name) => draft.Prescreen!.Path = name);

    private async Task UploadAsync(IBrowserFile file, string path, Action<CampaignDraft, string> use)
    {
        var (name, problem) = await TableUpload.StoreAsync(file, form.Draft, storedTables, signedIn.Actor, leaving.Token);
        if (problem is not null)
        {
            refusal = new Refusal($"{file.Name} was not stored.", [new Problem(path, problem, "Correct the file and upload it again.")]);
            return;
        }

        tables = [.. (await storedTables.ListAsync(leaving.Token)).Select(t => t.Name)];
        form.Change(d => use(d, name!));
    }

    private Task SaveAsync() => ActAsync(async () =>
    {
        var id = await StoreAsync();
        navigation.NavigateTo($"/campaigns/{id}");
    });

    private Task StartAsync() => ActAsync(async () =>
    {
        var id = await StoreAsync();
        try
        {
            await orchestrator.StartAsync(id, signedIn.Actor, leaving.Token);
        }
        catch (Exception e) when (Refusal.Of(e) is { } reason)
        {
            // It is saved, only not started: go on editing the saved one.
            movingTo = openedAddress = $"{id}|||||";
            refusal = reason with { Message = $"The campaign is saved but was not started. {reason.Message}" };
            opened = await new DraftOrigin(log, stored).EditAsync(id);
            navigation.NavigateTo($"/campaigns/{id}/edit", replace: true);
            return;
        }

        navigation.NavigateTo($"/campaigns/{id}");
    });

    private Task SaveAsNew() => ActAsync(async () =>
    {
        Id = null;
        var id = await StoreAsync();
        navigation.NavigateTo($"/campaigns/{id}");
    });

    private async Task ReloadAsync()
    {
        await ForgetAsync();
        await OpenAsync();
    }

    private async Task ActAsync(Func<Task> act)
    {
        refusal = null;
        if (form.Problems.Count > 0)
        {
            await GoToAsync(form.Problems[0].Path);
            return;
        }

        busy = true;
        try
        {
            await act();
        }
        catch (Exception e) when (Refusal.Of(e) is { } reason)
        {
            refusal = reason;
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>Creates or changes the campaign and adds the prior results that were read.</summary>
    private async Task<Guid> StoreAsync()
    {
        var definition = CampaignDefinition.From(form.Draft);
        var key = MemoryKey;
        if (Id is { } known)
            await validations.ChangeAsync(known, definition, signedIn.Actor, opened!.Sequence, leaving.Token);
        List<Observation> added = [.. form.PriorResults.SelectMany(p => p.Results)];
        var id = Id ?? await validations.CreateAsync(definition, signedIn.Actor, leaving.Token);
        foreach (var (source, results) in form.PriorResults.ToList())
        {
            await orchestrator.AddPriorResultsAsync(id, source, results, signedIn.Actor, leaving.Token);
            form.PriorResults.RemoveAt(0);
        }

        if (form.Advice is { IsRecorded: false } taken && taken.Fits(definition, [.. opened!.PriorResults, .. added]))
        {
            await orchestrator.RecordAdviceAsync(id, taken.Advice, signedIn.Actor, leaving.Token);
            form.Advice = taken with { IsRecorded = true };
        }

        // What is stored must not be offered again: no late save of the draft.
        if (typing is not null)
            await typing.CancelAsync();
        await memory.RemoveDraftAsync(key);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        form.Changed -= OnChanged;
        await leaving.CancelAsync();
        leaving.Dispose();
        self?.Dispose();
        await browser.DisposeAsync();
    }
}
