using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.MetaAnalysis.Surveys;

namespace SdlPortal.Web.MetaAnalysis.Tasks;

/// <summary>How the outcomes of the tasks lie: as measured, and on the scale that makes them comparable. Pure.</summary>
public static class ScaleChart
{
    public const int MostTasks = 20;

    /// <summary>One line per task: thin from the 5 % to the 95 % quantile, thick over the middle half, a diamond at the median.</summary>
    /// <param name="scale">Null for the outcomes as measured.</param>
    public static Plot Build(IReadOnlyList<TaskFacts> tasks, MetricShape metric, OutcomeScale? scale)
    {
        // The tasks with most results; the first stands on top.
        var shown = tasks.Where(t => t.Spread is not null).OrderByDescending(t => t.Spread!.Runs).ThenBy(t => t.Name, StringComparer.Ordinal).Take(MostTasks).Reverse().ToList();
        var spreads = shown.ConvertAll(t => scale is { } on ? t.Spread!.Scaled.First(s => s.Scale == on).Spread : t.Spread!.Measured);
        var places = Enumerable.Range(0, shown.Count).Select(i => (double)i).ToList();
        var medians = spreads.ConvertAll(s => s.Median);
        PlotTrace Trace(string name, Func<Spread, double> low, Func<Spread, double> high, double thickness) => new()
        {
            Name = name,
            Mode = "markers",
            X = medians,
            Y = places,
            Marker = new PlotMarker(Palette.Blue, 3),
            Text = [.. shown.Zip(spreads, (t, s) => $"{Plot.Text(t.Name)}: median {Quantity.Text(s.Median)}, middle half {Quantity.Text(s.Q1)} to {Quantity.Text(s.Q3)}, n = {t.Spread!.Runs}")],
            HoverTemplate = "%{text}<extra></extra>",
            ErrorX = new PlotError([.. spreads.Select(s => high(s) - s.Median)], [.. spreads.Select(s => s.Median - low(s))]) { Color = Palette.Blue, Thickness = thickness, Width = 0 },
        };
        var title = scale is { } chosen ? $"{Capital(chosen.Words())}{(chosen == OutcomeScale.Raw && metric.Goal == MetricGoal.Minimize ? ", negated" : "")}" : Plot.Text(metric.Label);
        var left = tasks.Count(t => t.Spread is not null) - shown.Count;
        return new Plot(
            [Trace("5 % to 95 %", s => s.P05, s => s.P95, 1.5), Trace("middle half", s => s.Q1, s => s.Q3, 7), Trace("median", s => s.Median, s => s.Median, 0) with { Marker = new PlotMarker(Palette.Orange, 9, "diamond") }],
            new PlotLayout(new PlotAxis(title), new PlotAxis("") { TickVals = places, TickText = [.. shown.Select(t => Plot.Text(Short(t.Name)))], Range = [-0.6, shown.Count - 0.4] }) { ShowLegend = false },
            new PlotTable(["Task", "Runs", "5 %", "25 %", "Median", "75 %", "95 %"], [.. shown.Zip(spreads, (t, s) => (IReadOnlyList<string>)[t.Name, Number(t.Spread!.Runs), Number(s.P05), Number(s.Q1), Number(s.Median), Number(s.Q3), Number(s.P95)]).Reverse()]))
        {
            Note = left > 0 ? $"The {shown.Count} tasks with most results; {left} more are not drawn." : null,
        };
    }

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static string Short(string name) => name.Length <= 24 ? name : name[..23] + "…";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
