using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Logistic;

/// <summary>
/// Logistic regression, binary or multinomial: least ½ ‖w‖² + C Σ log loss, intercepts not penalized, as scikit-learn's. By Newton's method with a line search where the matrix of second derivatives is small, else by limited-memory BFGS.
/// </summary>
/// <param name="C">Above 0; the larger, the weaker the penalty.</param>
public sealed record LogisticEstimator(double C) : IEstimator
{
    /// <summary>Unknowns up to which Newton's steps are taken.</summary>
    private const int MostUnknowns = 400;

    /// <summary>Multiplications of one Newton step at most.</summary>
    private const double MostWork = 4e9;

    private const int MostSteps = 200;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"logistic regression, C = {C:0.######}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        var present = PresentClasses.Of(y, classes);
        if (present.Count < 2)
            return new LogisticModel(width, classes, present.All, [], []);
        var loss = new LogisticLoss(x, width, present.Coded(y), present.Count, C, step);
        var size = loss.Size;
        var w = (double)y.Length * size * size / 2 <= MostWork && size <= MostUnknowns ? Newton(loss) : Descend(loss);
        var (intercepts, weights) = (new double[loss.Outputs], new double[loss.Outputs * width]);
        for (var k = 0; k < loss.Outputs; k++)
        {
            intercepts[k] = w[(k * (width + 1)) + width];
            w.AsSpan(k * (width + 1), width).CopyTo(weights.AsSpan(k * width));
        }

        return new LogisticModel(width, classes, present.All, intercepts, weights);
    }

    private static double[] Newton(LogisticLoss loss)
    {
        var size = loss.Size;
        var (w, gradient, hessian) = (new double[size], new double[size], new double[size * size]);
        var value = loss.Evaluate(w, gradient, hessian);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var move = Array.ConvertAll(gradient, g => -g);
            if (Factor(hessian, size) is not { } factor)
                break;
            factor.Solve(move);
            var slope = Vectors.Dot(gradient, move);

            // Half of it is what the step promises.
            if (!(-slope > 1e-22 * Math.Max(1e-300, Math.Abs(value))))
                break;
            var (length, next, nextGradient) = (1.0, new double[size], new double[size]);
            var found = double.PositiveInfinity;
            for (var halvings = 0; halvings < 40; halvings++, length /= 2)
            {
                w.CopyTo(next, 0);
                Vectors.AddScaled(next, length, move);
                found = loss.Evaluate(next, nextGradient, []);
                if (found <= value + (1e-4 * length * slope))
                    break;
            }

            if (!(found < value))
                break;
            w = next;
            value = loss.Evaluate(w, gradient, hessian);
        }

        return w;
    }

    /// <summary>Intercepts of separable classes hardly bend the loss; what rounding takes is added to the diagonal.</summary>
    private static Cholesky? Factor(double[] hessian, int size)
    {
        try
        {
            return Cholesky.TryFactor(hessian, size) ?? Cholesky.Factor(hessian, size);
        }
        catch (CholeskyException)
        {
            return null;
        }
    }

    private static double[] Descend(LogisticLoss loss)
    {
        var (low, high) = (new double[loss.Size], new double[loss.Size]);
        Array.Fill(low, double.NegativeInfinity);
        Array.Fill(high, double.PositiveInfinity);
        var scale = loss.Scale;

        // Per row, so that the tolerances mean the same for any number of rows.
        double PerRow(ReadOnlySpan<double> w, Span<double> gradient)
        {
            var value = loss.Evaluate(w, gradient, []);
            foreach (ref var g in gradient)
                g /= scale;
            return value / scale;
        }

        return Lbfgsb.Minimize(PerRow, new double[loss.Size], low, high, maxIterations: 1000, tolerance: 1e-7, relativeDecrease: 1e-12).X;
    }
}
