using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>Which pictures a person has chosen: an objective, the two parameters of the contour, whether it shows the uncertainty, and the objective that the front sets against the first.</summary>
internal sealed record PictureChoice(int Objective, int X, int Y, bool Uncertainty, int Against);

/// <summary>The plots of a report for one choice. Plots that a new choice leaves alone stay the same objects, so that the browser does not draw them again.</summary>
internal sealed record ModelPictures
{
    public required ModelReport Report { get; init; }

    public required PictureChoice Choice { get; init; }

    public required Plot? Importances { get; init; }

    public required Plot CrossValidation { get; init; }

    /// <summary>The most important parameter first.</summary>
    public required IReadOnlyList<(Parameter Parameter, Plot Plot)> Slices { get; init; }

    /// <summary>Null in a space with a single parameter.</summary>
    public required Plot? Contour { get; init; }

    /// <summary>Null where a single objective is sought.</summary>
    public required Plot? Front { get; init; }

    /// <summary>Null where a single objective is sought.</summary>
    public required Plot? Hypervolume { get; init; }

    /// <returns>Null for a report without a model.</returns>
    public static ModelPictures? Of(ModelReport report, PictureChoice choice, IReadOnlyList<ResultName> names, ModelPictures? last, CancellationToken cancellationToken)
    {
        if (report.Models.Count == 0)
            return null;
        var anchor = report.BestRow(choice.Objective);
        var model = report.Models[choice.Objective];
        var old = last?.Report == report && last.Choice.Objective == choice.Objective ? last : null;
        return new ModelPictures
        {
            Report = report,
            Choice = choice,
            Importances = old is not null ? old.Importances : ImportancesChart.Build(model, report.Rows.Count),
            CrossValidation = old?.CrossValidation ?? CrossValidationChart.Build(model, names),
            Slices = old?.Slices ?? SlicesOf(report, choice.Objective, anchor, names, cancellationToken),
            Contour = old is not null && old.Choice with { Against = choice.Against } == choice ? old.Contour : ContourOf(report, choice, anchor, names),
            Front = old is not null && old.Choice.Against == choice.Against ? old.Front : FrontChart.Build(report, choice.Objective, choice.Against, names),
            Hypervolume = last?.Report == report ? last.Hypervolume : HypervolumeChart.Build(report),
        };
    }

    /// <summary>Columns from the most important to the least, as far as that is known; those with a single value are left out.</summary>
    public static IReadOnlyList<int> Ranked(ModelReport report, int objective)
    {
        var importances = report.Models[objective].Importances.Parameters;
        var scales = report.Models[objective].Process.Hyper.LengthScales;
        return [.. Enumerable.Range(0, report.Cube.Dimension).Where(j => report.Cube.Columns[j].LevelCount != 1)
            .OrderByDescending(j => importances.Count > 0 ? importances[j].Total?.Value ?? importances[j].FirstOrder.Value : 0).ThenBy(j => scales[j])];
    }

    private static IReadOnlyList<(Parameter, Plot)> SlicesOf(ModelReport report, int objective, int anchor, IReadOnlyList<ResultName> names, CancellationToken cancellationToken)
    {
        var slices = new List<Slice>();
        foreach (var column in Ranked(report, objective))
        {
            cancellationToken.ThrowIfCancellationRequested();
            slices.Add(Slice.Of(report, objective, column, anchor));
        }

        var range = SliceChart.CommonRange(report, objective, slices, anchor);
        return [.. slices.Select(s => (s.Parameter, SliceChart.Build(report, objective, s, anchor, names, range)))];
    }

    private static Plot? ContourOf(ModelReport report, PictureChoice choice, int anchor, IReadOnlyList<ResultName> names) =>
        choice.X == choice.Y ? null : ContourChart.Build(report, choice.Objective, Domain.Optimization.ModelHealth.Contour.Of(report, choice.Objective, choice.X, choice.Y, anchor), anchor, choice.Uncertainty, names);
}
