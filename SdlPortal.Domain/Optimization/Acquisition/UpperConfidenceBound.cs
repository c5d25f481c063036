using System.Runtime.Intrinsics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// mean + √β · deviation (Srinivas et al. 2010, arXiv 0912.3995, with BoTorch's β under the root). Pending points lower the deviation, whatever their
/// results will be, and leave the mean (GP-BUCB: Desautels et al. 2014, JMLR 15, 4053).
/// </summary>
public sealed class UpperConfidenceBound(GaussianProcess model, IReadOnlyList<double[]> pending, double beta) : PosteriorAcquisition(model, pending)
{
    public override string Name => "upper confidence bound";

    public double Beta => beta;

    public override double Value(double score) => score;

    private protected override Vector512<double> Evaluate(bool wantsGradient, out Vector512<double> byMean, out Vector512<double> byDeviation)
    {
        Posterior.ShiftSlopes.Clear();
        var scale = Model.Data.Deviation;
        byMean = Vector512.Create(scale);
        byDeviation = Vector512.Create(Math.Sqrt(beta) * scale);
        return (byMean * Posterior.Mean) + (byDeviation * Posterior.Deviation) + Vector512.Create(Model.Data.Mean);
    }
}
