using System.Globalization;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>See <see cref="HistogramPicture"/>. Pure.</summary>
public static class HistogramAnalysis
{
    private const int MostLevels = 20;
    private const int GridPoints = 201;

    /// <summary>A density of fewer values, or of values that repeat this much, shows what is not there.</summary>
    private const int FewestForDensity = 8;

    public static TableAnalysis<HistogramSettings, HistogramPicture> Definition { get; } = new("histogram", 1, "Histograms and densities", Run);

    public static HistogramPicture Run(DataTable table, HistogramSettings settings, AnalysisStep step)
    {
        List<string> remarks = [];
        var columns = PictureColumns.Of(table, settings.Columns, PictureColumns.Most, k => k != ColumnKind.Empty, remarks);
        var groups = RowGroups.Find(table, settings.By);
        remarks.AddRange(groups.Remarks);
        step.Report(0, "counting values");
        var (histograms, said) = (new ColumnHistogram?[columns.Count], new List<string>[columns.Count]);
        RowBlocks.Each(columns.Count, step, i => histograms[i] = table.Columns[columns[i]].Kind == ColumnKind.Category
            ? OfLevels(table, columns[i], groups, said[i] = []) : OfNumbers(table, columns[i], settings, groups, said[i] = [], step));
        return new HistogramPicture(table.Rows, groups.By, groups.Names, groups.IsOrdered, [.. histograms.OfType<ColumnHistogram>()], [.. remarks, .. said.SelectMany(s => s)]);
    }

    private static ColumnHistogram OfLevels(DataTable table, int column, RowGroups groups, List<string> remarks)
    {
        var (known, values) = (table.Columns[column], table.Values(column));
        var counts = new int[known.Levels.Count];
        foreach (var value in values.Where(double.IsFinite))
            counts[(int)value]++;
        int[] order = [.. Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l])];
        var own = order.Length <= MostLevels ? order.Length : MostLevels - 1;
        List<string> names = [.. order.Take(own).Select(l => known.Levels[l])];
        if (order.Length > own)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{order.Length - own} others"));
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"'{known.Name}' has {order.Length} levels; the {own} most frequent have a bar each, the others one together."));
        }

        var place = new int[counts.Length];
        for (var i = 0; i < order.Length; i++)
            place[order[i]] = Math.Min(i, own);
        var bars = Enumerable.Range(0, groups.Count).Select(_ => new int[names.Count]).ToArray();
        var missing = new int[groups.Count];
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsFinite(values[row]))
                bars[groups.Of[row]][place[(int)values[row]]]++;
            else
                missing[groups.Of[row]]++;
        }

        return new ColumnHistogram(known.Name, known.Kind, null, false, [], names, [], [.. bars.Select((b, g) => new GroupHistogram(b.Sum(), missing[g], b, [], 0))]);
    }

    private static ColumnHistogram? OfNumbers(DataTable table, int column, HistogramSettings settings, RowGroups groups, List<string> remarks, AnalysisStep step)
    {
        var known = table.Columns[column];
        var isLog = settings.Logarithms.Contains(known.Name, StringComparer.Ordinal);
        var values = PictureColumns.Values(table, column, ref isLog, out _, remarks);
        var sorted = ColumnSummaries.Sorted(values);
        if (sorted.Length == 0)
        {
            remarks.Add($"'{known.Name}' has no value that could be counted.");
            return null;
        }

        step.Cancellation.ThrowIfCancellationRequested();
        var isWhole = !isLog && known.Kind == ColumnKind.Number && Array.TrueForAll(sorted, v => v == Math.Floor(v)) && Math.Abs(sorted[0]) < 1e9 && sorted[^1] < 1e9;
        var edges = HistogramBins.Edges(sorted, settings.Bins, isWhole, known.Kind == ColumnKind.Time);
        if (!(sorted[^1] > sorted[0]))
            remarks.Add($"'{known.Name}' is the same in every row that has it.");
        var hasDensity = Different(sorted) >= FewestForDensity;
        var grid = hasDensity ? Enumerable.Range(0, GridPoints).Select(i => edges[0] + ((edges[^1] - edges[0]) * i / (GridPoints - 1))).ToArray() : [];
        var histograms = new List<GroupHistogram>();
        for (var g = 0; g < groups.Count; g++)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            double[] own = groups.Count == 1 ? sorted : [.. values.Where((v, row) => groups.Of[row] == g && double.IsFinite(v)).Order()];
            var counts = new int[edges.Length - 1];
            foreach (var value in own)
                counts[Math.Clamp(HistogramBins.BinOf(edges, value), 0, counts.Length - 1)]++;
            var bandwidth = hasDensity && Different(own) >= FewestForDensity ? KernelDensity.Bandwidth(own) : 0;
            histograms.Add(new GroupHistogram(own.Length, groups.Of.Count(o => o == g) - own.Length, counts, bandwidth > 0 ? KernelDensity.On(own, edges[0], edges[^1], GridPoints, bandwidth) : [], bandwidth));
        }

        return new ColumnHistogram(known.Name, known.Kind, known.Unit, isLog, edges, [], grid, histograms);
    }

    /// <summary>Up to <see cref="FewestForDensity"/>.</summary>
    private static int Different(double[] sorted)
    {
        var different = Math.Min(1, sorted.Length);
        for (var i = 1; i < sorted.Length && different < FewestForDensity; i++)
            different += sorted[i] > sorted[i - 1] ? 1 : 0;
        return different;
    }
}
