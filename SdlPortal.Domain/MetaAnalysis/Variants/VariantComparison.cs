using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>Compares variants over tasks with partial pooling. Pure.</summary>
public static class VariantComparison
{
    private const int FewestRuns = 4;
    private const int MostSynergies = 100;

    /// <summary>Differences are told for pairs of the leading variants.</summary>
    private const int MostCompared = 25;

    /// <param name="target">For which task; null for a new one like these.</param>
    /// <param name="weights">What each task counts; null for equal weights.</param>
    /// <param name="features">Declared features by task.</param>
    public static Answer<VariantFindings> Compare(AnalysisTable table, string? target, TaskWeights? weights, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, VariantOptions options,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var runs = table.Variants.Codes.Count(c => c >= 0);
        if (table.Variants.Labels.Count < 2)
            return Answer<VariantFindings>.NotEnough($"{table.Variants.Labels.Count switch { 0 => "No run says its variant", _ => $"All runs that say their variant are of '{table.Variants.Labels[0]}'" }}; at least 2 variants are needed to compare.");
        if (runs < FewestRuns)
            return Answer<VariantFindings>.NotEnough($"{runs} {(runs == 1 ? "run says" : "runs say")} the variant and have a result; at least {FewestRuns} are needed.");
        var cells = VariantCells.Of(table);
        if (cells.Outcomes.All(y => y == 0))
            return Answer<VariantFindings>.NotEnough($"'{table.Metric.Name}' is the same in all runs of every task; nothing tells one variant from another.");
        if (!Enumerable.Range(0, cells.Tasks.Count).Any(t => cells.In(t).Length >= 2))
            return Answer<VariantFindings>.NotEnough($"No task has runs of two variants, so what is due to the variant cannot be told from what is due to the task ({cells.Tasks.Count} tasks, {cells.Variants.Count} variants).");

        var counts = weights?.By(table.Tasks) ?? [.. cells.Tasks.Select(_ => 1.0)];
        var remarks = new List<string>();
        if (!Enumerable.Range(0, counts.Length).Any(t => counts[t] > 0 && cells.In(t).Length >= 2))
        {
            remarks.Add("No task with weight has runs of two variants, so all tasks count the same.");
            Array.Fill(counts, 1);
        }

        var unknown = table.Count - runs;
        if (unknown > 0)
            remarks.Add($"{unknown} of {table.Count} runs do not say their variant and were left out.");
        var model = new VariantModel(cells, counts);
        int? own = Enumerable.Range(0, cells.Tasks.Count).Where(t => cells.Tasks[t] == target && counts[t] > 0).Select(t => (int?)t).FirstOrDefault();
        progress?.Report(0.2);
        var draws = Draws(model, own, options, cancellationToken);
        progress?.Report(0.6);
        var standings = Standings(cells, draws, options);
        var differences = Differences(cells, draws, standings);
        var synergies = VariantSynergies.Of(table, cells, features, MostSynergies);
        var (rankings, gains) = LeaveOneOut(table, cells);
        progress?.Report(0.9);
        return Answer<VariantFindings>.Of(new VariantFindings
        {
            Standings = standings,
            Differences = differences,
            Synergies = synergies,
            Rankings = rankings,
            Forecast = GainForecast.Of(gains, "Each task with the variant that the other tasks put first without it: the probability that a run of it comes out better than one of another variant, as the task's runs lie.", []),
            Runs = runs,
            Tasks = cells.Tasks.Count,
            TaskSd = model.TaskSd,
            Method = $"Outcomes standardized within each task; a hierarchical model with task, variant and what is special to a variant in a task (partial pooling), {options.Draws} posterior draws; differences are of means over tasks, corrected by Benjamini and Hochberg; next runs by top-two Thompson sampling.",
            Remarks = remarks,
        });
    }

    private static (double[][] Mean, double[][] InTarget) Draws(VariantModel model, int? target, VariantOptions options, CancellationToken cancellationToken)
    {
        var random = SeededRandom.Derive(options.Seed, 0x7A21);
        var (means, inTarget) = (new double[options.Draws][], new double[options.Draws][]);
        for (var d = 0; d < options.Draws; d++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (means[d], inTarget[d]) = model.Draw(random, target);
        }

        return (means, inTarget);
    }

