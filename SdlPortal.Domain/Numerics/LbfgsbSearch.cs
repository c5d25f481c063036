namespace SdlPortal.Domain.Numerics;

/// <summary>
/// A search for the minimum of a smooth function between bounds that asks for one value and gradient at a time (reverse communication), so that several searches can
/// be answered together: limited-memory BFGS on the variables that are free, and a line search along the path projected onto the box (two-metric projection:
/// Bertsekas 1982, SIAM J. Control Optim. 20, 221; two-loop recursion: Nocedal and Wright, algorithm 7.4). Used once.
/// </summary>
internal sealed class LbfgsbSearch
{
    private const int MaxAttempts = 25;
    private readonly double[] low;
    private readonly double[] high;
    private readonly int maxIterations;
    private readonly double tolerance;
    private readonly double relativeDecrease;
    private readonly IEnumerator<bool> questions;

    /// <param name="tolerance">Ends when no component of the projected gradient exceeds it.</param>
    /// <param name="relativeDecrease">Ends when two successive steps lower the value by less than this share of max(1, |value|).</param>
    public LbfgsbSearch(ReadOnlySpan<double> start, ReadOnlySpan<double> low, ReadOnlySpan<double> high, int maxIterations, double tolerance, double relativeDecrease)
    {
        (this.low, this.high) = (low.ToArray(), high.ToArray());
        (this.maxIterations, this.tolerance, this.relativeDecrease) = (maxIterations, tolerance, relativeDecrease);
        X = new double[start.Length];
        for (var i = 0; i < X.Length; i++)
            X[i] = Math.Clamp(start[i], low[i], high[i]);
        Trial = (double[])X.Clone();
        TrialGradient = new double[X.Length];
        questions = Questions().GetEnumerator();
    }

    /// <summary>The best point so far and its value.</summary>
    public double[] X { get; private set; }

    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>Where value and gradient are wanted.</summary>
    public double[] Trial { get; private set; }

    /// <summary>The answer, to be filled in before the next question.</summary>
    public double TrialValue { get; set; }

    public double[] TrialGradient { get; private set; }

    /// <summary>Takes the answer to the last question and comes up with the next; false when the search is over.</summary>
    public bool Advance() => questions.MoveNext();

    private IEnumerable<bool> Questions()
    {
        yield return true;
        var n = X.Length;
        var gradient = (double[])TrialGradient.Clone();
        Value = TrialValue;
        if (!double.IsFinite(Value))
            yield break;
        var steps = new StepMemory(n);
        var free = new bool[n];
        var direction = new double[n];
        var small = 0;
        for (var iteration = 0; iteration < maxIterations && small < 2; iteration++)
        {
            if (MarkFree(gradient, free) <= tolerance)
                yield break;
            steps.Direction(gradient, free, direction);
            var slope = Lbfgsb.Dot(gradient, direction, free);
            if (!(slope < 0))
            {
                steps.Clear();
                steps.Direction(gradient, free, direction);
                slope = Lbfgsb.Dot(gradient, direction, free);
            }

            var length = steps.Count == 0 ? Math.Min(1, 0.5 / (Math.Sqrt(Vectors.Dot(direction, direction)) + 1e-300)) : 1.0;
            var isAccepted = false;
            for (var attempt = 0; attempt < MaxAttempts && !isAccepted; attempt++)
            {
                var predicted = 0.0;
                for (var i = 0; i < n; i++)
                {
                    Trial[i] = Math.Clamp(X[i] + (length * direction[i]), low[i], high[i]);
                    predicted += gradient[i] * (Trial[i] - X[i]);
                }

                yield return true;
                isAccepted = double.IsFinite(TrialValue) && TrialValue <= Value + (1e-4 * predicted) && predicted < 0;

                // The minimum of the parabola through value, slope and trial, kept between a tenth and a half of the step.
                var curvature = 2 * (TrialValue - Value - (length * slope));
                var guess = double.IsFinite(curvature) && curvature > 0 ? -slope * length * length / curvature : 0;
                length = Math.Clamp(guess, 0.1 * length, 0.5 * length);
            }

            if (!isAccepted)
            {
                if (steps.Count == 0)
                    yield break;
                steps.Clear();
                continue;
            }

            steps.Remember(X, Trial, gradient, TrialGradient);
            small = Value - TrialValue <= relativeDecrease * Math.Max(1, Math.Abs(Value)) ? small + 1 : 0;
            (X, Trial) = (Trial, X);
            (gradient, TrialGradient) = (TrialGradient, gradient);
            Value = TrialValue;
        }
    }

    /// <summary>Marks the variables that may move, and returns the largest component of the projected gradient.</summary>
    private double MarkFree(double[] gradient, bool[] free)
    {
        var largest = 0.0;
        for (var i = 0; i < X.Length; i++)
        {
            free[i] = !((X[i] <= low[i] && gradient[i] >= 0) || (X[i] >= high[i] && gradient[i] <= 0));
            if (free[i])
                largest = Math.Max(largest, Math.Abs(gradient[i]));
        }

        return largest;
    }
}
