using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Clusters of rows: how many, how large, what sets them apart, and how they lie. Pure.</summary>
public static class ClusterFigures
{
    private const int MostColumns = 25;
    private static readonly string[] SizeColumns = ["cluster", "rows", "share", "silhouette", "example row"];

    public static IEnumerable<Figure> Of(KeptAnswer<ClusterSettings, ClusterPicture> answer)
    {
        var picture = answer.Result;
        if (picture.Clusters.Clusters.Count == 0)
            yield break;
        if (picture.Columns.Count > 1)
            yield return Points(picture, 0, 1);
        yield return Profile(picture.Clusters);
        yield return Sizes(picture);
        if (picture.Clusters.Choices.Count > 1)
            yield return SilhouetteFigure.Of([.. picture.Clusters.Choices.Select(c => (c.Clusters, c.Silhouette))], picture.Clusters.Clusters.Count);
        if (picture.Columns.Count > 2)
            yield return Points(picture, 0, 2);
    }

    public static string NameOf(int cluster) => $"Cluster {cluster + 1}";

    public static IReadOnlyList<string> ColorsOf(int clusters) => GroupLooks.ColorsOf([.. Enumerable.Range(0, clusters).Select(NameOf)], false);

    public static Figure Sizes(ClusterPicture picture)
    {
        var (clusters, colors) = (picture.Clusters.Clusters, ColorsOf(picture.Clusters.Clusters.Count));
        var bars = clusters.Select((c, i) => new PlotTrace { Type = "bar", Orientation = "h", Name = NameOf(i), X = [c.Size], Y = [i], ShowLegend = false, Marker = new PlotMarker(colors[i]) });
        var words = new PlotTrace
        {
            Name = "",
            Mode = "text",
            ShowLegend = false,
            X = [.. clusters.Select(c => (double)c.Size)],
            Y = [.. clusters.Select((_, i) => (double)i)],
            Text = [.. clusters.Select(c => $"{Counts.Of(c.Size)} ({Quantity.Text(100.0 * c.Size / picture.Clusters.Rows, "%", 2)})")],
            TextPosition = "middle right",
        };
        var axis = new PlotAxis("Rows") { Range = [0, clusters.Max(c => c.Size) * 1.45] };
        var quality = picture.Clusters.Quality;
        return new Figure("cluster-sizes", "How large the clusters are",
            $"{Counts.Of(picture.Clusters.Rows, "row")}. {(double.IsNaN(quality.Silhouette) ? "One cluster has no silhouette." : $"Mean silhouette {Quantity.Text(quality.Silhouette, digits: 2)} of {Counts.Of(quality.SilhouetteRows, "row")}: {SilhouetteFigure.Words(quality.Silhouette)}.")}",
            [""], [""], [new FigurePanel(0, 0, new Plot([.. bars, words], new PlotLayout(axis, PictureAxes.OfNames("", [.. clusters.Select((_, i) => NameOf(i))], downward: true)) { ShowLegend = false },
                new PlotTable(SizeColumns, [.. clusters.Select((c, i) => (IReadOnlyList<string>)[NameOf(i), Quantity.Full(c.Size), Quantity.Full((double)c.Size / picture.Clusters.Rows), Quantity.Full(c.Silhouette), Quantity.Full(picture.Examples[i] + 1)])])))])
        { PanelWidth = 280, PanelHeight = Math.Max(70, 30 * clusters.Count) };
    }

