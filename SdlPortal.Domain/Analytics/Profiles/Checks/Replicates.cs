using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>
/// Rows that agree in their inputs and differ in their outcomes. Which columns are outcomes nobody says: it is the column of numbers (or the last few) without which most rows repeat others; where there is none, columns of many digits that
/// come again together are taken for the inputs. Pure.
/// </summary>
internal static class Replicates
{
    private const int MostOutcomes = 4;
    private const int FewestRepeats = 3;

    /// <summary>From this share of a column's variance on, the noise hides the effects.</summary>
    private const double Noisy = 0.5;

    /// <summary>Where more groups than this stand out, the noise differs from place to place and none is odd.</summary>
    private const double Rule = 0.02;
    private const int MostTried = 40;

    private sealed record Found(IReadOnlyList<int> Outcomes, List<int[]> Groups, IReadOnlyList<int>? Inputs);

    public static TableLooked Of(TableLook look)
    {
        int[] numbers = [.. Enumerable.Range(0, look.Columns.Count).Where(c => look.Columns[c] is { Kind: ColumnKind.Number, Distinct: > 2 } column && !Identifiers.Is(column) && column.Present > look.Rows / 2)];
        if (numbers.Length == 0 || look.Rows < 4)
            return TableLooked.NotMade("No column of numbers can be an outcome.");
        return (ByLeavingOut(look, numbers) ?? Together(look, numbers)) is { } found
            ? new TableLooked([.. Report(look, found)])
            : TableLooked.NotMade("No two rows agree in their inputs, so what repetitions scatter by is unknown.");
    }

    private static Found? ByLeavingOut(TableLook look, int[] numbers)
    {
        int[] ids = [.. Enumerable.Range(0, look.Columns.Count).Where(c => Identifiers.Is(look.Columns[c]) || look.Columns[c].Kind == ColumnKind.Time)];
        // Exact repetitions are duplicates; only rows that differ somewhere count here.
        var (best, most) = ((Found?)null, FewestRepeats - 1);
        var tried = numbers.Reverse().Take(MostTried).Select(c => new[] { c }).Concat(Enumerable.Range(2, MostOutcomes - 1).Where(k => k < numbers.Length && look.Columns.Count - ids.Length > k).Select(k => numbers[^k..]));
        foreach (var outcomes in tried)
        {
            if (look.Columns.Count - ids.Length <= outcomes.Length)
                continue;
            var keys = Keys.Without(look, [.. ids, .. outcomes]);
            var groups = Fingerprint.Groups([.. Enumerable.Range(0, look.Rows)], keys).Where(g => g.Any(r => look.RowKeys[r] != look.RowKeys[g[0]])).ToList();
            var repeats = groups.Sum(g => g.Length - 1);
            // A column of few values is a setting, and leaving it out joins rows that differ in it on purpose.
            if (outcomes.Any(c => ColumnLook.IsGridOf(look.Columns[c])) || repeats <= most * (outcomes.Length > 1 && best is not null ? 1.5 : 1))
                continue;
            (best, most) = (new Found([.. outcomes.Order()], groups, Inputs: null), repeats);
        }

        return best;
    }

    /// <summary>Columns of many digits in which the same groups of rows are alike.</summary>
    private static Found? Together(TableLook look, int[] numbers)
    {
        if (look.Rows > 200_000)
            return null;
        var byColumn = new Dictionary<int, Dictionary<ulong, int[]>>();
        foreach (var c in numbers.Take(look.Settings.MostCompared))
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            if (look.Columns[c].Distinct < look.Columns[c].Present / 2 || look.Columns[c].Distinct == look.Columns[c].Present || look.Columns[c].Numbers!.Whole)
                continue;
            var values = look.Table.Values(c);
            var rows = Enumerable.Range(0, look.Rows).Where(r => double.IsFinite(values[r])).ToArray();
            var groups = new Dictionary<ulong, int[]>();
            foreach (var group in Fingerprint.Groups(rows, Array.ConvertAll(values, Fingerprint.Of)))
            {
                Array.Sort(group);
                groups[group.Aggregate(0UL, (key, row) => Fingerprint.Mix(key ^ (ulong)row))] = group;
            }

            byColumn[c] = groups;
        }

        var best = ((Found?)null, 0);
        foreach (var (c, groups) in byColumn)
        {
            var alike = byColumn.Where(o => o.Value.Keys.Count(groups.ContainsKey) * 2 >= Math.Max(o.Value.Count, groups.Count)).Select(o => o.Key).ToList();
            var shared = groups.Where(g => alike.Count(o => byColumn[o].ContainsKey(g.Key)) * 2 > alike.Count).Select(g => g.Value).ToList();
            if (alike.Count < 2 || shared.Count < 2 || alike.Count * shared.Count <= best.Item2)
                continue;
            int[] outcomes = [.. numbers.Where(o => !alike.Contains(o) && !ColumnLook.IsGridOf(look.Columns[o]))];
            best = (new Found(outcomes, shared, alike), alike.Count * shared.Count);
        }

