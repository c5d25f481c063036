using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>One result beside what the model predicts for it from all others (leave-one-out, hyperparameters kept), as the model sees it: larger is better.</summary>
/// <param name="Result">Index of the result in the request's observations.</param>
/// <param name="Observed">The result itself.</param>
/// <param name="Mean">What was predicted.</param>
/// <param name="Sd">Standard deviation of the prediction with noise.</param>
public readonly record struct HeldOut(int Result, double Observed, double Mean, double Sd)
{
    /// <summary>How far the result lies from its prediction, in standard deviations.</summary>
    public double Residual => (Observed - Mean) / Sd;

    internal static HeldOut[] Of(GaussianProcess model, ModelRows rows, int objective)
    {
        var left = model.LeaveOneOut();
        return [.. rows.Results.Select((result, i) => new HeldOut(result, rows.Outputs[i][objective], left.Means[i], left.Sds[i]))];
    }

    /// <summary>Share of the results' variance that the predictions explain: 1 - Σ(y - prediction)²/Σ(y - ȳ)². At most 1; 0 or less means no better than the mean of all results.</summary>
    public static double RSquared(IReadOnlyList<HeldOut> rows)
    {
        // In units of the largest distance, whose square stays in range.
        var average = rows.Average(r => r.Observed / rows.Count) * rows.Count;
        var unit = rows.Max(r => Math.Abs(r.Observed - average));
        if (!(unit > 0))
            return 0;
        double Squares(Func<HeldOut, double> from) => rows.Sum(r => (r.Observed - from(r)) / unit * ((r.Observed - from(r)) / unit));
        return 1 - (Squares(r => r.Mean) / Squares(_ => average));
    }

    /// <summary>Share of the results inside the central predictive interval of the given probability.</summary>
    public static double Coverage(IReadOnlyList<HeldOut> rows, double probability)
    {
        var z = Normal.Quantile(0.5 + (probability / 2));
        return (double)rows.Count(r => Math.Abs(r.Residual) <= z) / rows.Count;
    }
}
