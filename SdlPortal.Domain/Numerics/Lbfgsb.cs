namespace SdlPortal.Domain.Numerics;

/// <summary>Value of a function at x (n numbers); writes its n partial derivatives to <paramref name="gradient"/>.</summary>
public delegate double Differentiable(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Where the minimizer ended: the best point found, its value, and how many evaluations it took.</summary>
public sealed record Minimum(double[] X, double Value, int Evaluations);

/// <summary>
/// Minimizes a smooth function between bounds with limited-memory BFGS on the variables that are free, and a line search along the
/// path projected onto the box (two-metric projection: Bertsekas 1982, SIAM J. Control Optim. 20, 221; two-loop recursion: Nocedal and Wright, algorithm 7.4).
/// All state is local to the call.
/// </summary>
public static class Lbfgsb
{
    /// <param name="tolerance">Ends when no component of the projected gradient exceeds it.</param>
    /// <param name="relativeDecrease">Ends when two successive steps lower the value by less than this share of max(1, |value|).</param>
    public static Minimum Minimize(Differentiable function, ReadOnlySpan<double> start, ReadOnlySpan<double> low, ReadOnlySpan<double> high,
        int maxIterations = 100, double tolerance = 1e-6, double relativeDecrease = 1e-10)
    {
        var n = start.Length;
        var x = start.ToArray();
        for (var i = 0; i < n; i++)
            x[i] = Math.Clamp(x[i], low[i], high[i]);
        var gradient = new double[n];
        var value = function(x, gradient);
        var evaluations = 1;
        if (!double.IsFinite(value))
            return new Minimum(x, value, evaluations);

        var steps = new StepMemory(n);
        var free = new bool[n];
        var direction = new double[n];
        var trial = new double[n];
        var trialGradient = new double[n];
        var small = 0;
        for (var iteration = 0; iteration < maxIterations && small < 2; iteration++)
        {
            if (MarkFree(x, gradient, low, high, free) <= tolerance)
                break;
            steps.Direction(gradient, free, direction);
            var slope = Dot(gradient, direction, free);
            if (!(slope < 0))
            {
                steps.Clear();
                steps.Direction(gradient, free, direction);
                slope = Dot(gradient, direction, free);
            }

            var length = steps.Count == 0 ? Math.Min(1, 0.5 / Norm(direction)) : 1.0;
            var accepted = false;
            var trialValue = value;
            for (var attempt = 0; attempt < 25; attempt++)
            {
                var predicted = 0.0;
                for (var i = 0; i < n; i++)
                {
                    trial[i] = Math.Clamp(x[i] + (length * direction[i]), low[i], high[i]);
                    predicted += gradient[i] * (trial[i] - x[i]);
                }

                trialValue = function(trial, trialGradient);
                evaluations++;
                if (double.IsFinite(trialValue) && trialValue <= value + (1e-4 * predicted) && predicted < 0)
                {
                    accepted = true;
                    break;
                }

                // The minimum of the parabola through value, slope and trial, kept between a tenth and a half of the step.
                var curvature = 2 * (trialValue - value - (length * slope));
                var guess = double.IsFinite(curvature) && curvature > 0 ? -slope * length * length / curvature : 0;
                length = Math.Clamp(guess, 0.1 * length, 0.5 * length);
            }

            if (!accepted)
            {
                if (steps.Count == 0)
                    break;
                steps.Clear();
                continue;
            }

            steps.Remember(x, trial, gradient, trialGradient);
            small = value - trialValue <= relativeDecrease * Math.Max(1, Math.Abs(value)) ? small + 1 : 0;
            (x, trial) = (trial, x);
            (gradient, trialGradient) = (trialGradient, gradient);
            value = trialValue;
        }

        return new Minimum(x, value, evaluations);
    }

    /// <summary>Marks the variables that may move, and returns the largest component of the projected gradient.</summary>
    private static double MarkFree(double[] x, double[] gradient, ReadOnlySpan<double> low, ReadOnlySpan<double> high, bool[] free)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            free[i] = !((x[i] <= low[i] && gradient[i] >= 0) || (x[i] >= high[i] && gradient[i] <= 0));
            if (free[i])
                largest = Math.Max(largest, Math.Abs(gradient[i]));
        }

        return largest;
    }

    internal static double Dot(double[] a, double[] b, bool[] free)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            if (free[i])
                sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Vectors.Dot(a, a)) + 1e-300;
}