        return best.Item1;
    }

    private static IEnumerable<TableFinding> Report(TableLook look, Found found)
    {
        var rows = found.Groups.Sum(g => g.Length);
        var told = 0;
        foreach (var outcome in found.Outcomes)
        {
            var column = look.Columns[outcome];
            var values = look.Table.Values(outcome);
            var groups = found.Groups.Select(g => (Rows: g, Values: g.Select(r => values[r]).Where(double.IsFinite).Order().ToArray())).Where(g => g.Values.Length > 1)
                .Select(g => (g.Rows, Freedom: g.Values.Length - 1, Mean: g.Values.Average(), Squares: Squares(g.Values))).OrderBy(g => g.Mean).ThenBy(g => g.Squares).ThenBy(g => g.Rows.Min()).ToList();
            var freedom = groups.Sum(g => g.Freedom);
            if (freedom == 0)
                continue;
            var within = Math.Sqrt(groups.Sum(g => g.Squares) / freedom);
            if (!(within > 0))
                continue;
            told++;
            var share = Math.Min(1, Math.Pow(within / column.Numbers!.Sd, 2));
            var disagree = groups.Count(g => g.Squares > 0);
            var inputs = found.Inputs is { } same ? Check.Names([.. same.Select(look.Name)]) : $"everything but {Check.Names([.. found.Outcomes.Select(look.Name)])}";
            yield return look.Finding(share > Noisy && freedom >= 10 ? FindingSeverity.Warns : FindingSeverity.Notes,
                $"{rows:N0} rows form {Check.Count(found.Groups.Count, "group")} that agree in {inputs}; {column.Name} differs within {disagree:N0} of them, by ±{Quantity.Text(within, column.Unit, 3)} (standard deviation) where the whole column has ±{Quantity.Text(column.Numbers.Sd, column.Unit, 3)}: {Check.Percent(share)} of the variance is noise.",
                share > Noisy ? "Effects need many rows here: average the repetitions, or look for a cause that is not recorded." : "Keep the repetitions together when rows are split into training and test, or average them.", [outcome]);
            if (Odd(look, outcome, column, groups, values) is { } odd)
                yield return odd;
        }

        if (told == 0)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{rows:N0} rows form {Check.Count(found.Groups.Count, "group")} that agree in {(found.Inputs is { } same ? Check.Names([.. same.Select(look.Name)]) : "their inputs")}.", "Keep them together when rows are split into training and test.", found.Inputs ?? found.Outcomes);
        }
    }

    /// <summary>Groups that scatter more than chance allows where all others scatter alike.</summary>
    private static TableFinding? Odd(TableLook look, int outcome, TableColumnProfile column, List<(int[] Rows, int Freedom, double Mean, double Squares)> groups, double[] values)
    {
        if (groups.Count < 5 || groups.Sum(g => g.Freedom) < 10)
            return null;
        double[] typical = [.. groups.Select(g => g.Squares / ChiSquared.InvCDF(g.Freedom, 0.5)).Order()];
        var noise = Robust.Median(typical);
        if (!(noise > 0))
            return null;
        var odd = groups.Where(g => SpecialFunctions.GammaUpperRegularized(g.Freedom / 2.0, g.Squares / noise / 2) < look.Settings.Level / groups.Count).OrderByDescending(g => g.Squares / g.Freedom).ToList();
        if (odd.Count == 0)
            return null;
        double[] sds = [.. groups.Select(g => Math.Sqrt(g.Squares / g.Freedom)).Order()];
        string Example(int row) => $"{column.Name} = {Quantity.Text(values[row], column.Unit)}";
        return odd.Count > Math.Max(1, Rule * groups.Count)
            ? look.Finding(FindingSeverity.Notes, $"Repetitions do not scatter alike in {column.Name}: by ±{Quantity.Text(Robust.Quantile(sds, 0.1), column.Unit, 3)} to ±{Quantity.Text(Robust.Quantile(sds, 0.9), column.Unit, 3)} (10 % and 90 % of {Check.Count(groups.Count, "group")}), and by more than chance allows in {odd.Count:N0}.",
                "The noise differs from place to place: weigh means by their scatter, and read single differences with care.", [outcome])
            : look.Finding(FindingSeverity.Warns, $"Repetitions of {Check.Count(odd.Count, "group")} disagree in {column.Name} far more than all others: by ±{Quantity.Text(Math.Sqrt(odd[0].Squares / odd[0].Freedom), column.Unit, 3)} at most, where ±{Quantity.Text(Math.Sqrt(noise), column.Unit, 3)} is usual.",
                "Look for a failed or mistyped repetition, and leave it out.", [outcome], odd.SelectMany(g => g.Rows), Example);
    }

    private static double Squares(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean));
    }
}
