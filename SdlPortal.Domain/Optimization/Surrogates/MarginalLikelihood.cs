using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The log marginal likelihood log N(y; m, K + noise·I) of a training set under a Matern-5/2 kernel and its gradient
/// (Rasmussen and Williams 2006, equations 5.8 and 5.9). Holds scratch space: one object per thread.
/// </summary>
public sealed class MarginalLikelihood
{
    private readonly TrainingSet data;
    private readonly int n;

    /// <summary>Squared differences of each column for the pairs (i, k), k &lt; i, packed row after row.</summary>
    private readonly double[][] differences;
    private readonly double[] squared;
    private readonly double[] kernel;
    private readonly double[] derivative;
    private readonly double[] matrix;
    private readonly double[] inverse;

    public MarginalLikelihood(TrainingSet data)
    {
        this.data = data;
        n = data.Count;
        var pairs = n * (n - 1) / 2;
        differences = new double[data.Dimension][];
        for (var j = 0; j < data.Dimension; j++)
        {
            var column = differences[j] = new double[pairs];
            var at = 0;
            for (var i = 0; i < n; i++)
            {
                for (var k = 0; k < i; k++)
                    column[at++] = data.SquaredDifference(j, data.Inputs[(i * data.Dimension) + j], data.Inputs[(k * data.Dimension) + j]);
            }
        }

        squared = new double[pairs];
        kernel = new double[pairs];
        derivative = new double[pairs];
        matrix = new double[n * n];
        inverse = new double[n * n];
    }

    /// <summary>Total log marginal likelihood of the standardized outputs.</summary>
    /// <param name="gradient">
    /// Empty, or d + 3 numbers: the derivatives by log length scales, log output scale, log noise, and the mean itself.
    /// </param>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public double Evaluate(Hyperparameters hyper, Span<double> gradient = default) => Evaluate(hyper, profileMean: false, gradient, out _);

    /// <summary>
    /// The same with the mean that maximizes the likelihood for the other hyperparameters, m = 1ᵀK⁻¹y / 1ᵀK⁻¹1, returned in
    /// <paramref name="mean"/>; its derivative is 0.
    /// </summary>
    public double EvaluateProfiled(Hyperparameters hyper, Span<double> gradient, out double mean) => Evaluate(hyper, profileMean: true, gradient, out mean);

    private double Evaluate(Hyperparameters hyper, bool profileMean, Span<double> gradient, out double mean)
    {
        var d = data.Dimension;
        FillMatrix(hyper);
        var factor = Cholesky.Factor(matrix, n);
        var residual = (double[])data.Standardized.Clone();
        mean = hyper.Mean;
        if (profileMean)
        {
            var ones = new double[n];
            Array.Fill(ones, 1);
            factor.Solve(ones);
            mean = Vectors.Dot(ones, data.Standardized) / ones.Sum();
        }

        for (var i = 0; i < n; i++)
            residual[i] -= mean;
        var alpha = (double[])residual.Clone();
        factor.Solve(alpha);
        var value = (-0.5 * Vectors.Dot(residual, alpha)) - (0.5 * factor.LogDeterminant()) - (0.5 * n * Math.Log(2 * Math.PI));
        if (gradient.IsEmpty)
            return value;

        // With B = αα' - K⁻¹ the derivative by a parameter is ½ tr(B dK); off-diagonal pairs count twice.
        FillInverse(factor);
        var trace = 0.0;
        var at = 0;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            trace += (alpha[i] * alpha[i]) - inverse[(i * n) + i];
            var pairs = kernel.AsSpan(at, i);
            var row = inverse.AsSpan(i * n, i);
            sum += (alpha[i] * Vectors.Dot(pairs, alpha)) - Vectors.Dot(pairs, row);
            for (var k = 0; k < i; k++)
                squared[at + k] = ((alpha[i] * alpha[k]) - row[k]) * derivative[at + k];
            at += i;
        }

        // dk/dlog l = s·k'(r²)·(-2 D/l²)
        for (var j = 0; j < d; j++)
            gradient[j] = hyper.OutputScale * -2 / (hyper.LengthScales[j] * hyper.LengthScales[j]) * Vectors.Dot(squared, differences[j]);
        gradient[d] = hyper.OutputScale * (sum + (0.5 * trace));
        gradient[d + 1] = 0.5 * hyper.Noise * trace;
        gradient[d + 2] = profileMean ? 0 : alpha.Sum();
        return value;
    }

    private void FillMatrix(Hyperparameters hyper)
    {
        Array.Clear(squared);
        for (var j = 0; j < data.Dimension; j++)
            Vectors.AddScaled(squared, 1 / (hyper.LengthScales[j] * hyper.LengthScales[j]), differences[j]);
        Vectors.Matern52(squared, kernel, derivative);
        var at = 0;
        for (var i = 0; i < n; i++)
        {
            var row = matrix.AsSpan(i * n, i + 1);
            for (var k = 0; k < i; k++)
                row[k] = hyper.OutputScale * kernel[at++];
            row[i] = hyper.OutputScale + hyper.Noise;
        }
    }

    /// <summary>Lower triangle of (K + noise I)⁻¹ = L⁻ᵀ L⁻¹.</summary>
    private void FillInverse(Cholesky factor)
    {
        var lower = factor.InverseFactor();
        Array.Clear(inverse);
        for (var i = 0; i < n; i++)
        {
            var row = lower.AsSpan(i * n, i + 1);
            for (var j = 0; j <= i; j++)
                Vectors.AddScaled(inverse.AsSpan(j * n, j + 1), row[j], row);
        }
    }
}
