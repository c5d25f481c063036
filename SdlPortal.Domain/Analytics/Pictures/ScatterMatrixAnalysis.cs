using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>See <see cref="ScatterMatrixPicture"/>. Pure.</summary>
public static class ScatterMatrixAnalysis
{
    public const int MostColumns = 6;
    private const int Bins = 20;

    public static TableAnalysis<ScatterMatrixSettings, ScatterMatrixPicture> Definition { get; } = new("scatter-matrix", 1, "Scatter matrix", Run);

    public static ScatterMatrixPicture Run(DataTable table, ScatterMatrixSettings settings, AnalysisStep step)
    {
        List<string> remarks = [];
        var columns = PictureColumns.Of(table, settings.Columns, MostColumns, k => k == ColumnKind.Number, remarks);
        var groups = RowGroups.Find(table, settings.Color);
        remarks.AddRange(groups.Remarks);
        var drawn = EvenlySpread.Of(table.Rows, settings.MostPoints);
        List<MatrixColumn> made = [];
        List<double[]> values = [];
        foreach (var column in columns)
        {
            var known = table.Columns[column];
            var isLog = settings.Logarithms.Contains(known.Name, StringComparer.Ordinal);
            var all = PictureColumns.Values(table, column, ref isLog, out _, remarks);
            if (!Array.Exists(all, double.IsFinite))
            {
                remarks.Add($"'{known.Name}' has no value that could be drawn.");
                continue;
            }

            made.Add(Column(known, isLog, all, drawn));
            values.Add(all);
        }

        List<MatrixPair> pairs = [];
        for (var i = 1; i < values.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                step.Cancellation.ThrowIfCancellationRequested();
                step.Report(pairs.Count * 2.0 / (values.Count * (values.Count - 1)), $"{made[i].Column} against {made[j].Column}");
                pairs.Add(Pair(values[j], values[i]));
            }
        }

        return new ScatterMatrixPicture(table.Rows, groups.By, groups.Names, groups.IsOrdered, [.. drawn.Select(table.SourceRow)], [.. drawn.Select(r => groups.Of[r])], made, pairs, remarks);
    }

    private static MatrixColumn Column(TableColumn column, bool isLog, double[] all, int[] drawn)
    {
        double[] present = [.. all.Where(double.IsFinite)];
        var (low, high) = (present.Min(), present.Max());
        var counts = new int[Bins];
        foreach (var value in present)
            counts[high > low ? Math.Min(Bins - 1, (int)((value - low) / (high - low) * Bins)) : Bins / 2]++;
        return new MatrixColumn(column.Name, column.Unit, isLog, low, high, present.Length, [.. drawn.Select(r => all[r])], counts);
    }

    private static MatrixPair Pair(double[] one, double[] other)
    {
        var both = Pairs.Finite(one, other);
        var (x, y) = (Pairs.At(one, both), Pairs.At(other, both));
        return new MatrixPair(both.Length, Ranks.Pearson(x, y), Ranks.Spearman(x, y));
    }
}
