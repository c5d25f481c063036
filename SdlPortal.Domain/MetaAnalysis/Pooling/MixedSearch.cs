using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>The relative covariance factor with the smallest deviance: bounded quasi-Newton with the exact gradient, then Newton's method on the gradient, whose digits the deviance itself does not have.</summary>
internal sealed class MixedSearch
{
    private readonly GroupMoments moments;
    private readonly (int Row, int Column)[] free;

    public MixedSearch(GroupMoments moments, RandomTerms terms, bool restricted)
    {
        (this.moments, Terms, Restricted) = (moments, terms, restricted);
        free = Free(terms);
        double[] low = [.. free.Select(f => f.Row == f.Column ? 0 : double.NegativeInfinity)];
        var high = Enumerable.Repeat(double.PositiveInfinity, free.Length).ToArray();
        double[] start = [.. free.Select(f => f.Row == f.Column ? 1.0 : 0)];
        var minimum = Lbfgsb.Minimize(Evaluate, start, low, high, 500, 1e-9, 1e-15);
        Theta = Polish(Snap(minimum.X));
        Best = At(Theta);
    }

    public RandomTerms Terms { get; }

    public bool Restricted { get; }

    public double[] Theta { get; }

    public MixedDeviance Best { get; }

    public IReadOnlyList<(int Row, int Column)> Entries => free;

    /// <summary>The entries of Λ that are estimated.</summary>
    public static (int Row, int Column)[] Free(RandomTerms terms) => terms switch
    {
        RandomTerms.Intercept => [(0, 0)],
        RandomTerms.InterceptAndSlope => [(0, 0), (1, 0), (1, 1)],
        RandomTerms.InterceptAndSlopeUncorrelated => [(0, 0), (1, 1)],
        _ => throw new ArgumentOutOfRangeException(nameof(terms), terms, "Unknown random terms."),
    };

    public double[,] Factor(ReadOnlySpan<double> theta)
    {
        var factor = new double[moments.Q, moments.Q];
        for (var k = 0; k < free.Length; k++)
            factor[free[k].Row, free[k].Column] = theta[k];
        return factor;
    }

    public MixedDeviance At(ReadOnlySpan<double> theta) => new(moments, Factor(theta), Restricted);

    private double Evaluate(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        var deviance = At(theta);
        for (var k = 0; k < free.Length; k++)
            gradient[k] = deviance.Slope(free[k].Row, free[k].Column);
        return deviance.Value;
    }

    /// <summary>At 0 the deviance is flat, so the search creeps there: a component that does no better than 0 is 0.</summary>
    private double[] Snap(double[] theta)
    {
        var value = At(theta).Value;
        for (var k = 0; k < free.Length; k++)
        {
            if (free[k].Row != free[k].Column || theta[k] == 0)
                continue;
            double[] without = [.. theta];
            without[k] = 0;
            if (At(without).Value <= value + 1e-9)
                (theta, value) = (without, At(without).Value);
        }

        return theta;
    }

    private double[] Polish(double[] theta)
    {
        int[] moving = [.. Enumerable.Range(0, free.Length).Where(k => free[k].Row != free[k].Column || theta[k] > 0)];
        var value = At(theta).Value;
        for (var round = 0; round < 6 && moving.Length > 0; round++)
        {
            var gradient = Gradient(theta, moving);
            var hessian = Matrix<double>.Build.Dense(moving.Length, moving.Length);
            for (var c = 0; c < moving.Length; c++)
            {
                var step = 1e-5 * Math.Max(1e-2, Math.Abs(theta[moving[c]]));
                double[] up = [.. theta], down = [.. theta];
                up[moving[c]] += step;
                down[moving[c]] -= step;
                hessian.SetColumn(c, (Gradient(up, moving) - Gradient(down, moving)) / (2 * step));
            }

            var move = hessian.Solve(gradient);
            double[] next = [.. theta];
            for (var c = 0; c < moving.Length; c++)
                next[moving[c]] -= move[c];
            var better = next.All(double.IsFinite) && moving.All(k => free[k].Row != free[k].Column || next[k] > 0);
            if (!better || At(next).Value > value + 1e-9)
                break;
            (theta, value) = (next, At(next).Value);
        }

        return theta;
    }

    private Vector<double> Gradient(double[] theta, int[] moving)
    {
        var deviance = At(theta);
        return Vector<double>.Build.Dense(moving.Length, c => deviance.Slope(free[moving[c]].Row, free[moving[c]].Column));
    }
}
