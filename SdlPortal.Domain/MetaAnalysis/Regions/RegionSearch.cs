using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Finds regions by bump hunting and by trees over the pooled score of many tasks. Pure.</summary>
public static class RegionSearch
{
    /// <summary>Of two regions that share more than this, the less probable one is left out.</summary>
    private const double SameRegion = 0.6;

    /// <summary>Zones to avoid may be larger than regions to try.</summary>
    private const double MostZone = 0.25;

    /// <summary>A zone is named when its bad (or dear) share is at least this many times that of everything, with this much certainty.</summary>
    private const double ZoneRatio = 2;
    private const double ZoneCertainty = 0.9;

    /// <param name="target">Its own runs count where the table has some; null for any task like these.</param>
    /// <param name="weights">What each task counts; null for equal weights.</param>
    public static Answer<RegionFindings> Find(AnalysisTable table, string? target, TaskWeights? weights, RegionOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var runs = BinnedRuns.Of(table, options.MostRuns, options.Seed);
        if (RegionNeeds.WhyNot(table, runs) is { } reason)
            return Answer<RegionFindings>.NotEnough(reason);
        progress?.Report(0.05);
        var tried = TaskTrials.Thinned(runs, options);
        var remarks = new List<string>();
        var counts = Weights(runs, weights, remarks);
        int? own = target is not null && Enumerable.Range(0, runs.Tasks.Count).Where(t => runs.Tasks[t] == target).Select(t => (int?)t).FirstOrDefault() is { } index ? index : null;
        if (target is not null && own is null)
            remarks.Add($"'{target}' has no runs yet: all that is said of it comes from other tasks.");

        var held = LeaveOneTaskOut.HeldTasks(tried);
        var (settings, optimism, check) = (new PoolSettings(PoolScore.SteepRank, options.MostBoxes), (Union: 0.0, Boxes: 0.0), (Generalization?)null);
        var forecast = Answer<GainForecast>.NotEnough(!options.ChecksGeneralization ? "Recommendations were not tried on tasks left out, on which a forecast rests."
            : $"{held.Length} {(held.Length == 1 ? "task has" : "tasks have")} {RegionNeeds.FewestRuns} runs or more; at least {GainForecast.FewestTasks} are needed to leave one out and say what a region from the others gains there.");
        if (held.Length >= 2)
        {
            var trials = new TaskTrials(tried, options, held, options.ChecksGeneralization && held.Length >= LeaveOneTaskOut.FewestTasks, Part(progress, 0.05, 0.6), cancellationToken);
            var chosen = trials.Choose(null);
            (settings, optimism) = (trials.Setting(chosen), trials.Optimism(null, chosen));
            if (options.ChecksGeneralization && held.Length >= LeaveOneTaskOut.FewestTasks)
                (check, forecast) = (LeaveOneTaskOut.Check(tried, trials, options, cancellationToken), LeaveOneTaskOut.Forecast(tried, trials));
        }
        else
        {
            remarks.Add("Only one task has 10 runs or more: how far its regions hold for others is not known from data, and the intervals rest on what tasks usually have in common.");
        }

        progress?.Report(0.65);
        var field = BoxField.Of(runs, settings.Values(runs), counts);
        var (union, boxes) = Search(field, settings, options, cancellationToken);
        var stability = new RegionStability(tried, settings.Values(tried), Weights(tried, weights, []), options, f => Search(f, settings, options, cancellationToken) is var s ? (s.Union, [.. s.Boxes.Select(b => b.Box)]) : default, cancellationToken);
        progress?.Report(0.85);
        var appraisal = new RegionAppraisal(table, runs, counts, own, options.RegretRuns);
        var recommended = appraisal.Of(RegionKind.Promising, union, "union", optimism.Union, stability.OfUnion(union));
        var promising = boxes.Select(b => (b.Box, Region: appraisal.Of(RegionKind.Promising, [b.Box], b.Method, optimism.Boxes, stability.OfBox(b.Box)))).ToList();
        var result = new RegionFindings
        {
            Target = target,
            Recommended = recommended,
            Promising = Distinct(runs, promising, r => r.TopDecileProbability.Mean, options.Most),
            Risky = Zones(runs, appraisal, BoxField.Of(runs, runs.Bad, counts), RegionKind.Risky, options),
            Dear = runs.Dear.Any(d => d > 0) ? Zones(runs, appraisal, BoxField.Of(runs, runs.Dear, counts), RegionKind.Dear, options) : [],
            Runs = table.Count + (table.Failed?.Count ?? 0),
            RunsUsed = runs.Count,
            Tasks = runs.Tasks.Count,
            Method = Method(runs, settings, held.Length, optimism.Union, options),
            Remarks = [.. remarks, .. Remarks(runs, tried), .. recommended.ShareOfConfigurations > options.MostVolume + 1e-6 ? [TooLarge(recommended, options)] : Array.Empty<string>()],
            Check = check,
            Forecast = forecast,
        };
        progress?.Report(1);
        return Answer<RegionFindings>.Of(result);
    }

    private static (List<CodeBox> Union, List<(CodeBox Box, string Method)> Boxes) Search(BoxField field, PoolSettings settings, RegionOptions options, CancellationToken cancellationToken)
    {
        List<CodeBox> union = [.. UnionSearch.Find(field, settings.Boxes, options.MostVolume, cancellationToken).Select(b => BoxEdges.Named(b, field.Parameters))];
        return (union, BoxCandidates.Of(field, options.MostVolume));
    }

