using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>
/// A recommendation in the words of a campaign: its boxes and its donors' runs in the campaign's parameters and units, with everything that does not fit. Where there are problems nothing of it may be used. Immutable.
/// </summary>
public sealed record RegionFit
{
    /// <summary>What a belief may add up to at most: something is always left for the whole space.</summary>
    public const double MostProbability = 0.9;

    /// <summary>The share of a task's best configurations that nothing is known about is taken to lie in a box.</summary>
    private const double UnknownShare = 0.5;

    /// <summary>The recommended boxes that reach into the space, clipped to it, with the probability that the best lies in each.</summary>
    public required EquatableList<PriorRegion> Regions { get; init; }

    /// <summary>The place of each of <see cref="Regions"/> among the boxes of the recommendation.</summary>
    public required EquatableList<int> Boxes { get; init; }

    public required EquatableList<Donor> Donors { get; init; }

    /// <summary>Why the recommendation cannot be used in this space, all at once; empty when it can.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>What was converted, clipped, filled in or left out.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    public bool IsPossible => Problems.Count == 0;

    /// <param name="objective">The campaign's first; null where it is not known, then that of the recommendation is assumed.</param>
    public static RegionFit To(SearchSpace space, RegionRecommendation recommendation, Objective? objective = null)
    {
        var notes = new FitNotes();
        var metric = recommendation.Metric;
        CheckObjective(metric, objective, notes);
        var map = new SpaceMap(space, recommendation.Parameters, notes);
        var (kept, indices) = (new List<PriorRegion>(), new List<int>());
        for (var i = 0; i < recommendation.Region.Boxes.Count; i++)
        {
            var what = recommendation.Region.Boxes.Count == 1 ? "The region" : string.Create(CultureInfo.InvariantCulture, $"Box {i + 1} of the region");
            if (map.Fit(recommendation.Region.Boxes[i], what) is not { } region)
                continue;
            kept.Add(region);
            indices.Add(i);
        }

        // A region that covers all of the space is no reason not to use its donors.
        if (kept.Count == 0 && notes.Problems.Count == 0 && !map.CoversAll)
            notes.Problem("region", $"The recommended region ({recommendation.Region.Sentence}) lies outside of the campaign's space. {string.Join(" ", notes.Remarks)}".TrimEnd(), "Widen the bounds of the parameters it names, or analyze the prior runs for this space.");
        var donors = notes.Problems.Count > 0 ? [] : map.Donors(recommendation.DonorRuns, objective?.Goal is Goal.Maximize or Goal.Minimize ? objective.Goal : metric.Goal == MetricGoal.Minimize ? Goal.Minimize : Goal.Maximize, metric);
        return new RegionFit
        {
            Regions = Believed(kept, donors, recommendation.Region).ToEquatableList(),
            Boxes = indices.ToEquatableList(),
            Donors = donors.ToEquatableList(),
            Problems = notes.Problems,
            Remarks = notes.Remarks,
        };
    }

    /// <summary>Another region's boxes in the campaign's parameters; those outside of the space are left out. Without problems: what cannot be said in these parameters is left out too.</summary>
    public static IReadOnlyList<PriorRegion> Boxed(SearchSpace space, IReadOnlyList<ParameterShape> parameters, Region region)
    {
        var notes = new FitNotes();
        var map = new SpaceMap(space, parameters, notes);
        return notes.Problems.Count > 0 ? [] : [.. region.Boxes.Select(b => map.Fit(b, "The region")).OfType<PriorRegion>()];
    }

    /// <summary>What a campaign gets that starts from this.</summary>
    /// <exception cref="DefinitionException">It does not fit.</exception>
    public WarmStart ToWarmStart(WarmStartOrigin origin, IReadOnlyList<Configuration>? initialPoints = null) => IsPossible
        ? new WarmStart { Origin = origin, InitialPoints = (initialPoints ?? []).ToEquatableList(), Regions = Regions, Donors = Donors }
        : throw new DefinitionException(Problems);

    private static void CheckObjective(MetricShape metric, Objective? objective, FitNotes notes)
    {
        if (objective is null)
            return;
        if (objective.Goal is Goal.Target or Goal.Measure)
        {
            notes.Problem("objectives[0]", $"The campaign's first objective '{objective.Name}' {(objective.Goal == Goal.Target ? "seeks a target value" : "is only measured")}; the recommendation is about a metric that is {(metric.Goal == MetricGoal.Minimize ? "minimized" : "maximized")}.", "Put the objective that the recommendation is about first.");
            return;
        }

        var isSame = string.Equals(Harmonization.NameForms.Normalized(metric.Name), Harmonization.NameForms.Normalized(objective.Name), StringComparison.Ordinal);
        var isOpposite = metric.Goal is { } goal && (goal == MetricGoal.Minimize) != (objective.Goal == Goal.Minimize);
        if (isOpposite)
            notes.Problem("objectives[0]", $"The recommendation is where '{metric.Name}' is {(metric.Goal == MetricGoal.Minimize ? "small" : "large")}, but the campaign {(objective.Goal == Goal.Minimize ? "minimizes" : "maximizes")} '{objective.Name}'.", "Turn the goal around, or choose a recommendation for this goal.");
        else if (!isSame)
            notes.Remark($"The recommendation is about '{metric.Name}', the campaign's first objective is '{objective.Name}': whether the same configurations are good for both is for you to know.");
    }

    /// <summary>The share of the top decile that the region is believed to hold, over its boxes by how much of the donors' best each holds.</summary>
    private static IEnumerable<PriorRegion> Believed(List<PriorRegion> kept, IReadOnlyList<Donor> donors, Region region)
    {
        if (kept.Count == 0)
            return [];
        var share = region.TopDecileShare.Mean;
        var total = double.IsFinite(share) ? Math.Clamp(share, 0.05, MostProbability) : UnknownShare;
        total *= (double)kept.Count / region.Boxes.Count;
        var held = kept.Select(_ => 0.5).ToArray();
        foreach (var donor in donors)
        {
            // The best tenth of each donor, counted for the first box that holds it.
            var best = donor.Runs.OrderByDescending(r => r.Value).Take(Math.Max(1, donor.Runs.Count / 10));
            foreach (var run in best)
            {
                var at = kept.FindIndex(b => NarrowedSpace.Contains(b, run.Configuration));
                if (at >= 0)
                    held[at] += donor.Weight;
            }
        }

        var sum = held.Sum();
        return kept.Select((box, i) => box with { Probability = total * held[i] / sum });
    }
}
