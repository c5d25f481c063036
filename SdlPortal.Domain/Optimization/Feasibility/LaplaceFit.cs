using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Feasibility;

/// <summary>
/// The mode of the latent function of a probit classifier and the Gaussian around it (Rasmussen and Williams 2006, algorithm 3.1): the slopes
/// ∇ log p(y|f), the square roots of the negative curvature W, and the lower factor of B = I + W½ K W½. Immutable.
/// </summary>
internal sealed record LaplaceFit(double Mean, double Variance, double[] Slopes, double[] Roots, Cholesky Factor, double Evidence)
{
    private const int MaxSteps = 50;

    /// <param name="labels">+1 or -1 for each row.</param>
    /// <param name="mean">Prior mean of the latent function.</param>
    /// <param name="variance">Its prior variance, that of the kernel.</param>
    public static LaplaceFit Of(KernelRows kernel, IReadOnlyList<double[]> rows, double[] labels, double mean, double variance)
    {
        var n = rows.Count;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
            kernel.Covariances(rows[i], covariance.AsSpan(i * n, n), default);
        var f = new double[n];
        var (a, slopes, roots) = (new double[n], new double[n], new double[n]);
        var previous = double.NegativeInfinity;
        Array.Fill(f, mean);
        for (var step = 0; ; step++)
        {
            var fits = 0.0;
            for (var i = 0; i < n; i++)
            {
                var z = labels[i] * f[i];
                var log = Normal.LogCdf(z);
                var ratio = Normal.HazardBelow(z, log);
                fits += log;
                slopes[i] = labels[i] * ratio;
                roots[i] = Math.Sqrt(Math.Max(ratio * (ratio + z), 0));
            }

            var factor = FactorOfB(covariance, roots);
            var fall = 0.0;
            for (var i = 0; i < n; i++)
                fall += 0.5 * a[i] * (f[i] - mean);
            var objective = fits - fall;

            // The objective is concave and Newton's steps on a probit do not overshoot, so the first step that gains nothing is the last.
            if (step == MaxSteps || objective - previous < 1e-10)
                return new LaplaceFit(mean, variance, slopes, roots, factor, objective - (0.5 * factor.LogDeterminant()));
            previous = objective;
            Step(covariance, factor, slopes, roots, mean, f, a);
        }
    }

    private static Cholesky FactorOfB(double[] covariance, double[] roots)
    {
        var n = roots.Length;
        var b = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                b[(i * n) + j] = roots[i] * roots[j] * covariance[(i * n) + j];
            b[(i * n) + i] += 1;
        }

        return Cholesky.Factor(b, n);
    }

    /// <summary>One Newton step: b = W (f - m) + ∇, a = b - W½ B⁻¹ W½ K b, f = m + K a.</summary>
    private static void Step(double[] covariance, Cholesky factor, double[] slopes, double[] roots, double mean, double[] f, double[] a)
    {
        var n = f.Length;
        var c = new double[n];
        for (var i = 0; i < n; i++)
            a[i] = (roots[i] * roots[i] * (f[i] - mean)) + slopes[i];
        for (var i = 0; i < n; i++)
            c[i] = roots[i] * Vectors.Dot(covariance.AsSpan(i * n, n), a);
        factor.Solve(c);
        for (var i = 0; i < n; i++)
            a[i] -= roots[i] * c[i];
        for (var i = 0; i < n; i++)
            f[i] = mean + Vectors.Dot(covariance.AsSpan(i * n, n), a);
    }
}