    private static List<VariantStanding> Standings(VariantCells cells, (double[][] Mean, double[][] InTarget) draws, VariantOptions options)
    {
        var v = cells.Variants.Count;
        var (best, second) = (new double[v], new double[v]);
        foreach (var draw in draws.InTarget)
        {
            var order = Enumerable.Range(0, v).OrderByDescending(k => draw[k]).ThenBy(k => k).Take(2).ToArray();
            best[order[0]] += 1.0 / draws.InTarget.Length;
            second[order[1]] += 1.0 / draws.InTarget.Length;
        }

        var shares = TopTwo.Shares(best, second, options.Beta);
        var leader = Enumerable.Range(0, v).OrderByDescending(k => best[k]).ThenBy(k => k).First();
        var standings = Enumerable.Range(0, v).Select(k => new VariantStanding(cells.Variants[k], Enumerable.Range(0, cells.Tasks.Count).Sum(t => cells.Count[t, k]),
            Enumerable.Range(0, cells.Tasks.Count).Count(t => cells.Count[t, k] > 0), Summary(draws.InTarget.Select(d => d[k] - d.Average())), best[k], shares[k], Reason(k)));
        return [.. standings.OrderByDescending(s => s.ProbabilityBest).ThenByDescending(s => s.Advantage.Mean).ThenBy(s => s.Variant, StringComparer.Ordinal)];

        string Reason(int k) => k == leader
            ? string.Create(CultureInfo.InvariantCulture, $"Best in {best[k]:P0} of the draws; the leader gets {options.Beta:P0} of the draws it leads, the rest tests its rivals.")
            : string.Create(CultureInfo.InvariantCulture, $"Best in {best[k]:P0} and second in {second[k]:P0} of the draws{(shares[k] < 0.01 ? ": hardly worth a run" : shares[k] > best[k] ? ": tested as a rival of the leader" : "")}.");
    }

    private static IReadOnlyList<VariantDifference> Differences(VariantCells cells, (double[][] Mean, double[][] InTarget) draws, List<VariantStanding> standings)
    {
        var leading = standings.Take(MostCompared).Select(s => Enumerable.Range(0, cells.Variants.Count).First(k => cells.Variants[k] == s.Variant)).ToArray();
        var found = new List<VariantDifference>();
        for (var a = 0; a < leading.Length; a++)
        {
            for (var b = a + 1; b < leading.Length; b++)
            {
                var values = draws.Mean.Select(d => d[leading[a]] - d[leading[b]]).ToArray();
                var summary = Summary(values);
                var sd = Math.Sqrt(values.Sum(x => (x - summary.Mean) * (x - summary.Mean)) / (values.Length - 1));
                var p = sd > 0 ? Math.Min(1, 2 * Normal.Cdf(-Math.Abs(summary.Mean / sd))) : 1;
                found.Add(new VariantDifference(cells.Variants[leading[a]], cells.Variants[leading[b]], summary, p, p));
            }
        }

        var adjusted = MultipleTesting.Adjust([.. found.Select(f => f.P)]);
        return [.. found.Select((f, i) => f with { Adjusted = adjusted[i] })];
    }

    private static Estimate Summary(IEnumerable<double> draws)
    {
        var sorted = draws.Order().ToArray();
        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
        return new Estimate(sorted.Sum() / sorted.Length, At(0.025), At(0.975));
    }

    /// <summary>Leaves each task out: how the others rank its variants, and what the variant that they put first gains in it.</summary>
    private static (IReadOnlyList<VariantRanking> Rankings, IReadOnlyList<TaskGain> Gains) LeaveOneOut(AnalysisTable table, VariantCells cells)
    {
        var (rankings, gains, end) = (new List<VariantRanking>(), new List<TaskGain>(), 0);
        for (var t = 0; t < cells.Tasks.Count; t++)
        {
            // Rows of a task stand together, in the order of the tasks.
            var start = end;
            while (end < table.Count && table.Tasks.Codes[end] == t)
                end++;
            var others = cells.Tasks.Select((_, k) => k == t ? 0.0 : 1.0).ToArray();
            var inside = cells.In(t).Where(v => Enumerable.Range(0, cells.Tasks.Count).Any(k => k != t && cells.Count[k, v] > 0)).ToArray();
            if (inside.Length < 2)
                continue;
            var means = new VariantModel(cells, others).Means;
            double[] predicted = [.. inside.Select(v => means[v])];
            double[] seen = [.. inside.Select(v => cells.Mean[t, v])];
            var first = Array.IndexOf(predicted, predicted.Max());
            rankings.Add(new VariantRanking(cells.Tasks[t], inside.Length, inside.Length < 3 ? double.NaN : Ranks.Spearman(predicted, seen), Ranks.KendallB(predicted, seen), first == Array.IndexOf(seen, seen.Max())));
            gains.Add(Gain(table, start, end, inside[first]));
        }

        return (rankings, gains);
    }

    /// <summary>Runs of one variant in a task against those of all others; a configuration that a variant ran several times counts once.</summary>
    private static TaskGain Gain(AnalysisTable table, int start, int end, int variant)
    {
        var (inside, outside) = (new List<double>(), new List<double>());
        var rows = Enumerable.Range(start, end - start).Where(i => table.Variants.Codes[i] >= 0).ToArray();
        for (var first = 0; first < rows.Length;)
        {
            var next = first + 1;
            while (next < rows.Length && RegionGains.IsSame(table, rows[first], rows[next]))
                next++;
            foreach (var same in rows[first..next].GroupBy(r => table.Variants.Codes[r]))
                (same.Key == variant ? inside : outside).Add(same.Average(r => table.Outcomes[r]));
            first = next;
        }

        return TaskGain.Of(table.Tasks[start]!, [.. inside], [.. outside]);
    }
}
