namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The last steps of a quasi-Newton search with the changes of the gradient along them: what limited-memory BFGS knows of the curvature
/// (Nocedal and Wright 2006, algorithm 7.4). A ring of arrays that are used again.
/// </summary>
internal sealed class StepMemory(int dimension)
{
    private const int Capacity = 8;
    private readonly (double[] S, double[] Y)[] ring = new (double[], double[])[Capacity];
    private int next;

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    /// <summary>The quasi-Newton descent direction in the variables that are free.</summary>
    public void Direction(double[] gradient, bool[] free, double[] direction)
    {
        for (var i = 0; i < dimension; i++)
            direction[i] = free[i] ? -gradient[i] : 0;
        if (Count == 0)
            return;
        Span<double> alpha = stackalloc double[Capacity];
        Span<double> curvature = stackalloc double[Capacity];
        for (var k = Count - 1; k >= 0; k--)
        {
            var (s, y) = Step(k);
            curvature[k] = Lbfgsb.Dot(s, y, free);
            alpha[k] = curvature[k] > 0 ? Lbfgsb.Dot(s, direction, free) / curvature[k] : 0;
            Add(direction, -alpha[k], y, free);
        }

        var (_, last) = Step(Count - 1);
        var scale = curvature[Count - 1] > 0 ? curvature[Count - 1] / Lbfgsb.Dot(last, last, free) : 1;
        for (var i = 0; i < dimension; i++)
            direction[i] *= scale;
        for (var k = 0; k < Count; k++)
        {
            var (s, y) = Step(k);
            if (curvature[k] > 0)
                Add(direction, alpha[k] - (Lbfgsb.Dot(y, direction, free) / curvature[k]), s, free);
        }
    }

    public void Remember(double[] x, double[] nextX, double[] gradient, double[] nextGradient)
    {
        var (curvature, square) = (0.0, 0.0);
        for (var i = 0; i < dimension; i++)
        {
            var change = nextGradient[i] - gradient[i];
            curvature += (nextX[i] - x[i]) * change;
            square += change * change;
        }

        // Without positive curvature the pair would spoil the metric; it is left out.
        if (curvature <= 1e-10 * square)
            return;
        ref var slot = ref ring[next];
        if (slot.S is null)
            slot = (new double[dimension], new double[dimension]);
        for (var i = 0; i < dimension; i++)
        {
            slot.S[i] = nextX[i] - x[i];
            slot.Y[i] = nextGradient[i] - gradient[i];
        }

        next = (next + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
    }

    /// <summary>The steps from the oldest to the last.</summary>
    private (double[] S, double[] Y) Step(int k) => ring[(next - Count + k + (2 * Capacity)) % Capacity];

    private static void Add(double[] target, double factor, double[] source, bool[] free)
    {
        for (var i = 0; i < target.Length; i++)
        {
            if (free[i])
                target[i] += factor * source[i];
        }
    }
}
