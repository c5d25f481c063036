using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Domain.MetaAnalysis.Similarity;

/// <summary>
/// Weighs tasks by what they have in common with a target: where the target has runs, by the ranking-weighted ensemble of Gaussian processes (<see cref="RankingEnsemble"/>); where it has none, by the agreement of each task with all others and by
/// declared features. Pure.
/// </summary>
public static class TaskSimilarity
{
    /// <summary>Fewer runs make no model worth asking.</summary>
    private const int FewestDonorRuns = 5;

    private const int AgreementResamples = 100;

    private const int PredictedPoints = 150;

    /// <param name="target">A task, with or without runs in the table; null for one that is yet to come and about which nothing is known.</param>
    /// <param name="features">Declared features by task (numbers and texts); tasks may be missing.</param>
    public static Answer<TaskWeights> Weigh(AnalysisTable table, string? target, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, SimilarityOptions options,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (table.Parameters.Count == 0)
            return Answer<TaskWeights>.NotEnough("The runs have no parameters, so tasks cannot be compared by how they rank configurations.");
        var encoding = new RunEncoding(table.Parameters);
        var all = TableRuns.Of(table, encoding, t => t == target ? options.MostTargetRuns : options.MostRuns);
        var own = Array.Find(all, t => t.Task == target);
        var small = all.Where(t => t.Task != target && t.Count < FewestDonorRuns).ToArray();
        var donors = all.Where(t => t.Task != target && t.Count >= FewestDonorRuns).ToArray();
        if (donors.Length == 0)
            return Answer<TaskWeights>.NotEnough($"{(all.Length - (own is null ? 0 : 1))} other {(all.Length == 2 ? "task" : "tasks")}, none with {FewestDonorRuns} runs; at least one such task is needed to learn from.");

        var judge = own is not null && own.Count >= RankingEnsemble.FewestTargetRuns && own.Outputs.Any(y => y != own.Outputs[0]) ? own : null;
        var ensemble = RankingEnsemble.Fit(donors, judge, encoding.Categorical, options.Ranking, null, progress, cancellationToken);
        var pairs = new Agreements(table, donors, ensemble, options);
        var weighed = judge is null ? ByAgreement(donors, pairs, target, features, options) : ByRanking(donors, judge, ensemble, options);
        var counts = table.Tasks.Codes.CountBy(c => c).ToDictionary(c => table.Tasks.Labels[c.Key], c => c.Value, StringComparer.Ordinal);
        var tasks = new List<TaskWeight>();
        for (var i = 0; i < donors.Length; i++)
        {
            var name = donors[i].Task;
            var (shared, predicted) = judge is null ? (null, null) : (pairs.OnShared(name, judge.Task), pairs.OnPredicted(i, donors.Length));
            var likeness = target is null ? double.NaN : FeatureDistance.Similarity(features, target, name);
            tasks.Add(new TaskWeight(name, weighed.Weights[i], weighed.Low[i], weighed.High[i], counts[name], donors[i].Count, ensemble.MeanLosses[i], shared, predicted, likeness,
                weighed.Dropped[i], Reason(i, weighed, ensemble, pairs, judge is not null, likeness)));
        }

        tasks.AddRange(small.Select(t => new TaskWeight(t.Task, 0, 0, 0, t.Count, 0, double.NaN, null, null, double.NaN, true, $"{t.Count} {(t.Count == 1 ? "run" : "runs")}; at least {FewestDonorRuns} are needed for a model.")));
        return Answer<TaskWeights>.Of(new TaskWeights(target, own is null ? 0 : counts[own.Task], judge is null ? 0 : weighed.Weights[donors.Length], [.. tasks.OrderBy(t => t.Task, StringComparer.Ordinal)],
            judge is null
                ? "No runs of the target to judge by: each task counts by the square of its mean agreement with the others (Kendall's tau; none below 0), times the likeness of declared features."
                : $"Ranking-weighted ensemble of Gaussian processes (RGPE): the share of {options.Samples} posterior samples in which the task's model orders {judge.Count} runs of the target best; dropped where the median loss is above the 95th percentile of the target's own model.",
            own is not null && judge is null ? [$"'{target}' has {own.Count} {(own.Count == 1 ? "run" : "runs")}, too few (or all the same) to judge by; at least {RankingEnsemble.FewestTargetRuns} with different outcomes are needed."] : []));
    }

    private static Weighed ByRanking(TaskRuns[] donors, TaskRuns target, RankingEnsemble ensemble, SimilarityOptions options)
    {
        var random = SeededRandom.Derive(options.Seed, 0x5EED);
        var draws = new double[options.Resamples][];
        for (var r = 0; r < draws.Length; r++)
            draws[r] = ensemble.Resampled(random, target.Count);
        var weights = ensemble.Weights;
        if (weights.Sum() <= 0)
            weights = [.. Enumerable.Repeat(1.0 / (donors.Length + 1), donors.Length + 1)];
        return Weighed.Of(weights, draws, ensemble.IsDropped);
    }

