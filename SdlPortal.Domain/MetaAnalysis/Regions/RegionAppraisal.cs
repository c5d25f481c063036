using MathNet.Numerics.Distributions;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Puts numbers on regions: every run of the table counts here, also those that the search did not look at.</summary>
internal sealed class RegionAppraisal
{
    private readonly AnalysisTable table;
    private readonly BinnedRuns runs;
    private readonly double[] weights;
    private readonly int? target;
    private readonly int regretRuns;
    private readonly BoxSpace space;
    private readonly double[][] outcomes;
    private readonly double[] worst;
    private readonly Estimate everywhere;

    /// <param name="weights">What each task of <paramref name="runs"/> counts.</param>
    public RegionAppraisal(AnalysisTable table, BinnedRuns runs, double[] weights, int? target, int regretRuns)
    {
        (this.table, this.runs, this.weights, this.target, this.regretRuns) = (table, runs, weights, target, regretRuns);
        space = new BoxSpace(table);
        outcomes = ByTask(null);
        worst = [.. outcomes.Select(o => o.Length == 0 ? double.NaN : o[0])];
        everywhere = Regret(outcomes, Failures(null));
    }

    /// <param name="kind">What the region is named for.</param>
    /// <param name="codes">The boxes as they were found, for what rounding cost.</param>
    /// <param name="optimism">Of the search, in log odds.</param>
    /// <param name="jaccard">Stability, and the share of resamples that found it again.</param>
    public Region Of(RegionKind kind, IReadOnlyList<CodeBox> codes, string method, double optimism, (Estimate Jaccard, double FoundAgain) stability)
    {
        IReadOnlyList<ConfigurationBox> boxes = [.. codes.Select(b => BoxEdges.Of(b, runs.Parameters))];
        var inside = BoxMembership.Inside(boxes, table.Parameters, table.Count);
        var failed = table.Failed is { } f ? BoxMembership.Inside(boxes, f.Parameters, f.Count) : [];
        var counts = Counts(inside, failed);
        var draw = RegionPosterior.Draw(counts, weights, target, optimism);
        var share = RegionPosterior.Share(counts, weights, target, optimism);
        var (bad, other) = (Bad(inside, failed, true), Bad(inside, failed, false));
        var within = ByTask(inside);
        var (tau2, i2) = Heterogeneity(counts);
        var better = kind == RegionKind.Promising ? draw.ProbabilityAbove(0.1) : kind == RegionKind.Risky ? bad.ProbabilityAbove(Overall(runs.Standing.Bad, null, 1)) : Dearer(inside);
        return new Region
        {
            Kind = kind,
            Boxes = boxes,
            Sentence = BoxWording.Of(boxes),
            Method = method,
            TopDecileProbability = Figure(draw),
            TopDecileShare = Figure(share),
            ProbabilityBetterThanChance = better,
            ExpectedRegret = Regret(within, Failures(failed)),
            ExpectedRegretEverywhere = everywhere,
            RegretRuns = regretRuns,
            ShareOfSpace = space.Share(boxes),
            ShareOfConfigurations = Volume(counts),
            Runs = inside.Count(x => x) + failed.Count(x => x),
            Tasks = counts.Inside.Count(x => x > 0),
            ByTask = [.. Enumerable.Range(0, runs.Tasks.Count).Select(t => new RegionTask(runs.Tasks[t], (int)counts.Rows[t], within[t].Length, counts.Top10Inside[t], counts.Top10Share(t),
                within[t].Length == 0 ? double.NaN : table.Shown(within[t][^1]), weights[t]))],
            Tau2 = tau2,
            I2 = i2,
            RiskInside = Figure(bad),
            RiskOutside = Figure(other),
            CostInside = Median(table.Cost, inside, true),
            CostOutside = Median(table.Cost, inside, false),
            DurationInside = Median(table.DurationSeconds, inside, true),
            DurationOutside = Median(table.DurationSeconds, inside, false),
            Jaccard = stability.Jaccard,
            FoundAgain = stability.FoundAgain,
            RoundingCost = RoundingCost(codes, inside, failed),
        };
    }