    private static double[] Weights(BinnedRuns runs, TaskWeights? weights, List<string> remarks)
    {
        var counts = new double[runs.Tasks.Count];
        Array.Fill(counts, 1);
        if (weights is not null)
        {
            counts = weights.By(new LabelColumn(runs.Tasks, []));
            if (counts.All(c => c == 0))
            {
                remarks.Add("No task counts anything by its weight, so all count the same.");
                Array.Fill(counts, 1);
            }
        }

        // A task without enough runs has no top decile to speak of; one in which all is equal has none at all.
        var before = (double[])counts.Clone();
        for (var t = 0; t < counts.Length; t++)
            counts[t] = runs.TaskCounts[t] < RegionNeeds.FewestRuns || runs.IsConstant(t) ? 0 : counts[t];
        if (counts.All(c => c == 0))
        {
            for (var t = 0; t < counts.Length; t++)
                counts[t] = runs.TaskCounts[t] < RegionNeeds.FewestRuns || runs.IsConstant(t) ? 0 : 1;
        }

        var small = Enumerable.Range(0, counts.Length).Count(t => before[t] > 0 && counts[t] == 0);
        if (small > 0)
            remarks.Add($"{small} {(small == 1 ? "task has" : "tasks have")} fewer than {RegionNeeds.FewestRuns} runs or the same outcome in all of them and did not count.");
        return counts;
    }

    private static List<Region> Zones(BinnedRuns runs, RegionAppraisal appraisal, BoxField field, RegionKind kind, RegionOptions options)
    {
        var all = field.Gain.Sum();
        if (!(all > 0))
            return [];
        var found = BoxCandidates.Of(field, MostZone).Where(b => field.Sum([b.Box]) is var s && s.Gain / s.Mass >= ZoneRatio * all)
            .Select(b => (b.Box, Region: appraisal.Of(kind, [b.Box], b.Method, 0, (new Estimate(double.NaN, double.NaN, double.NaN), double.NaN)))).Where(b => b.Region.ProbabilityBetterThanChance >= ZoneCertainty).ToList();
        return Distinct(runs, found, r => kind == RegionKind.Risky ? r.RiskInside.Mean : r.CostInside ?? r.DurationInside ?? 0, options.Most);
    }

    /// <summary>By decreasing rank, without those that are nearly the same as one before.</summary>
    private static List<Region> Distinct(BinnedRuns runs, List<(CodeBox Box, Region Region)> found, Func<Region, double> rank, int most)
    {
        var mass = BoxField.Of(runs, runs.Rank, [.. runs.Tasks.Select(_ => 1.0)]).Mass;
        var kept = new List<(bool[] Cells, Region Region)>();
        foreach (var (box, region) in found.OrderByDescending(f => rank(f.Region)).ThenBy(f => f.Region.Sentence, StringComparer.Ordinal))
        {
            var cells = CodeBox.Union([box], runs.Codes, runs.Cells);
            if (kept.Count < most && kept.TrueForAll(k => RegionStability.Overlap(mass, k.Cells, cells) <= SameRegion))
                kept.Add((cells, region));
        }

        return [.. kept.Select(k => k.Region)];
    }

    private static string Method(BinnedRuns runs, PoolSettings settings, int held, double optimism, RegionOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.Words}{(held >= 2 ? $" (chosen by leaving out each of {held} tasks in turn)" : "")}, at most {options.MostVolume:P0} of the configurations; numbers in at most {BinnedParameter.MostValues} classes; ") +
        string.Create(CultureInfo.InvariantCulture, $"a task's share is beta-binomial around that of all tasks, after {optimism:0.00} log odds for the optimism of the search; {options.Resamples} resamples of tasks and runs; {runs.Count} runs searched.");

    private static string TooLarge(Region recommended, RegionOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"The recommended region covers {recommended.ShareOfConfigurations:P1} of the runs, more than the {options.MostVolume:P0} asked for: runs repeat configurations unevenly over the tasks, or there are too few to cut finer.");

    private static IEnumerable<string> Remarks(BinnedRuns runs, BinnedRuns tried)
    {
        var all = runs.Table.Count + (runs.Table.Failed?.Count ?? 0);
        if (runs.Count < all)
            yield return $"The search looked at {runs.Count} of {all} runs, drawn evenly from each task; the numbers of each region are from all of them.";
        if (tried.Count < runs.Count)
            yield return $"Settings, stability and the check on tasks left out rest on {tried.Count} of {all} runs.";
        if (runs.LeftOut.Count > 0)
            yield return $"Left out, since tasks mostly share no choices of it: {string.Join(", ", runs.LeftOut)}.";
        foreach (var parameter in runs.Parameters.Where(p => p.HasOthers))
            yield return $"{parameter.Shape.Name} has {parameter.Shape.Levels.Count} choices; the {BinnedParameter.MostValues - 1} most frequent ones are told apart.";
    }

    private static PartOfProgress? Part(IProgress<double>? progress, double from, double to) => progress is null ? null : new PartOfProgress(progress, from, to);

    /// <summary>Reports 0 to 1 as a part of the whole, at once and on the same thread.</summary>
    private sealed class PartOfProgress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (value * (to - from)));
    }
}
