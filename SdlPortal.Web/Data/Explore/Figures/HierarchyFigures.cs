using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>The tree of rows. Pure.</summary>
public static class HierarchyFigures
{
    /// <summary>Ends of the tree that are drawn; what lies below them is one end.</summary>
    private const int MostEnds = 60;

    private static readonly string[] Columns = ["merge", "first", "second", "height", "rows"];

    public static IEnumerable<Figure> Of(KeptAnswer<HierarchySettings, RowHierarchy> answer)
    {
        var tree = answer.Result;
        if (tree.Links.Count == 0)
            yield break;
        yield return Tree(tree);
        if (tree.Choices.Count > 1)
            yield return SilhouetteFigure.Of([.. tree.Choices.Select(c => (c.Clusters, c.Silhouette))], tree.Clusters);
    }

    public static Figure Tree(RowHierarchy tree)
    {
        var leaves = tree.Rows.Length;
        var colors = ClusterFigures.ColorsOf(tree.Clusters);
        var sizes = Enumerable.Range(0, tree.Clusters).Select(c => tree.Labels.Count(l => l == c)).ToArray();
        var shape = TreeShape.Of(tree.Links, tree.Order, MostEnds);
        string Name(int cluster) => $"{ClusterFigures.NameOf(cluster)} ({Counts.Of(sizes[cluster])})";
        var traces = new List<PlotTrace>();
        foreach (var link in shape.Links)
        {
            // What a merge below the cut joins is of one cluster.
            var cluster = link.Height <= tree.CutHeight ? tree.Labels[link.Leaf] : -1;
            traces.Add(new PlotTrace
            {
                Name = cluster < 0 ? "Between clusters" : Name(cluster),
                LegendRank = cluster,
                Mode = "lines",
                X = [link.FirstHeight, link.Height, link.Height, link.SecondHeight],
                Y = [link.First, link.First, link.Second, link.Second],
                Line = new PlotLine(cluster < 0 ? Palette.Gray : colors[cluster], 1.5),
            });
        }

        // A cluster that is one end has no merge to be seen by.
        for (var end = 0; end < shape.Ends.Count; end++)
        {
            var cluster = tree.Labels[shape.Ends[end].Leaf];
            if (traces.TrueForAll(t => t.LegendRank != cluster))
                traces.Add(new PlotTrace { Name = Name(cluster), LegendRank = cluster, Mode = "markers", X = [0], Y = [end], Marker = new PlotMarker(colors[cluster], 12) });
        }

        var cut = new PlotTrace { Name = "Cut", Mode = "lines", X = [tree.CutHeight, tree.CutHeight], Y = [-0.5, shape.Ends.Count - 0.5], Line = new PlotLine(Palette.Gray, 1.3, Dash: "dash") };
        string[] names = [.. shape.Ends.Select(e => e.Size == 1 ? $"row {Counts.Of(tree.Rows[e.Leaf] + 1)}" : Counts.Of(e.Size, "row"))];
        var layout = new PlotLayout(new PlotAxis("Distance at which they are joined") { Range = [0, tree.Links[^1].Height * 1.03] }, PictureAxes.OfNames("", names, downward: true));
        var table = new PlotTable(Columns, [.. tree.Links.Select((l, i) => (IReadOnlyList<string>)[Quantity.Full(leaves + i), Quantity.Full(l.Left), Quantity.Full(l.Right), Quantity.Full(l.Height), Quantity.Full(l.Size)])]);
        var some = leaves > shape.Ends.Count ? $"The upper part of the tree: each of the {shape.Ends.Count} ends stands for the rows named." : "Each end is a row.";
        return new Figure("dendrogram", "Which rows join which", $"{Counts.Of(leaves, "row")}. {some} Cut into {tree.Clusters} clusters (dashed). Cophenetic correlation {Quantity.Text(tree.Cophenetic, digits: 3)}: how truly the tree shows the distances, up to 1.",
            [""], [""], [new FigurePanel(0, 0, new Plot([.. traces.OrderBy(t => t.LegendRank), cut], layout, table))])
        { PanelWidth = 460, PanelHeight = Math.Max(140, 14 * shape.Ends.Count) };
    }
}
