using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>
/// "Parallel coordinates": every result as a line across one axis per parameter and objective, in three colors by how good it is; those outside a brush fade. Pure.
/// </summary>
internal static class ParallelChart
{
    public const int MostLines = 250;

    /// <param name="brushes">By the key of the axis.</param>
    public static Plot Build(ModelReport report, int objective, IReadOnlyDictionary<string, Brush> brushes, IReadOnlyList<ResultName> names)
    {
        var axes = ParallelAxes.Of(report);
        var ranked = Enumerable.Range(0, report.Rows.Count).OrderByDescending(row => report.Rows.Merits[row][objective]).ThenBy(row => row).ToList();
        var kept = ranked.Where(row => Kept(axes, brushes, row)).ToList();
        var rank = ranked.Select((row, i) => (row, i)).ToDictionary(p => p.row, p => p.i);
        var drawn = Thin(kept, MostLines);
        var faded = Thin([.. ranked.Except(kept)], MostLines / 2);
        bool Tenth(int row) => rank[row] < Math.Max(1, ranked.Count / 10);
        bool Half(int row) => !Tenth(row) && rank[row] < ranked.Count / 2;
        var goal = report.Models[objective].Objective;
        var traces = new List<PlotTrace>
        {
            Lines(axes, faded, names, report, "Outside the brushes", "rgba(135,145,156,0.15)", 1),
            Lines(axes, [.. drawn.Where(r => !Tenth(r) && !Half(r))], names, report, "Lesser half", "rgba(135,145,156,0.55)", 1),
            Lines(axes, [.. drawn.Where(Half)], names, report, "Better half", Palette.Sky, 1.2),
            Lines(axes, [.. drawn.Where(Tenth)], names, report, $"Best tenth by {Plot.Text(goal.Name)}", Palette.Vermilion, 2.2),
            Ends(axes),
        };
        var layout = new PlotLayout(
            new PlotAxis("") { TickVals = [.. axes.Select((_, i) => (double)i)], TickText = [.. axes.Select(a => Plot.Text(a.Label).Replace(" (", "<br>(", StringComparison.Ordinal))], Range = [-0.3, axes.Count - 0.7] },
            new PlotAxis("") { ShowTickLabels = false, ShowGrid = false, Range = [-0.12, 1.12] });
        var table = kept.Select(row => (IReadOnlyList<string>)[names[report.Rows.Results[row]].Text, .. axes.Select(a => a.Choices.Count > 0 ? a.Text(a.ValueOf(row)) : Quantity.Full(a.ValueOf(row)))]);
        return new Plot([.. traces.Where(t => t.X.Count > 0)], layout, new PlotTable(["Result", .. axes.Select(a => a.Label)], [.. table]))
        {
            Note = $"{kept.Count:N0} of {ranked.Count:N0} results{(brushes.Count > 0 ? " lie inside the brushes" : "")}{(drawn.Count < kept.Count ? $"; drawn are the best tenth of them and an even choice of the rest, {drawn.Count} in all" : "")}. The table holds {(brushes.Count > 0 ? "those inside" : "all")}, best first.",
        };
    }

    private static bool Kept(IReadOnlyList<ParallelAxis> axes, IReadOnlyDictionary<string, Brush> brushes, int row) =>
        axes.All(a => !brushes.TryGetValue(a.Key, out var brush) || brush.Keeps(a.ValueOf(row)));

    /// <summary>Rows come best first: the first tenth stays, of the others an even choice.</summary>
    private static List<int> Thin(List<int> rows, int most)
    {
        if (rows.Count <= most)
            return rows;
        var head = Math.Min(most, rows.Count / 10);
        var (rest, room) = (rows.Count - head, most - head);
        return [.. rows.Take(head), .. Enumerable.Range(0, room).Select(k => rows[head + (int)((k + 0.5) * rest / room)])];
    }

    /// <summary>All lines as one trace, with a gap after each.</summary>
    private static PlotTrace Lines(IReadOnlyList<ParallelAxis> axes, List<int> rows, IReadOnlyList<ResultName> names, ModelReport report, string name, string color, double width) => new()
    {
        Mode = "lines",
        Name = name,
        X = [.. rows.SelectMany(_ => axes.Select((_, i) => (double)i).Append(double.NaN))],
        Y = [.. rows.SelectMany(row => axes.Select(a => a.Height(a.ValueOf(row))).Append(double.NaN))],
        Text = [.. rows.SelectMany(row => axes.Select(a => $"<b>{names[report.Rows.Results[row]].Text}</b><br>{Plot.Text(a.Label)}: {Plot.Text(a.Text(a.ValueOf(row)))}").Append(""))],
        HoverTemplate = "%{text}<extra></extra>",
        Line = new PlotLine(color, width),
    };

    private static PlotTrace Ends(IReadOnlyList<ParallelAxis> axes)
    {
        var ends = axes.SelectMany((a, i) => a.Choices.Count > 0
            ? a.Choices.Select((c, k) => (X: (double)i, Y: a.Height(k), Text: c, Top: k == a.Choices.Count - 1 && k > 0))
            : [(X: i, Y: 0.0, Text: Quantity.Text(a.Low, digits: 3), Top: false), (i, 1.0, Quantity.Text(a.High, digits: 3), true)]).ToList();
        return new PlotTrace
        {
            Mode = "text",
            Name = "Ends",
            ShowLegend = false,
            X = [.. ends.Select(e => e.X)],
            Y = [.. ends.Select(e => e.Top ? e.Y + 0.05 : e.Y - 0.05)],
            Text = [.. ends.Select(e => Plot.Text(e.Text))],
            HoverInfo = "skip",
        };
    }
}
