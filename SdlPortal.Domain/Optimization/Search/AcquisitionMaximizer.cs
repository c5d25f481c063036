using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Finds the configuration with the best acquisition score: every one of a small finite space is scored; otherwise feasible low-discrepancy points and
/// points near the best results are scored and the best few climbed. Whatever it returns belongs to the space and is not taken. Pure.
/// </summary>
public static class AcquisitionMaximizer
{
    private const int MaxEnumerated = 4000;
    private const int RawPoints = 256;
    private const int NearPoints = 64;
    private const int Climbs = 6;

    /// <param name="near">Unit points worth looking around, best first.</param>
    /// <param name="isTaken">True for points that must not be proposed: pending ones, and in a finite space those already done.</param>
    /// <returns>The unit point, its configuration and score; null when everything tried is taken.</returns>
    public static (double[] Unit, Configuration Configuration, double Score)? Maximize(AcquisitionFunction acquisition, FeasibleSampler sampler,
        IReadOnlyList<double[]> near, Func<double[], Configuration, bool> isTaken, long seed, CancellationToken cancellationToken = default)
    {
        var region = sampler.Region;
        if (region.Enumerate(MaxEnumerated) is { } all)
            return FirstFree(all.Select(u => (u, acquisition.Score(u, default))), region, isTaken);

        var raw = Raw(sampler, near, seed).Select(u => (Unit: u, Score: acquisition.Score(u, default))).OrderByDescending(p => p.Score).ToList();
        var search = new LocalSearch(acquisition, region);
        var found = new List<(double[] Unit, double Score)>();
        foreach (var start in Starts(raw))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(search.Climb(start));
        }

        return FirstFree([.. found, .. raw], region, isTaken);
    }

    private static (double[] Unit, Configuration Configuration, double Score)? FirstFree(IEnumerable<(double[] Unit, double Score)> found, FeasibleRegion region, Func<double[], Configuration, bool> isTaken)
    {
        foreach (var (unit, score) in found.OrderByDescending(p => p.Score))
        {
            if (region.Accepts(unit, out var configuration) && !isTaken(unit, configuration))
                return (unit, configuration, score);
        }

        return null;
    }

    private static IEnumerable<double[]> Raw(FeasibleSampler sampler, IReadOnlyList<double[]> near, long seed)
    {
        var region = sampler.Region;
        var random = SeededRandom.Derive(seed, 0x3A3);
        var sequence = Sobol.Wide(region.Cube.Dimension, seed);
        for (var i = 0; i < RawPoints; i++)
            yield return (sampler.Share > 0.2 ? sampler.FromSequence(sequence(i)) : null) ?? sampler.SampleUnit(random);
        for (var i = 0; i < NearPoints && near.Count > 0; i++)
        {
            var centre = near[i % near.Count];
            if ((region.IsConstrained ? Between(region, centre, sampler.SampleUnit(random), random) : Around(region.Cube, centre, random)) is { } point)
                yield return point;
        }
    }

    /// <summary>A normal step of a few hundredths to a tenth in every ordered column; now and then another choice.</summary>
    private static double[] Around(UnitCube cube, double[] centre, SeededRandom random)
    {
        var point = (double[])centre.Clone();
        var width = 0.02 + (0.1 * random.NextDouble());
        for (var j = 0; j < point.Length; j++)
        {
            var step = width * random.NextNormal();
            if (cube.Columns[j].IsCategorical)
                point[j] = random.NextDouble() < 0.2 ? cube.Columns[j].FromUniform(random.NextDouble()) : point[j];
            else
                point[j] = cube.Columns[j].Snap(point[j] + step);
        }

        return point;
    }

    /// <summary>A short way from a point towards another feasible one: inside the constraints, which are convex, when the stepped columns stay.</summary>
    private static double[]? Between(FeasibleRegion region, double[] centre, double[] other, SeededRandom random)
    {
        var place = region.ToPlace(centre);
        var share = 0.25 * random.NextDouble();
        foreach (var i in region.Stepped)
            other[i] = centre[i];
        if (region.Slice(place) is not { } slice)
            return null;
        var x = region.Continuous.Select(i => place[i]).ToArray();
        var target = region.ToPlace(other);
        for (var k = 0; k < x.Length; k++)
            x[k] += share * (target[region.Continuous[k]] - x[k]);
        if (!slice.Restore(x))
            return null;
        for (var k = 0; k < x.Length; k++)
            place[region.Continuous[k]] = x[k];
        var unit = region.ToUnit(place);
        return region.Accepts(unit, out _) ? unit : null;
    }

    /// <summary>The best raw points that are not close together.</summary>
    private static IEnumerable<double[]> Starts(List<(double[] Unit, double Score)> ranked)
    {
        var chosen = new List<double[]>();
        foreach (var (unit, _) in ranked)
        {
            if (chosen.Any(c => c.Zip(unit, (a, b) => Math.Abs(a - b)).Max() < 0.05))
                continue;
            chosen.Add(unit);
            if (chosen.Count == Climbs)
                break;
        }

        return chosen;
    }
}
