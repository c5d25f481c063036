using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How the outcome goes along each parameter in one task: partial dependence with its band and individual curves. Larger is better on every curve. Pure.</summary>
internal static class CurveFigures
{
    private const int MostPanels = 12;
    private const int Columns = 3;
    private const int MostTicks = 5;

    /// <summary>Null where the task has no curves.</summary>
    public static Figure? OfTask(EffectsOfTask task, AnalysisReport report)
    {
        var curves = task.PartialDependence.Take(MostPanels).ToList();
        if (curves.Count == 0)
            return null;
        var scale = $"Outcome ({report.Request.Selection.Scale.Words()})";
        var columns = Math.Min(Columns, curves.Count);
        var rows = (curves.Count + columns - 1) / columns;
        return new Figure($"dependence-{FigureKeys.Of(task.Task)}", $"How the outcome goes along each parameter in {task.Task}",
            $"Partial dependence of the random forest over {task.Runs} runs, larger is better; band: 95 %. Thin lines: single runs, all else as it was in each.{(task.PartialDependence.Count > MostPanels ? $" The first {MostPanels} of {task.PartialDependence.Count} parameters." : "")}",
            [.. Enumerable.Repeat("", columns)], [.. Enumerable.Repeat("", rows)],
            [.. curves.Select((c, i) => new FigurePanel(i / columns, i % columns, Panel(c, report.Parameters.FirstOrDefault(p => p.Name == c.Parameter), scale)))])
        {
            PanelWidth = 250,
            PanelHeight = 170,
        };
    }

    private static Plot Panel(EffectCurve curve, ParameterShape? shape, string scale)
    {
        var places = ValuePlaces.Of(curve.Points, curve.Parameter, shape);
        var x = places.At;
        var color = Palette.Blue;
        var traces = new List<PlotTrace>
        {
            new() { Name = "95 % band", Mode = "lines", X = [.. x, .. x.Reverse()], Y = [.. curve.Points.Select(p => p.High), .. curve.Points.Reverse().Select(p => p.Low)], Fill = "toself", FillColor = "rgba(0,114,178,0.18)", Line = new PlotLine(color, 0), HoverInfo = "skip", ShowLegend = false },
        };
        traces.AddRange(curve.Individual.Select(c => new PlotTrace { Name = "Single runs", Mode = "lines", X = x, Y = c.Values, Line = new PlotLine("rgba(135,145,156,0.35)", 0.8), HoverInfo = "skip", ShowLegend = false }));
        traces.Add(new PlotTrace { Name = "Mean", Mode = places.AreNames ? "markers" : "lines+markers", X = x, Y = [.. curve.Points.Select(p => p.Value)], Line = new PlotLine(color), Marker = new PlotMarker(color, places.AreNames ? 8 : 4), Text = [.. curve.Points.Select(p => Plot.Text(p.Label))], HoverTemplate = "%{text}: %{y:.4g}<extra></extra>", ShowLegend = false });
        return new Plot(traces, new PlotLayout(places.Axis, new PlotAxis(scale)) { ShowLegend = false }, new PlotTable(["parameter", "at", "mean", "low", "high"],
            [.. curve.Points.Select(p => (IReadOnlyList<string>)[curve.Parameter, p.Label, Quantity.Full(p.Value), Quantity.Full(p.Low), Quantity.Full(p.High)])]));
    }
}
