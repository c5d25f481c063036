using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How long an improvement takes, and what the next runs promise. Pure.</summary>
internal static class TimeFigures
{
    private const int MostCurves = 6;
    private const int MostTasks = 6;
    private const double LogFrom = 50;

    private static readonly string[] Colors = [Palette.Blue, Palette.Vermilion, Palette.Green, Palette.Orange, Palette.Pink, Palette.Sky];
    private static readonly string[] CurveColumns = ["curve", "until", "not yet", "low", "high", "at risk"];
    private static readonly string[] GainColumns = ["task", "further runs", "expected gain", "low", "high", "chance of any"];

    public static Figure Survival(EffortKind effort, ImprovementTimes times)
    {
        var curves = times.Curves.Count > 0 ? times.Curves : [times.Overall];
        var shown = curves.Take(MostCurves).ToList();
        var unit = effort switch { EffortKind.Runs => "runs", EffortKind.Seconds => "s", _ => "cost" };
        var difference = times.Difference is { HasValue: true } test ? $" Log-rank test of no difference: p {Quantity.Text(test.Value.PValue, digits: 2)}." : "";
        var title = effort == EffortKind.Cost ? "Cost until then" : $"Until then ({unit})";
        var (axis, start, place) = AxisOf(shown, title);
        return new Figure($"survival-{effort.ToString().ToLowerInvariant()}", $"Until {times.Improvement.Text}, in {unit}",
            $"Kaplan-Meier: the share of {times.Overall.Count} sequences that are not there yet; {times.Overall.EventCount} got there, the others ended before (censored). Bands: {Quantity.Text(100 * times.Overall.Level, "%")}. Runs {times.Order}.{difference}{(curves.Count > MostCurves ? $" The first {MostCurves} of {curves.Count} curves." : "")}",
            [""], [""], [new FigurePanel(0, 0, new Plot([.. shown.SelectMany((c, i) => Traces(c, Colors[i % Colors.Length], place, start))],
                new PlotLayout(axis, new PlotAxis("Share not there yet") { Range = [0, 1] }),
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
        var table = new PlotTable(GainColumns, [.. forecasts.SelectMany(f => f.Forecast.Value.Gains.Select(g => (IReadOnlyList<string>)[f.Task, Quantity.Full(g.Runs), Quantity.Full(g.Gain), Quantity.Full(g.Interval.Low), Quantity.Full(g.Interval.High), Quantity.Full(g.ChanceOfAny)]))]);
        FigurePanel Panel(int column, string title, Func<ExpectedGain, double> value, bool bars, PlotTable rows) => new(0, column,
            new Plot([.. forecasts.Select((f, i) => Line(f.Task, f.Forecast.Value, i, forecasts.Count, value, bars))], new PlotLayout(new PlotAxis("Further runs"), new PlotAxis(Plot.Text(title))), rows));
        return new Figure("returns", "What the next runs promise",
            $"Left: the chance that any of the further runs is better than the best so far. Right: the expected gain{(report.Metric.Unit is { } unit ? $", in {unit}" : "")}; bars: where the gain itself will lie with {Quantity.Text(100 * forecasts[0].Forecast.Value.Level, "%")} probability, left out where no gain is likelier than that.{(known > MostTasks ? $" The first {MostTasks} of {known} tasks." : "")}",
            ["", ""], [""],
            [
                Panel(0, "Chance of any gain", g => g.ChanceOfAny, bars: false, table),
                Panel(1, $"Gain in {report.Metric.Label}", g => g.Gain, bars: true, table with { Rows = [] }),
            ])
        {
            PanelWidth = 290,
            PanelHeight = 260,
        };
    }

    /// <summary>Where the fastest took a fiftieth of the slowest or less, a logarithmic axis shows both.</summary>
    /// <returns>The axis, where curves begin on it, and where a time stands.</returns>
    private static (PlotAxis Axis, double Start, Func<double, double> Place) AxisOf(IReadOnlyList<SurvivalCurve> curves, string title)
    {
        var times = curves.SelectMany(c => c.Times).Where(t => t > 0 && double.IsFinite(t)).ToList();
        if (times.Count == 0 || times.Max() < LogFrom * times.Min())
            return (new PlotAxis(title), 0, t => t);
        var low = times.Min();
        return (LogAxis.Of(title, low, times.Max()), Math.Log10(low), t => Math.Log10(Math.Max(t, low)));
    }

    private static IEnumerable<PlotTrace> Traces(SurvivalCurve curve, string color, Func<double, double> place, double start)
    {
        var drawn = Enumerable.Range(0, curve.Times.Length).Where(i => double.IsFinite(curve.Low[i]) && double.IsFinite(curve.High[i])).ToList();
        double[] times = [.. curve.Times.Select(place)];
        var (upper, lower) = (Corners(drawn, times, curve.High), Corners(drawn, times, curve.Low));
        upper.Reverse();
        yield return new PlotTrace { Name = "band", Mode = "lines", X = [.. lower.Select(p => p.X), .. upper.Select(p => p.X)], Y = [.. lower.Select(p => p.Y), .. upper.Select(p => p.Y)], Fill = "toself", FillColor = SvgColor.Faded(color, 0.15), Line = new PlotLine(color, 0), HoverInfo = "skip", ShowLegend = false };
        yield return new PlotTrace { Name = Plot.Text(curve.Name), Mode = "lines", X = [start, .. times], Y = [1, .. curve.Survival], Line = new PlotLine(color, 2, Shape: "hv") };
    }

    /// <summary>The corners of a staircase.</summary>
    private static List<(double X, double Y)> Corners(List<int> places, double[] times, double[] values)
    {
        var corners = new List<(double X, double Y)>();
        foreach (var i in places)
        {
            if (corners.Count > 0)
                corners.Add((times[i], corners[^1].Y));
            corners.Add((times[i], values[i]));
        }

        return corners;
    }

    private static PlotTrace Line(string task, ReturnsForecast forecast, int place, int count, Func<ExpectedGain, double> value, bool bars)
    {
        var gains = forecast.Gains;
        var color = Colors[place % Colors.Length];
        var aside = count == 1 ? 0 : 0.03 * gains[^1].Runs * ((place + 0.5) / count - 0.5);
        double End(ExpectedGain gain, double distance) => gain.Interval.High >= gain.Gain ? Math.Max(0, distance) : double.NaN;
        return new PlotTrace
        {
            Name = Plot.Text(task),
            Mode = "lines+markers",
            X = [.. gains.Select(g => g.Runs + aside)],
            Y = [.. gains.Select(value)],
            ErrorY = bars ? new PlotError([.. gains.Select(g => End(g, g.Interval.High - g.Gain))], [.. gains.Select(g => End(g, g.Gain - g.Interval.Low))]) { Color = color, Thickness = 1 } : null,
            Line = new PlotLine(color, 1.5),
            Marker = new PlotMarker(color, 6),
        };
    }
}