    /// <summary>Means in the columns' own units; colors say how many standard deviations from the mean of all.</summary>
    public static Figure Profile(RowClusters found)
    {
        var clusters = found.Clusters;
        var shown = Math.Min(MostColumns, found.Columns.Count);
        string[] heads = [.. clusters.Select((_, i) => $"{i + 1}")];
        string[] names = [.. found.Columns.Take(shown).Select(c => PictureAxes.Short(string.IsNullOrEmpty(c.Unit) ? c.Name : $"{c.Name} ({c.Unit})"))];
        var z = found.Columns.Take(shown).Select((c, f) => Deviations(found, f, c.Share)).ToArray();
        var reach = Math.Max(1, Math.Min(3, z.SelectMany(r => r).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max()));
        var map = new PlotTrace
        {
            Type = "heatmap",
            Name = "Standard deviations",
            X = [.. heads.Select((_, i) => (double)i)],
            Y = [.. names.Select((_, i) => (double)i)],
            Z = z,
            Text = [.. Enumerable.Range(0, shown).SelectMany(f => clusters.Select(c => Quantity.Text(c.Means[f], digits: 3)))],
            CellTexts = [.. Enumerable.Range(0, shown).Select(f => (IReadOnlyList<string>)[.. clusters.Select((c, i) => $"{NameOf(i)}: mean of {found.Columns[f].Name} {Quantity.Text(c.Means[f], found.Columns[f].Unit, 4)}, {Quantity.Text(z[f][i], digits: 2)} standard deviations from the mean of all")])],
            ZMin = -reach,
            ZMax = reach,
            ColorScale = nameof(ColorRamp.BlueOrange),
            TextTemplate = "%{text}",
        };
        var layout = new PlotLayout(PictureAxes.OfNames("Cluster", heads), PictureAxes.OfNames("", names, downward: true));
        string[] columns = ["column", "unit", "share between clusters", .. clusters.Select((_, i) => $"mean of {NameOf(i)}")];
        var table = new PlotTable(columns, [.. found.Columns.Select((c, f) => (IReadOnlyList<string>)[c.Name, c.Unit ?? "", Quantity.Full(c.Share), .. clusters.Select(k => Quantity.Full(k.Means[f]))])]);
        var some = shown < found.Columns.Count ? $"The {shown} of {found.Columns.Count} columns that tell the clusters apart best. " : "The columns that tell the clusters apart best come first. ";
        return new Figure("cluster-profile", "What sets the clusters apart", $"{some}Numbers: means in the columns' own units. Colors: how many standard deviations above (orange) or below (blue) the mean of all rows.",
            [""], [""], [new FigurePanel(0, 0, new Plot([map], layout, table))])
        { PanelWidth = Math.Max(180, 62 * clusters.Count), PanelHeight = Math.Max(60, 22 * shown) };
    }

    public static Figure Points(ClusterPicture picture, int one, int other)
    {
        var (x, y, points) = (picture.Columns[one], picture.Columns[other], picture.Clusters.Points);
        var colors = ColorsOf(picture.Clusters.Clusters.Count);
        var traces = new List<PlotTrace>();
        for (var c = 0; c < picture.Clusters.Clusters.Count; c++)
        {
            int[] own = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Cluster == c && double.IsFinite(x.Values[i]) && double.IsFinite(y.Values[i]))];
            if (own.Length > 0)
                traces.Add(new PlotTrace { Name = NameOf(c), Mode = "markers", X = [.. own.Select(i => x.Values[i])], Y = [.. own.Select(i => y.Values[i])], Marker = new PlotMarker(colors[c], GroupLooks.Size(points.Count), GroupLooks.Symbol(c, points.Count), Opacity: points.Count > 400 ? 0.75 : null) });
        }

        var axes = new[] { x, y }.Select(c => c.Values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray() is var all ? PictureAxes.Of(c.Name, c.Unit, false, false, all.Min(), all.Max()) : null!).ToArray();
        var drawn = points.Count < picture.Clusters.Rows ? $"{Counts.Of(points.Count)} of {Counts.Of(picture.Clusters.Rows)} rows drawn, evenly spread" : $"{Counts.Of(points.Count, "row")} drawn";
        string[] columns = ["row", "cluster", x.Name, y.Name];
        return new Figure($"cluster-points-{one + 1}-{other + 1}", $"Clusters in {x.Name} and {y.Name}", $"{drawn}. Of the columns of numbers these tell the clusters apart {(other == 1 ? "best" : "well")}; the clusters were made from {Counts.Of(picture.Clusters.Columns.Count, "column")}.",
            [""], [""], [new FigurePanel(0, 0, new Plot(traces, new PlotLayout(axes[0], axes[1]), new PlotTable(columns, [.. points.Select((p, i) => (IReadOnlyList<string>)[Quantity.Full(picture.SourceRows[i] + 1), Quantity.Full(p.Cluster + 1), PictureAxes.Full(x.Values[i], false), PictureAxes.Full(y.Values[i], false)])])))])
        { PanelWidth = 440, PanelHeight = 340 };
    }

    /// <summary>Of each cluster's center from the mean of all rows, in standard deviations of the column, whatever scale it was prepared on: the variance between clusters over its share is the whole variance.</summary>
    private static double[] Deviations(RowClusters found, int column, double share)
    {
        double rows = found.Clusters.Sum(c => c.Size);
        var mean = found.Clusters.Sum(c => c.Size * c.Center[column]) / rows;
        var between = found.Clusters.Sum(c => c.Size * (c.Center[column] - mean) * (c.Center[column] - mean)) / rows;
        var sd = share > 0 ? Math.Sqrt(between / share) : 0;
        return [.. found.Clusters.Select(c => sd > 0 ? (c.Center[column] - mean) / sd : 0)];
    }
}
