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
        var search = new LbfgsbSearch(start, low, high, maxIterations, tolerance, relativeDecrease);
        var evaluations = 0;
        for (; search.Advance(); evaluations++)
            search.TrialValue = function(search.Trial, search.TrialGradient);
        return new Minimum(search.X, search.Value, evaluations);
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
}
