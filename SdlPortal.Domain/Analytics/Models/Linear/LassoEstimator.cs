using System.Globalization;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>
/// Lasso (Tibshirani 1996) and elastic net (Zou and Hastie 2005): least 1/(2n) ‖y − X b − b₀‖² + α ρ |b|₁ + α (1 − ρ)/2 ‖b‖², the intercept not penalized, as scikit-learn's Lasso (ρ = 1) and ElasticNet.
/// </summary>
/// <param name="Alpha">In units of outcome times column; or, where <paramref name="IsShare"/>, the part of the least α at which no coefficient is left, which fits any unit.</param>
/// <param name="L1Share">ρ, above 0, at most 1.</param>
public sealed record LassoEstimator(double Alpha, bool IsShare = false, double L1Share = 1) : IEstimator
{
    /// <summary>The way down to a small penalty goes in steps of this factor, each from the solution before.</summary>
    private const double Descent = 0.5;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(L1Share < 1 ? "elastic net" : "lasso")}, α = {(IsShare ? $"{100 * Alpha:0.###} % of the largest" : $"{Alpha:0.######}")}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        var design = new CenteredDesign(x, width, y);
        var descent = new CoordinateDescent(design, step.Cancellation);
        var largest = descent.LargestPenalty / L1Share;
        var alpha = IsShare ? Alpha * largest : Alpha;
        for (var at = largest * Descent; at > alpha && at > 1e-6 * largest; at *= Descent)
            descent.Solve(at * L1Share, at * (1 - L1Share), exact: false);
        descent.Solve(alpha * L1Share, alpha * (1 - L1Share), exact: true);
        return design.Model(descent.Coefficients, descent.Remarks());
    }

    /// <summary>The models along a falling row of penalties, each started from the one before.</summary>
    /// <param name="alphas">As <see cref="Alpha"/>, not as shares; falling.</param>
    public static IReadOnlyList<LinearModel> Path(double[] x, int width, double[] y, IReadOnlyList<double> alphas, AnalysisStep step, double l1Share = 1)
    {
        var design = new CenteredDesign(x, width, y);
        var descent = new CoordinateDescent(design, step.Cancellation);
        var models = new List<LinearModel>();
        foreach (var alpha in alphas)
        {
            descent.Solve(alpha * l1Share, alpha * (1 - l1Share), exact: true);
            models.Add(design.Model([.. descent.Coefficients], descent.Remarks()));
            step.Report((double)models.Count / alphas.Count, null);
        }

        return models;
    }
}