    private static Estimate Figure(TaskPosterior posterior) => new(posterior.Mean, posterior.Quantile(0.025), posterior.Quantile(0.975));

    private BoxCounts Counts(bool[] inside, bool[] failed)
    {
        var n = runs.Tasks.Count;
        var counts = new BoxCounts(new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < inside.Length; i++)
            counts.Add(runs.UsedTask[i], runs.Standing.Top5[i], runs.Standing.Top10[i], inside[i]);
        for (var i = 0; i < failed.Length; i++)
            counts.Add(runs.FailedTask[i], 0, 0, failed[i]);
        return counts;
    }

    private double Volume(BoxCounts counts)
    {
        var (sum, n) = (0.0, 0);
        for (var t = 0; t < counts.Rows.Length; t++)
        {
            if (!(counts.Rows[t] > 0))
                continue;
            sum += counts.Volume(t);
            n++;
        }

        return n == 0 ? double.NaN : sum / n;
    }

    private TaskPosterior Bad(bool[] inside, bool[] failed, bool wanted)
    {
        var (bad, all) = (new double[weights.Length], new double[weights.Length]);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] != wanted)
                continue;
            bad[runs.UsedTask[i]] += runs.Standing.Bad[i];
            all[runs.UsedTask[i]]++;
        }

        for (var i = 0; i < failed.Length; i++)
        {
            if (failed[i] != wanted)
                continue;
            bad[runs.FailedTask[i]]++;
            all[runs.FailedTask[i]]++;
        }

        var donors = (double[])weights.Clone();
        var own = (0.0, 0.0);
        if (target is { } t)
            (own, donors[t]) = ((bad[t], all[t]), 0);
        return TaskPosterior.Of(bad, all, donors, Overall(runs.Standing.Bad, null, 1), own);
    }

    /// <summary>The mean over tasks by weight; failed runs count as <paramref name="ofFailed"/> each.</summary>
    private double Overall(double[] values, bool[]? inside, double ofFailed)
    {
        var (sum, count) = (new double[weights.Length], new double[weights.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || (inside is not null && !inside[i]))
                continue;
            sum[runs.UsedTask[i]] += values[i];
            count[runs.UsedTask[i]]++;
        }

        foreach (var t in ofFailed > 0 ? runs.FailedTask : [])
        {
            sum[t] += ofFailed;
            count[t]++;
        }

        var (mean, total) = (0.0, 0.0);
        for (var t = 0; t < weights.Length; t++)
        {
            mean += count[t] > 0 ? weights[t] * sum[t] / count[t] : 0;
            total += count[t] > 0 ? weights[t] : 0;
        }

        return total > 0 ? Math.Clamp(mean / total, 0.01, 0.99) : 0.1;
    }

    private double Dearer(bool[] inside)
    {
        var (dear, all) = (new double[weights.Length], new double[weights.Length]);
        for (var i = 0; i < inside.Length; i++)
        {
            if (!inside[i] || double.IsNaN(runs.Standing.Dear[i]))
                continue;
            dear[runs.UsedTask[i]] += runs.Standing.Dear[i];
            all[runs.UsedTask[i]]++;
        }

        return TaskPosterior.Of(dear, all, weights, 0.1, (0, 0)).ProbabilityAbove(0.1);
    }

    /// <summary>Of the log odds of being in the top decile, by REML over tasks with runs inside.</summary>
    private (double Tau2, double I2) Heterogeneity(BoxCounts counts)
    {
        var effects = Enumerable.Range(0, weights.Length).Where(t => weights[t] > 0 && counts.Inside[t] > 0 && counts.Top10[t] > 0)
            .Select(t => new StudyEffect(runs.Tasks[t], counts.LogOdds(t), (1 / (counts.Top10Inside[t] + 0.5)) + (1 / (counts.Inside[t] - counts.Top10Inside[t] + 0.5)))).ToArray();
        if (effects.Length < 3)
            return (double.NaN, double.NaN);
        var pooled = RandomEffects.Pool(effects);
        return pooled.HasValue ? (pooled.Value.TauSquared, pooled.Value.ISquared) : (double.NaN, double.NaN);
    }

    /// <summary>Ascending outcomes of each task.</summary>
    private double[][] ByTask(bool[]? inside)
    {
        var lists = new List<double>[weights.Length];
        for (var t = 0; t < lists.Length; t++)
            lists[t] = [];
        for (var i = 0; i < table.Count; i++)
        {
            if (inside is null || inside[i])
                lists[runs.UsedTask[i]].Add(table.Outcomes[i]);
        }

        return [.. lists.Select(l => l.Order().ToArray())];
    }

    private int[] Failures(bool[]? inside)
    {
        var counts = new int[weights.Length];
        for (var i = 0; i < runs.FailedTask.Length; i++)
            counts[runs.FailedTask[i]] += inside is null || inside[i] ? 1 : 0;
        return counts;
    }

    /// <summary>
    /// Per task the exact expectation over k draws with replacement, Σ y₍ᵢ₎ ((i/n)ᵏ − ((i − 1)/n)ᵏ), failed runs being as bad as the task's worst; then what a further task is expected to show: mean ± t √(1 + 1/T) s.
    /// </summary>
    private Estimate Regret(double[][] within, int[] failures)
    {
        var (sum, total, values) = (0.0, 0.0, new List<(double Value, double Weight)>());
        for (var t = 0; t < weights.Length; t++)
        {
            var all = outcomes[t];
            var n = within[t].Length + failures[t];
            if (weights[t] == 0 || n == 0 || all.Length == 0)
                continue;
            var (best, median) = (all[^1], (all[(all.Length - 1) / 2] + all[all.Length / 2]) / 2);
            if (!(best > median))
                continue;
            var (expected, before) = (0.0, Math.Pow((double)failures[t] / n, regretRuns));
            expected += before * worst[t];
            for (var i = 0; i < within[t].Length; i++)
            {
                var after = Math.Pow((i + 1.0 + failures[t]) / n, regretRuns);
                expected += within[t][i] * (after - before);
                before = after;
            }

            var regret = (best - expected) / (best - median);
            values.Add((regret, weights[t]));
            sum += weights[t] * regret;
            total += weights[t];
        }

        if (values.Count == 0)
            return new Estimate(double.NaN, double.NaN, double.NaN);
        var mean = sum / total;
        if (values.Count == 1)
            return new Estimate(mean, double.NaN, double.NaN);
        var variance = values.Sum(v => v.Weight / total * (v.Value - mean) * (v.Value - mean)) * values.Count / (values.Count - 1);
        var half = StudentT.InvCDF(0, 1, values.Count - 1, 0.975) * Math.Sqrt(variance * (1 + (1.0 / values.Count)));
        return new Estimate(mean, Math.Max(0, mean - half), mean + half);
    }

    private static double? Median(double[] column, bool[] inside, bool wanted)
    {
        var values = new List<double>();
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == wanted && double.IsFinite(column[i]))
                values.Add(column[i]);
        }

        if (values.Count == 0)
            return null;
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    private double RoundingCost(IReadOnlyList<CodeBox> codes, bool[] inside, bool[] failed)
    {
        var found = CodeBox.Union(codes, runs.Codes, runs.Cells);
        var (before, after, topBefore, topAfter) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < runs.Count; i++)
        {
            var weight = weights[runs.Task[i]] / runs.TaskCounts[runs.Task[i]];
            if (found[runs.Cell[i]])
                (before, topBefore) = (before + weight, topBefore + (weight * runs.Top10[i]));
            if (runs.Failed[i] ? failed[runs.Source[i]] : inside[runs.Source[i]])
                (after, topAfter) = (after + weight, topAfter + (weight * runs.Top10[i]));
        }

        return before > 0 && after > 0 ? (topBefore / before) - (topAfter / after) : 0;
    }
}
