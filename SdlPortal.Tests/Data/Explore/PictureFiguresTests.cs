using System.Xml.Linq;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Tests.Analytics.Pictures;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;

namespace SdlPortal.Tests.Data.Explore;

/// <summary>What figures of kept answers say and show.</summary>
public class PictureFiguresTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_histogram_shows_counts_with_their_unit_and_says_what_is_missing()
    {
        var figure = Draw(HistogramAnalysis.Definition, new HistogramSettings(["y"]))[0];
        var plot = figure.Panels[0].Plot;

        Assert.Equal("y (nm)", plot.Layout.XAxis.Title);
        Assert.Equal(11, plot.Traces[0].Y.Sum());
        Assert.StartsWith("11\u00a0rows, 1 without a value that could be counted. Bars: rows in bins of", figure.Description, StringComparison.Ordinal);
        Assert.Equal(plot.Traces[0].X.Count, figure.Table.Rows.Count);
    }

    [Fact]
    public void Groups_share_a_color_over_all_pictures_and_their_names_say_how_many_they_are()
    {
        var shares = Draw(HistogramAnalysis.Definition, new HistogramSettings(["x"], "site"))[0].Panels[0].Plot.Traces;
        var points = Draw(ScatterAnalysis.Definition, new ScatterSettings("x", "y", "site"))[0].Panels[0].Plot.Traces;

        Assert.Equal(["north (7)", "south (4)", "(missing) (1)"], shares.Select(t => t.Name));
        Assert.Equal(shares[0].Line!.Color, points.First(t => t.Name == "north").Marker!.Color);
        Assert.Equal(Palette.Gray, shares[2].Line!.Color);
        Assert.All(shares, t => Assert.Equal(100, t.Y.Sum(), 6));
    }

    [Fact]
    public void A_sample_says_that_it_is_one_and_what_counts_all()
    {
        var plain = Draw(ScatterAnalysis.Definition, new ScatterSettings("x", "y"), PictureTables.Large())[0];
        var grouped = Draw(ScatterAnalysis.Definition, new ScatterSettings("x", "y", "x"), PictureTables.Large())[0];

        Assert.StartsWith("The shading counts all 20,000\u00a0rows; the table below has 4,000 of them, evenly spread.", plain.Description, StringComparison.Ordinal);
        Assert.StartsWith("4,000 of 20,000 rows drawn, evenly spread; the shading counts all.", grouped.Description, StringComparison.Ordinal);
        Assert.Contains("n 20,000", grouped.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(plain.Panels[0].Plot.Traces, t => t.Mode == "markers");
        Assert.Equal(4000, grouped.Panels[0].Plot.Traces.Where(t => t.Mode == "markers").Sum(t => t.X.Count));
        Assert.InRange(FigureSvg.Write(grouped, DrawingColors.Page).Length, 20_000, 200_000);
    }

    [Fact]
    public void Numbers_on_a_logarithmic_axis_are_themselves_in_the_file()
    {
        var figure = Draw(ScatterAnalysis.Definition, new ScatterSettings("x", "y") { LogX = true })[0];

        Assert.Equal(["2", "2", "5"], figure.Table.Rows[1]);
        Assert.Contains("y = ", figure.Description, StringComparison.Ordinal);
        Assert.Contains("log₁₀ x", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_plot_tells_whether_groups_differ()
    {
        var figure = Draw(BoxAnalysis.Definition, new BoxSettings(["y"], "site"))[0];

        Assert.Contains("Kruskal–Wallis p 0.0", figure.Description, StringComparison.Ordinal);
        Assert.Equal(["north", "south", RowGroups.Missing], figure.Table.Rows.Select(r => r[0]));
        Assert.Equal("0", figure.Table.Rows[2][1]);
    }

    [Fact]
    public void Correlations_have_sign_and_number_in_their_cells_and_n_and_p_under_the_pointer()
    {
        var figures = Draw(CorrelationAnalysis.Definition, new CorrelationSettings(), Mixed());
        var map = figures[0].Panels[0].Plot.Traces[0];

        Assert.Equal(["correlation-spearman", "correlation-pearson"], figures.Select(f => f.Key));
        Assert.Equal((-1, 1), (map.ZMin, map.ZMax));
        var (a, b) = (figures[0].Panels[0].Plot.Layout.XAxis.TickText!.ToList().IndexOf("a"), figures[0].Panels[0].Plot.Layout.XAxis.TickText!.ToList().IndexOf("minus a"));
        Assert.Equal(-1, map.Z![a][b], 9);
        Assert.Matches("a and minus a: ρ −1, p below 0.001 .* n 60", map.CellTexts![a][b]);
        var drawn = XDocument.Parse(FigureSvg.Write(figures[0], DrawingColors.File));
        Assert.Contains(drawn.Descendants(Svg + "text"), t => t.Value == "−1.00");
        Assert.Contains(drawn.Descendants(Svg + "rect").Elements(Svg + "title"), t => t.Value.StartsWith("a and minus a", StringComparison.Ordinal));
    }

    [Fact]
    public void Components_clusters_and_trees_can_be_drawn_and_their_tables_name_rows_as_they_were_brought()
    {
        var components = Draw(ComponentsAnalysis.Definition, new ComponentsSettings(new PcaSettings(), "site"), Mixed());
        var clusters = Draw(ClusterPictureAnalysis.Definition, new ClusterSettings { Clusters = 2 }, Mixed());
        var tree = Draw(HierarchyAnalysis.Definition, new HierarchySettings(new PreparationSettings()) { Clusters = 2 }, Mixed());

        Assert.Equal(["scores-1-2", "scree", "loadings", "loadings-circle"], components.Take(4).Select(f => f.Key));
        Assert.Equal("1", components[0].Table.Rows[0][0]);
        Assert.Contains("cluster-profile", clusters.Select(f => f.Key));
        Assert.Equal(60, clusters.Single(f => f.Key == "cluster-sizes").Table.Rows.Sum(r => int.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("dendrogram", tree[0].Key);
        // 60 leaves are 59 joints, and the cut.
        Assert.Equal(60, tree[0].Panels[0].Plot.Traces.Count);
        Assert.All(components.Concat(clusters).Concat(tree), f => XDocument.Parse(FigureSvg.Write(f, DrawingColors.Page)));
    }

    /// <summary>Bad input of the order: nothing throws, every picture says something or has nothing to draw.</summary>
    [Fact]
    public void Empty_constant_and_single_rows_are_never_an_error()
    {
        DataTable[] tables =
        [
            PictureTables.OneRow,
            new MemoryTable("no rows", [PictureTables.Number("x"), PictureTables.Number("y")], [[], []]),
            new MemoryTable("constant", [PictureTables.Number("x"), PictureTables.Number("y")], [[1, 1, 1], [2, 2, 2]]),
            new MemoryTable("missing", [new TableColumn { Name = "x", Kind = ColumnKind.Empty }, PictureTables.Number("y")], [[double.NaN, double.NaN], [1, double.PositiveInfinity]]),
            new MemoryTable("no columns", [], []),
        ];
        foreach (var table in tables)
        {
            IEnumerable<Figure> figures =
            [
                .. Draw(HistogramAnalysis.Definition, new HistogramSettings(), table), .. Draw(BoxAnalysis.Definition, new BoxSettings(), table), .. Draw(ScatterAnalysis.Definition, new ScatterSettings("x", "y"), table),
                .. Draw(ScatterMatrixAnalysis.Definition, new ScatterMatrixSettings(), table), .. Draw(CorrelationAnalysis.Definition, new CorrelationSettings(), table), .. Draw(ComponentsAnalysis.Definition, new ComponentsSettings(new PcaSettings()), table),
                .. Draw(ClusterPictureAnalysis.Definition, new ClusterSettings(), table), .. Draw(HierarchyAnalysis.Definition, new HierarchySettings(), table),
            ];
            Assert.All(figures, f => XDocument.Parse(FigureSvg.Write(f, DrawingColors.Page)));
        }
    }

    [Fact]
    public void Keys_of_one_answers_figures_are_different_and_fit_for_addresses()
    {
        var table = new MemoryTable("t", [PictureTables.Number("a b"), PictureTables.Number("a-b"), PictureTables.Number("µ/Ω")], [[1, 2], [3, 4], [5, 6]]);
        var keys = Draw(HistogramAnalysis.Definition, new HistogramSettings(), table).Select(f => f.Key).ToList();

        Assert.Equal(3, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, k => Assert.Matches("^[a-z0-9-]+$", k));
    }

    /// <summary>Two clouds; a and "minus a" are opposite, b rises with a, c does not.</summary>
    private static DataTable Mixed()
    {
        var random = new SdlPortal.Domain.Numerics.SeededRandom(3);
        var (a, b, c) = (new double[60], new double[60], new double[60]);
        for (var i = 0; i < 60; i++)
            (a[i], b[i], c[i]) = ((i < 36 ? 0 : 8) + random.NextNormal(), (i < 36 ? 0 : 8) + random.NextNormal(), random.NextNormal());
        return new MemoryTable("mixed", [PictureTables.Number("a", "V"), PictureTables.Number("b"), PictureTables.Number("c"), PictureTables.Number("minus a"), new TableColumn { Name = "site", Kind = ColumnKind.Category, Levels = ["n", "s"] }],
            [a, b, c, [.. a.Select(v => -v)], [.. Enumerable.Range(0, 60).Select(i => i % 2.0)]]);
    }

    private static IReadOnlyList<Figure> Draw<TSettings, TResult>(TableAnalysis<TSettings, TResult> analysis, TSettings settings, DataTable? table = null)
        where TSettings : class
        where TResult : class
    {
        table ??= PictureTables.Small;
        return AnswerFigures.Of(analysis, new KeptAnswer<TSettings, TResult>(analysis.Name, analysis.Version, table.Hash, settings, analysis.Do(table, settings, AnalysisStep.Quiet), "Ada", SmallTable.Day));
    }
}
