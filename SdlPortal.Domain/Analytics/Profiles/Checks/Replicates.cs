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
    private const double ByChance = 0.2;
    private const int MostNamed = 4;

    /// <param name="Inputs">Null where they are all columns but the outcomes.</param>
    /// <param name="ByChance">Columns of so few values lead to expect as many rows that agree.</param>
    private sealed record Found(IReadOnlyList<int> Outcomes, List<int[]> Groups, IReadOnlyList<int>? Inputs, bool ByChance);

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
        int[] varying = [.. Enumerable.Range(0, look.Columns.Count).Except(ids).Where(c => look.Columns[c].Distinct > 1)];
        var (best, most) = ((Found?)null, FewestRepeats - 1);
        foreach (var outcomes in Tried(look, numbers))
        {
            int[] inputs = [.. varying.Except(outcomes)];
            if (inputs.Length < Math.Max(2, outcomes.Length))
                continue;

            // Exact repetitions are duplicates; only groups that differ somewhere count here.
            var groups = Keys.Groups(Keys.Without(look, [.. ids, .. outcomes])).Where(g => g.Any(r => look.RowKeys[r] != look.RowKeys[g[0]])).ToList();
            var repeats = groups.Sum(g => g.Length - 1);
            if (repeats <= most * (outcomes.Length > 1 && best is not null ? 1.5 : 1))
                continue;
            var pairs = groups.Sum(g => 0.5 * g.Length * (g.Length - 1));
            var chance = inputs.Aggregate(0.5 * look.Rows * look.Rows, (product, c) => product * look.Chance[c]) > ByChance * pairs;
            // The more columns are called outcomes, the more rows agree in the rest without having been repeated.
            if (chance && outcomes.Length > 1)
                continue;
            (best, most) = (new Found([.. outcomes.Order()], groups, null, chance), repeats);
        }

        return best;
    }

    /// <summary>Each column alone, the last one first, and the last few together. A column of few numbers is a setting, and leaving it out joins rows that differ in it on purpose.</summary>
    private static IEnumerable<int[]> Tried(TableLook look, int[] numbers)
    {
        int[] free = [.. numbers.Where(c => !ColumnLook.IsGridOf(look.Columns[c]))];
        var last = look.Columns.Count - 1;
        if (look.Columns[last] is { Kind: ColumnKind.Category } label && label.Distinct > 1 && !Identifiers.Is(label))
            yield return [last];
        foreach (var c in free.Reverse().Take(MostTried))
            yield return [c];
        for (var k = 2; k <= MostOutcomes && k < free.Length; k++)
            yield return free[^k..];
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
            best = (new Found(outcomes, shared, alike, ByChance: false), alike.Count * shared.Count);
        }

        return best.Item1;
    }

    private static IEnumerable<TableFinding> Report(TableLook look, Found found)
    {
        var who = $"{found.Groups.Sum(g => g.Length):N0} rows form {Check.Count(found.Groups.Count, "group")} that agree in {(found.Inputs is { } same ? Check.Names([.. same.Select(look.Name)]) : $"everything but {Check.Names([.. found.Outcomes.Select(look.Name)])}")}";
        var scatters = found.Outcomes.Where(c => look.Columns[c].Kind == ColumnKind.Number).Select(c => Scatter.Of(look, c, found.Groups)).OfType<Scatter>().ToList();
        if (scatters.Count == 0)
        {
            yield return Labels(look, found, who);
            yield break;
        }

        // Of several outcomes the last ones: columns that are measured stand behind what was set.
        var named = scatters.TakeLast(MostNamed).Reverse().ToList();
        var noisy = !found.ByChance && named.Any(s => s.Share > Noisy && s.Freedom >= 10);
        yield return look.Finding(noisy ? FindingSeverity.Warns : FindingSeverity.Notes,
            $"{who}; within them {string.Join(", ", named.Select(s => $"{look.Name(s.Column)} differs by ±{Quantity.Text(s.Within, look.Columns[s.Column].Unit, 3)} where the whole column has ±{Quantity.Text(look.Columns[s.Column].Numbers!.Sd, look.Columns[s.Column].Unit, 3)} ({Check.Percent(s.Share)} of the variance is noise)"))}{(scatters.Count > named.Count ? $"; {scatters.Count - named.Count} more columns differ" : "")}.",
            noisy ? "Effects need many rows here: average the repetitions, or look for a cause that is not recorded." : "Repetitions tell the noise: keep them together when rows are split into training and test, or average them.", [.. scatters.Select(s => s.Column)]);
        foreach (var scatter in named)
        {
            if (Odd(look, scatter, found.ByChance) is { } odd)
                yield return odd;
        }
    }

    private static TableFinding Labels(TableLook look, Found found, string who)
    {
        var label = found.Outcomes[^1];
        var values = look.Table.Values(label);
        var differ = found.Groups.Where(g => g.Any(r => !values[r].Equals(values[g[0]]))).ToList();
        return look.Finding(differ.Count > 0 && !found.ByChance ? FindingSeverity.Warns : FindingSeverity.Notes, $"{who}; {look.Name(label)} differs within {differ.Count:N0} of them.", "Repetitions of one setting came out differently: keep them together when rows are split into training and test.",
            [label]);
    }

    /// <summary>How one outcome differs within the groups.</summary>
    /// <param name="Share">Of the column's variance.</param>
    private sealed record Scatter(int Column, double[] Values, List<(int[] Rows, int Freedom, double Squares)> Groups, int Freedom, double Within, double Share)
    {
        public static Scatter? Of(TableLook look, int column, List<int[]> rows)
        {
            var values = look.Table.Values(column);
            var groups = rows.Select(g => (Rows: g, Values: g.Select(r => values[r]).Where(double.IsFinite).Order().ToArray())).Where(g => g.Values.Length > 1)
                .Select(g => (g.Rows, Freedom: g.Values.Length - 1, Mean: g.Values.Average(), Squares: Squares(g.Values))).OrderBy(g => g.Mean).ThenBy(g => g.Squares).ThenBy(g => g.Rows.Min()).Select(g => (g.Rows, g.Freedom, g.Squares)).ToList();
            var freedom = groups.Sum(g => g.Freedom);
            var within = Math.Sqrt(groups.Sum(g => g.Squares) / Math.Max(1, freedom));
            return within > 0 ? new Scatter(column, values, groups, freedom, within, Math.Min(1, Math.Pow(within / look.Columns[column].Numbers!.Sd, 2))) : null;
        }

        private static double Squares(double[] values)
        {
            var mean = values.Average();
            return values.Sum(v => (v - mean) * (v - mean));
        }
    }

    /// <summary>Groups that scatter more than chance allows where all others scatter alike.</summary>
    private static TableFinding? Odd(TableLook look, Scatter scatter, bool byChance)
    {
        var (groups, column) = (scatter.Groups, look.Columns[scatter.Column]);
        if (groups.Count < 5 || scatter.Freedom < 10)
            return null;
        double[] typical = [.. groups.Select(g => g.Squares / ChiSquared.InvCDF(g.Freedom, 0.5)).Order()];
        var noise = Robust.Median(typical);
        if (!(noise > 0))
            return null;
        var odd = groups.Where(g => SpecialFunctions.GammaUpperRegularized(g.Freedom / 2.0, g.Squares / noise / 2) < look.Settings.Level / groups.Count).OrderByDescending(g => g.Squares / g.Freedom).ToList();
        if (odd.Count == 0 || (byChance && odd.Count <= Rule * groups.Count))
            return null;
        double[] sds = [.. groups.Select(g => Math.Sqrt(g.Squares / g.Freedom)).Order()];
        string Example(int row) => $"{column.Name} = {Quantity.Text(scatter.Values[row], column.Unit)}";
        return odd.Count > Math.Max(1, Rule * groups.Count) || byChance
            ? look.Finding(FindingSeverity.Notes, $"Repetitions do not scatter alike in {column.Name}: by ±{Quantity.Text(Robust.Quantile(sds, 0.1), column.Unit, 3)} to ±{Quantity.Text(Robust.Quantile(sds, 0.9), column.Unit, 3)} (10 % and 90 % of {Check.Count(groups.Count, "group")}), and by more than chance allows in {odd.Count:N0}.",
                "The noise differs from place to place: weigh means by their scatter, and read single differences with care.", [scatter.Column])
            : look.Finding(FindingSeverity.Warns, $"Repetitions of {Check.Count(odd.Count, "group")} disagree in {column.Name} far more than all others: by ±{Quantity.Text(Math.Sqrt(odd[0].Squares / odd[0].Freedom), column.Unit, 3)} at most, where ±{Quantity.Text(Math.Sqrt(noise), column.Unit, 3)} is usual.",
                "Look for a failed or mistyped repetition, and leave it out.", [scatter.Column], odd.SelectMany(g => g.Rows), Example);
    }
}
