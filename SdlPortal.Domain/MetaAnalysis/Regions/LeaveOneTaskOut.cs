using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Tries recommendations on tasks that they have not seen: all settings are chosen among the other tasks, by leaving out one of those in turn. Pure.</summary>
public static class LeaveOneTaskOut
{
    public const int FewestTasks = 3;

    /// <summary>Of more tasks so many are held out, spread evenly over their names.</summary>
    public const int MostTasks = 10;

    public static Answer<Generalization> Try(AnalysisTable table, RegionOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var runs = BinnedRuns.Of(table, options.MostCheckedRuns, options.Seed);
        if (RegionNeeds.WhyNot(table, runs) is { } reason)
            return Answer<Generalization>.NotEnough(reason);
        runs = TaskTrials.Thinned(runs, options);
        var held = HeldTasks(runs);
        if (held.Length < FewestTasks)
            return Answer<Generalization>.NotEnough($"{held.Length} {(held.Length == 1 ? "task has" : "tasks have")} 10 runs or more; at least {FewestTasks} are needed to leave one out and choose settings among the others.");
        var trials = new TaskTrials(runs, options, held, pairs: true, progress, cancellationToken);
        return Answer<Generalization>.Of(Check(runs, trials, options, cancellationToken));
    }

    internal static int[] HeldTasks(BinnedRuns runs)
    {
        var enough = Enumerable.Range(0, runs.Tasks.Count).Where(t => runs.TaskCounts[t] >= RegionNeeds.FewestRuns && !runs.IsConstant(t)).ToArray();
        return enough.Length <= MostTasks ? enough : [.. Enumerable.Range(0, MostTasks).Select(k => enough[(int)((k + 0.5) * enough.Length / MostTasks)])];
    }

    internal static Generalization Check(BinnedRuns runs, TaskTrials trials, RegionOptions options, CancellationToken cancellationToken)
    {
        var tasks = new List<HeldOutTask>();
        var regions = new List<Predicted>();
        var configurations = new List<Predicted>();
        for (var k = 0; k < trials.Held.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var h = trials.Held[k];
            var setting = trials.Choose(h);
            var trial = trials.At(h, h, setting);
            var weights = trials.Without((h, h));
            var optimism = trials.Optimism(h, setting);
            var counts = trial.UnionCounts;
            var share = RegionPosterior.Share(counts, weights, null, optimism.Union);
            tasks.Add(new HeldOutTask(runs.Tasks[h], (int)counts.Rows[h], counts.Volume(h), counts.Top5Share(h), counts.Top10Share(h),
                Baselines.SingleBox(runs, weights, h, options.MostVolume), Baselines.BestRanks(runs, weights, h, options.MostVolume), Baselines.RandomBoxes(runs, weights, h, options.MostVolume, options.Seed),
                new Estimate(share.Mean, share.Quantile(0.025), share.Quantile(0.975)), trials.Setting(setting).Words));
            AddRegion(counts, optimism.Union);
            foreach (var (_, _, box) in trial.Boxes)
                AddRegion(box, optimism.Boxes);
            configurations.AddRange(TopDecileModel.Held(runs, trials, h));

            void AddRegion(BoxCounts box, double flattery)
            {
                if (!(box.Inside[h] > 0))
                    return;
                var posterior = RegionPosterior.Draw(box, weights, null, flattery);
                var observed = box.Top10Inside[h] / box.Inside[h];
                regions.Add(new Predicted(h, posterior.Mean, observed, box.Inside[h], observed >= posterior.Quantile(0.025) - 1e-9 && observed <= posterior.Quantile(0.975) + 1e-9));
            }
        }

        var shares = tasks.Select(t => t.Share).Order().ToArray();
        return new Generalization(tasks, (shares[(shares.Length - 1) / 2] + shares[shares.Length / 2]) / 2, Reliability.Of(configurations, options.Seed), Reliability.Of(regions, options.Seed));
    }
}
