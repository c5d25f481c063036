using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How the outcome of a task goes along two parameters together. Pure.</summary>
internal static class SurfaceChart
{
    public static Plot Build(EffectSurface surface, AnalysisReport report)
    {
        ValuePlaces Places(IReadOnlyList<CurvePoint> points, string parameter) => ValuePlaces.Of(points, parameter, report.Parameters.FirstOrDefault(p => p.Name == parameter));
        var (x, y) = (Places(surface.FirstPlaces, surface.First), Places(surface.SecondPlaces, surface.Second));
        var hasNames = x.AreNames || y.AreNames;
        // Plots have a row for each place upward; the surface has one for each place of the first parameter.
        IReadOnlyList<IReadOnlyList<double>> z = [.. Enumerable.Range(0, surface.SecondPlaces.Count).Select(s => (IReadOnlyList<double>)[.. surface.Values.Select(row => row[s])])];
        var trace = new PlotTrace
        {
            Type = hasNames ? "heatmap" : "contour",
            Name = "Outcome",
            X = x.At,
            Y = y.At,
            Z = z,
            ColorScale = "Cividis",
            Contours = hasNames ? null : new PlotContours("heatmap"),
            ColorBar = new PlotColorBar(new PlotColorBarTitle($"Outcome ({Plot.Text(report.Request.Selection.Scale.Words())})")),
            Line = hasNames ? null : new PlotLine("rgba(255,255,255,0.35)", 1),
            HoverTemplate = "%{z:.4g}<extra></extra>",
        };
        return new Plot([trace], new PlotLayout(x.Axis, y.Axis) { ShowLegend = false },
            new PlotTable([surface.First, surface.Second, "outcome", "standard error"],
                [.. surface.FirstPlaces.SelectMany((f, i) => surface.SecondPlaces.Select((s, j) => (IReadOnlyList<string>)[f.Label, s.Label, Quantity.Full(surface.Values[i][j]), Quantity.Full(surface.StandardErrors[i][j])]))]));
    }
}
