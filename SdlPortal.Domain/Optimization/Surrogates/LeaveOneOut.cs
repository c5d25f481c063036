using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// What the process predicts for each row from all others, hyperparameters kept, without refitting (Rasmussen and Williams 2006, equations 5.10 to 5.12), in
/// the outputs' units: μᵢ = yᵢ - αᵢ / [K⁻¹]ᵢᵢ and σᵢ² = 1 / [K⁻¹]ᵢᵢ with the row's own noise.
/// </summary>
public sealed class LeaveOneOut
{
    internal LeaveOneOut(GaussianProcess model)
    {
        var data = model.Data;
        var diagonal = model.Factor.DiagonalOfInverse();
        Means = new double[data.Count];
        Sds = new double[data.Count];
        LatentSds = new double[data.Count];
        for (var i = 0; i < data.Count; i++)
        {
            var residual = model.Alpha[i] / diagonal[i];
            var variance = 1 / diagonal[i];
            Means[i] = data.Mean + (data.Deviation * (data.Standardized[i] - residual));
            Sds[i] = data.Deviation * Math.Sqrt(variance);
            LatentSds[i] = data.Deviation * Math.Sqrt(Math.Max(0, variance - model.NoiseVariance(i)));
            LogDensity += (-0.5 * residual * residual / variance) - (0.5 * Math.Log(2 * Math.PI * variance)) - Math.Log(data.Deviation);
        }
    }

    /// <summary>Predicted means.</summary>
    public double[] Means { get; }

    /// <summary>Standard deviations of the prediction of the result, noise included: what intervals for results are made of.</summary>
    public double[] Sds { get; }

    /// <summary>Standard deviations of the latent function.</summary>
    public double[] LatentSds { get; }

    /// <summary>Sum of the log predictive densities of all rows: larger is a better model.</summary>
    public double LogDensity { get; }
}
