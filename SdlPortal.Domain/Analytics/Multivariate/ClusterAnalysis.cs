using System.Globalization;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="RowClusters"/>. Pure.</summary>
public static class ClusterAnalysis
{
    /// <summary>Silhouettes of more rows are from so many.</summary>
    internal const int SilhouetteRows = 5000;

    /// <summary>The number of clusters is chosen from at most so many rows.</summary>
    private const int ChoiceRows = 20_000;

    public static TableAnalysis<ClusterSettings, RowClusters> Definition { get; } = new("clusters", 1, "Clusters", Run);

    public static RowClusters Run(DataTable table, ClusterSettings settings, AnalysisStep step)
    {
        step.Report(0, "preparing the columns");
        var prepared = PreparedTable.Of(table, settings.Preparation, step.Part(0, 0.3));
        var remarks = new List<string>(prepared.Remarks);
        var (n, d) = (prepared.Count, prepared.Width);
        if (n < 2 || d == 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Clusters need two rows and a column that varies; there are {n:N0} rows and {d:N0} usable columns."));
            return new RowClusters([], double.NaN, 0, false, new ClusterQuality(double.NaN, double.NaN, double.NaN, 0), [], [], [], n, remarks);
        }

        var choices = new List<ClusterChoice>();
        var wanted = settings.Clusters ?? Choose(prepared, settings, choices, remarks, step.Part(0.3, 0.5));
        if (wanted < 1 || wanted > n)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{wanted:N0} clusters of {n:N0} rows cannot be made; {Math.Clamp(wanted, 1, n):N0} were."));
        wanted = Math.Clamp(wanted, 1, n);
        step.Report(0.5, "finding the clusters");
        var fit = KMeans.Fit(prepared.Values, d, wanted, settings.Starts, settings.Seed, step.Part(0.5, 0.85));
        var labels = Dendrogram.BySize(fit.Labels, wanted);
        var found = labels.Max() + 1;
        if (found < wanted)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{found:N0} clusters instead of {wanted:N0}: the rows have no more different values."));
        if (!fit.Converged)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"After {fit.Iterations:N0} rounds rows still changed their cluster."));
        if (n > KMeans.StartRows)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The {settings.Starts:N0} starts were tried on {KMeans.StartRows:N0} rows drawn at random; the best went on with all {n:N0}."));
        var measures = ClusterMeasures.Of(prepared.Values, d, labels, found, step);
        step.Report(0.85, "measuring how far they stand apart");
        var (bySize, silhouette, measured) = Silhouettes(prepared, labels, found, remarks, step.Part(0.85, 0.95));
        if (settings.Clusters is not null)
            choices.Add(new ClusterChoice(found, fit.Inertia, silhouette));
        var telling = Enumerable.Range(0, d).OrderByDescending(j => measures.Shares[j]).ThenBy(j => j).ToArray();
        var means = OwnMeans.Of(table, prepared, labels, found, step.Part(0.95, 1));
        var clusters = Enumerable.Range(0, found).Select(c => new RowCluster(measures.Sizes[c], [.. telling.Select(j => measures.Means[(c * d) + j])], [.. telling.Select(j => means[j][c])], prepared.Rows[measures.Medoids[c]], bySize[c]));
        var shown = EvenlySpread.Of(n, settings.MostPoints);
        if (shown.Length < n)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{shown.Length:N0} of {n:N0} rows, evenly spread, are listed with their cluster; sizes and centers are from all."));
        return new RowClusters([.. clusters], fit.Inertia, fit.Iterations, fit.Converged, new ClusterQuality(silhouette, measures.DaviesBouldin, measures.CalinskiHarabasz, measured), choices,
            [.. telling.Select(j => new TellingColumn(prepared.Features[j], OwnMeans.UnitOf(table, prepared.Features[j]), measures.Shares[j]))], [.. shown.Select(i => new ClusterPoint(prepared.Rows[i], labels[i]))], n, remarks);
    }

    private static int Choose(PreparedRows prepared, ClusterSettings settings, List<ClusterChoice> choices, List<string> remarks, AnalysisStep step)
    {
        step.Report(0, "choosing the number of clusters");
        var rows = EvenlySpread.Of(prepared.Count, ChoiceRows);
        var values = Taken(prepared, rows);
        var looked = EvenlySpread.Of(rows.Length, SilhouetteRows);
        var (from, to) = (Math.Max(2, settings.Fewest), Math.Min(settings.Most, rows.Length - 1));
        var fits = new List<(int Clusters, KMeansFit Fit)>();
        for (var k = from; k <= to; k++)
            fits.Add((k, KMeans.Fit(values, prepared.Width, k, settings.Starts, settings.Seed, step.Part(0.7 * (k - from) / (to - from + 1), 0.7 * (k - from + 1) / (to - from + 1)))));
        if (fits.Count == 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Choosing a number of clusters needs more than {Math.Max(2, settings.Fewest):N0} rows; one cluster was made."));
            return 1;
        }

        var silhouettes = Silhouette.Of(Taken(prepared, [.. looked.Select(i => rows[i])]), prepared.Width, [.. fits.Select(f => looked.Select(i => f.Fit.Labels[i]).ToArray())], step.Part(0.7, 1));
        choices.AddRange(fits.Select((f, k) => new ClusterChoice(f.Clusters, f.Fit.Inertia, Mean(silhouettes[k]))));
        if (rows.Length < prepared.Count)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The number of clusters was chosen from {rows.Length:N0} rows, their silhouettes from {looked.Length:N0}, all evenly spread."));
        var best = choices[0];
        foreach (var choice in choices)
            best = choice.Silhouette > best.Silhouette || double.IsNaN(best.Silhouette) ? choice : best;
        return best.Clusters;
    }

    /// <summary>Mean silhouettes by cluster and of all, from rows evenly spread where there are many.</summary>
    private static (double[] ByCluster, double All, int Rows) Silhouettes(PreparedRows prepared, int[] labels, int groups, List<string> remarks, AnalysisStep step)
    {
        var rows = EvenlySpread.Of(prepared.Count, SilhouetteRows);
        if (rows.Length < prepared.Count)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Silhouettes are from {rows.Length:N0} rows, evenly spread, and their distances from each other."));
        var some = rows.Select(i => labels[i]).ToArray();
        var each = Silhouette.Of(Taken(prepared, rows), prepared.Width, [some], step)[0];
        return ([.. Enumerable.Range(0, groups).Select(c => Mean([.. each.Where((_, i) => some[i] == c)]))], Mean(each), rows.Length);
    }

    internal static double Mean(double[] values) => values.Length == 0 ? double.NaN : values.Average();

    internal static double[] Taken(PreparedRows prepared, int[] rows)
    {
        if (rows.Length == prepared.Count)
            return prepared.Values;
        var values = new double[rows.Length * prepared.Width];
        for (var i = 0; i < rows.Length; i++)
            prepared[rows[i]].CopyTo(values.AsSpan(i * prepared.Width));
        return values;
    }
}
