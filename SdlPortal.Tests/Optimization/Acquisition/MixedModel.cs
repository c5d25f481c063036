using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Tests.Optimization.Acquisition;

/// <summary>A process over d columns of which the last is a choice among three, with made-up results.</summary>
internal static class MixedModel
{
    public static GaussianProcess Build(int n, int d, long seed, double noise = 0.02)
    {
        var inputs = Points(n, d, seed);
        var random = SeededRandom.Derive(seed, 2);
        var outputs = inputs.Select(x => 5 + Math.Sin(4 * x[0]) - Math.Pow(x[1] - 0.4, 2) + (x[^1] == 1 ? 0.5 : 0) + (0.1 * random.NextNormal())).ToArray();
        return new GaussianProcess(new TrainingSet(inputs, outputs, [.. Enumerable.Range(0, d).Select(j => j == d - 1)]), new Hyperparameters([.. Enumerable.Range(0, d).Select(j => 0.3 + (0.1 * j))], 1.2, noise, 0.1));
    }

    public static List<double[]> Points(int n, int d, long seed)
    {
        var random = SeededRandom.Derive(seed, 1);
        return [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, d).Select(j => j == d - 1 ? random.NextInt(3) : random.NextDouble()).ToArray())];
    }
}
