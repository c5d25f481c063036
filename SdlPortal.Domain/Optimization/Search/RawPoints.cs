using System.Numerics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// The feasible points from which a search starts: half of them spread over the space by a scrambled Sobol sequence, half around the points worth looking around, at widths from 1e-3 to
/// 0.2 of the box. (Spread points alone find only flat acquisition once the model is sure: the places worth trying are then small.) The draws of a column follow from its
/// name, so that the order of the parameters does not matter. One object per search.
/// </summary>
internal sealed class RawPoints
{
    /// <summary>Drawing whole numbers under an equality takes a linear program or two for each; so many are drawn, the others are neighbors of these.</summary>
    private const int CostlyDraws = 48;

    private const double Narrowest = 1e-3;
    private const double Widest = 0.2;

    private readonly FeasibleSampler sampler;
    private readonly FeasibleRegion region;
    private readonly SteppedMoves moves;
    private readonly SeededRandom random;
    private readonly long seed;
    private readonly int[] rank;
    private readonly bool slides;

    public RawPoints(FeasibleSampler sampler, SteppedMoves moves, long seed)
    {
        (this.sampler, this.moves, this.seed, region) = (sampler, moves, seed, sampler.Region);
        random = SeededRandom.Derive(seed, 0x3A3);
        slides = region.Continuous.Any(region.IsColumnConstrained);
        var d = region.Cube.Dimension;
        rank = new int[d];
        var order = Enumerable.Range(0, d).OrderBy(j => region.Cube.Columns[j].Name, StringComparer.Ordinal).ToArray();
        for (var k = 0; k < d; k++)
            rank[order[k]] = k;
    }

    public List<double[]> Spread(int count)
    {
        var d = region.Cube.Dimension;
        var points = new List<double[]>(count);
        var sequence = Sobol.Wide(d, seed);
        var isCostly = sampler.Share < 0.02 && region.Stepped.Any(region.IsColumnConstrained);
        for (var i = 0; i < (isCostly ? CostlyDraws : count); i++)
        {
            double[]? unit = null;
            if (sampler.Share > 0.2)
            {
                var uniform = sequence(i);
                unit = sampler.FromSequence([.. rank.Select(k => uniform[k])]);
            }

            points.Add(unit ?? sampler.SampleUnit(random));
        }

        for (var i = 0; points.Count < count && isCostly && i < CostlyDraws; i++)
        {
            var neighbors = moves.Around(points[i]).ToArray();
            random.Shuffle<double[]>(neighbors);
            points.AddRange(neighbors.Where(n => region.Accepts(n, out _)).Take((count / CostlyDraws) - 1));
        }

        return points;
    }

    /// <param name="near">Points worth looking around, best first.</param>
    /// <param name="spread">Feasible points to go towards where constraints leave no box to step in.</param>
    public List<double[]> Around(IReadOnlyList<double[]> near, List<double[]> spread, int count)
    {
        var points = new List<double[]>(count);
        if (near.Count == 0 || spread.Count == 0)
            return points;
        var centres = near.Select(c => new Centre(c, slides ? region.Slice(region.ToPlace(c)) : null, region.Stepped.Any(region.IsColumnConstrained) ? moves.Around(c) : [])).ToList();
        var draws = new double[2 * region.Cube.Dimension];
        for (var i = 0; i < count; i++)
        {
            // The better a centre, the more points: half of them around the first, a quarter around the second, …
            var centre = centres[Math.Min(BitOperations.TrailingZeroCount(~(i >> 1)), centres.Count - 1)];
            var width = Narrowest * Math.Pow(Widest / Narrowest, random.NextDouble());
            var isSparse = (i & 1) == 1;
            for (var k = 0; k < draws.Length; k++)
                draws[k] = random.NextDouble();
            if (Near(centre, width, isSparse, draws, spread[(int)random.NextInt(spread.Count)]) is { } point)
                points.Add(point);
        }

        return points;
    }

    /// <summary>A normal step in every free ordered column (in every third one when sparse), now and then another choice; constrained columns together, towards another feasible point.</summary>
    private double[]? Near(Centre centre, double width, bool isSparse, double[] draws, double[] target)
    {
        var point = (double[])centre.Unit.Clone();
        for (var j = 0; j < point.Length; j++)
        {
            var column = region.Cube.Columns[j];
            var (first, second) = (draws[2 * rank[j]], draws[(2 * rank[j]) + 1]);
            if (region.IsColumnConstrained(j) || (isSparse && second > 0.34))
                continue;
            if (column.IsCategorical)
                point[j] = first < 0.2 ? column.FromUniform(5 * first) : point[j];
            else
                point[j] = column.Snap(point[j] + (width * Normal.Quantile(Math.Clamp(first, 1e-12, 1 - 1e-12))));
        }

        if (!region.IsConstrained)
            return point;
        if (centre.Neighbors.Count > 0 && isSparse)
        {
            var neighbor = centre.Neighbors[(int)random.NextInt(centre.Neighbors.Count)];
            foreach (var j in Enumerable.Range(0, point.Length).Where(region.IsColumnConstrained))
                point[j] = neighbor[j];
        }
        else if (centre.Slice is { } slice)
        {
            var (place, goal) = (region.ToPlace(point), region.ToPlace(target));
            var x = region.Continuous.Select(i => place[i] + (region.IsColumnConstrained(i) ? 3 * width * (goal[i] - place[i]) : 0)).ToArray();
            if (!slice.Restore(x))
                return null;
            for (var k = 0; k < x.Length; k++)
                place[region.Continuous[k]] = x[k];
            point = region.ToUnit(place);
        }

        return region.Accepts(point, out _) ? point : null;
    }

    /// <summary>A point to look around, with what depends on it alone.</summary>
    private sealed record Centre(double[] Unit, Polytope? Slice, IReadOnlyList<double[]> Neighbors);
}
