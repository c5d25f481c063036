using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>How far clusters stand apart by their number. Pure.</summary>
internal static class SilhouetteFigure
{
    private static readonly string[] Columns = ["clusters", "mean silhouette"];

    public static Figure Of(IReadOnlyList<(int Clusters, double Silhouette)> choices, int chosen)
    {
        double[] x = [.. choices.Select(c => (double)c.Clusters)];
        double[] y = [.. choices.Select(c => c.Silhouette)];
        List<PlotTrace> traces = [new() { Name = "Mean silhouette", Mode = "lines+markers", X = x, Y = y, Line = new PlotLine(Palette.Blue, 1.8), Marker = new PlotMarker(Palette.Blue, 6) }];
        if (choices.FirstOrDefault(c => c.Clusters == chosen) is { Clusters: > 0 } own && double.IsFinite(own.Silhouette))
            traces.Add(new PlotTrace { Name = "Shown", Mode = "markers", X = [own.Clusters], Y = [own.Silhouette], Marker = new PlotMarker(Palette.Vermilion, 12, "diamond") });
        double[] finite = [.. y.Where(double.IsFinite).DefaultIfEmpty(0)];
        var axis = new PlotAxis("Clusters") { Range = [x[0] - 0.4, x[^1] + 0.4], TickVals = x, TickText = [.. x.Select(v => Quantity.Text(v))] };
        return new Figure("silhouette", "How many clusters", $"Mean silhouette by the number of clusters: 1 where every row lies far from the next cluster, 0 where clusters touch. Shown: {chosen}.",
            [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(axis, new PlotAxis("Mean silhouette") { Range = [Math.Min(0, finite.Min() - 0.02), Math.Max(0.1, finite.Max() * 1.1)] }),
                new PlotTable(Columns, [.. choices.Select(c => (IReadOnlyList<string>)[Quantity.Full(c.Clusters), Quantity.Full(c.Silhouette)])])))])
        { PanelWidth = 300, PanelHeight = 210 };
    }

    /// <summary>After Kaufman and Rousseeuw (1990), Finding Groups in Data, table 4.</summary>
    public static string Words(double silhouette) => silhouette switch
    {
        > 0.7 => "a strong structure",
        > 0.5 => "a reasonable structure",
        > 0.25 => "a weak structure that could be artificial",
        _ => "no substantial structure",
    };
}
