namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Climbs between 0 and 1 in some columns by limited-memory BFGS on those that are free and a line search along the path projected onto the box (two-metric
/// projection: Bertsekas 1982, SIAM J. Control Optim. 20, 221; two-loop recursion: Nocedal and Wright, algorithm 7.4), asking for one score and gradient at a time.
/// </summary>
internal sealed class BoxAscent(Inquiry inquiry)
{
    private const int Memory = 8;
    private const double Tolerance = 1e-4;
    private const double Least = 1e-6;

    /// <summary>The point reached, all columns, and its score; at least as good as the start.</summary>
    public double[] Unit { get; private set; } = [];

    public double Score { get; private set; } = double.NegativeInfinity;

    public IEnumerable<Inquiry> Climb(double[] start, IReadOnlyList<int> columns, int maxIterations = 60)
    {
        var n = columns.Count;
        Unit = (double[])start.Clone();
        var trial = (double[])start.Clone();
        var (x, gradient, next, nextGradient, direction) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        var (s, y, curvatures) = (new double[Memory * n], new double[Memory * n], new double[Memory]);
        var free = new bool[n];
        var pairs = 0;
        for (var k = 0; k < n; k++)
            x[k] = Math.Clamp(start[columns[k]], 0, 1);
        Spread(x, columns, trial);
        yield return inquiry.About(trial, wantsGradient: true);
        Score = inquiry.Scores[0];
        Gather(columns, gradient);
        if (!double.IsFinite(Score))
            yield break;
        Spread(x, columns, Unit);
        var small = 0;
        for (var iteration = 0; iteration < maxIterations && small < 2; iteration++)
        {
            if (MarkFree(x, gradient, free) <= Tolerance)
                break;
            var slope = Direction(gradient, free, s, y, curvatures, pairs, direction);
            if (!(slope > 0))
            {
                pairs = 0;
                slope = Direction(gradient, free, s, y, curvatures, pairs, direction);
            }

            var length = pairs == 0 ? Math.Min(1, 0.1 / (Norm(direction) + 1e-300)) : 1.0;
            var isAccepted = false;
            for (var attempt = 0; attempt < 20; attempt++)
            {
                var predicted = 0.0;
                for (var k = 0; k < n; k++)
                {
                    next[k] = Math.Clamp(x[k] + (length * direction[k]), 0, 1);
                    predicted += gradient[k] * (next[k] - x[k]);
                }

                Spread(next, columns, trial);
                yield return inquiry.About(trial, wantsGradient: true);
                var score = inquiry.Scores[0];
                if (double.IsFinite(score) && predicted > 0 && score >= Score + (1e-4 * predicted))
                {
                    isAccepted = true;
                    break;
                }

                // The top of the parabola through score, slope and trial, kept between a tenth and a half of the step.
                var curvature = 2 * (Score + (length * slope) - score);
                var guess = double.IsFinite(curvature) && curvature > 0 ? slope * length * length / curvature : 0;
                length = Math.Clamp(guess, 0.1 * length, 0.5 * length);
            }

            if (!isAccepted)
            {
                if (pairs == 0)
                    break;
                pairs = 0;
                continue;
            }

            Gather(columns, nextGradient);
            pairs = Remember(x, next, gradient, nextGradient, s, y, curvatures, pairs);
            small = inquiry.Scores[0] - Score <= Least ? small + 1 : 0;
            Score = inquiry.Scores[0];
            (x, next) = (next, x);
            (gradient, nextGradient) = (nextGradient, gradient);
            Spread(x, columns, Unit);
        }
    }

    private static void Spread(double[] x, IReadOnlyList<int> columns, double[] unit)
    {
        for (var k = 0; k < x.Length; k++)
            unit[columns[k]] = x[k];
    }

    private void Gather(IReadOnlyList<int> columns, double[] gradient)
    {
        for (var k = 0; k < gradient.Length; k++)
            gradient[k] = inquiry.Gradients[columns[k]];
    }

    /// <summary>Marks the columns that may move, and returns the largest slope among them.</summary>
    private static double MarkFree(double[] x, double[] gradient, bool[] free)
    {
        var largest = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            free[k] = !((x[k] <= 0 && gradient[k] <= 0) || (x[k] >= 1 && gradient[k] >= 0));
            if (free[k])
                largest = Math.Max(largest, Math.Abs(gradient[k]));
        }

        return largest;
    }

    /// <summary>Writes the quasi-Newton direction over the free columns and returns the slope along it. Pairs are kept oldest first.</summary>
    private static double Direction(double[] gradient, bool[] free, double[] s, double[] y, double[] curvatures, int pairs, double[] direction)
    {
        var n = direction.Length;
        for (var k = 0; k < n; k++)
            direction[k] = free[k] ? gradient[k] : 0;
        Span<double> alpha = stackalloc double[Memory];
        for (var p = pairs - 1; p >= 0; p--)
        {
            curvatures[p] = Dot(s, p * n, y, p * n, free);
            alpha[p] = curvatures[p] > 0 ? Dot(s, p * n, direction, 0, free) / curvatures[p] : 0;
            Add(direction, -alpha[p], y, p * n, free);
        }

        if (pairs > 0)
        {
            var last = (pairs - 1) * n;
            var scale = curvatures[pairs - 1] > 0 ? curvatures[pairs - 1] / Dot(y, last, y, last, free) : 1;
            for (var k = 0; k < n; k++)
                direction[k] *= scale;
        }

        for (var p = 0; p < pairs; p++)
        {
            if (curvatures[p] > 0)
                Add(direction, alpha[p] - (Dot(y, p * n, direction, 0, free) / curvatures[p]), s, p * n, free);
        }

        return Dot(gradient, 0, direction, 0, free);
    }

    /// <summary>Without negative curvature of the score the pair would spoil the metric; it is left out.</summary>
    private static int Remember(double[] x, double[] next, double[] gradient, double[] nextGradient, double[] s, double[] y, double[] curvatures, int pairs)
    {
        var n = x.Length;
        var (along, square) = (0.0, 0.0);
        for (var k = 0; k < n; k++)
        {
            var change = gradient[k] - nextGradient[k];
            along += (next[k] - x[k]) * change;
            square += change * change;
        }

        if (along <= 1e-10 * square)
            return pairs;
        if (pairs == Memory)
        {
            Array.Copy(s, n, s, 0, (Memory - 1) * n);
            Array.Copy(y, n, y, 0, (Memory - 1) * n);
            pairs--;
        }

        for (var k = 0; k < n; k++)
        {
            s[(pairs * n) + k] = next[k] - x[k];
            y[(pairs * n) + k] = gradient[k] - nextGradient[k];
        }

        curvatures[pairs] = along;
        return pairs + 1;
    }

    private static double Dot(double[] a, int fromA, double[] b, int fromB, bool[] free)
    {
        var sum = 0.0;
        for (var k = 0; k < free.Length; k++)
            sum += free[k] ? a[fromA + k] * b[fromB + k] : 0;
        return sum;
    }

    private static void Add(double[] target, double factor, double[] source, int from, bool[] free)
    {
        for (var k = 0; k < free.Length; k++)
            target[k] += free[k] ? factor * source[from + k] : 0;
    }

    private static double Norm(double[] a)
    {
        var sum = 0.0;
        foreach (var value in a)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
