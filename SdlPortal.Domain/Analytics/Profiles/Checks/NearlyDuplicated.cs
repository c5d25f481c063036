using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Rows that differ by next to nothing in every column without being alike, more of them than the columns' values lead to expect. Pure.</summary>
internal static class NearlyDuplicated
{
    private const int FewestColumns = 3;
    private const double TimesChance = 10;

    public static TableLooked Of(TableLook look)
    {
        int[] free = [.. look.Comparable().Where(c => !ColumnLook.IsGridOf(look.Columns[c]) && !Identifiers.Is(look.Columns[c]))];
        if (free.Length < FewestColumns)
            return TableLooked.NotMade($"Fewer than {FewestColumns} columns hold numbers that are not on a grid.");
        int[] others = [.. Enumerable.Range(0, look.Columns.Count).Except(free).Where(c => !Identifiers.Is(look.Columns[c]) && look.Columns[c].Kind != ColumnKind.Time)];
        double[] near = [.. free.Select(c => look.Settings.NearTolerance * (look.Columns[c].Numbers!.P99 - look.Columns[c].Numbers!.P01))];
        var n = look.Sample.Length;
        var first = free.MaxBy(c => look.Columns[c].Distinct);
        var lead = Array.IndexOf(free, first);
        var order = Enumerable.Range(0, n).Where(i => double.IsFinite(look.Sampled[first][i])).OrderBy(i => look.Sampled[first][i]).ThenBy(i => i).ToArray();
        var (rows, pairs) = (new Dictionary<int, int>(), 0);
        for (var a = 0; a < order.Length; a++)
        {
            for (var b = a + 1; b < order.Length && look.Sampled[first][order[b]] - look.Sampled[first][order[a]] <= near[lead]; b++)
            {
                var (i, j) = (order[a], order[b]);
                if (!free.Select((c, k) => Math.Abs(look.Sampled[c][i] - look.Sampled[c][j]) <= near[k]).All(close => close) || !others.All(c => look.Sampled[c][i].Equals(look.Sampled[c][j])))
                    continue;
                // Alike in half of the columns to the last digit are repetitions with other outcomes.
                if (2 * free.Count(c => look.Sampled[c][i] == look.Sampled[c][j]) >= free.Length)
                    continue;
                pairs++;
                rows.TryAdd(look.Sample[Math.Max(i, j)], look.Sample[Math.Min(i, j)]);
            }
        }

        var expected = 0.5 * n * n;
        for (var k = 0; k < free.Length; k++)
            expected *= Close(look.Sampled[free[k]], near[k]);
        foreach (var c in others)
            expected *= look.Chance[c];
        return pairs == 0 || pairs < 2 + (TimesChance * expected) ? new TableLooked([]) : new TableLooked([look.Finding(FindingSeverity.Notes,
            $"{Check.Count(rows.Count, "row")} {Check.Verb(rows.Count, "differs", "differ")} from another by less than {100 * look.Settings.NearTolerance:0.##} % of the range in every column, without being alike{look.Scope}.", "The same measurement read twice, or rounded on the way: keep one of each.",
            [], rows.Keys, r => $"nearly row {look.Table.SourceRow(rows[r]) + 1}")]);
    }

    /// <summary>The share of pairs that are so close in one column.</summary>
    private static double Close(double[] values, double tolerance)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        var (pairs, first) = (0.0, 0);
        for (var last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] > tolerance)
                first++;
            pairs += last - first;
        }

        return pairs / Math.Max(1, 0.5 * sorted.Length * (sorted.Length - 1));
    }
}
