using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Makes search plans. Pure: equal requests give equal plans.</summary>
public static class SearchPlanner
{
    /// <summary>More experiments than this are not planned one by one.</summary>
    public const int MostExperiments = 300;

    /// <summary>Everything that is wrong with a request in itself, and why its recommendation does not fit its space; empty where <see cref="Make"/> gives a plan.</summary>
    public static IReadOnlyList<Problem> Problems(PlanRequest request) => Read(request).Problems;

    /// <returns>The plan; one that nothing allows is refused with the reasons, not thrown.</returns>
    /// <exception cref="DefinitionException">The request is wrong in itself, or the recommendation does not fit the space: all problems at once.</exception>
    public static SearchPlan Make(PlanRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (stock, whole, problems) = Read(request);
        if (problems.Count > 0)
            throw new DefinitionException(problems);

        var findings = new List<FeasibilityFinding>();
        var (reached, working, hardware) = LabLimits.Hardware(request);
        findings.AddRange(hardware);
        var size = new PlanSize(request, working);
        var asked = request.Budget.Experiments ?? MostExperiments;
        var experiments = hardware.Any(f => f.Effect == FeasibilityEffect.Blocked) ? 0 : asked;
        var space = reached ?? request.Space;
        var fit = space == request.Space ? whole : RegionFit.To(space, request.Recommendation, request.Objective);
        if (!fit.IsPossible)
        {
            // A region that the lab cannot reach is a reason to search elsewhere, not a wrong request.
            findings.Add(new FeasibilityFinding(FeasibilityCheck.Hardware, FeasibilityEffect.Reshaped, "The recommended region lies beyond what the lab reaches: the plan searches without it.", null, "A station that reaches the region."));
            fit = whole with { Regions = [], Boxes = [], Donors = Inside(whole.Donors, space), Problems = [] };
        }

        if (experiments > 0)
        {
            var (enough, said) = stock.Fixed(experiments);
            findings.AddRange(said);
            var (fits, more) = size.Fit(enough);
            findings.AddRange(more);
            experiments = fits;
        }

        var simulated = request.WithSurrogate && request.Budget.Experiments is { } wanted ? wanted - experiments : 0;
        if (experiments + simulated == 0)
            return Refused(request, space, findings, fit.Remarks);

        var layout = new PlanLayout(request, space, fit, [.. whole.Donors], progress, cancellationToken);
        var (arms, points) = layout.Lay(experiments, simulated, cancellationToken);
        var (kept, taken) = stock.Choose([.. points.Where(p => !p.IsSimulated).Select(p => (p.Phase, p.Configuration))]);
        findings.AddRange(taken);
        var forLab = points.Where(p => !p.IsSimulated).ToList();
        var dropped = forLab.Where((_, i) => !kept[i]).ToList();
        forLab = [.. forLab.Where((_, i) => kept[i])];
        var onSurrogate = points.Where(p => p.IsSimulated).Concat(request.WithSurrogate ? dropped.Select(p => p with { Phase = PhaseKind.Simulated, Why = "Not enough material; the surrogate's percentile is all there will be." }) : []);
        var all = forLab.Concat(onSurrogate).Select((p, i) => p with { Number = i + 1 }).ToList();
        if (all.Count == 0)
            return Refused(request, space, findings, fit.Remarks);

        var remarks = fit.Remarks.Concat(layout.Remarks).ToList();
        if (points.Count < experiments + simulated)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The space has no more than {points.Count} different configurations."));
        var verdict = all.Count > forLab.Count ? PlanVerdict.OnSurrogate : findings.Any(f => f.Effect is FeasibilityEffect.Shrunk or FeasibilityEffect.Reshaped) ? PlanVerdict.Reshaped : PlanVerdict.Feasible;
        return new SearchPlan
        {
            Title = request.Title,
            Verdict = verdict,
            Sentence = Sentence(request, forLab.Count, all.Count - forLab.Count, findings),
            Asked = request.Budget.Experiments,
            Experiments = forLab.Count,
            Hours = size.Hours(forLab.Count),
            Cost = size.CostOf(forLab.Count),
            Space = space,
            Arms = [.. arms.Select(a => a with { Experiments = forLab.Count(p => p.Phase is PhaseKind.Dense or PhaseKind.Sparse && string.Equals(p.Arm, a.Name, StringComparison.Ordinal)) })],
            Phases = Phases(all),
            Points = all,
            Promise = layout.Promise(forLab),
            Feasibility = findings,
            Remarks = remarks,
            Start = forLab.Count == 0 ? null : fit.ToWarmStart(new WarmStartOrigin(request.Title), [.. forLab.Take(Opening(request, forLab)).Select(p => p.Configuration)]),
        };
    }

