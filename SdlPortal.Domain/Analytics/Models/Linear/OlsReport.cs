using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>
/// What a linear regression by ordinary least squares tells beyond its predictions: each coefficient with its uncertainty, how well it fits and which rows it hangs on. Not a number stands where data do not suffice, and a remark says why.
/// </summary>
/// <param name="Terms">The intercept, then one for each column.</param>
/// <param name="Rank">Independent columns, the intercept aside.</param>
/// <param name="DegreesOfFreedom">Rows − rank − 1.</param>
/// <param name="ResidualVariance">σ² = Σ e² / degrees of freedom.</param>
/// <param name="RSquared">1 − Σ e² / Σ (y − ȳ)²; not a number for constant outcomes.</param>
/// <param name="Leverages">n diagonals of the hat matrix, intercept included.</param>
/// <param name="CookDistances">n; e² h / ((rank + 1) σ² (1 − h)²) (Cook 1977, Technometrics 19, 15).</param>
/// <param name="PressRmse">√ mean (e / (1 − h))²: the error at each row when it is left out (Allen 1974).</param>
/// <param name="DurbinWatson">Σ (eᵢ − eᵢ₋₁)² / Σ e² in the order of rows: about 2 where neighbors tell nothing of each other.</param>
public sealed record OlsReport(
    IReadOnlyList<OlsTerm> Terms,
    int Rows,
    int Rank,
    int DegreesOfFreedom,
    double ResidualVariance,
    double RSquared,
    IReadOnlyList<double> Leverages,
    IReadOnlyList<double> CookDistances,
    double PressRmse,
    double DurbinWatson,
    IReadOnlyList<string> Remarks)
{
    /// <summary>Rows whose leverage is nearer to 1 decide their own prediction.</summary>
    private const double OwnLeverage = 1 - 1e-10;

    /// <param name="x">n x d, row-major, finite.</param>
    /// <param name="features">d names.</param>
    public static OlsReport Of(double[] x, IReadOnlyList<string> features, double[] y, CancellationToken cancellationToken = default)
    {
        var (n, d) = (y.Length, features.Count);
        var design = new CenteredDesign(x, d, y);
        var model = OrdinaryEstimator.Fit(design, out var qr, out var lengths, cancellationToken);
        var predicted = model.Predict(x, d);
        var residuals = new double[n];
        for (var i = 0; i < n; i++)
            residuals[i] = y[i] - (d == 0 ? model.Intercept : predicted[i]);
        var freedom = n - qr.Rank - 1;
        var (squares, total) = (Vectors.Dot(residuals, residuals), Vectors.Dot(design.Outcomes, design.Outcomes));
        var variance = freedom > 0 ? squares / freedom : double.NaN;
        List<string> remarks = [.. model.Remarks];
        if (freedom <= 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{n} rows leave nothing to judge {qr.Rank + 1} coefficients by: standard errors need at least {qr.Rank + 2} rows."));

        var leverages = Array.ConvertAll(qr.RowLengths(), h => Math.Min(1, h + (1.0 / n)));
        var (cook, press, decided) = (new double[n], 0.0, 0);
        for (var i = 0; i < n; i++)
        {
            var rest = 1 - leverages[i];
            var own = leverages[i] > OwnLeverage;
            decided += own ? 1 : 0;
            cook[i] = own ? double.NaN : residuals[i] * residuals[i] * leverages[i] / ((qr.Rank + 1) * variance * rest * rest);
            press += own ? 0 : residuals[i] / rest * (residuals[i] / rest);
        }

        if (decided > 0 && freedom > 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{decided} of {n} rows alone decide their own prediction; they are left out of the error at rows left out."));
        return new OlsReport(
            [.. TermsOf(model, design, qr, lengths, features, variance, freedom)], n, qr.Rank, freedom, variance,
            total > 0 ? 1 - (squares / total) : double.NaN, leverages, cook, decided == n ? double.NaN : Math.Sqrt(press / (n - decided)), SquaredSteps(residuals) / squares, remarks);
    }

    private static IEnumerable<OlsTerm> TermsOf(LinearModel model, CenteredDesign design, PivotedQr qr, double[] lengths, IReadOnlyList<string> features, double variance, int freedom)
    {
        var d = features.Count;
        var inverse = qr.InverseLeading();
        var errors = new double[d];
        Array.Fill(errors, double.NaN);
        var towardMeans = new double[qr.Rank];
        for (var k = 0; k < qr.Rank; k++)
        {
            var column = qr.Pivots[k];
            for (var j = 0; j < qr.Rank; j++)
                towardMeans[j] += inverse[k][j] * design.Means[column] / lengths[column];
            if (IsOwn(qr, inverse[k]))
                errors[column] = Math.Sqrt(variance * Vectors.Dot(inverse[k], inverse[k])) / lengths[column];
        }

        // The mean outcome and the slopes are uncorrelated: var b₀ = σ² (1/n + x̄ᵀ (Xᵀ X)⁻¹ x̄).
        var interceptKnown = qr.Rank == d || Enumerable.Range(0, d).All(j => !double.IsNaN(errors[j]) || design.Means[j] == 0);
        yield return OlsTerm.Of("intercept", model.Intercept, interceptKnown ? Math.Sqrt(variance * ((1.0 / design.Rows) + Vectors.Dot(towardMeans, towardMeans))) : double.NaN, freedom);
        for (var j = 0; j < d; j++)
            yield return OlsTerm.Of(features[j], model.Coefficients[j], errors[j], freedom);
    }

    /// <summary>A coefficient stands for its column alone where no dependent column leans on it: its row of R₁₁⁻¹ R₁₂ is 0.</summary>
    private static bool IsOwn(PivotedQr qr, double[] inverseRow)
    {
        for (var j = qr.Rank; j < qr.Pivots.Length; j++)
        {
            var lean = 0.0;
            for (var i = 0; i < qr.Rank; i++)
                lean += inverseRow[i] * qr.R(i, j);
            if (Math.Abs(lean) > 1e-8)
                return false;
        }

        return true;
    }

    private static double SquaredSteps(double[] residuals)
    {
        var sum = 0.0;
        for (var i = 1; i < residuals.Length; i++)
            sum += (residuals[i] - residuals[i - 1]) * (residuals[i] - residuals[i - 1]);
        return sum;
    }
}
