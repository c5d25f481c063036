using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>
/// "Pareto front": every result by two objectives; those that no other beats in all objectives sought stand out, and for two objectives a step line bounds what they cover. Pure.
/// </summary>
internal static class FrontChart
{
    /// <returns>Null where a single objective is sought.</returns>
    public static Plot? Build(ModelReport report, int x, int y, IReadOnlyList<ResultName> names)
    {
        var sought = report.Request.Aims.Sought;
        if (sought.Count < 2 || x == y)
            return null;
        var rows = Enumerable.Range(0, report.Rows.Count).Where(i => report.Rows.MayBeBest[i]).ToList();
        var front = ParetoFront.Indices([.. rows.Select(i => sought.Select(o => report.Rows.Merits[i][o]).ToArray())]).Select(k => rows[k]).ToHashSet();
        var others = Enumerable.Range(0, report.Rows.Count).Where(i => !front.Contains(i)).ToList();
        var onFront = front.OrderBy(i => report.Rows.Outputs[i][x]).ThenBy(i => i).ToList();
        var traces = new List<PlotTrace> { Results(report, x, y, others, names, "Other results", new PlotMarker(Palette.Gray, 6, "circle-open", new PlotLine(Palette.Gray, 1.5))) };
        if (sought.Count == 2 && sought.Contains(x) && sought.Contains(y) && report.Request.Objectives[x].Target is null && report.Request.Objectives[y].Target is null)
            traces.Add(Steps(report, x, y, onFront));
        traces.Add(Results(report, x, y, onFront, names, "Pareto front", new PlotMarker(Palette.Vermilion, 9, "diamond")));
        var objectives = report.Request.Objectives;
        return new Plot(traces, new PlotLayout(new PlotAxis(Label(objectives[x])), new PlotAxis(Label(objectives[y]))),
            new PlotTable(["Result", .. objectives.Select(o => o.Label), "On the front"],
                [.. onFront.Concat(others).Select(i => (IReadOnlyList<string>)[names[report.Rows.Results[i]].Text, .. objectives.Select((o, k) => Quantity.Full(o.Oriented(report.Rows.Outputs[i][k]))), front.Contains(i) ? "yes" : "no"])]))
        {
            Note = $"{front.Count} of {report.Rows.Count:N0} results are beaten by no other in {(sought.Count == 2 ? "both" : "all")} objectives{(sought.Count > 2 ? "; two of them are shown" : "")}.",
        };
    }

    private static string Label(Objective objective) => Plot.Text(objective.Label) + objective.Goal switch
    {
        Goal.Maximize => ", higher is better",
        Goal.Minimize => ", lower is better",
        Goal.Target => $", best at {Quantity.Text(objective.Target ?? 0)}",
        _ => "",
    };

    /// <summary>Along the front the second objective gets worse: between two neighbors, what is covered reaches only as far as the later one.</summary>
    private static PlotTrace Steps(ModelReport report, int x, int y, List<int> front)
    {
        var objectives = report.Request.Objectives;
        var points = front.Select(i => (X: objectives[x].Oriented(report.Rows.Outputs[i][x]), Y: objectives[y].Oriented(report.Rows.Outputs[i][y]))).ToList();
        return new PlotTrace
        {
            Mode = "lines",
            Name = "Bound of what is covered",
            ShowLegend = false,
            X = [.. points.Select(p => p.X)],
            Y = [.. points.Select(p => p.Y)],
            Line = new PlotLine(Palette.Vermilion, 1.5, "vh", "dot"),
            HoverInfo = "skip",
        };
    }

    private static PlotTrace Results(ModelReport report, int x, int y, List<int> rows, IReadOnlyList<ResultName> names, string name, PlotMarker marker)
    {
        var objectives = report.Request.Objectives;
        double Value(int row, int objective) => objectives[objective].Oriented(report.Rows.Outputs[row][objective]);
        return new PlotTrace
        {
            Mode = "markers",
            Name = name,
            X = [.. rows.Select(i => Value(i, x))],
            Y = [.. rows.Select(i => Value(i, y))],
            Text = [.. rows.Select(i => $"<b>{names[report.Rows.Results[i]].Text}</b><br>{string.Join("<br>", objectives.Select((o, k) => $"{Plot.Text(o.Name)} {Plot.Text(Quantity.Text(Value(i, k), o.Unit))}"))}")],
            HoverTemplate = "%{text}<extra></extra>",
            Marker = marker,
        };
    }
}
