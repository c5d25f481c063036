using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>How a campaign starts from a recommendation: its region and its donors in the campaign's own parameters. Pure.</summary>
public static class RecommendedStart
{
    /// <summary>The recommendation in the space, held against the campaign's objectives as well: the metric has to be the first, by its name or as the only one that is sought, in the same direction.</summary>
    public static RegionFit Fit(SearchSpace space, EquatableList<Objective> objectives, RegionRecommendation recommendation)
    {
        var fit = RegionFit.To(space, recommendation, objectives[0]);
        // A side that the campaign's bounds leave open at both ends says nothing.
        fit = fit with { Regions = fit.Regions.Select(r => r with { Sides = r.Sides.Where(s => s.Low is not null || s.High is not null || s.Choices.Count > 0).ToEquatableList() }).ToEquatableList() };
        if (objectives.Count(o => o.Goal != Goal.Measure) == 1 || IsNamed(objectives[0], recommendation.Metric))
            return fit;
        var own = objectives.FirstOrDefault(o => IsNamed(o, recommendation.Metric));
        var problem = new Problem("objectives[0].name", $"The recommendation is about '{recommendation.Metric.Name}', the campaign's first objective is '{objectives[0].Name}'.",
            own is null ? $"Name an objective '{recommendation.Metric.Name}' and put it first, or seek one objective alone." : $"Put '{own.Name}' first.");
        return fit with { Problems = [problem, .. fit.Problems] };
    }

    /// <summary>The whole warm start: regions with a belief in each, and donors thinned to as many runs as a campaign may have.</summary>
    /// <exception cref="DefinitionException">It does not fit: all problems at once.</exception>
    public static (WarmStart Start, IReadOnlyList<string> Remarks) Of(SearchSpace space, EquatableList<Objective> objectives, RegionRecommendation recommendation, WarmStartOrigin origin)
    {
        var fit = Fit(space, objectives, recommendation);
        var start = fit.ToWarmStart(origin);
        var sought = objectives.Count(o => o.Goal != Goal.Measure);
        if (sought > 1)
            throw new DefinitionException([new Problem("objectives", $"The campaign seeks {sought} objectives; a recommendation is about one.", $"Seek '{objectives[0].Name}' alone and only measure the others.")]);
        var remarks = fit.Remarks.ToList();
        var spoken = start.Regions.Where(r => r.Sides.Count > 0).ToEquatableList();
        if (spoken.Count < start.Regions.Count)
            remarks.Add("The region covers all of the campaign's space, so it says nothing about where to look.");
        var runs = start.Donors.Sum(d => d.Runs.Count);
        var most = WarmStartCheck.MostDonorRuns;
        if (runs > most)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Of {runs} runs of the donors {most} are taken over, evenly from each."));
            start = start with { Donors = start.Donors.Select(d => d with { Runs = Thinned(d.Runs, most * d.Runs.Count / runs) }).Where(d => d.Runs.Count > 0).ToEquatableList() };
        }

        return (start with { Regions = spoken }, remarks);
    }

    /// <summary>The best configuration of each donor that the campaign's space holds, the weightiest donor's first: what a campaign may begin with.</summary>
    public static IReadOnlyList<Configuration> BestOfDonors(SearchSpace space, WarmStart start) =>
    [
        .. start.Donors.OrderByDescending(d => d.Weight).ThenBy(d => d.Task, StringComparer.Ordinal)
            .Select(d => d.Runs.Where(r => space.Contains(r.Configuration)).MaxBy(r => r.Value)?.Configuration).OfType<Configuration>().Distinct(),
    ];

    private static EquatableList<DonorRun> Thinned(EquatableList<DonorRun> runs, int count) => Enumerable.Range(0, count).Select(i => runs[(int)((long)i * runs.Count / count)]).ToEquatableList();

    private static bool IsNamed(Objective objective, MetricShape metric) => string.Equals(NameForms.Normalized(objective.Name), NameForms.Normalized(metric.Name), StringComparison.Ordinal);
}
