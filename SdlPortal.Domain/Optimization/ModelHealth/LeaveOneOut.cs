using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// What a model predicts for one result when that result is taken out, hyperparameters kept: mean, and standard deviation with noise, larger is better.
/// </summary>
/// <param name="Result">Index of the result in the request's observations.</param>
/// <param name="Observed">The result itself.</param>
public readonly record struct LeaveOneOut(int Result, double Observed, double Mean, double Sd)
{
    /// <summary>How far the result lies from its prediction, in standard deviations.</summary>
    public double Residual => (Observed - Mean) / Sd;

    /// <summary>
    /// All rows of a model in closed form: mean yᵢ - [K⁻¹y]ᵢ/[K⁻¹]ᵢᵢ and variance 1/[K⁻¹]ᵢᵢ with the noise in K (Rasmussen and Williams 2006, equation 5.12). O(n³).
    /// </summary>
    internal static LeaveOneOut[] Of(GaussianProcess model, IReadOnlyList<int> results)
    {
        var n = model.Data.Count;
        var inverse = model.Factor.InverseFactor();
        var diagonal = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                diagonal[j] += inverse[(i * n) + j] * inverse[(i * n) + j];
        }

        var (mean, scale) = (model.Data.Mean, model.Data.Deviation);
        var rows = new LeaveOneOut[n];
        for (var i = 0; i < n; i++)
        {
            var y = model.Data.Standardized[i];
            rows[i] = new LeaveOneOut(results[i], mean + (scale * y), mean + (scale * (y - (model.Alpha[i] / diagonal[i]))), scale / Math.Sqrt(diagonal[i]));
        }

        return rows;
    }

    /// <summary>Share of the results' variance that the predictions explain: 1 - Σ(y - prediction)²/Σ(y - ȳ)². At most 1; 0 or less means no better than the mean of all results.</summary>
    public static double RSquared(IReadOnlyList<LeaveOneOut> rows)
    {
        var average = rows.Average(r => r.Observed);
        var total = rows.Sum(r => (r.Observed - average) * (r.Observed - average));
        return total > 0 ? 1 - (rows.Sum(r => (r.Observed - r.Mean) * (r.Observed - r.Mean)) / total) : 0;
    }

    /// <summary>Share of the results inside the central predictive interval of the given probability.</summary>
    public static double Coverage(IReadOnlyList<LeaveOneOut> rows, double probability)
    {
        var z = Numerics.Normal.Quantile(0.5 + (probability / 2));
        return (double)rows.Count(r => Math.Abs(r.Residual) <= z) / rows.Count;
    }
}
