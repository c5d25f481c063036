using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How long an improvement takes, and what the next runs promise. Pure.</summary>
internal static class TimeFigures
{
    private const int MostCurves = 6;
    private const int MostTasks = 6;

    private static readonly string[] Colors = [Palette.Blue, Palette.Vermilion, Palette.Green, Palette.Orange, Palette.Pink, Palette.Sky];
    private static readonly string[] CurveColumns = ["curve", "until", "not yet", "low", "high", "at risk"];
    private static readonly string[] GainColumns = ["task", "further runs", "expected gain", "low", "high", "chance of any"];

    public static Figure Survival(EffortKind effort, ImprovementTimes times)
    {
        var curves = times.Curves.Count > 0 ? times.Curves : [times.Overall];
        var shown = curves.Take(MostCurves).ToList();
        var unit = effort switch { EffortKind.Runs => "runs", EffortKind.Seconds => "s", _ => "cost" };
        var difference = times.Difference is { HasValue: true } test ? $" Log-rank test of no difference: p {Quantity.Text(test.Value.PValue, digits: 2)}." : "";
        return new Figure($"survival-{effort.ToString().ToLowerInvariant()}", $"Until {times.Improvement.Text}, in {unit}",
            $"Kaplan-Meier: the share of {times.Overall.Count} sequences that are not there yet; {times.Overall.EventCount} got there, the others ended before (censored). Bands: {Quantity.Text(100 * times.Overall.Level, "%")}. Runs {times.Order}.{difference}{(curves.Count > MostCurves ? $" The first {MostCurves} of {curves.Count} curves." : "")}",
            [""], [""], [new FigurePanel(0, 0, new Plot([.. shown.SelectMany((c, i) => Traces(c, Colors[i % Colors.Length]))],
                new PlotLayout(new PlotAxis(unit == "cost" ? "Cost" : $"Until then ({unit})"), new PlotAxis("Share not there yet") { Range = [0, 1] }),
                new PlotTable(CurveColumns, [.. shown.SelectMany(c => c.Times.Select((t, i) => (IReadOnlyList<string>)[c.Name, Quantity.Full(t), Quantity.Full(c.Survival[i]), Quantity.Full(c.Low[i]), Quantity.Full(c.High[i]), Quantity.Full(c.AtRisk[i])]))])))])
        {
            PanelWidth = 480,
            PanelHeight = 260,
        };
    }

    /// <summary>Null where no task has a forecast.</summary>
    public static Figure? Gains(AnalysisReport report)
    {
        var forecasts = report.Returns.Where(r => r.Forecast.HasValue).Take(MostTasks).ToList();
        if (forecasts.Count == 0)
            return null;
        var known = report.Returns.Count(r => r.Forecast.HasValue);
        return new Figure("returns", "What the next runs promise", $"Expected gain over the best so far{(report.Metric.Unit is { } unit ? $", in {unit}" : "")}, with the interval in which the gain itself will lie ({Quantity.Text(100 * forecasts[0].Forecast.Value.Level, "%")}).{(known > MostTasks ? $" The first {MostTasks} of {known} tasks." : "")}",
            [""], [""], [new FigurePanel(0, 0, new Plot([.. forecasts.Select((f, i) => Gain(f.Task, f.Forecast.Value, Colors[i % Colors.Length], i, forecasts.Count))],
                new PlotLayout(new PlotAxis("Further runs"), new PlotAxis(Plot.Text($"Gain in {report.Metric.Label}"))),
                new PlotTable(GainColumns, [.. forecasts.SelectMany(f => f.Forecast.Value.Gains.Select(g => (IReadOnlyList<string>)[f.Task, Quantity.Full(g.Runs), Quantity.Full(g.Gain), Quantity.Full(g.Interval.Low), Quantity.Full(g.Interval.High), Quantity.Full(g.ChanceOfAny)]))])))])
        {
            PanelWidth = 480,
            PanelHeight = 260,
        };
    }

    private static IEnumerable<PlotTrace> Traces(SurvivalCurve curve, string color)
    {
        double[] times = [0, .. curve.Times];
        double[] survival = [1, .. curve.Survival];
        var drawn = Enumerable.Range(0, curve.Times.Length).Where(i => double.IsFinite(curve.Low[i]) && double.IsFinite(curve.High[i])).ToList();
        var (upper, lower) = (Corners(drawn, curve, curve.High), Corners(drawn, curve, curve.Low));
        upper.Reverse();
        yield return new PlotTrace { Name = "band", Mode = "lines", X = [.. lower.Select(p => p.X), .. upper.Select(p => p.X)], Y = [.. lower.Select(p => p.Y), .. upper.Select(p => p.Y)], Fill = "toself", FillColor = Faint(color), Line = new PlotLine(color, 0), HoverInfo = "skip", ShowLegend = false };
        yield return new PlotTrace { Name = Plot.Text(curve.Name), Mode = "lines", X = times, Y = survival, Line = new PlotLine(color, 2, Shape: "hv") };
    }

    /// <summary>The corners of a staircase.</summary>
    private static List<(double X, double Y)> Corners(List<int> places, SurvivalCurve curve, double[] values)
    {
        var corners = new List<(double X, double Y)>();
        foreach (var i in places)
        {
            if (corners.Count > 0)
                corners.Add((curve.Times[i], corners[^1].Y));
            corners.Add((curve.Times[i], values[i]));
        }

        return corners;
    }

    private static PlotTrace Gain(string task, ReturnsForecast forecast, string color, int place, int count)
    {
        var gains = forecast.Gains;
        var aside = count == 1 ? 0 : 0.03 * gains[^1].Runs * ((place + 0.5) / count - 0.5);
        return new PlotTrace
        {
            Name = Plot.Text(task),
            Mode = "lines+markers",
            X = [.. gains.Select(g => g.Runs + aside)],
            Y = [.. gains.Select(g => g.Gain)],
            ErrorY = new PlotError([.. gains.Select(g => Math.Max(0, g.Interval.High - g.Gain))], [.. gains.Select(g => Math.Max(0, g.Gain - g.Interval.Low))]) { Color = color, Thickness = 1 },
            Line = new PlotLine(color, 1.5),
            Marker = new PlotMarker(color, 6),
        };
    }

    private static string Faint(string color) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"rgba({Convert.ToInt32(color[1..3], 16)},{Convert.ToInt32(color[3..5], 16)},{Convert.ToInt32(color[5..7], 16)},0.15)");
}
