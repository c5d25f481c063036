using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>The designer's advisor: the question is the draft as it stands, the answer is kept in the form.</summary>
public sealed partial class AdviceAsking : WatchfulPage, IAsyncDisposable
{
    private static readonly StatusTone Stale = new("tone-attention", "clock", "out of date");
    private static readonly StatusTone InUse = new("tone-done", "check", "in use");

    private Consultation work = null!;
    private string? shownStrategy;
    private AdviceMeasure shownMeasure;
    private bool askedTooEarly;
    private bool isStale;
    private CampaignDefinition? definition;
    private (int Version, TakenAdvice? Taken) compared;

    [CascadingParameter]
    public DesignerForm Form { get; set; } = null!;

    /// <summary>The lab that the campaign would run on.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<StationView> Stations { get; set; } = [];

    /// <summary>Prior results that the campaign has already.</summary>
    [Parameter]
    public IReadOnlyList<Observation> Known { get; set; } = [];

    /// <summary>The path of the problem to go to.</summary>
    [Parameter]
    public EventCallback<string> GoTo { get; set; }

    [Inject]
    private SignedIn SignedIn { get; set; } = null!;

    [Inject]
    private AdvisorGate Gate { get; set; } = null!;

    [Inject]
    private Advise Advise { get; set; } = null!;

    [Inject]
    private LabExperience Experience { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private TakenAdvice? Taken => Form.Advice;

    private int Percent => work.Progress is { Campaigns: > 0 } progress ? 100 * progress.Done / progress.Campaigns : 0;

    /// <summary>Said to everybody, also to those who hear the page: what has begun and what has ended.</summary>
    private string Said => work.Status switch
    {
        ConsultationStatus.Waiting => "The advisor simulates for somebody else; it is your turn next.",
        ConsultationStatus.Simulating when work.Advice is null => "Simulating this campaign on the lab's stations.",
        ConsultationStatus.Simulating => $"Useful after {Quantity.Duration(work.UsefulAfter!.Value)}; more simulated campaigns make it surer.",
        ConsultationStatus.Done when work.Advice is null => "The advisor has no answer.",
        ConsultationStatus.Done => $"{Count} in {Quantity.Duration(work.Elapsed)}.",
        ConsultationStatus.GaveWay => $"{Count} in {Quantity.Duration(work.Elapsed)}; somebody else's turn came.",
        ConsultationStatus.Cancelled when work.Advice is null => "Cancelled before there was an answer.",
        ConsultationStatus.Cancelled => $"Stopped. {Count} in {Quantity.Duration(work.Elapsed)}.",
        ConsultationStatus.Refused => "",
        _ => Taken is null ? "How many in flight, and which strategy? Simulates this campaign with each choice on the lab's stations and says what to expect." : "",
    };

    private string Count => $"From {work.Advice!.Repetitions} simulated campaigns of each choice";

    private string Doing => work switch
    {
        { Status: ConsultationStatus.Waiting } => "waiting",
        { Progress: { } p, Advice: null, Elapsed.TotalSeconds: > 2 } when p.Done * 20 > p.Campaigns => $"{work.Simulated:N0} campaigns simulated in {Quantity.Duration(work.Elapsed)}; the first answer comes in about {Quantity.Duration(work.Elapsed * ((double)(p.Campaigns - p.Done) / p.Done))}",
        _ => $"{work.Simulated:N0} campaigns simulated in {Quantity.Duration(work.Elapsed)}",
    };

    private IReadOnlyList<Observation> Prior => [.. Known, .. Form.PriorResults.SelectMany(p => p.Results)];

    protected override void OnInitialized()
    {
        work = new Consultation(Gate, Advise, Time, Guarded, Changed);
        Form.Changed += StateHasChanged;
    }

    protected override bool ShouldRender()
    {
        Compare();
        return true;
    }

    protected override void OnParametersSet() => Compare();

    /// <summary>While the draft has problems nobody can tell, and what was said last stays.</summary>
    private void Compare()
    {
        if (compared == (Form.Version, Taken))
            return;
        compared = (Form.Version, Taken);
        if (Form.Problems.Count > 0)
            return;
        definition = CampaignDefinition.From(Form.Draft);
        isStale = Taken is not null && !Taken.Fits(definition, Prior);
    }

    private async Task AskAsync()
    {
        askedTooEarly = Form.Problems.Count > 0;
        if (askedTooEarly)
        {
            Form.Touched = true;
            return;
        }

        Form.Advice = null;
        var draft = CampaignDefinition.From(Form.Draft);
        var learned = await Experience([.. Stations.Select(s => s.Description).Where(s => draft.Workflow.Route.Any(step => step.StationKind == s.Kind))], CancellationToken.None);
        work.Ask(new AdviceQuestion(draft, learned.Lab) { Prior = Prior, LabRemarks = [AdviceWords.Lab(learned)] }, SignedIn.Actor);
    }

    private void Cancel() => work.Cancel();

    private void Changed()
    {
        if (work.Advice is { } advice && !ReferenceEquals(advice, Taken?.Advice))
            Form.Advice = new TakenAdvice(advice, work.Question!.Definition, work.Question.Prior);
        StateHasChanged();
    }

    private bool IsUsed(AdviceChoice choice) => definition is not null && Taken!.IsChosen(choice, definition);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Form.Changed -= StateHasChanged;
        await work.DisposeAsync();
    }
}
