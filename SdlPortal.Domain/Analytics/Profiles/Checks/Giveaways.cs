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

    /// <summary>Two columns that differ in fewer rows are meant to be the same.</summary>
    private const double NearlyAll = 0.99;

    private const string Remedy = "If one of them is to be foretold, leave the other out of the inputs.";

    /// <summary>−ln of the chance that levels agree like that by themselves.</summary>
    private const double Sure = 16;

    public static TableLooked Of(TableLook look)
    {
        if (look.Sample.Length < Fewest)
            return TableLooked.NotMade($"{Check.Count(look.Sample.Length, "row")} {Check.Verb(look.Sample.Length, "is", "are")} too few.");
        var findings = new List<TableFinding>();
        int[] numbers = [.. look.Comparable(0.05).Where(c => look.Columns[c].Distinct >= FewestDistinct)];
        var ranks = numbers.ToDictionary(c => c, c => double.IsNaN(look.Sampled[c].Sum()) ? null : Ranks.Average(look.Sampled[c]));
        // What a column on a line with an earlier one has in common with others, that one has too.
        var lined = new HashSet<int>();
        for (var a = 0; a < numbers.Length; a++)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            if (!lined.Contains(numbers[a]))
                findings.AddRange(Of(look, numbers[a], [.. numbers.Skip(a + 1).Where(b => !lined.Contains(b))], ranks, lined));
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
                findings.Add(look.Finding(FindingSeverity.Notes, both ? $"{look.Name(a)} and {look.Name(b)} say the same: each of the {look.Columns[a].Distinct:N0} values of one goes with one of the other{look.Scope}." : $"{look.Name(a)} tells {look.Name(b)}: each of its {look.Columns[a].Distinct:N0} values goes with one only{look.Scope}.",
                    both ? "Use one of them." : "Effects of the two cannot be told apart: one is a group of the other.", [a, b]));
            }
        }

        return new TableLooked(findings);
    }

    private static bool IsOfLevels(TableColumnProfile column) => column.Distinct >= 2 && column.Present >= Fewest && ((column.Kind == ColumnKind.Category && column.Distinct <= column.Present / 3) || ColumnLook.IsGridOf(column));

    /// <summary>What gives a column away, among those that follow it.</summary>
    private static IEnumerable<TableFinding> Of(TableLook look, int a, int[] others, Dictionary<int, double[]?> ranks, HashSet<int> lined)
    {
        var same = new List<int>();
        foreach (var b in others)
        {
            if (Sampled(look, a, b, ranks) is not var (line, order))
                continue;
            if (line * line > Straight && Line.Of(look, a, b) is var whole && whole.R2 > Straight)
            {
                lined.Add(b);
                if (whole.Differing.Length == 0)
                    same.Add(b);
                else if (whole.Differing.Length < (1 - NearlyAll) * whole.Both)
                    yield return look.Finding(FindingSeverity.Warns, $"{look.Name(a)} and {look.Name(b)} are the same in all but {whole.Differing.Length:N0} of the {whole.Both:N0} rows that have both.", $"Look at the rows where they differ. {Remedy}", [a, b], whole.Differing, r => $"{Quantity.Text(whole.X[r], look.Columns[a].Unit)} and {Quantity.Text(whole.Y[r], look.Columns[b].Unit)}");
                else
                    yield return look.Finding(FindingSeverity.Warns, $"{look.Name(b)} is on a straight line with {look.Name(a)} (R² {(whole.R2 > 0.99999 ? "above 0.99999" : Quantity.Text(whole.R2, digits: 5))}): one gives the other away.", Remedy, [a, b]);
            }
            else if (Math.Abs(order) > SameOrder)
            {
                yield return look.Finding(FindingSeverity.Warns, $"{look.Name(b)} stands in {(order > 0 ? "the same" : "the opposite")} order as {look.Name(a)} (rank correlation {Quantity.Text(order, digits: 5)}): one gives the other away{look.Scope}.", Remedy, [a, b]);
            }
        }

        if (same.Count > 0)
            yield return look.Finding(FindingSeverity.Warns, $"{Check.Names([look.Name(a), .. same.Select(look.Name)])} are the same in all rows that have {(same.Count == 1 ? "both" : "them")}.", same.Count == 1 ? Remedy : "Keep one of them. Where one is to be foretold, leave the others out of the inputs.", [a, .. same]);
    }

    /// <summary>r of the values and of the ranks in the sampled rows; null where they are too few or clearly apart.</summary>
    private static (double Line, double Order)? Sampled(TableLook look, int a, int b, Dictionary<int, double[]?> ranks)
    {
        var (x, y) = (look.Sampled[a], look.Sampled[b]);
        var (rx, ry) = (ranks[a], ranks[b]);
        if (rx is null || ry is null)
        {
            var both = Pairs.Finite(x, y);
            (x, y) = (Pairs.At(x, both), Pairs.At(y, both));
            if (x.Length < Fewest || x.Distinct().Count() < FewestDistinct || y.Distinct().Count() < FewestDistinct)
                return null;
            (rx, ry) = (Ranks.Average(x), Ranks.Average(y));
        }

        var order = Ranks.Pearson(rx, ry);
        return Math.Abs(order) < 0.95 ? null : (Ranks.Pearson(x, y), order);
    }

    /// <summary>How two columns go together in all rows of the table that have both.</summary>
    /// <param name="Differing">Rows where they are not the same.</param>
    private readonly record struct Line(double[] X, double[] Y, double R2, int Both, int[] Differing)
    {
        public static Line Of(TableLook look, int a, int b)
        {
            var (x, y) = (look.Table.Values(a), look.Table.Values(b));
            var both = Pairs.Finite(x, y);
            var r = Ranks.Pearson(Pairs.At(x, both), Pairs.At(y, both));
            return new Line(x, y, r * r, both.Length, [.. both.Where(i => x[i] != y[i])]);
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
