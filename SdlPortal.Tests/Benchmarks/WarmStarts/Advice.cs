using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>What the other tasks advise for the one held out, and what an enemy would: all in the parameters of the task's campaign.</summary>
/// <param name="Start">The recommended region with its probability, and the other tasks as donors.</param>
/// <param name="Misleading">The task's own runs, every outcome negated: the worst donor there can be.</param>
/// <param name="WorstRegion">Where the task's worst decile lies, found by the same search on negated outcomes.</param>
internal sealed record Advice(WarmStart Start, Donor Misleading, EquatableList<PriorRegion> WorstRegion)
{
    public const string MisleadingName = "misleading";

    /// <summary>Runs of each donor.</summary>
    private const int DonorRuns = 100;

    /// <summary>What the misleading donor is said to count, in units of all others together.</summary>
    private const double LargeWeight = 3;

    /// <summary>As surely as good regions are believed in, or more.</summary>
    private const double WrongBelief = 0.6;

    /// <summary>The good advice with a misleading donor that is said to count three times as much as all others together.</summary>
    public WarmStart WithMisleading => Start with { Donors = [.. Start.Donors, Misleading with { Weight = LargeWeight * Math.Max(1e-3, Start.Donors.Sum(d => d.Weight)) }] };

    /// <summary>Nothing but the misleading donor and a region where the worst is.</summary>
    public WarmStart MisleadingOnly => Start with { Donors = [Misleading], Regions = WorstRegion };

    /// <summary>Two donors that mislead in the same way, and agree: halves of the misleading one's runs.</summary>
    public WarmStart MisleadingPair => Start with
    {
        Donors = [.. Enumerable.Range(0, 2).Select(half => new Donor($"{MisleadingName} {half + 1}", 1, [.. Misleading.Runs.Where((_, i) => i % 2 == half)]))],
        Regions = WorstRegion,
    };

    public static Advice Of(TaskFamily family, RunTable runs, string task, CancellationToken cancellationToken = default)
    {
        var space = family.SpaceOf(runs, task);
        var others = runs.OfTasks(t => t != task);
        var table = others.Analyzed();
        var weights = TaskSimilarity.Weigh(table, task, null, new SimilarityOptions { Resamples = 20 }, cancellationToken: cancellationToken).Value;
        // What is left out here (resamples, the check of the recommendation) describes a recommendation and does not change it.
        var options = new RegionOptions { Resamples = 0, ChecksGeneralization = false, Threads = 1 };
        var region = RegionSearch.Find(table, task, weights, options, cancellationToken: cancellationToken).Value.Recommended;
        var own = Inverted(runs.OfTasks(t => t == task));
        var worst = RegionSearch.Find(own.Analyzed(), null, null, options, cancellationToken: cancellationToken).Value.Recommended;
        return new Advice(
            new WarmStart
            {
                Origin = new WarmStartOrigin(region.Sentence),
                Regions = Regions(region.Boxes, region.TopDecileShare.Mean, others, space),
                Donors = [.. weights.Tasks.Select(t => DonorOf(others.OfTasks(o => o == t.Task), t.Task, t.Weight, space)).Where(d => d.Runs.Count > 0)],
            },
            DonorOf(own, MisleadingName, 1, space), Regions(worst.Boxes, WrongBelief, own, space));
    }

    /// <summary>The best is the worst: every outcome negated, the goal as it was.</summary>
    private static RunTable Inverted(RunTable runs) =>
        runs with { Metrics = [.. runs.Metrics.Select(m => new MetricColumn(m.Shape, [.. m.Replicates.Select(r => r.Select(v => -v).ToArray())]))] };

    /// <summary>The boxes that have a part in the space; each gets its part of the probability by how many of the best runs lie in it.</summary>
    private static EquatableList<PriorRegion> Regions(IReadOnlyList<ConfigurationBox> boxes, double probability, RunTable runs, SearchSpace space)
    {
        var table = runs.Analyzed();
        var counts = boxes.Select(b => BoxMembership.Inside([b], table.Parameters, table.Count).Zip(table.Outcomes).Count(x => x.First && x.Second >= 0.9)).ToArray();
        var all = Math.Max(1, counts.Sum());
        return [.. boxes.Select((b, i) => (Box: b, Share: probability * counts[i] / all)).Where(x => x.Share > 0 && IsIn(x.Box, space)).Select(x => new PriorRegion(
            [.. x.Box.Sides.Where(s => space.Parameters.Any(p => p.Name == s.Parameter)).Select(Side)], x.Share))];
    }

    /// <summary>What the campaign does not vary (an element that is not on the plate) is 0 in it.</summary>
    private static bool IsIn(ConfigurationBox box, SearchSpace space) =>
        box.Sides.All(s => space.Parameters.Any(p => p.Name == s.Parameter) || s is NumberSide n && (n.Low ?? 0) <= 0 && (n.High ?? 0) >= 0);

    private static PriorSide Side(BoxSide side) => side switch
    {
        NumberSide n => new PriorSide(n.Parameter, n.Low, n.High, []),
        ChoiceSide c => new PriorSide(c.Parameter, null, null, c.Levels),
        _ => throw new NotSupportedException(side.GetType().Name),
    };

    /// <summary>Those of a task's runs that the campaign could make, thinned evenly over their outcomes.</summary>
    private static Donor DonorOf(RunTable runs, string name, double weight, SearchSpace space)
    {
        var sign = runs.Metrics[0].Shape.Goal == MetricGoal.Minimize ? -1 : 1;
        var strangers = runs.Parameters.Where(p => space.Parameters.All(s => s.Name != p.Shape.Name)).ToArray();
        var possible = Enumerable.Range(0, runs.Count).Where(row => Array.TrueForAll(strangers, s => s.Values[row] == 0))
            .Select(row => new DonorRun(FiniteTask.Row(runs, space, row), sign * runs.Metrics[0].Mean(row))).Where(r => space.Contains(r.Configuration)).OrderBy(r => r.Value).ToArray();
        return new Donor(name, weight, [.. Enumerable.Range(0, Math.Min(DonorRuns, possible.Length)).Select(k => possible[((2L * k) + 1) * possible.Length / (2L * Math.Min(DonorRuns, possible.Length))])]);
    }
}
