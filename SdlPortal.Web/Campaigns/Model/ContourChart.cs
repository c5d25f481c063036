using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>"Contour": the model over two parameters with the results and the best one; what constraints forbid stays empty. Pure.</summary>
internal static class ContourChart
{
    private const int MostResults = 200;

    /// <param name="uncertainty">Shows the standard deviation instead of the mean.</param>
    public static Plot Build(ModelReport report, int objective, Contour contour, int anchor, bool uncertainty, IReadOnlyList<ResultName> names)
    {
        var goal = report.Models[objective].Objective;
        var (x, y) = (contour.XValues.Select(v => ParameterAxis.Place(contour.X, v)).ToArray(), contour.YValues.Select(v => ParameterAxis.Place(contour.Y, v)).ToArray());
        var z = uncertainty ? contour.Sd : contour.Mean;
        var hasChoices = contour.X is CategoricalParameter || contour.Y is CategoricalParameter;
        var what = uncertainty ? $"sd of {goal.Label}" : goal.Label;
        var surface = new PlotTrace
        {
            // Between two choices there is nothing to draw a line through.
            Type = hasChoices ? "heatmap" : "contour",
            Name = what,
            X = x,
            Y = y,
            Z = z,
            ColorScale = "Cividis",
            Contours = hasChoices ? null : new PlotContours("heatmap"),
            ColorBar = new PlotColorBar(new PlotColorBarTitle(Plot.Text(what))),
            Line = hasChoices ? null : new PlotLine("rgba(255,255,255,0.35)", 1),
            HoverTemplate = $"{Plot.Text(contour.X.Name)} %{{x:.4g}}<br>{Plot.Text(contour.Y.Name)} %{{y:.4g}}<br>{(uncertainty ? "sd" : "mean")} %{{z:.4g}}<extra></extra>",
        };
        var rows = Enumerable.Range(0, report.Rows.Count).Where(i => i != anchor).ToList();
        var shown = rows.Count <= MostResults ? rows : [.. rows.OrderByDescending(i => report.Rows.Merits[i][objective]).ThenBy(i => i).Take(MostResults)];
        var table = contour.YValues.SelectMany((v, r) => contour.XValues.Select((u, c) => (IReadOnlyList<string>)[u.ToString(), v.ToString(), Number(contour.Mean[r][c]), Number(contour.Sd[r][c])]));
        return new Plot(
            [surface, Results(report, objective, contour, shown, names, "Results", new PlotMarker("#ffffff", 6, "circle-open", new PlotLine("#ffffff", 1.5))), Results(report, objective, contour, [anchor], names, "Best result", new PlotMarker(Palette.Vermilion, 11, "diamond", new PlotLine("#ffffff", 1.5)))],
            new PlotLayout(ParameterAxis.Of(contour.X), ParameterAxis.Of(contour.Y)) { ShowLegend = false },
            new PlotTable([contour.X.Label, contour.Y.Label, $"mean {goal.Label}", "sd"], [.. table]))
        {
            Note = Note(report, contour, shown.Count < rows.Count),
        };
    }

    private static string Note(ModelReport report, Contour contour, bool cut)
    {
        var text = $"The other parameters stand at the best result (diamond); circles are {(cut ? $"the best {MostResults} results" : "all results")}, wherever their other parameters are.";
        return report.Sampler.Region.IsConstrained && contour.Mean.Any(r => r.Any(double.IsNaN)) ? text + " Empty: the constraints forbid it with the other parameters as they are." : text;
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : Quantity.Full(value);

    private static PlotTrace Results(ModelReport report, int objective, Contour contour, IReadOnlyList<int> rows, IReadOnlyList<ResultName> names, string name, PlotMarker marker)
    {
        var goal = report.Models[objective].Objective;
        var results = rows.Select(i => report.Rows.Results[i]).ToList();
        ParameterValue Value(int result, Parameter parameter) => report.Request.Observations[result].Configuration[parameter.Name];
        return new PlotTrace
        {
            Mode = "markers",
            Name = name,
            X = [.. results.Select(r => ParameterAxis.Place(contour.X, Value(r, contour.X)))],
            Y = [.. results.Select(r => ParameterAxis.Place(contour.Y, Value(r, contour.Y)))],
            Text = [.. results.Select(r => $"<b>{names[r].Text}</b><br>{Plot.Text(goal.Name)} {Plot.Text(Quantity.Text(report.Request.Observations[r].Values[objective], goal.Unit))}")],
            HoverTemplate = "%{text}<extra></extra>",
            Marker = marker,
        };
    }
}
