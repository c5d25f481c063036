using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>A column that gives another away by itself: on a straight line with it, in the same order, or one-to-one. Pure.</summary>
internal static class Giveaways
{
    private const double Straight = 0.999;
    private const double SameOrder = 0.9998;
    private const int Fewest = 20;
    private const int FewestDistinct = 8;

    /// <summary>−ln of the chance that levels agree like that by themselves.</summary>
    private const double Sure = 16;

    public static TableLooked Of(TableLook look)
    {
        if (look.Sample.Length < Fewest)
            return TableLooked.NotMade($"{Check.Count(look.Sample.Length, "row")} {Check.Verb(look.Sample.Length, "is", "are")} too few.");
        var findings = new List<TableFinding>();
        int[] numbers = [.. look.Comparable(0.05).Where(c => look.Columns[c].Distinct >= FewestDistinct)];
        var ranks = numbers.ToDictionary(c => c, c => double.IsNaN(look.Sampled[c].Sum()) ? null : Ranks.Average(look.Sampled[c]));
        for (var a = 0; a < numbers.Length; a++)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            for (var b = a + 1; b < numbers.Length; b++)
                Pair(look, numbers[a], numbers[b], ranks, findings);
        }

        int[] levels = [.. Enumerable.Range(0, look.Columns.Count).Where(c => IsOfLevels(look.Columns[c])).Take(look.Settings.MostCompared)];
        var said = new HashSet<(int, int)>();
        foreach (var a in levels)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            foreach (var b in levels.Where(b => b != a && !said.Contains((b, a))))
            {
                if (!Tells(look, a, b))
                    continue;
                said.Add((a, b));
                var both = Tells(look, b, a);
                if (!both && Enumerable.Range(0, levels.Length).Any(i => levels[i] != a && levels[i] < a && said.Contains((levels[i], b)) && Tells(look, levels[i], a) && Tells(look, a, levels[i])))
                    continue;
                findings.Add(look.Finding(FindingSeverity.Notes, both ? $"{look.Name(a)} and {look.Name(b)} say the same: each of the {look.Columns[a].Distinct:N0} values of one goes with one of the other." : $"{look.Name(a)} tells {look.Name(b)}: each of its {look.Columns[a].Distinct:N0} values goes with one only.",
                    both ? "Use one of them." : "Effects of the two cannot be told apart: one is a group of the other.", [a, b]));
            }
        }

        return new TableLooked(findings);
    }

    private static bool IsOfLevels(TableColumnProfile column) => column.Distinct >= 2 && column.Present >= Fewest && ((column.Kind == ColumnKind.Category && column.Distinct <= column.Present / 3) || ColumnLook.IsGridOf(column));

    private static void Pair(TableLook look, int a, int b, Dictionary<int, double[]?> ranks, List<TableFinding> findings)
    {
        var (x, y) = (look.Sampled[a], look.Sampled[b]);
        var (rx, ry) = (ranks[a], ranks[b]);
        if (rx is null || ry is null)
        {
            int[] both = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))];
            (x, y) = ([.. both.Select(i => x[i])], [.. both.Select(i => y[i])]);
            if (x.Length < Fewest || x.Distinct().Count() < FewestDistinct || y.Distinct().Count() < FewestDistinct)
                return;
            (rx, ry) = (Ranks.Average(x), Ranks.Average(y));
        }

        var order = Ranks.Pearson(rx, ry);
        if (Math.Abs(order) < 0.95)
            return;
        var line = Ranks.Pearson(x, y);
        if (line * line > Straight)
        {
            var same = x.Zip(y, (u, v) => u == v).Count(e => e);
            findings.Add(look.Finding(FindingSeverity.Warns, same == x.Length ? $"{look.Name(a)} and {look.Name(b)} are the same in all rows that have both." : $"{look.Name(b)} is on a straight line with {look.Name(a)} (R² {(line * line > 0.99999 ? "above 0.99999" : Quantity.Text(line * line, digits: 5))}): one gives the other away.",
                "If one of them is to be foretold, leave the other out of the inputs.", [a, b]));
        }
        else if (Math.Abs(order) > SameOrder)
        {
            findings.Add(look.Finding(FindingSeverity.Warns, $"{look.Name(b)} stands in {(order > 0 ? "the same" : "the opposite")} order as {look.Name(a)} (rank correlation {Quantity.Text(order, digits: 5)}): one gives the other away.", "If one of them is to be foretold, leave the other out of the inputs.", [a, b]));
        }
    }

    /// <summary>Has each value of one column one value of the other only, and is that no chance?</summary>
    private static bool Tells(TableLook look, int a, int b)
    {
        var told = new Dictionary<double, double>();
        var n = 0;
        for (var i = 0; i < look.Sample.Length; i++)
        {
            var (x, y) = (look.Sampled[a][i], look.Sampled[b][i]);
            if (double.IsNaN(x) || double.IsNaN(y))
                continue;
            n++;
            if (!told.TryAdd(x, y) && told[x] != y)
                return false;
        }

        return told.Values.Distinct().Count() > 1 && (n - told.Count) * -Math.Log(Math.Max(1e-9, look.Chance[b])) > Sure;
    }
}
