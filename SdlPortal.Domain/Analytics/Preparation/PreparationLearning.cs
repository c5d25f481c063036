using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Learns from rows how columns become features. Pure; columns are looked at side by side.</summary>
internal static class PreparationLearning
{
    /// <summary>The rows themselves, or as many as wished for, evenly spread.</summary>
    public static int[] Spread(DataTable table, int[]? rows, int most) => rows is null ? EvenlySpread.Of(table.Rows, most) : EvenlySpread.Of(rows, most);

    public static FittedPreparation Fit(DataTable table, int[] rows, PreparationSettings settings, AnalysisStep step)
    {
        var remarks = new List<string>();
        var named = settings.Columns?.Distinct(StringComparer.Ordinal).ToList() ?? [.. table.Columns.Where(c => c.Kind == ColumnKind.Number).Select(c => c.Name)];
        foreach (var unknown in named.Where(n => table.IndexOf(n) < 0))
            remarks.Add($"There is no column '{unknown}'.");
        var columns = named.ConvertAll(table.IndexOf).FindAll(i => i >= 0);
        var learned = Learn(table, columns, rows, settings, step.Part(0, 0.5));
        var used = rows;
        if (settings.Missing == MissingPolicy.LeaveOut && Complete(table, [.. columns.Where((_, k) => learned[k].Column is not null)], rows, step) is var complete && complete.Length < rows.Length)
        {
            used = complete;
            columns = [.. columns.Where((_, k) => learned[k].Column is not null)];
            remarks.AddRange(learned.Where(l => l.Column is null).SelectMany(l => l.Remarks));
            remarks.Add($"{rows.Length - used.Length:N0} of {rows.Length:N0} rows have a missing value and are left out.");
            learned = used.Length == 0 ? [] : Learn(table, columns, used, settings, step.Part(0.5, 0.9));
        }

        remarks.AddRange(learned.SelectMany(l => l.Remarks));
        PreparedColumn[] kept = [.. learned.Select(l => l.Column).OfType<PreparedColumn>()];
        return new FittedPreparation
        {
            Settings = settings,
            Columns = kept,
            Rows = used.Length,
            Remarks = remarks,
            Donors = settings.Missing == MissingPolicy.Neighbors && kept.Length > 0 ? Donors(table, kept, used) : null,
        };
    }

    private static (PreparedColumn? Column, List<string> Remarks)[] Learn(DataTable table, List<int> columns, int[] rows, PreparationSettings settings, AnalysisStep step)
    {
        var learned = new (PreparedColumn?, List<string>)[columns.Count];
        var done = 0;
        Parallel.For(0, columns.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, k =>
        {
            var remarks = new List<string>();
            var column = table.Columns[columns[k]];
            learned[k] = (column.Kind switch
            {
                ColumnKind.Empty => Without(remarks, $"'{column.Name}' is empty and left out."),
                ColumnKind.Category => Category(column, table.Values(columns[k]), rows, settings, remarks),
                _ => Number(column, table.Values(columns[k]), rows, settings, remarks),
            }, remarks);
            step.Report((double)Interlocked.Increment(ref done) / columns.Count, null);
        });
        return learned;
    }

    private static PreparedColumn? Number(TableColumn column, double[] all, int[] rows, PreparationSettings settings, List<string> remarks)
    {
        var known = new double[rows.Length];
        var count = 0;
        foreach (var row in rows)
        {
            if (double.IsFinite(all[row]))
                known[count++] = all[row];
        }

        Array.Resize(ref known, count);
        if (count == 0)
            return Without(remarks, $"'{column.Name}' has no value in the {rows.Length:N0} rows and is left out.");
        var (least, most) = (ArrayStatistics.Minimum(known), ArrayStatistics.Maximum(known));
        if (least == most)
            return Without(remarks, $"'{column.Name}' is constant ({Quantity.Text(least, column.Unit)}) and left out.");
        var logarithm = settings.Logarithms.Contains(column.Name, StringComparer.Ordinal);
        if (logarithm && least <= 0)
        {
            remarks.Add($"'{column.Name}' has values of 0 or less, so its logarithm is not taken.");
            logarithm = false;
        }

        for (var i = 0; logarithm && i < count; i++)
            known[i] = Math.Log(known[i]);
        var (mean, deviation) = Moments(known);
        var median = ArrayStatistics.MedianInplace(known);
        var (center, scale) = settings.Scaling switch
        {
            Scaling.Standard => (mean, deviation),
            Scaling.Robust => (median, RobustScale(known, median)),
            Scaling.Range => logarithm ? (Math.Log(least), Math.Log(most) - Math.Log(least)) : (least, most - least),
            _ => (0, 1),
        };
        if (!(scale > 0 && double.IsFinite(scale)))
        {
            if (settings.Scaling == Scaling.Robust)
                remarks.Add($"More than half of the values of '{column.Name}' are equal, so it is scaled by its standard deviation.");
            scale = deviation > 0 && double.IsFinite(deviation) ? deviation : 1;
        }

        return new PreparedColumn
        {
            Name = column.Name,
            Kind = column.Kind,
            Unit = column.Unit,
            Logarithm = logarithm,
            Center = center,
            Scale = scale,
            Fill = settings.Missing == MissingPolicy.Mean ? mean : median,
            Least = least,
            Most = most,
        };
    }

