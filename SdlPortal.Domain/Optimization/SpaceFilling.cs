using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>Points chosen without a model. Everything follows from the encoded request.</summary>
internal static class SpaceFilling
{
    private const int Candidates = 256;
    private const int MaxEnumerated = 4000;

    /// <summary>A free configuration drawn evenly; a repeat, with a remark, when none is free.</summary>
    public static (Configuration Configuration, string[] Remarks) Random(EncodedRequest encoded, long purpose)
    {
        var random = SeededRandom.Derive(encoded.Seed(purpose));
        var isTaken = encoded.Rules(encoded.MayRepeat).First().IsTaken;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var unit = encoded.Sampler.SampleUnit(random);
            var configuration = encoded.Sampler.Region.Cube.Decode(unit);
            if (!isTaken(unit, configuration))
                return (configuration, []);
        }

        if (FreeOrRepeat(encoded) is { } pool)
            return (pool.Points[(int)random.NextInt(pool.Points.Count)].Configuration, pool.Remarks);
        return (encoded.Sampler.Sample(random), ["No free configuration was found in many draws, so this one may be a repeat."]);
    }

    /// <summary>The feasible candidate farthest from everything measured or pending (maximin distance, Johnson et al. 1990).</summary>
    /// <param name="away">Further points to keep away from.</param>
    public static (Configuration Configuration, string[] Remarks) Farthest(EncodedRequest encoded, long purpose, params IEnumerable<double[]> away)
    {
        var random = SeededRandom.Derive(encoded.Seed(purpose));
        var region = encoded.Sampler.Region;
        var (points, remarks) = FreeOrRepeat(encoded) ?? (Free(encoded, Enumerable.Range(0, Candidates).Select(_ => encoded.Sampler.SampleUnit(random))), []);
        if (points.Count == 0)
            return Random(encoded, purpose);
        var others = encoded.Inputs.Concat(encoded.Pending).Concat(away).ToList();
        if (others.Count == 0)
            return (points[(int)random.NextInt(points.Count)].Configuration, remarks);
        return (points.MaxBy(p => others.Min(o => Distance(region.Cube, p.Unit, o))).Configuration, remarks);
    }

    /// <summary>The free configuration in the boxes of a prior that is farthest from everything measured or pending; null where many draws find none that keeps the constraints.</summary>
    public static Configuration? InPrior(EncodedRequest encoded, RegionPrior prior, long purpose)
    {
        var random = SeededRandom.Derive(encoded.Seed(purpose));
        var region = encoded.Sampler.Region;
        var uniform = new double[region.Cube.Dimension];
        var points = new List<double[]>();
        for (var i = 0; i < Candidates; i++)
        {
            for (var j = 0; j < uniform.Length; j++)
                uniform[j] = random.NextDouble();
            var point = prior.Place(uniform, region.Cube, random);
            if (region.Accepts(point, out _))
                points.Add(point);
        }

        var free = Free(encoded, points);
        if (free.Count == 0)
            return null;
        var others = encoded.Inputs.Concat(encoded.Pending).ToList();
        return others.Count == 0 ? free[0].Configuration : free.MaxBy(p => others.Min(o => Distance(region.Cube, p.Unit, o))).Configuration;
    }

    /// <summary>In a finite space small enough to list: what the strictest rule that leaves anything leaves; null in other spaces.</summary>
    private static (List<(double[] Unit, Configuration Configuration)> Points, string[] Remarks)? FreeOrRepeat(EncodedRequest encoded)
    {
        if (encoded.Sampler.Region.Enumerate(MaxEnumerated) is not { } all)
            return null;
        var decoded = all.Select(u => (Unit: u, Configuration: encoded.Sampler.Region.Cube.Decode(u))).ToList();
        foreach (var (isTaken, remark) in encoded.Rules(encoded.MayRepeat))
        {
            var free = decoded.Where(p => !isTaken(p.Unit, p.Configuration)).ToList();
            if (free.Count > 0)
                return (free, remark is null ? [] : [remark]);
        }

        return (decoded, []);
    }

    private static List<(double[] Unit, Configuration Configuration)> Free(EncodedRequest encoded, IEnumerable<double[]> units)
    {
        var isTaken = encoded.Rules(encoded.MayRepeat).First().IsTaken;
        return [.. units.Select(u => (Unit: u, Configuration: encoded.Sampler.Region.Cube.Decode(u))).Where(p => !isTaken(p.Unit, p.Configuration))];
    }

    /// <summary>Squared, in the unit cube; different choices are 1 apart.</summary>
    internal static double Distance(UnitCube cube, double[] a, double[] b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
            sum += cube.Columns[j].IsCategorical ? (a[j] == b[j] ? 0 : 1) : (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }
}