    private static Weighed ByAgreement(TaskRuns[] donors, Agreements pairs, string? target, IReadOnlyDictionary<string, IReadOnlyList<NamedValue>>? features, SimilarityOptions options)
    {
        var likeness = donors.Select(d => target is null ? double.NaN : FeatureDistance.Similarity(features, target, d.Task)).Select(l => double.IsNaN(l) ? 1 : l).ToArray();
        double[] Of(Func<int, double> agreement)
        {
            var raw = donors.Select((_, i) => donors.Length == 1 ? likeness[0] : Math.Pow(Math.Max(0, agreement(i)), 2) * likeness[i]).ToArray();
            var sum = raw.Sum();
            return [.. raw.Select(w => sum > 0 ? w / sum : 1.0 / raw.Length)];
        }

        // The spread: other tasks drawn anew to be agreed with.
        var random = SeededRandom.Derive(options.Seed, 0xA65);
        var draws = new double[options.Resamples][];
        for (var r = 0; r < draws.Length; r++)
        {
            var drawn = Enumerable.Range(0, donors.Length).Select(_ => (int)random.NextInt(donors.Length)).ToArray();
            draws[r] = Of(i => drawn.Where(k => k != i).Select(k => pairs.Between(i, k)).DefaultIfEmpty(pairs.Mean(i)).Average());
        }

        var weights = Of(pairs.Mean);
        return Weighed.Of(weights, draws, [.. weights.Select(w => w == 0)]);
    }

    private static string Reason(int i, Weighed weighed, RankingEnsemble ensemble, Agreements pairs, bool isJudged, double likeness)
    {
        var alike = double.IsNaN(likeness) ? "" : string.Create(CultureInfo.InvariantCulture, $" Declared features are {likeness:P0} alike.");
        if (!isJudged)
        {
            return pairs.IsAlone ? "The only task to learn from." + alike
                : string.Create(CultureInfo.InvariantCulture, $"Mean agreement with the other tasks {pairs.Mean(i):0.00} (Kendall's tau){(weighed.Weights[i] == 0 ? "; it contradicts them and counts nothing" : "")}.") + alike;
        }

        var (loss, own) = (ensemble.MeanLosses[i], ensemble.MeanLosses[^1]);
        var said = string.Create(CultureInfo.InvariantCulture, $"Its model puts {loss:P0} of the target's pairs in the wrong order (chance 50 %, the target's own model {own:P0})");
        return said + (weighed.Dropped[i] ? "; it would mislead and counts nothing." : weighed.Weights[i] == 0 ? "; others order them better in every sample." : string.Create(CultureInfo.InvariantCulture, $"; best of all in {weighed.Weights[i]:P0} of the samples.")) + alike;
    }

    private sealed record Weighed(double[] Weights, double[] Low, double[] High, bool[] Dropped)
    {
        public static Weighed Of(double[] weights, double[][] draws, bool[] dropped)
        {
            double At(int i, double share) => TaskAgreement.At([.. draws.Select(d => d[i]).Order()], share);
            return new Weighed(weights, [.. weights.Select((_, i) => At(i, 0.025))], [.. weights.Select((_, i) => At(i, 0.975))], dropped);
        }
    }

    /// <summary>Agreements between tasks, computed when asked for: on shared configurations where there are enough, else on predicted ones.</summary>
    private sealed class Agreements
    {
        private const int EnoughShared = 10;

        private readonly AnalysisTable table;
        private readonly TaskRuns[] donors;
        private readonly SimilarityOptions options;
        private readonly SortedDictionary<string, double>[] byConfiguration;
        private readonly double[][] predictions;
        private readonly Dictionary<(int, int), double> known = [];

        public Agreements(AnalysisTable table, TaskRuns[] donors, RankingEnsemble ensemble, SimilarityOptions options)
        {
            (this.table, this.donors, this.options) = (table, donors, options);
            byConfiguration = TaskAgreement.ByConfiguration(table);
            var pool = donors.SelectMany(d => d.Inputs).ToArray();
            SeededRandom.Derive(options.Seed, 0x9001).Shuffle<double[]>(pool);
            var points = pool.Take(PredictedPoints).ToArray();
            predictions = [.. ensemble.Models.Select(m => points.Select(p => m.Mean(p)).ToArray())];
        }

        public bool IsAlone => donors.Length == 1;

        public RankAgreement? OnShared(string a, string b) => TaskAgreement.OnShared(byConfiguration[Index(a)], byConfiguration[Index(b)], AgreementResamples, options.Seed);

        /// <summary>Of the models with these numbers (the target's is the last).</summary>
        public RankAgreement OnPredicted(int a, int b) => TaskAgreement.Of(predictions[a], predictions[b], AgreementResamples, options.Seed);

        public double Between(int i, int k)
        {
            var key = (Math.Min(i, k), Math.Max(i, k));
            if (known.TryGetValue(key, out var tau))
                return tau;
            var shared = TaskAgreement.OnShared(byConfiguration[Index(donors[i].Task)], byConfiguration[Index(donors[k].Task)], 0, options.Seed);
            return known[key] = shared is { Configurations: >= EnoughShared } ? shared.Kendall : TaskAgreement.Of(predictions[key.Item1], predictions[key.Item2], 0, options.Seed).Kendall;
        }

        public double Mean(int i) => donors.Length == 1 ? 1 : Enumerable.Range(0, donors.Length).Where(k => k != i).Average(k => Between(i, k));

        private int Index(string task)
        {
            for (var t = 0; t < table.Tasks.Labels.Count; t++)
            {
                if (table.Tasks.Labels[t] == task)
                    return t;
            }

            throw new ArgumentException($"There is no task '{task}'.", nameof(task));
        }
    }
}
