using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Benchmarks.Advising;

/// <summary>A function drawn from a Gaussian process with one RBF length scale for all parameters: not the process the advisor draws from.</summary>
internal sealed class RoughTruth : GroundTruth
{
    private readonly UnitCube cube;
    private readonly FourierFeatures features;
    private readonly double[] weights;

    public RoughTruth(SearchSpace space, Objective objective, double lengthScale, double noiseSd, long seed)
        : base([objective], [noiseSd])
    {
        cube = new UnitCube(space);
        var random = SeededRandom.Derive(seed, 0x2064);
        var hyper = new Hyperparameters([.. cube.Columns.Select(_ => lengthScale)], 1, 0, 0) { Kernel = KernelKind.Rbf };
        features = new FourierFeatures(cube, hyper, random);
        weights = FourierFeatures.DrawWeights(random);
    }

    public override string Description => "A function drawn from a Gaussian process with an RBF kernel.";

    public override IReadOnlyList<double> TrueValues(Configuration configuration)
    {
        Span<double> at = stackalloc double[FourierFeatures.Count];
        features.Fill(cube.Encode(configuration), at);
        return [Vectors.Dot(at, weights)];
    }
}
