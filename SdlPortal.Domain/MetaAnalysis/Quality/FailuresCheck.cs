using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Runs that failed or gave no number: how many by task, and whether it depends on a parameter, which makes what is left a biased sample. Pure.</summary>
internal static class FailuresCheck
{
    private const double Many = 0.2;
    private const int Cells = 8;
    private const int FewestExpected = 5;
    private const int Sample = 50_000;
    private const double OwnValues = 0.05;
    private const int FewestOwnValues = 30;

    private sealed record Region(string Words, int Hits, int Total);

    private sealed record Dependence(ParameterColumn Column, double PValue, Region Worst, double Rest, RowSet Rows);

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Failures, runs);
        var ended = Array.FindAll(runs.Live, runs.HasEnded);
        if (ended.Length == 0)
            return check.NotChecked("No run has ended.");
        var failed = new bool[runs.Table.Count];
        foreach (var row in ended)
            failed[row] = runs.HasFailed(row);
        var count = ended.Count(r => failed[r]);
        var looked = $"{Check.Count(ended.Length, "run")} ended, {count:N0} without a result.";
        if (count == 0)
            return check.Result(looked);
        Shares(check, runs, failed, ended, count);
        if (count < ended.Length)
            ByParameter(check, runs, failed, ended, cancellationToken);
        return check.Result(looked);
    }

    private static void Shares(Check check, CheckedRuns runs, bool[] failed, int[] ended, int count)
    {
        var silent = ended.Where(r => failed[r] && runs.Table.Status[r] != RunStatus.Failed).ToList();
        var shares = runs.Tasks.Select(t => (Task: t, Ended: t.Rows.Count(runs.HasEnded), Failed: t.Rows.Count(r => failed[r]))).Where(t => t.Ended > 0).OrderByDescending(t => (double)t.Failed / t.Ended).ThenBy(t => t.Task.Name, StringComparer.Ordinal).ToList();
        var share = (double)count / ended.Length;
        var worst = shares[0];
        var where = shares.Count > 1 && worst.Failed < count ? $", most in {worst.Task.Words} ({Check.Percent((double)worst.Failed / worst.Ended)})" : "";
        check.Add(share > Many ? FindingSeverity.Warns : FindingSeverity.Notes, $"{Check.Count(count, "run")} of {ended.Length:N0} that ended ({Check.Percent(share)}) failed or gave no number{where}{(silent.Count > 0 ? $"; {silent.Count:N0} of them are called completed" : "")}.",
            "They count as failures in regions and risk, and not in effects; nothing has to be excluded.", RowSet.Of(ended.Where(r => failed[r])), example: r => string.Join("; ", runs.Parameters.Take(4).Select(p => CheckedRuns.Shown(p, r))));
        var dead = shares.Where(t => t.Failed == t.Ended && t.Task.Name is not null).ToList();
        if (dead.Count > 0 && count < ended.Length)
            check.Add(FindingSeverity.Warns, $"All runs of {Check.Names([.. dead.Select(d => d.Task.Name!)])} failed.", "Nothing can be learned of these tasks but the risk; look for the cause.", RowSet.Of(dead.SelectMany(d => d.Task.Rows)), dead.Count == 1 ? dead[0].Task.Name : null);
    }

    private static void ByParameter(Check check, CheckedRuns runs, bool[] failed, int[] ended, CancellationToken cancellationToken)
    {
        var tests = new List<Dependence>();
        var clusters = Clusters(runs, ended, cancellationToken);
        var sample = ContentSample.Of(runs, ended, Sample);
        var counted = clusters is null ? "run" : "configuration";
        foreach (var column in runs.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Test(column, failed, ended, clusters, sample) is { } test)
                tests.Add(test);
        }

        var adjusted = MultipleTesting.Adjust([.. tests.Select(t => t.PValue)]);
        foreach (var i in Enumerable.Range(0, tests.Count).Where(i => adjusted[i] < runs.Options.Level).OrderBy(i => adjusted[i]).ThenBy(i => i))
        {
            var (column, _, worst, rest, rows) = tests[i];
            check.Add(FindingSeverity.Warns, $"Failures depend on {column.Shape.Name}: {Check.Percent((double)worst.Hits / worst.Total)} of {Check.Count(worst.Total, counted)} failed where {worst.Words}, {Check.Percent(rest)} elsewhere (p {P(adjusted[i])}, corrected for {Check.Count(tests.Count, "parameter")}).",
                "What is left there is a biased sample: read the failures as outcomes (risk of the region) instead of dropping them.", rows, column: column.Shape.Name, example: r => CheckedRuns.Shown(column, r));
        }
    }

    /// <summary>
    /// Runs of one configuration at several budgets or seeds fail together and are no evidence of their own: they are recognized by equal values in all parameters that hardly ever take a value twice by chance.
    /// Null where there is no such parameter or every run has its own values.
    /// </summary>
    private static List<int[]>? Clusters(CheckedRuns runs, int[] ended, CancellationToken cancellationToken)
    {
        var own = runs.Parameters.Where(p => !p.Shape.IsCategory && runs.ProfileOf(p).Distinct > Math.Max(FewestOwnValues, OwnValues * runs.Count)).ToList();
        if (own.Count == 0)
            return null;
        var keys = new ulong[runs.Table.Count];
        foreach (var row in ended)
        {
            foreach (var column in own)
                keys[row] = Fingerprint.Mix(keys[row] ^ Fingerprint.Of(column.Values[row]));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var repeated = Fingerprint.Groups(ended, keys).ToList();
        if (repeated.Count == 0)
            return null;
        var inGroup = new bool[runs.Table.Count];
        foreach (var row in repeated.SelectMany(g => g))
            inGroup[row] = true;
        return [.. repeated, .. ended.Where(r => !inGroup[r]).Select(r => new[] { r })];
    }

    private static string P(double p) => p < 1e-4 ? "< 0.0001" : $"= {Quantity.Text(p, digits: 2)}";

    private static Dependence? Test(ParameterColumn column, bool[] failed, int[] ended, List<int[]>? clusters, int[] sample)
    {
        var (cell, words) = column.Shape.IsCategory ? Levels(column) : Bins(column, sample);
        var hits = new int[words.Count];
        var totals = new int[words.Count];
        if (clusters is null)
        {
            foreach (var row in ended)
            {
                var at = cell(row);
                totals[at]++;
                hits[at] += failed[row] ? 1 : 0;
            }
        }
        else
        {
            foreach (var cluster in clusters)
            {
                foreach (var part in cluster.Length == 1 ? [cluster] : cluster.GroupBy(cell).Select(g => g.ToArray()))
                {
                    var at = cell(part[0]);
                    totals[at]++;
                    hits[at] += 2 * part.Count(r => failed[r]) >= part.Length ? 1 : 0;
                }
            }
        }

        // Cells too small for the approximation are put together with their neighbors, the last one too.
        double share = (double)hits.Sum() / totals.Sum();
        var regions = new List<(List<int> Cells, int Hits, int Total)>();
        foreach (var i in Enumerable.Range(0, words.Count).Where(i => totals[i] > 0))
        {
            if (regions.Count > 0 && Math.Min(share, 1 - share) * regions[^1].Total < FewestExpected)
                regions[^1] = ([.. regions[^1].Cells, i], regions[^1].Hits + hits[i], regions[^1].Total + totals[i]);
            else
                regions.Add(([i], hits[i], totals[i]));
        }

        if (regions.Count > 2 && Math.Min(share, 1 - share) * regions[^1].Total < FewestExpected)
        {
            regions[^2] = ([.. regions[^2].Cells, .. regions[^1].Cells], regions[^2].Hits + regions[^1].Hits, regions[^2].Total + regions[^1].Total);
            regions.RemoveAt(regions.Count - 1);
        }

        if (regions.Count < 2 || share is <= 0 or >= 1)
            return null;
        var p = regions.Count == 2
            ? CountTests.Fisher(regions[0].Hits, regions[0].Total - regions[0].Hits, regions[1].Hits, regions[1].Total - regions[1].Hits)
            : CountTests.SameShare([.. regions.Select(r => r.Hits)], [.. regions.Select(r => r.Total)]).PValue;
        var worst = regions.MaxBy(r => (double)r.Hits / r.Total);
        var (otherHits, otherTotal) = (regions.Sum(r => r.Hits) - worst.Hits, regions.Sum(r => r.Total) - worst.Total);
        var inside = worst.Cells.ToHashSet();
        return new Dependence(column, p, new Region(Words(words, worst.Cells, column.Shape), worst.Hits, worst.Total), (double)otherHits / otherTotal, RowSet.Of(ended.Where(r => failed[r] && inside.Contains(cell(r)))));
    }

    private static string Words(IReadOnlyList<(double Low, double High, string Text)> words, List<int> cells, ParameterShape shape)
    {
        var numbers = cells.Where(c => words[c].Text.Length == 0).ToList();
        List<string> texts = [.. cells.Where(c => words[c].Text.Length > 0).Select(c => words[c].Text)];
        if (numbers.Count > 0)
            texts.Insert(0, words[numbers[0]].Low == words[numbers[^1]].High ? $"it is {Quantity.Text(words[numbers[0]].Low, shape.Unit)}" : $"it is {Quantity.Text(words[numbers[0]].Low)} to {Quantity.Text(words[numbers[^1]].High, shape.Unit)}");
        return string.Join(" or ", texts.Take(4)) + (texts.Count > 4 ? $" or one of {texts.Count - 4} more" : "");
    }

    private static (Func<int, int> Cell, IReadOnlyList<(double Low, double High, string Text)> Words) Levels(ParameterColumn column)
    {
        var levels = column.Shape.Levels;
        return (row => column.Values[row] >= 0 && column.Values[row] < levels.Count ? (int)column.Values[row] : levels.Count, [.. levels.Select(l => (0.0, 0.0, $"it is {l}")), (0, 0, "it is not set")]);
    }

    /// <summary>Bins of about equal counts, with equal values in one bin, and one for runs without the parameter.</summary>
    private static (Func<int, int> Cell, IReadOnlyList<(double Low, double High, string Text)> Words) Bins(ParameterColumn column, int[] sample)
    {
        var sorted = Array.FindAll(Array.ConvertAll(sample, r => column.Values[r]), double.IsFinite);
        Array.Sort(sorted);
        var highs = new List<double>();
        for (var k = 1; k <= Cells && sorted.Length > 0; k++)
        {
            var high = sorted[(int)Math.Min(sorted.Length - 1, (long)k * sorted.Length / Cells)];
            if (highs.Count == 0 || high > highs[^1])
                highs.Add(high);
        }

        double[] edges = [.. highs];
        var words = new List<(double, double, string)>();
        var start = 0;
        foreach (var high in edges)
        {
            var end = start;
            while (end < sorted.Length && sorted[end] <= high)
                end++;
            words.Add((sorted[start], sorted[end - 1], ""));
            start = end;
        }

        words.Add((0, 0, "it is not set"));
        return (row =>
        {
            var value = column.Values[row];
            if (!double.IsFinite(value))
                return edges.Length;
            var at = Array.BinarySearch(edges, value);
            return Math.Max(0, Math.Min(at >= 0 ? at : ~at, edges.Length - 1));
        }, words);
    }
}
