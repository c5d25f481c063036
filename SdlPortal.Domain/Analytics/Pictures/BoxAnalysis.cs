using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>See <see cref="BoxPicture"/>. Pure.</summary>
public static class BoxAnalysis
{
    private const int MostFar = 60;

    public static TableAnalysis<BoxSettings, BoxPicture> Definition { get; } = new("box", 1, "Box plots", Run);

    public static BoxPicture Run(DataTable table, BoxSettings settings, AnalysisStep step)
    {
        List<string> remarks = [];
        var columns = PictureColumns.Of(table, settings.Columns, PictureColumns.Most, k => k == ColumnKind.Number, remarks);
        var groups = RowGroups.Find(table, settings.By);
        remarks.AddRange(groups.Remarks);
        step.Report(0, "sorting values");
        var (boxes, said) = (new ColumnBoxes[columns.Count], new List<string>[columns.Count]);
        RowBlocks.Each(columns.Count, step, i => boxes[i] = Of(table, columns[i], settings, groups, said[i] = [], step));
        return new BoxPicture(table.Rows, groups.By, groups.Names, groups.IsOrdered, boxes, [.. remarks, .. said.SelectMany(s => s)]);
    }

    private static ColumnBoxes Of(DataTable table, int column, BoxSettings settings, RowGroups groups, List<string> remarks, AnalysisStep step)
    {
        var known = table.Columns[column];
        var isLog = settings.Logarithms.Contains(known.Name, StringComparer.Ordinal);
        var values = PictureColumns.Values(table, column, ref isLog, out _, remarks);
        var sizes = new int[groups.Count];
        foreach (var g in groups.Of)
            sizes[g]++;
        double[][] sorted = groups.Count == 1 ? [ColumnSummaries.Sorted(values)] : Split(values, groups);
        step.Cancellation.ThrowIfCancellationRequested();
        double[][] compared = [.. sorted.Where((s, g) => s.Length > 1 && groups.Names[g] != RowGroups.Missing)];
        double? p = compared.Length > 1 ? SampleTests.KruskalWallis(compared).PValue : null;
        return new ColumnBoxes(known.Name, known.Unit, isLog, [.. sorted.Select((s, g) => s.Length == 0 ? null : Box(s, sizes[g] - s.Length))], p is { } tested && double.IsFinite(tested) ? p : null);
    }

    /// <summary>The finite values of each group, ascending.</summary>
    private static double[][] Split(double[] values, RowGroups groups)
    {
        var own = new List<double>[groups.Count];
        for (var g = 0; g < own.Length; g++)
            own[g] = [];
        for (var row = 0; row < values.Length; row++)
            own[groups.Of[row]].Add(values[row]);
        return [.. own.Select(o => ColumnSummaries.Sorted([.. o]))];
    }

    /// <param name="sorted">At least one.</param>
    public static GroupBox Box(double[] sorted, int missing)
    {
        var (q1, median, q3) = (Robust.Quantile(sorted, 0.25), Robust.Median(sorted), Robust.Quantile(sorted, 0.75));
        var (lowFence, highFence) = (q1 - (1.5 * (q3 - q1)), q3 + (1.5 * (q3 - q1)));
        var first = Array.FindIndex(sorted, v => v >= lowFence);
        var last = Array.FindLastIndex(sorted, v => v <= highFence);
        double[] far = [.. sorted.Take(first), .. sorted.Skip(last + 1)];
        double[] drawn = far.Length <= MostFar ? far : [.. EvenlySpread.Of(far.Length - 1, MostFar - 1).Select(i => far[i]), far[^1]];
        return new GroupBox(sorted.Length, missing, sorted[0], Math.Min(sorted[first], q1), q1, median, q3, Math.Max(sorted[last], q3), sorted[^1], sorted.Average(), far.Length, drawn);
    }
}
