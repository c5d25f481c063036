using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Makes features of rows as a fitted preparation says. Pure; in blocks of columns and rows.</summary>
internal static class FeatureMaking
{
    /// <summary>Columns that are held at a time: their features fill a line of the processor's memory.</summary>
    private const int Block = 8;

    private const int RowsAtATime = 4096;

    /// <summary>Columns of which each gets a sentence of its own where values are filled in.</summary>
    private const int MostSentences = 12;

    public static PreparedRows Apply(FittedPreparation fitted, DataTable table, int[] rows, AnalysisStep step)
    {
        var remarks = new List<string>();
        var kept = rows;
        if (fitted.Settings.Missing == MissingPolicy.LeaveOut)
            kept = Complete(fitted.Columns, table, rows, remarks, step.Part(0, 0.3));
        var width = fitted.Columns.Sum(c => c.Width);
        if ((long)kept.Length * width > Array.MaxLength)
            throw new TableRefusedException([$"{kept.Length:N0} rows with {width:N0} features are too many to be held; take fewer columns or rows."]);
        var features = new double[kept.Length * width];
        var missing = new int[fitted.Columns.Count];
        var sink = fitted.Settings.Missing == MissingPolicy.LeaveOut ? [] : remarks;
        for (int first = 0, at = 0; first < fitted.Columns.Count; first += Block)
        {
            var columns = fitted.Columns.Skip(first).Take(Block).ToArray();
            var values = new double[columns.Length][];
            var said = new List<string>[columns.Length];
            Parallel.For(0, columns.Length, Options(step), k => values[k] = ColumnReading.Read(columns[k], table, kept, said[k] = []));
            foreach (var sentence in said.SelectMany(s => s))
                sink.Add(sentence);
            for (var k = 0; k < columns.Length; k++)
                missing[first + k] = values[k].Count(double.IsNaN);
            var start = at;
            Parallel.For(0, (kept.Length + RowsAtATime - 1) / RowsAtATime, Options(step), block =>
                Fill(columns, values, features.AsSpan(), width, start, block * RowsAtATime, Math.Min(kept.Length, (block + 1) * RowsAtATime), fill: fitted.Donors is null));
            at += columns.Sum(c => c.Width);
            step.Report(0.3 + (0.4 * Math.Min(1, (double)(first + Block) / fitted.Columns.Count)), null);
        }

        if (fitted.Donors is { } donors && Array.Exists(missing, m => m > 0))
            new NeighborFilling(fitted.Columns, donors).Fill(features, kept.Length, step.Part(0.7, 1));
        remarks.AddRange(Filled(fitted, missing, kept.Length));
        return new PreparedRows(features, fitted.Features, kept, remarks);
    }

    private static void Fill(PreparedColumn[] columns, double[][] values, Span<double> features, int width, int start, int from, int to, bool fill)
    {
        for (var row = from; row < to; row++)
        {
            var at = (row * width) + start;
            for (var k = 0; k < columns.Length; k++)
            {
                var column = columns[k];
                var value = values[k][row];
                if (double.IsNaN(value) && fill)
                    value = column.Fill;
                if (column.Levels.Count == 0)
                    features[at++] = (value - column.Center) / column.Scale;
                else
                    OneHot(features.Slice(at, column.Width), value, ref at);
            }
        }
    }

    /// <summary>A missing value, which neighbors shall fill in, stays not a number in each of the features.</summary>
    private static void OneHot(Span<double> features, double value, ref int at)
    {
        if (double.IsNaN(value))
            features.Fill(double.NaN);
        else if (value >= 0)
            features[(int)value] = 1;
        at += features.Length;
    }

    private static int[] Complete(IReadOnlyList<PreparedColumn> columns, DataTable table, int[] rows, List<string> remarks, AnalysisStep step)
    {
        var missing = new bool[rows.Length];
        foreach (var column in columns)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            var values = ColumnReading.Read(column, table, rows, remarks);
            for (var i = 0; i < values.Length; i++)
                missing[i] |= double.IsNaN(values[i]);
        }

        return Array.Exists(missing, m => m) ? [.. rows.Where((_, i) => !missing[i])] : rows;
    }

    private static IEnumerable<string> Filled(FittedPreparation fitted, int[] missing, int rows)
    {
        int[] concerned = [.. Enumerable.Range(0, missing.Length).Where(k => missing[k] > 0).OrderByDescending(k => missing[k])];
        foreach (var k in concerned.Take(MostSentences))
        {
            var column = fitted.Columns[k];
            var by = fitted.Donors is not null ? "they are filled in from the nearest rows"
                : column.Kind == ColumnKind.Category ? $"'{column.Levels[(int)column.Fill]}', the most frequent, stands for them"
                : column.Kind == ColumnKind.Time ? "the middle of the others stands for them"
                : $"the {(fitted.Settings.Missing == MissingPolicy.Mean ? "mean" : "median")}, {Quantity.Text(column.Logarithm ? Math.Exp(column.Fill) : column.Fill, column.Unit)}, stands for them";
            yield return $"{missing[k]:N0} of {rows:N0} values of '{column.Name}' are missing; {by}.";
        }

        if (concerned.Length > MostSentences)
            yield return $"Values of {concerned.Length - MostSentences:N0} more columns are filled in the same way.";
    }

    private static ParallelOptions Options(AnalysisStep step) => new() { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation };
}
