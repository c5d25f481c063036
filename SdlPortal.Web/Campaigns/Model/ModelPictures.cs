using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>Which pictures a person has chosen: an objective, the two parameters of the contour, and whether it shows the uncertainty.</summary>
internal sealed record PictureChoice(int Objective, int X, int Y, bool Uncertainty);

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

    /// <summary>A report without a model, or without a result inside the space, has no pictures.</summary>
    public static ModelPictures? Of(ModelReport report, PictureChoice choice, IReadOnlyList<ResultName> names, ModelPictures? last, CancellationToken cancellationToken)
    {
        if (report.Models.Count == 0 || report.BestRow(choice.Objective) is not { } anchor)
            return null;
        var model = report.Models[choice.Objective];
        var old = last?.Report == report && last.Choice.Objective == choice.Objective ? last : null;
        return new ModelPictures
        {
            Report = report,
            Choice = choice,
            Importances = old is not null ? old.Importances : ImportancesChart.Build(model, report.Rows.Count),
            CrossValidation = old?.CrossValidation ?? CrossValidationChart.Build(model, names),
            Slices = old?.Slices ?? SlicesOf(report, choice.Objective, anchor, names, cancellationToken),
            Contour = old?.Choice == choice ? old.Contour : ContourOf(report, choice, anchor, names),
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
        var slices = new List<(Parameter, Plot)>();
        foreach (var column in Ranked(report, objective))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var slice = Slice.Of(report, objective, column, anchor);
            slices.Add((slice.Parameter, SliceChart.Build(report, objective, slice, anchor, names)));
        }

        return slices;
    }

    private static Plot? ContourOf(ModelReport report, PictureChoice choice, int anchor, IReadOnlyList<ResultName> names) =>
        choice.X == choice.Y ? null : ContourChart.Build(report, choice.Objective, Domain.Optimization.ModelHealth.Contour.Of(report, choice.Objective, choice.X, choice.Y, anchor), anchor, choice.Uncertainty, names);
}
