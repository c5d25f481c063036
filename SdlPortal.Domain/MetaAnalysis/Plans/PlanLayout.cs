using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Where the experiments of a plan are put: the arms of its bandit, its phases and its points. Lives for one plan.</summary>
internal sealed class PlanLayout
{
    private const int References = 400;
    private const int Candidates = 192;
    private const int MostFurther = 3;

    /// <summary>A further region that lies in others by more than this says nothing new.</summary>
    private const double Overlap = 0.6;

    private readonly SearchSpace space;
    private readonly PlanBelief belief;
    private readonly UnitCube cube;
    private readonly List<ArmPool> arms = [];
    private readonly IReadOnlyList<Candidate> everywhere;
    private readonly int? elsewhere;
    private readonly long seed;
    private readonly (double[] IsBest, double[] Shares) allocation;
    private readonly List<string> remarks = [];

    /// <param name="space">What the lab leaves of the asked space.</param>
    /// <param name="fit">To that space.</param>
    /// <param name="donors">In the asked space: runs beyond the lab's reach still teach.</param>
    public PlanLayout(PlanRequest request, SearchSpace space, RegionFit fit, IReadOnlyList<Donor> donors, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (this.space, seed) = (space, request.Seed);
        cube = new UnitCube(space);
        var reference = PlanSampler.Spread(space, References, Seed(1));
        var risky = request.Recommendation.Avoid.Where(r => r.Kind == RegionKind.Risky).SelectMany(r => RegionFit.Boxed(space, request.Recommendation.Parameters, r)).ToList();
        bool IsRisky(Configuration c) => risky.Any(b => NarrowedSpace.Contains(b, c));
        var share = reference.Count == 0 ? 0 : (double)reference.Count(IsRisky) / reference.Count;
        Func<Configuration, bool>? accept = risky.Count > 0 && share <= 0.6 ? c => !IsRisky(c) : null;
        if (share > 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{share:P0} of the space lies where prior runs failed or came out worst more often; {(accept is null ? "that is too much of it to keep away from" : "no point was put there")}."));

        donors = DonorBelief.Usable(donors);
        if (donors.Count > 0)
        {
            var learned = DonorBelief.Fit(request.Space, donors, reference, request.Seed, progress, cancellationToken);
            belief = learned;
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Chances come from {donors.Count} {(donors.Count == 1 ? "donor" : "donors")} worth {belief.Tasks:0.#} {(belief.Tasks < 1.05 ? "task" : "tasks")}. {(learned.LeftOutDonors is { } left ? string.Create(CultureInfo.InvariantCulture, $"With each donor left out, the places that the others think best are in its top decile with {left.Found:P0}, where {left.Expected:P0} were expected. ") : "")}So a chance of {belief.Unlike:P0} is kept for a target that is like none of them, where every place is as good as a blind draw."));
        }
        else
        {
            belief = new RegionBelief(request.Recommendation.Region, fit.Regions, reference.Count == 0 ? 0 : (double)reference.Count(c => fit.Regions.Any(b => NarrowedSpace.Contains(b, c))) / reference.Count, request.Seed);
            remarks.Add("No runs of donors came with the recommendation: chances rest on the region's own figures, and points inside it are spread evenly.");
        }

        everywhere = Believe(reference.Where(c => accept is null || accept(c)), cancellationToken);
        for (var i = 0; i < fit.Regions.Count; i++)
            Add(fit.Regions.Count == 1 ? "region" : string.Create(CultureInfo.InvariantCulture, $"box {i + 1}"), fit.Regions[i], accept, false, cancellationToken);
        var further = request.Further.SelectMany(r => RegionFit.Boxed(space, request.Recommendation.Parameters, r)).ToList();
        foreach (var box in further)
        {
            if (arms.Count(a => a.Name.StartsWith("further", StringComparison.Ordinal)) < MostFurther)
                Add(string.Create(CultureInfo.InvariantCulture, $"further {1 + arms.Count(a => a.Name.StartsWith("further", StringComparison.Ordinal))}"), box, accept, true, cancellationToken);
        }

        var outside = PlanSampler.Spread(space, Candidates, Seed(2), c => (accept is null || accept(c)) && arms.All(a => !NarrowedSpace.Contains(a.Box!, c)));
        if (outside.Count > 0)
        {
            elsewhere = arms.Count;
            arms.Add(new ArmPool("elsewhere", null, Believe(outside, cancellationToken)));
        }

        allocation = PlanBandit.Allocate(belief, [.. arms.Select(a => a.Values)], elsewhere, seed);
    }

    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>How many experiments each phase gets.</summary>
    public static (int Broad, int Adaptive, int Unsure) Sizes(int experiments)
    {
        var broad = Math.Min(experiments, Math.Max(experiments >= 3 ? 2 : 1, (int)Math.Round(0.2 * experiments)));
        var unsure = experiments >= 6 ? (int)Math.Round(0.15 * experiments) : 0;
        return (broad, experiments - broad - unsure, unsure);
    }

    /// <param name="experiments">For the lab.</param>
    /// <param name="simulated">For a surrogate.</param>
    public (IReadOnlyList<PlanArm> Arms, IReadOnlyList<PlannedPoint> Points) Lay(int experiments, int simulated, CancellationToken cancellationToken)
    {
        var pool = new PlanPool(cube, belief);
        var points = new List<PlannedPoint>();
        var (broad, adaptive, unsure) = Sizes(experiments);
        foreach (var candidate in everywhere.Take(broad))
            Put(pool, points, PhaseKind.Broad, candidate, null, "Covers the space evenly.");
        var counts = PlanBandit.Counts(allocation.Shares, adaptive, elsewhere);
        foreach (var a in Interleaved(counts))
        {
            cancellationToken.ThrowIfCancellationRequested();
            PutIn(a, counts[a], a == elsewhere ? PhaseKind.Sparse : PhaseKind.Dense, pool, points);
        }

        for (var i = 0; i < unsure; i++)
        {
            if (pool.LeastSure(everywhere, unsure) is not { } candidate)
                break;
            Put(pool, points, PhaseKind.Unsure, candidate, null, string.Create(CultureInfo.InvariantCulture, $"What the prior runs expect here strays by ±{pool.Spread(candidate):0} of 100 places."));
        }

        // Small spaces run out of candidates in one phase before others.
        while (points.Count < experiments && pool.Farthest([.. everywhere, .. arms.SelectMany(a => a.Candidates)]) is { } more)
            Put(pool, points, PhaseKind.Sparse, more, null, "As far as possible from all others.");
        foreach (var a in Interleaved(PlanBandit.Counts(allocation.Shares, simulated, elsewhere)))
            PutIn(a, simulated, PhaseKind.Simulated, pool, points);
        var shown = arms.Select((arm, a) => new PlanArm(arm.Name, arm.Box is { } box ? box with { Probability = 0 } : null,
            arm.Box is { } own ? PlanBoxes.Sentence(own, space) : arms.Count == 1 ? "the whole space" : "outside of every region", belief.Mean(arm.Values, 0.1), allocation.IsBest[a], allocation.Shares[a], counts[a], Why(a))).ToList();
        return (shown, points);
    }

    /// <summary>After each of the points in their order.</summary>
    public IReadOnlyList<PlanPromise> Promise(IReadOnlyList<PlannedPoint> points)
    {
        var promises = new List<PlanPromise>();
        var (noDecile, noTwentieth) = (Enumerable.Repeat(1.0, belief.Draws).ToArray(), Enumerable.Repeat(1.0, belief.Draws).ToArray());
        for (var i = 0; i < points.Count; i++)
        {
            var point = belief.At(points[i].Configuration);
            for (var s = 0; s < noDecile.Length; s++)
            {
                noDecile[s] *= 1 - point.TopDecile[s];
                noTwentieth[s] *= 1 - point.TopTwentieth[s];
            }

            promises.Add(new PlanPromise(i + 1, belief.Mean([.. noDecile.Select(m => 1 - m)], 1 - Math.Pow(0.9, i + 1)), belief.Mean([.. noTwentieth.Select(m => 1 - m)], 1 - Math.Pow(0.95, i + 1)), 1 - Math.Pow(0.9, i + 1)));
        }

        return promises;
    }

    private void PutIn(int arm, int count, PhaseKind phase, PlanPool pool, List<PlannedPoint> points)
    {
        var candidates = arms[arm].Candidates;
        if ((phase == PhaseKind.Sparse ? pool.Farthest(candidates) : pool.Promising(candidates, count)) is not { } candidate)
            return;
        var chance = belief.Mean(candidate.Belief.TopDecile, 0.1);
        Put(pool, points, phase, candidate, arms[arm].Name, phase switch
        {
            PhaseKind.Sparse => "Outside of every region, as far as possible from all others: a region may be wrong.",
            PhaseKind.Simulated => "Not for the lab; the surrogate's percentile is all there will be.",
            _ => string.Create(CultureInfo.InvariantCulture, $"In {arms[arm].Name}: {chance.Mean:P0} for the top decile, chosen to add to what the others cover."),
        });
    }

    private void Put(PlanPool pool, List<PlannedPoint> points, PhaseKind phase, Candidate candidate, string? arm, string why)
    {
        if (!pool.Take(candidate))
            return;
        arm ??= arms.Find(a => a.Box is { } box && NarrowedSpace.Contains(box, candidate.Configuration))?.Name ?? "elsewhere";
        points.Add(new PlannedPoint(points.Count + 1, phase, arm, candidate.Configuration, belief.Mean(candidate.Belief.TopDecile, 0.1), belief.Mean(candidate.Belief.Percentile, 50), why));
    }

    /// <summary>The arms so often as they have experiments, each spread evenly over the order.</summary>
    private static IEnumerable<int> Interleaved(int[] counts) =>
        counts.SelectMany((count, a) => Enumerable.Range(0, count).Select(k => (Arm: a, At: (k + 0.5) / count))).OrderBy(x => x.At).ThenBy(x => x.Arm).Select(x => x.Arm);

    private string Why(int arm)
    {
        var (isBest, share) = (allocation.IsBest[arm], allocation.Shares[arm]);
        var least = arm == elsewhere && share <= PlanBandit.LeastElsewhere + 1e-9 && arms.Count > 1;
        return string.Create(CultureInfo.InvariantCulture, $"Likeliest to hold the most of the top decile in {isBest:P0} of the draws; gets {share:P0} of the experiments{(least ? ", the least that elsewhere gets" : "")}.");
    }

    private void Add(string name, PriorRegion box, Func<Configuration, bool>? accept, bool mustBeNew, CancellationToken cancellationToken)
    {
        if (NarrowedSpace.Of(space, box) is not { } within)
            return;
        IReadOnlyList<Configuration> inside;
        try
        {
            inside = PlanSampler.Spread(within, Candidates, Seed(10 + arms.Count), c => space.Contains(c) && (accept is null || accept(c)));
        }
        catch (InfeasibleSpaceException)
        {
            return;
        }

        if (inside.Count == 0)
        {
            remarks.Add($"{name} ({PlanBoxes.Sentence(box, space)}) lies where it is risky and was left out.");
            return;
        }

        if (mustBeNew && (double)inside.Count(c => arms.Any(a => a.Box is { } b && NarrowedSpace.Contains(b, c))) / inside.Count > Overlap)
            return;
        arms.Add(new ArmPool(name, box, Believe(inside, cancellationToken)));
    }

    private IReadOnlyList<Candidate> Believe(IEnumerable<Configuration> configurations, CancellationToken cancellationToken) => [.. configurations.Select(c =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new Candidate(c, cube.Encode(c), belief.At(c));
    })];

    private long Seed(int purpose) => SeededRandom.DeriveSeed(seed, 0x91A, purpose);
}
