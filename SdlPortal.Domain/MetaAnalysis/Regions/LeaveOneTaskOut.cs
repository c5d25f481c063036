using SdlPortal.Domain.MetaAnalysis.Gains;
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

    /// <summary>What the union that is recommended without a task gains in it, pooled over tasks: no task has a say in the region that is tried on it, so the gain is not flattered by the search.</summary>
    internal static Answer<GainForecast> Forecast(BinnedRuns runs, TaskTrials trials)
    {
        var (gains, without) = (new List<TaskGain>(), new List<string>());
        foreach (var h in trials.Held)
        {
            var inside = CodeBox.Union(trials.At(h, h, trials.Choose(h)).Union, runs.Codes, runs.Cells);
            int[] own = [.. Enumerable.Range(0, runs.Count).Where(i => runs.Task[i] == h && !runs.Failed[i])];
            var cells = own.ToDictionary(i => runs.Source[i], i => runs.Cell[i]);
            if (RegionGains.Of(runs.Table, own.Select(i => runs.Source[i]), row => inside[cells[row]]) is { } gain)
                gains.Add(gain);
            else
                without.Add(runs.Tasks[h]);
        }

        string[] remarks = without.Count == 0 ? [] : [$"Left out, as no run with a result lies inside of what the other tasks recommend, or none outside: {string.Join(", ", without)}."];
        return GainForecast.Of(gains, "Each task with the region that the other tasks recommend without it: the probability that a run inside comes out better than one outside, as the task's runs lie (failed ones left out, a configuration once).", remarks);
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
