using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>
/// The Advice tab: what was advised, what was chosen, and how both compare with what happens. How far the campaign has really come is computed off the circuit's thread, again when
/// experiments have ended, but not more often than every <see cref="EstimateEvery"/>.
/// </summary>
public sealed partial class AdvicePanel : WatchfulPage, IAsyncDisposable
{
    private static readonly TimeSpan EstimateEvery = TimeSpan.FromSeconds(4);
    private static readonly StatusTone OtherQuestion = new("tone-attention", "clock", "out of date");
    private static readonly StatusTone Followed = new("tone-done", "check", "as advised");

    private LatestWork<CampaignShares?> estimating = null!;
    private AdviceComparison comparison = null!;
    private CampaignShares? shares;
    private (Guid Campaign, CampaignDefinition Definition, int Completed, int Ended)? estimated;
    private (Advice Advice, AdviceChoice? Chosen, CampaignShares? Shares)? drawn;
    private Plot? byHours;
    private Plot? byExperiments;
    private string? progress;

    [Parameter, EditorRequired]
    public Campaign Campaign { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<StationView> Stations { get; set; } = [];

    /// <summary>Of the rest of the campaign.</summary>
    [Parameter]
    public Forecast? Forecast { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [SupplyParameterFromQuery(Name = "strategy")]
    public string? ShownStrategy { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private AdviceMeasure Measure => Show == "left" ? AdviceMeasure.Left : AdviceMeasure.Reached;

    /// <summary>Open where the address asks for something in it.</summary>
    private bool Whole => ShownStrategy is not null || Show is not null || Campaign.Status == CampaignStatus.NotStarted;

    private bool ShowChosen => comparison.Chosen is not null && comparison.Chosen != comparison.Advised;

    private string ScaleSentence => AdviceProgressWords.Scale(shares, Objective, Campaign.PriorResults.Count + Campaign.Completed);

    private Objective Objective => Campaign.Definition.Objectives[Campaign.Definition.Aims.Sought.DefaultIfEmpty(0).First()];

    protected override void OnInitialized() => estimating = new(Time, EstimateEvery, Guarded);

    protected override void OnParametersSet()
    {
        if (Campaign.Advice is not { } given)
            return;
        comparison = AdviceComparison.Of(Campaign, given, Stations, Forecast, Now);
        Estimate();
        Draw(given.Advice);
    }

    private void Estimate()
    {
        var state = (Campaign.Id, Campaign.Definition, Campaign.Completed, Campaign.Experiments.Count - Campaign.InFlight.Count);
        if (estimated == state)
            return;
        if (estimated?.Campaign != state.Id)
            shares = null;
        estimated = state;
        var question = ProgressQuestion.Of(Campaign, simulated: Stations.Count > 0 && Stations.All(s => s.Description.Simulated));
        estimating.Request(token => Answer(question, token), done =>
        {
            shares = done;
            if (Campaign.Advice is { } given)
                Draw(given.Advice);
            StateHasChanged();
            return Task.CompletedTask;
        });
    }

    private static CampaignShares? Answer(ProgressQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return CampaignShares.Of(question, cancellationToken);
        }
        catch (SuggestionException)
        {
            // The Model tab says what is wrong with the results.
            return null;
        }
    }

    /// <summary>Drawn again only when what is shown has changed: a plot is sent to the browser whenever its object is another.</summary>
    private void Draw(Advice advice)
    {
        if (drawn == (advice, comparison.Chosen, shares))
            return;
        drawn = (advice, comparison.Chosen, shares);
        byHours = AdviceProgressChart.ByHours(comparison.Advised, comparison.Chosen, shares, Objective);
        byExperiments = AdviceProgressChart.ByExperiments(comparison.Advised, comparison.Chosen, shares, Objective);
        progress = AdviceProgressWords.Reached(comparison.Chosen ?? comparison.Advised, shares);
    }

    private static string Number(ComparedFigure figure, double? value) => value is { } number && double.IsFinite(number) ? figure.Write(number) : "–";

    private void Go(string key, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = "advice", [key] = value }), replace: true);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await estimating.DisposeAsync();
    }
}