    private static PreparedColumn? Category(TableColumn column, double[] all, int[] rows, PreparationSettings settings, List<string> remarks)
    {
        var counts = new int[column.Levels.Count];
        foreach (var row in rows)
        {
            if (!double.IsNaN(all[row]))
                counts[(int)all[row]]++;
        }

        int[] present = [.. Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l]).ThenBy(l => column.Levels[l], StringComparer.Ordinal)];
        if (present.Length < 2)
        {
            return Without(remarks, present.Length == 0
                ? $"'{column.Name}' has no value in the {rows.Length:N0} rows and is left out."
                : $"'{column.Name}' is constant ({column.Levels[present[0]]}) and left out.");
        }

        var most = Math.Max(1, settings.MostLevels);
        if (present.Length > most)
            remarks.Add($"Of the {present.Length:N0} levels of '{column.Name}' the {most:N0} most frequent are features of their own; the others share one.");
        return new PreparedColumn
        {
            Name = column.Name,
            Kind = ColumnKind.Category,
            Levels = [.. present.Take(most).Select(l => column.Levels[l])],
            Other = present.Length > most,
        };
    }

    /// <summary>Mean and standard deviation with n; values are halved in their exponent where their squares would be too large.</summary>
    internal static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var v in values)
            largest = Math.Max(largest, Math.Abs(v));
        var by = largest > 1e150 ? largest : 1.0;
        var sum = 0.0;
        foreach (var v in values)
            sum += v / by;
        var mean = sum / values.Length;
        var (squares, rest) = (0.0, 0.0);
        foreach (var v in values)
        {
            var d = (v / by) - mean;
            squares += d * d;
            rest += d;
        }

        // The second term takes off what rounding left in the mean (Chan, Golub and LeVeque 1983, Am. Stat. 37, 242, equation 1.7).
        return (mean * by, by * Math.Sqrt(Math.Max(0, (squares - (rest * rest / values.Length)) / values.Length)));
    }

    private static double RobustScale(double[] values, double median)
    {
        var away = Array.ConvertAll(values, v => Math.Abs(v - median));
        return Robust.NormalMad * ArrayStatistics.MedianInplace(away);
    }

    /// <summary>The rows that have a value in every column.</summary>
    private static int[] Complete(DataTable table, int[] columns, int[] rows, AnalysisStep step)
    {
        var missing = new bool[rows.Length];
        foreach (var column in columns)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            var values = table.Values(column);
            for (var i = 0; i < rows.Length; i++)
                missing[i] |= !double.IsFinite(values[rows[i]]);
        }

        return [.. rows.Where((_, i) => !missing[i])];
    }

    private static DonorRows Donors(DataTable table, PreparedColumn[] columns, int[] rows)
    {
        var donors = Spread(table, rows, Math.Clamp(DonorRows.MostCells / columns.Length, DonorRows.Neighbors, DonorRows.Most));
        double[][] values = [.. columns.Select(c => ColumnReading.Read(c, table, donors, []))];
        double[] spreads = [.. columns.Select((c, k) => c.Kind == ColumnKind.Category ? 1 : Spread(values[k]))];
        return new DonorRows(values, spreads);
    }

    private static double Spread(double[] values) => Moments(Array.FindAll(values, double.IsFinite)) is var (_, deviation) && deviation > 0 && double.IsFinite(deviation) ? deviation : 1;

    private static PreparedColumn? Without(List<string> remarks, string why)
    {
        remarks.Add(why);
        return null;
    }
}
