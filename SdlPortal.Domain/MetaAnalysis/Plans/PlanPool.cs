using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>One configuration that a plan may take, with what is believed of it.</summary>
internal sealed record Candidate(Configuration Configuration, double[] Unit, PointBelief Belief);

/// <summary>A region of the plan's bandit with its candidates; no box is everything outside of the others.</summary>
internal sealed record ArmPool(string Name, PriorRegion? Box, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>For each draw the share of the candidates in the top decile.</summary>
    public double[] Values { get; } = Candidates.Count == 0 ? [] : [.. Enumerable.Range(0, Candidates[0].Belief.TopDecile.Length).Select(s => Candidates.Average(c => c.Belief.TopDecile[s]))];
}

/// <summary>What has been taken of a plan so far, and the rules by which the next point is taken. No configuration is taken twice.</summary>
internal sealed class PlanPool(UnitCube cube, PlanBelief belief)
{
    /// <summary>What a draw still counts for the next point after one that succeeds in it: less, so that points spread over what may be true.</summary>
    private const double AfterSuccess = 0.5;

    private readonly double[] weights = belief.DrawWeights();
    private readonly double[] left = [.. Enumerable.Repeat(1.0, belief.Draws)];
    private readonly List<Candidate> taken = [];
    private readonly HashSet<Configuration> known = [];

    public bool Take(Candidate candidate)
    {
        if (!known.Add(candidate.Configuration))
            return false;
        taken.Add(candidate);
        for (var s = 0; s < left.Length; s++)
            left[s] *= 1 - ((1 - AfterSuccess) * candidate.Belief.TopDecile[s]);
        return true;
    }

    /// <summary>
    /// The free candidate that adds most to the chance that some point of the plan is in the top decile: Σ over draws of weight × chance × what earlier points have left of the draw, less where it is nearer to taken ones than points would stand
    /// when spread evenly.
    /// </summary>
    public Candidate? Promising(IReadOnlyList<Candidate> candidates, int count) => Best(candidates, Spacing(candidates, count), c =>
    {
        var gain = 1e-6;
        for (var s = 0; s < left.Length; s++)
            gain += weights[s] * left[s] * c.Belief.TopDecile[s];
        return gain;
    });

    /// <summary>The free candidate farthest from all taken ones.</summary>
    public Candidate? Farthest(IReadOnlyList<Candidate> candidates) => Best(candidates, double.PositiveInfinity, _ => 1);

    /// <summary>The free candidate of which the draws differ most, less where it is near to taken ones.</summary>
    public Candidate? LeastSure(IReadOnlyList<Candidate> candidates, int count) => Best(candidates, Spacing(candidates, count), c => 1e-3 + Spread(c));

    /// <summary>The standard deviation of the percentile over draws.</summary>
    public double Spread(Candidate candidate)
    {
        var (sum, mean) = (weights.Sum(), 0.0);
        for (var s = 0; s < weights.Length; s++)
            mean += weights[s] / sum * candidate.Belief.Percentile[s];
        var variance = 0.0;
        for (var s = 0; s < weights.Length; s++)
            variance += weights[s] / sum * (candidate.Belief.Percentile[s] - mean) * (candidate.Belief.Percentile[s] - mean);
        return Math.Sqrt(variance);
    }

    private Candidate? Best(IReadOnlyList<Candidate> candidates, double spacing, Func<Candidate, double> worth)
    {
        var (best, score, far) = ((Candidate?)null, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var candidate in candidates)
        {
            if (known.Contains(candidate.Configuration))
                continue;
            var nearest = Nearest(candidate);
            var own = worth(candidate) * (double.IsPositiveInfinity(spacing) ? nearest : spacing > 0 ? Math.Min(1, nearest / spacing) : 1);
            if (own > score || (own == score && nearest > far))
                (best, score, far) = (candidate, own, nearest);
        }

        return best;
    }

    private double Nearest(Candidate candidate)
    {
        var least = double.MaxValue;
        foreach (var other in taken)
            least = Math.Min(least, SpaceFilling.Distance(cube, candidate.Unit, other.Unit));
        return Math.Sqrt(least);
    }

    /// <summary>Half the distance that so many points among the candidates would have: the typical distance of two candidates over the d-th root of the count.</summary>
    private double Spacing(IReadOnlyList<Candidate> candidates, int count)
    {
        var few = candidates.Take(40).ToList();
        if (few.Count < 2)
            return 0;
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < few.Count; i++)
        {
            for (var k = 0; k < i; k++, pairs++)
                sum += Math.Sqrt(SpaceFilling.Distance(cube, few[i].Unit, few[k].Unit));
        }

        return 0.5 * sum / pairs / Math.Pow(Math.Max(1, count), 1.0 / Math.Max(1, cube.Dimension));
    }
}
