using MathNet.Numerics.LinearAlgebra;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>Where the partial likelihood is largest, on scaled covariates.</summary>
/// <param name="IsInfinite">By covariate: the likelihood rises for ever along it.</param>
internal sealed record CoxMaximum(Vector<double> Beta, PartialLikelihood Likelihood, PartialLikelihood Null, bool[] IsInfinite)
{
    /// <summary>Newton's method with halved steps. Where the likelihood has a maximum the last steps vanish; along a covariate without one they go on, about one unit of the linear predictor each.</summary>
    public static CoxMaximum Find(CoxRisk risk, TiesMethod ties)
    {
        var beta = Vector<double>.Build.Dense(risk.P);
        var start = risk.At(beta, ties);
        var (here, step) = (start, Vector<double>.Build.Dense(risk.P));
        for (var round = 0; round < 60 && risk.P > 0; round++)
        {
            step = Step(here);
            if (step.AbsoluteMaximum() < 1e-11)
                break;
            var (scale, next) = (1.0, risk.At(beta + step, ties));
            while (!(next.Value >= here.Value - (1e-12 * Math.Abs(here.Value))) && scale > 1e-4)
            {
                scale /= 2;
                next = risk.At(beta + (scale * step), ties);
            }

            var rise = next.Value - here.Value;
            (beta, here) = (beta + (scale * step), next);
            if (round > 8 && rise < 1e-10 * Math.Abs(here.Value) && step.AbsoluteMaximum() > 0.05)
                break;
        }

        return new CoxMaximum(beta, here, start, [.. step.Select(s => Math.Abs(s) > 0.05)]);
    }

    /// <summary>The information may vanish along a covariate without a maximum; a ridge of rounding's size keeps the step finite.</summary>
    private static Vector<double> Step(PartialLikelihood at)
    {
        var eigen = at.Information.Evd(Symmetricity.Symmetric);
        var along = eigen.EigenVectors.Transpose() * at.Score;
        var floor = 1e-14 * Math.Max(1e-300, eigen.EigenValues.Real().AbsoluteMaximum());
        for (var k = 0; k < along.Count; k++)
            along[k] = Math.Clamp(along[k] / Math.Max(floor, eigen.EigenValues[k].Real), -3, 3);
        return eigen.EigenVectors * along;
    }
}
