using System.Globalization;
using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>
/// The Model tab: what a model says about the campaign's results. The model is fitted off the circuit's thread, again when results have come, but not more often than every
/// <see cref="FitEvery"/>.
/// </summary>
public sealed partial class ModelPanel : WatchfulPage, IAsyncDisposable
{
    private static readonly TimeSpan FitEvery = TimeSpan.FromSeconds(4);

    /// <summary>So many slices at first; more on request.</summary>
    private const int FirstSlices = 8;

    private LatestWork<(ModelReport? Report, string? Failure)> fitting = null!;
    private LatestWork<ModelPictures?> drawing = null!;
    private (Guid Campaign, CampaignDefinition Definition, int Results)? asked;
    private ModelQuestion? question;
    private ModelReport? report;
    private ModelPictures? pictures;
    private (ModelReport Report, PictureChoice Choice)? wanted;
    private string? failure;
    private bool allSlices;

    [Parameter, EditorRequired]
    public Campaign Campaign { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "objective")]
    public string? ObjectiveName { get; set; }

    [SupplyParameterFromQuery(Name = "x")]
    public string? XName { get; set; }

    [SupplyParameterFromQuery(Name = "y")]
    public string? YName { get; set; }

    [SupplyParameterFromQuery(Name = "against")]
    public string? AgainstName { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int Results => Campaign.PriorResults.Count + Campaign.Completed;

    private EquatableList<Objective> Objectives => Campaign.Definition.Objectives;

    private int Objective => Math.Max(0, Objectives.ToList().FindIndex(o => o.Name == ObjectiveName));

    private IEnumerable<Parameter> Varied => report!.Cube.Space.Parameters.Where((_, j) => report.Cube.Columns[j].LevelCount != 1);

    private string Freshness
    {
        get
        {
            var known = question!.Results;
            var text = $"As of {known:N0} {(known == 1 ? "result" : "results")}";
            if (report!.Rows.Count < report.Rows.Known)
                text += $"; the model takes {report.Rows.Count:N0} of them, the best and an even choice of the others";
            return Results > known ? $"{text}; {Results - known:N0} newer {(Results - known == 1 ? "is" : "are")} being taken in" : text;
        }
    }

    protected override void OnInitialized()
    {
        fitting = new(Time, FitEvery, Guarded);
        drawing = new(Time, TimeSpan.Zero, Guarded);
    }

    protected override void OnParametersSet()
    {
        var state = (Campaign.Id, Campaign.Definition, Results);
        if (asked == state)
        {
            Draw();
            return;
        }

        // Another campaign or another space makes the old answer wrong; a further result makes it old.
        var changed = asked is { } before && (before.Campaign != state.Id || before.Definition != state.Definition);
        asked = state;
        if (changed)
            (report, pictures, question, wanted, failure) = (null, null, null, null, null);
        var next = ModelQuestion.Of(Campaign);
        fitting.Request(token => Fit(next, token), done => TakeAsync(next, done), urgent: changed);
        Draw();
    }

    private static (ModelReport? Report, string? Failure) Fit(ModelQuestion asking, CancellationToken cancellationToken)
    {
        try
        {
            return (ModelReport.Of(asking.Request, cancellationToken), null);
        }
        catch (SuggestionException e)
        {
            return (null, e.Message);
        }
    }

    private Task TakeAsync(ModelQuestion asking, (ModelReport? Report, string? Failure) done)
    {
        (question, report, failure) = (asking, done.Report, done.Failure);
        Draw();
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>Asks for the pictures of what is known and chosen, unless they are there or on their way.</summary>
    private void Draw()
    {
        if (report is not { Models.Count: > 0 } known || question is not { } names)
            return;
        var choice = Choice(known);
        if (wanted == (known, choice))
            return;
        wanted = (known, choice);
        var last = pictures;
        drawing.Request(token => ModelPictures.Of(known, choice, names.Names, last, token), done =>
        {
            pictures = done;
            StateHasChanged();
            return Task.CompletedTask;
        });
    }

    /// <summary>What the address names; for the rest the most important parameters.</summary>
    private PictureChoice Choice(ModelReport known)
    {
        var ranked = ModelPictures.Ranked(known, Objective);
        int? Named(string? name) => ranked.Where(j => known.Cube.Columns[j].Name == name).Cast<int?>().FirstOrDefault();
        var (x, y) = (Named(XName), Named(YName));
        x ??= ranked.Where(j => j != y).Cast<int?>().FirstOrDefault() ?? 0;
        if (y is null || y == x)
            y = ranked.Where(j => j != x).Cast<int?>().FirstOrDefault() ?? x;
        var against = Objectives.ToList().FindIndex(o => o.Name == AgainstName);
        if (against < 0 || against == Objective)
            against = known.Request.Aims.Sought.Where(o => o != Objective).DefaultIfEmpty(Objective).First();
        return new PictureChoice(Objective, x.Value, y.Value, Show == "sd", against);
    }

    private void Go(string key, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = "model", [key] = value?.ToString() }), replace: true);

    private string Column(int column) => report!.Cube.Columns[column].Name;

    private string FileName(string plot) => Objectives.Count > 1 ? $"{Campaign.Definition.Name}-{Objectives[Objective].Name}-{plot}" : $"{Campaign.Definition.Name}-{plot}";

    private string Empty => report is { Rows.Distinct: >= 2, Missing: { } missing }
        ? missing
        : (Campaign.Status == CampaignStatus.NotStarted
            ? "Start the campaign, or give it prior results: health, importances, slices and the rest appear here."
            : $"So far there {(Results switch { 0 => "is no result", 1 => "is one result", _ => $"are {Results} results of one configuration" })}. Health, importances, slices and the rest appear here by themselves.");

    private ResultName NameOf(int result) => result < question!.Names.Count ? question.Names[result] : new ResultName(string.Create(CultureInfo.InvariantCulture, $"result {result + 1}"), null);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await fitting.DisposeAsync();
        await drawing.DisposeAsync();
    }
}
