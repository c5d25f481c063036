using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>Values with intervals under each other, the first on top: forest plots, importances, advantages of variants. Pure.</summary>
internal static class IntervalPlot
{
    private const double RowHeight = 20;
    private const int LongestLabel = 34;

    /// <param name="what">The axis: what a value is, with its unit.</param>
    /// <param name="reference">Drawn as a dashed line: no effect, chance.</param>
    /// <param name="legend">Which look has which name there.</param>
    public static Plot Build(IReadOnlyList<IntervalRow> rows, string what, double? reference, IReadOnlyDictionary<RowLook, string> legend)
    {
        var traces = new List<PlotTrace>();
        if (reference is { } line)
        {
            traces.Add(new PlotTrace { Mode = "lines", Name = "reference", X = [line, line], Y = [0.4, rows.Count + 0.6], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), ShowLegend = false, HoverInfo = "skip" });
        }

        foreach (var look in Enum.GetValues<RowLook>())
        {
            var places = Enumerable.Range(0, rows.Count).Where(i => rows[i].Look == look && double.IsFinite(rows[i].Value)).ToList();
            if (places.Count == 0)
                continue;
            var (color, symbol, size) = Style(look);
            traces.Add(new PlotTrace
            {
                Mode = "markers",
                Name = Plot.Text(legend.GetValueOrDefault(look, "")),
                ShowLegend = legend.ContainsKey(look),
                X = [.. places.Select(i => rows[i].Value)],
                Y = [.. places.Select(i => (double)(rows.Count - i))],
                ErrorX = new PlotError([.. places.Select(i => Reach(rows[i].High - rows[i].Value))], [.. places.Select(i => Reach(rows[i].Value - rows[i].Low))]) { Color = color, Thickness = look == RowLook.Single ? 1.5 : 2.5 },
                Marker = new PlotMarker(color, size, symbol),
                Text = [.. places.Select(i => Plot.Text($"{rows[i].Label}: {Quantity.Text(rows[i].Value)} ({Quantity.Text(rows[i].Low)} to {Quantity.Text(rows[i].High)})"))],
                HoverTemplate = "%{text}<extra></extra>",
            });
        }

        var yAxis = new PlotAxis("") { TickVals = [.. rows.Select((_, i) => (double)(rows.Count - i))], TickText = [.. rows.Select(r => Plot.Text(Short(r.Label)))], Range = [0.4, rows.Count + 0.6], ShowGrid = false };
        return new Plot(traces, new PlotLayout(new PlotAxis(Plot.Text(what)) { Range = RangeOf(rows, reference) }, yAxis) { ShowLegend = legend.Count > 0 }, new PlotTable(["", what, "low", "high"],
            [.. rows.Select(r => (IReadOnlyList<string>)[r.Label, Quantity.Full(r.Value), Quantity.Full(r.Low), Quantity.Full(r.High)])]));
    }

    /// <summary>What a panel of these rows takes.</summary>
    public static double HeightFor(int rows) => Math.Max(3, rows) * RowHeight;

    private static (string Color, string Symbol, double Size) Style(RowLook look) => look switch
    {
        RowLook.Pooled => (Palette.Vermilion, "diamond", 10),
        RowLook.Expected => (Palette.Orange, "square-open", 8),
        RowLook.Tried => (Palette.Green, "triangle-up", 10),
        _ => (Palette.Blue, "circle", 7),
    };

    /// <summary>An unknown end is not drawn.</summary>
    private static double Reach(double width) => double.IsFinite(width) ? Math.Max(0, width) : 0;

    private static double[] RangeOf(IReadOnlyList<IntervalRow> rows, double? reference)
    {
        var all = rows.SelectMany(r => new[] { r.Low, r.Value, r.High }).Append(reference ?? double.NaN).Where(double.IsFinite).ToList();
        if (all.Count == 0)
            return [0, 1];
        var (low, high) = Charts.Drawing.AxisTicks.Rounded(all.Min(), all.Max(), 5);
        return [low, high];
    }

    private static string Short(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";
}
