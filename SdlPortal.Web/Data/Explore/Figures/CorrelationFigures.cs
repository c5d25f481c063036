using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Correlations as a heat map in the order of their clustering. Pure.</summary>
public static class CorrelationFigures
{
    /// <summary>More names could not be read.</summary>
    private const int MostColumns = 45;

    private const int MostNumbers = 14;
    private static readonly string[] Columns = ["column", "other column", "rows with both", "Pearson r", "p", "p corrected", "Spearman rho", "p", "p corrected"];

    public static string KeyOf(CorrelationKind kind) => kind == CorrelationKind.Pearson ? "correlation-pearson" : "correlation-spearman";

    public static IEnumerable<Figure> Of(KeptAnswer<CorrelationSettings, Correlations> answer)
    {
        if (answer.Result.Columns.Count(c => c.WhyNot is null) < 2)
            yield break;
        yield return Of(answer.Result, CorrelationKind.Spearman);
        yield return Of(answer.Result, CorrelationKind.Pearson);
    }

    public static Figure Of(Correlations found, CorrelationKind kind)
    {
        var (table, sign) = kind == CorrelationKind.Pearson ? (found.Pearson, "r") : (found.Spearman, "ρ");
        int[] usable = [.. Enumerable.Range(0, found.Columns.Count).Where(i => found.Columns[i].WhyNot is null)];
        int[] shown = usable.Length <= MostColumns ? usable : [.. usable.OrderByDescending(i => usable.Where(j => j != i).Max(j => Strength(table.Value[i, j]))).ThenBy(i => i).Take(MostColumns).Order()];
        var cell = Math.Clamp(540.0 / shown.Length, 12, 46);
        double[] places = [.. shown.Select((_, i) => (double)i)];
        string[] names = [.. shown.Select(i => found.Columns[i].Name)];
        var map = new PlotTrace
        {
            Type = "heatmap",
            Name = kind == CorrelationKind.Pearson ? "Pearson's r" : "Spearman's ρ",
            X = places,
            Y = places,
            Z = [.. shown.Select(i => (IReadOnlyList<double>)[.. shown.Select(j => i == j ? 1 : table.Value[i, j])])],
            CellTexts = [.. shown.Select(i => (IReadOnlyList<string>)[.. shown.Select(j => Hover(found, table, sign, i, j))])],
            ZMin = -1,
            ZMax = 1,
            ColorScale = nameof(ColorRamp.BlueOrange),
            TextTemplate = shown.Length <= MostNumbers ? "%{z:.2f}" : null,
        };
        var layout = new PlotLayout(PictureAxes.OfNames("", names) with { TickAngle = -90 }, PictureAxes.OfNames("", names, downward: true));
        return new Figure(KeyOf(kind), $"Correlations, {map.Name}", Describe(found, shown.Length, usable.Length), [""], [""],
            [new FigurePanel(0, 0, new Plot([map, .. found.Clusters.SelectMany(c => Outline(c, shown))], layout, Table(found, usable)))])
        { PanelWidth = cell * shown.Length, PanelHeight = cell * shown.Length };
    }

    private static string Describe(Correlations found, int shown, int usable)
    {
        var some = shown < usable ? $"The {shown} of {usable} columns with the strongest correlations; the CSV file has all. " : "";
        var clusters = found.Clusters.Count == 0 ? "no columns go together closely enough for a cluster" : $"frames: clusters of columns ({string.Join("; ", found.Clusters.Take(4).Select(c => $"{c.Name}, {c.Columns.Count}"))}{(found.Clusters.Count > 4 ? "; …" : "")})";
        return $"{some}{Counts.Of(found.Rows, "row")}, each pair over the rows that have both values (n on hover). Blue: one falls as the other rises; orange: both rise. Columns that go together stand together; {clusters}.";
    }

    private static string Hover(Correlations found, CorrelationTable table, string sign, int i, int j) => i == j
        ? $"{found.Columns[i].Name}: {Counts.Of(found.Columns[i].Present)} values"
        : $"{found.Columns[i].Name} and {found.Columns[j].Name}: {sign} {Quantity.Text(table.Value[i, j], digits: 3)}, {NumberWords.P(table.P[i, j])} ({NumberWords.P(table.Adjusted[i, j])} corrected for all pairs), n {Counts.Of((long)found.Pairs[i, j])}";

    private static IEnumerable<PlotTrace> Outline(ColumnCluster cluster, int[] shown)
    {
        int[] own = [.. Enumerable.Range(0, shown.Length).Where(i => cluster.Columns.Contains(shown[i]))];
        if (own.Length < 2)
            yield break;
        var (low, high) = (own[0] - 0.5, own[^1] + 0.5);
        yield return new PlotTrace { Name = cluster.Name, Mode = "lines", ShowLegend = false, X = [low, high, high, low, low], Y = [low, low, high, high, low], Line = new PlotLine("#000000", 1.8) };
    }

    private static PlotTable Table(Correlations found, int[] usable)
    {
        var pairs = usable.SelectMany((i, a) => usable.Skip(a + 1).Select(j => (I: i, J: j))).OrderByDescending(p => Strength(found.Spearman.Value[p.I, p.J])).ThenBy(p => p.I).ThenBy(p => p.J);
        return new PlotTable(Columns, [.. pairs.Select(p => (IReadOnlyList<string>)
            [found.Columns[p.I].Name, found.Columns[p.J].Name, Quantity.Full(found.Pairs[p.I, p.J]), .. Numbers(found.Pearson, p.I, p.J), .. Numbers(found.Spearman, p.I, p.J)])]);
    }

    private static IEnumerable<string> Numbers(CorrelationTable table, int i, int j) => [Quantity.Full(table.Value[i, j]), Quantity.Full(table.P[i, j]), Quantity.Full(table.Adjusted[i, j])];

    /// <summary>What is not known counts as nothing.</summary>
    private static double Strength(double value) => double.IsNaN(value) ? 0 : Math.Abs(value);
}
