using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// One function drawn from the posterior (Thompson sampling: Thompson 1933; Kandasamy et al. 2018, arXiv 1705.09236, for pending experiments): an exact joint
/// draw at the given points, and between them the mean of what is still possible. It is smooth, and at every place at least as certain as a full draw.
/// </summary>
public sealed class PosteriorSample : PosteriorAcquisition
{
    private readonly double[] normals;

    /// <param name="model">Fitted to outputs of which larger is better.</param>
    /// <param name="points">Where the function is drawn, d numbers each; the more and the denser, the wilder it may be.</param>
    /// <param name="seed">Decides the draw.</param>
    public PosteriorSample(GaussianProcess model, IReadOnlyList<double[]> points, long seed)
        : base(model, points)
    {
        var random = SeededRandom.Derive(seed, 0x7405);
        normals = new double[points.Count];
        for (var i = 0; i < normals.Length; i++)
            normals[i] = random.NextNormal();
    }

    public override string Name => "posterior sample";

    public override double Value(double score) => score;

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation)
    {
        var scale = Model.Data.Deviation;
        var value = Posterior.Mean;
        var shifts = Posterior.Shifts;
        var slopes = Posterior.ShiftSlopes;
        for (var i = 0; i < normals.Length; i++)
        {
            var at = i * ConditionedPosterior.Lanes;
            value = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref shifts[at]), Vector512.Create(normals[i]), value);
            if (wantsGradient)
                Vector512.Create(scale * normals[i]).StoreUnsafe(ref slopes[at]);
        }

        byMean = Vector512.Create(scale);
        byDeviation = Vector512<double>.Zero;
        return (byMean * value) + Vector512.Create(Model.Data.Mean);
    }
}
