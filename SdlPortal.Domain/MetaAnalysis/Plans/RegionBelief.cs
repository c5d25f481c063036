using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>The belief that a region's own figures give where no donors' runs came along: inside of it the top decile has its probability, drawn from its interval in log odds, and outside what is left of the tenth of everything.</summary>
internal sealed class RegionBelief : PlanBelief
{
    private const int Drawn = 64;

    private readonly IReadOnlyList<PriorRegion> boxes;
    private readonly double[] inside;
    private readonly double[] outside;

    /// <param name="share">The share of the space that the boxes cover.</param>
    public RegionBelief(Region region, IReadOnlyList<PriorRegion> boxes, double share, long seed)
        : base([.. Enumerable.Range(0, Drawn).Select(i => new[] { i })], [.. Enumerable.Repeat(1.0, Drawn)], Math.Max(1, region.Tasks), seed)
    {
        this.boxes = boxes;
        var (mean, low, high) = (region.TopDecileProbability.Mean, region.TopDecileProbability.Low, region.TopDecileProbability.High);
        var centre = Logit(double.IsFinite(mean) ? mean : 0.1);
        var sd = double.IsFinite(low) && double.IsFinite(high) ? (Logit(high) - Logit(low)) / 3.92 : 1;
        var random = SeededRandom.Derive(seed, 0x4E6);
        inside = new double[Drawn];
        outside = new double[Drawn];
        for (var i = 0; i < Drawn; i++)
        {
            inside[i] = TaskPosterior.Logistic(centre + (sd * random.NextNormal()));
            outside[i] = share < 1 ? Math.Clamp((0.1 - (inside[i] * share)) / (1 - share), 0.005, 0.5) : 0.1;
        }
    }

    public override PointBelief At(Configuration configuration)
    {
        var chances = boxes.Any(b => NarrowedSpace.Contains(b, configuration)) ? inside : outside;
        return new PointBelief(chances, [.. chances.Select(c => c / 2)], [.. chances.Select(c => 100 * ((0.95 * c) + (0.45 * (1 - c))))]);
    }

    private static double Logit(double p) => Math.Clamp(p, 0.001, 0.999) is var c ? Math.Log(c / (1 - c)) : 0;
}