    private static (StockRoom Stock, RegionFit Fit, IReadOnlyList<Problem> Problems) Read(PlanRequest request)
    {
        var problems = new List<Problem>();
        PlanSize.Check(request, problems);
        LabLimits.Check(request, problems);
        var stock = StockRoom.Of(request, problems);
        var fit = RegionFit.To(request.Space, request.Recommendation, request.Objective);
        problems.AddRange(fit.Problems);
        return (stock, fit, problems);
    }

    /// <summary>All points, or the broad ones and half of those that follow: the optimizer chooses the rest.</summary>
    private static int Opening(PlanRequest request, List<PlannedPoint> points)
    {
        if (request.HandsOverAll)
            return points.Count;
        var broad = points.Count(p => p.Phase == PhaseKind.Broad);
        return broad + ((points.Count(p => p.Phase is PhaseKind.Dense or PhaseKind.Sparse) + 1) / 2);
    }

    private static SearchPlan Refused(PlanRequest request, SearchSpace space, IReadOnlyList<FeasibilityFinding> findings, IReadOnlyList<string> remarks)
    {
        var reasons = findings.Where(f => f.Effect == FeasibilityEffect.Blocked).ToList();
        return new SearchPlan
        {
            Title = request.Title,
            Verdict = PlanVerdict.Refused,
            Sentence = $"Nothing of this plan can be done. {string.Join(" ", reasons.Select(f => f.Sentence))}{(request.WithSurrogate ? "" : " A surrogate of the prior runs could answer instead.")}",
            Asked = request.Budget.Experiments,
            Experiments = 0,
            Hours = null,
            Cost = null,
            Space = space,
            Arms = [],
            Phases = [],
            Points = [],
            Promise = [],
            Feasibility = findings,
            Remarks = remarks,
            Start = null,
        };
    }

    private static string Sentence(PlanRequest request, int experiments, int simulated, IReadOnlyList<FeasibilityFinding> findings)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{experiments} {(experiments == 1 ? "experiment" : "experiments")}");
        if (simulated > 0)
            return experiments == 0
                ? string.Create(CultureInfo.InvariantCulture, $"Nothing of it can be done in this lab: a surrogate of the prior runs answers {simulated} configurations, simulated and never results.")
                : string.Create(CultureInfo.InvariantCulture, $"{what} for the lab; a surrogate of the prior runs answers {simulated} more, simulated and never results.");
        var isReshaped = findings.Any(f => f.Effect == FeasibilityEffect.Reshaped);
        if (request.Budget.Experiments is { } asked && experiments < asked)
            return string.Create(CultureInfo.InvariantCulture, $"{experiments} of the {asked} experiments asked for{(isReshaped ? ", within narrower bounds" : "")}.");
        return isReshaped ? $"{what}, within narrower bounds than asked." : $"{what}, as asked.";
    }

    private static IReadOnlyList<PlanPhase> Phases(IReadOnlyList<PlannedPoint> points) =>
        [.. Enum.GetValues<PhaseKind>().Select(kind => new PlanPhase(kind, points.Count(p => p.Phase == kind), kind switch
        {
            PhaseKind.Broad => "Covers the whole space first, whatever the prior runs say.",
            PhaseKind.Dense => "Looks closely where the prior runs expect the best.",
            PhaseKind.Sparse => "Looks outside of every region now and then, as a region may be wrong.",
            PhaseKind.Unsure => "Looks where the prior runs disagree or say least.",
            _ => "A surrogate of the prior runs answers what the lab cannot do: simulated, never results.",
        })).Where(p => p.Experiments > 0)];

    private static EquatableList<Donor> Inside(EquatableList<Donor> donors, SearchSpace space) =>
        donors.Select(d => d with { Runs = d.Runs.Where(r => space.Parameters.All(p => p is CategoricalParameter || (r.Configuration[p.Name].Number >= SpaceMap.Bounds(p).Low && r.Configuration[p.Name].Number <= SpaceMap.Bounds(p).High))).ToEquatableList() })
            .Where(d => d.Runs.Count >= 5).ToEquatableList();
}
