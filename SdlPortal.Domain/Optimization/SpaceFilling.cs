using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>Points chosen without a model. Everything follows from the encoded request.</summary>
internal static class SpaceFilling
{
    private const int Candidates = 256;
    private const int MaxEnumerated = 4000;

    public const string Exhausted = "Every configuration of the space is measured or pending, so this one is a repeat.";

    /// <summary>A free configuration drawn evenly; a repeat, with a remark, when none is free.</summary>
    public static (Configuration Configuration, string[] Remarks) Random(EncodedRequest encoded, long purpose)
    {
        var random = SeededRandom.Derive(encoded.Seed(purpose));
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var unit = encoded.Sampler.SampleUnit(random);
            var configuration = encoded.Sampler.Region.Cube.Decode(unit);
            if (!encoded.IsTaken(unit, configuration))
                return (configuration, []);
        }

        if (FreeOrRepeat(encoded) is { } pool)
            return (pool.Points[(int)random.NextInt(pool.Points.Count)].Configuration, pool.Remarks);
        return (encoded.Sampler.Sample(random), [Exhausted]);
    }

    /// <summary>The feasible candidate farthest from everything measured or pending (maximin distance, Johnson et al. 1990).</summary>
    public static (Configuration Configuration, string[] Remarks) Farthest(EncodedRequest encoded, long purpose)
    {
        var random = SeededRandom.Derive(encoded.Seed(purpose));
        var region = encoded.Sampler.Region;
        var (points, remarks) = FreeOrRepeat(encoded) ?? (
            [.. Enumerable.Range(0, Candidates).Select(_ => encoded.Sampler.SampleUnit(random)).Select(u => (u, region.Cube.Decode(u))).Where(p => !encoded.IsTaken(p.u, p.Item2))], []);
        if (points.Count == 0)
            return Random(encoded, purpose);
        var others = encoded.Inputs.Concat(encoded.Pending).ToList();
        if (others.Count == 0)
            return (points[(int)random.NextInt(points.Count)].Configuration, remarks);
        return (points.MaxBy(p => others.Min(o => Distance(region.Cube, p.Unit, o))).Configuration, remarks);
    }

    /// <summary>In a finite space small enough to list: what is free, else what is at least not pending, else everything; null in other spaces.</summary>
    public static (List<(double[] Unit, Configuration Configuration)> Points, string[] Remarks)? FreeOrRepeat(EncodedRequest encoded)
    {
        if (encoded.Sampler.Region.Enumerate(MaxEnumerated) is not { } all)
            return null;
        var decoded = all.Select(u => (u, encoded.Sampler.Region.Cube.Decode(u))).ToList();
        var free = decoded.Where(p => !encoded.IsTaken(p.u, p.Item2)).ToList();
        if (free.Count > 0)
            return (free, []);
        var idle = decoded.Where(p => !encoded.IsPending(p.u, p.Item2)).ToList();
        return (idle.Count > 0 ? idle : decoded, [Exhausted]);
    }

    private static double Distance(UnitCube cube, double[] a, double[] b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
            sum += cube.Columns[j].IsCategorical ? (a[j] == b[j] ? 0 : 1) : (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }
}
