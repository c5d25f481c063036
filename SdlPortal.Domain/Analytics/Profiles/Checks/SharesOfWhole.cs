using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Neighboring columns whose sum is the same in most rows (a composition), and the rows that break it. Pure.</summary>
internal static class SharesOfWhole
{
    /// <summary>Sums may miss by this part of the whole through rounding.</summary>
    private const double Rounding = 0.015;
    private const double Most = 0.8;
    private const int Fewest = 10;
    private const int Glance = 48;

    /// <summary>The sum varies less than its terms by this factor.</summary>
    private const double Tighter = 5;

    /// <summary>Columns that sum to a whole, and by how much rows miss it.</summary>
    /// <param name="Slack">Beyond it a row breaks the sum.</param>
    internal sealed record Whole(int[] Columns, double Sum, double Slack, double Tightness);

    public static TableLooked Of(TableLook look)
    {
        var findings = new List<TableFinding>();
        foreach (var whole in Find(look))
        {
            var sums = new double[look.Rows];
            foreach (var c in whole.Columns)
            {
                look.Step.Cancellation.ThrowIfCancellationRequested();
                var values = look.Table.Values(c);
                for (var row = 0; row < sums.Length; row++)
                    sums[row] += values[row];
            }

            int[] broken = [.. Enumerable.Range(0, look.Rows).Where(r => Math.Abs(sums[r] - whole.Sum) > whole.Slack)];
            double[] kept = [.. sums.Where(s => Math.Abs(s - whole.Sum) <= whole.Slack).Order()];
            var to = kept[^1] - kept[0] <= 1e-6 * Math.Abs(kept[^1]) ? Quantity.Text(whole.Sum) : $"{Quantity.Text(whole.Sum)} (from {Quantity.Text(kept[0], digits: 5)} to {Quantity.Text(kept[^1], digits: 5)})";
            var unit = look.Columns[whole.Columns[0]].Unit;
            findings.Add(look.Finding(broken.Length > 0 ? FindingSeverity.Warns : FindingSeverity.Notes,
                $"{string.Join(" + ", whole.Columns.Select(look.Name))} sum to {to}{(unit is null ? "" : "\u00a0" + unit)} in {(broken.Length == 0 ? "all " : "")}{kept.Length:N0} rows: shares of a whole, {whole.Columns.Length - 1} of which determine the last{(broken.Length == 0 ? "" : $". {Check.Count(broken.Length, "row")} {Check.Verb(broken.Length, "breaks", "break")} that, with sums from {Quantity.Text(broken.Min(r => sums[r]))} to {Quantity.Text(broken.Max(r => sums[r]))}")}.",
                broken.Length > 0 ? "Look at these rows: a share is missing or mistyped." : "Their effects cannot be told apart one by one: leave one out of models, or take ratios.", whole.Columns, broken, r => $"sum {Quantity.Text(sums[r])}"));
        }

        return findings.Count == 0 && look.Comparable().Length < 2 ? TableLooked.NotMade("Fewer than two columns hold numbers.") : new TableLooked(findings);
    }

    internal static IReadOnlyList<Whole> Find(TableLook look)
    {
        int[] columns = [.. look.Comparable().Where(c => look.Columns[c].Numbers!.P01 >= 0 && !Identifiers.Is(look.Columns[c]))];
        int[] rows = [.. Enumerable.Range(0, look.Sample.Length).Where(i => columns.All(c => double.IsFinite(look.Sampled[c][i])))];
        if (columns.Length < 2 || rows.Length < Fewest)
            return [];
        var glance = EvenlySpread.Of(rows, Glance);
        var found = new List<Whole>();
        for (var a = 0; a < columns.Length; a++)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            var quick = new double[glance.Length];
            Add(quick, look.Sampled[columns[a]], glance);
            for (var b = a + 1; b < columns.Length; b++)
            {
                Add(quick, look.Sampled[columns[b]], glance);
                var middle = Robust.Median([.. quick.Order()]);
                if (quick.Count(s => Math.Abs(s - middle) <= Rounding * Math.Abs(middle)) >= 0.7 * glance.Length && Test(look, columns[a..(b + 1)], rows) is { } whole)
                    found.Add(whole);
            }
        }

        var taken = new HashSet<int>();
        return [.. found.OrderBy(w => w.Tightness).ThenBy(w => w.Columns.Length).Where(w => !w.Columns.Any(taken.Contains) && w.Columns.All(taken.Add)).OrderBy(w => w.Columns[0])];
    }

    private static Whole? Test(TableLook look, int[] columns, int[] rows)
    {
        var sums = new double[rows.Length];
        foreach (var c in columns)
            Add(sums, look.Sampled[c], rows);
        var middle = Robust.Median([.. sums.Order()]);
        int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => Math.Abs(sums[i] - middle) <= Rounding * Math.Abs(middle))];
        double[] near = [.. kept.Select(i => sums[i])];
        if (near.Length < Most * rows.Length || !(middle > 0))
            return null;
        // In doubles even an exact sum varies in its last digits.
        var spread = Math.Max(Sd(near), 1e-12 * middle);
        double[] terms = [.. columns.Select(c => Sd([.. kept.Select(i => look.Sampled[c][rows[i]])]))];
        // A column that hardly varies may stand in any sum, and is none of its shares.
        return terms.Min() > Tighter * spread && terms.Min() > 0.005 * middle ? new Whole(columns, middle, Math.Max(Rounding * middle, 5 * spread), spread / terms.Max()) : null;
    }

    private static void Add(double[] sums, double[] values, int[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
            sums[i] += values[rows[i]];
    }

    private static double Sd(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }
}
