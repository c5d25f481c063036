using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// The model's kernel between eight points and a fixed list (training inputs, then latent points), number i of point l at 8 i + l. The same
/// kernel as <see cref="KernelRows"/>, arranged for eight points at a time. Remembers the points last asked for; one object per thread.
/// </summary>
internal sealed class KernelLanes
{
    private const int Lanes = TriangularLanes.Width;
    private readonly KernelRows single;
    private readonly int dimension;
    private readonly int padded;
    private readonly int[] choices;
    private readonly double[] inverse;
    private readonly double outputScale;

    /// <summary>Scaled numbers, one row per listed point, padded to a multiple of four columns; categorical columns are 0.</summary>
    private readonly double[] rows;
    private readonly double[] choiceRows;
    private readonly double[] at;
    private readonly double[] choicesAt;

    public KernelLanes(GaussianProcess model, IReadOnlyList<double[]> latent)
    {
        var data = model.Data;
        single = model.Kernel;
        dimension = data.Dimension;
        padded = (dimension + 3) & ~3;
        outputScale = model.Hyper.OutputScale;
        choices = [.. Enumerable.Range(0, dimension).Where(j => data.Categorical[j])];
        inverse = [.. model.Hyper.LengthScales.Select(l => 1 / l)];
        var count = data.Count + latent.Count;
        rows = new double[count * padded];
        choiceRows = new double[count * choices.Length];
        at = new double[padded * Lanes];
        choicesAt = new double[choices.Length * Lanes];
        for (var i = 0; i < count; i++)
        {
            var point = i < data.Count ? data.Input(i) : latent[i - data.Count];
            for (var j = 0; j < dimension; j++)
                rows[(i * padded) + j] = data.Categorical[j] ? 0 : point[j] * inverse[j];
            for (var c = 0; c < choices.Length; c++)
                choiceRows[(i * choices.Length) + c] = point[choices[c]];
        }
    }

    /// <summary>The kernel between two points.</summary>
    public double Covariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => single.Covariance(a, b);

    /// <summary>The kernel between up to eight points (row-major) and the first <paramref name="count"/> of the list; and, unless empty, its derivatives by r².</summary>
    public void Covariances(ReadOnlySpan<double> points, int count, Span<double> values, Span<double> derivatives)
    {
        var given = points.Length / dimension;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var point = points.Slice(Math.Min(lane, given - 1) * dimension, dimension);
            for (var j = 0; j < dimension; j++)
                at[(j * Lanes) + lane] = point[j] * inverse[j];
            for (var c = 0; c < choices.Length; c++)
            {
                at[(choices[c] * Lanes) + lane] = 0;
                choicesAt[(c * Lanes) + lane] = point[choices[c]];
            }
        }

        ref var x = ref MemoryMarshal.GetArrayDataReference(at);
        ref var row = ref MemoryMarshal.GetArrayDataReference(rows);
        ref var value = ref MemoryMarshal.GetReference(values[..(count * Lanes)]);
        ref var derivative = ref MemoryMarshal.GetReference(derivatives.IsEmpty ? values : derivatives[..(count * Lanes)]);
        for (var i = 0; i < count; i++)
        {
            var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (var j = 0; j < padded; j += 2)
            {
                var first = TriangularLanes.Load(ref x, j) - TriangularLanes.Lanes(ref row, (i * padded) + j);
                var second = TriangularLanes.Load(ref x, j + 1) - TriangularLanes.Lanes(ref row, (i * padded) + j + 1);
                even = Vector512.FusedMultiplyAdd(first, first, even);
                odd = Vector512.FusedMultiplyAdd(second, second, odd);
            }

            var squared = choices.Length == 0 ? even + odd : even + odd + Mismatches(i);
            var root = Vector512.Sqrt(squared * 5);
            var e = LaneMath.Exp(-root) * outputScale;
            var linear = Vector512<double>.One + root;
            TriangularLanes.Store(Vector512.FusedMultiplyAdd(squared, Vector512.Create(5.0 / 3), linear) * e, ref value, i);
            if (!derivatives.IsEmpty)
                TriangularLanes.Store(linear * e * (-5.0 / 6), ref derivative, i);
        }
    }

    /// <summary>
    /// The gradients (row-major, one row per point last asked for) of a function of the points through their kernel values, with cᵢ = ∂F/∂kᵢ · dkᵢ/dr²:
    /// ∂F/∂xⱼ = Σ cᵢ 2 (xⱼ - Xᵢⱼ)/lⱼ². Categorical columns have none:
    /// there both numbers are kept as 0.
    /// </summary>
    public void Gradients(ReadOnlySpan<double> weights, Span<double> gradients)
    {
        ref var c = ref MemoryMarshal.GetReference(weights);
        ref var row = ref MemoryMarshal.GetArrayDataReference(rows);
        ref var x = ref MemoryMarshal.GetArrayDataReference(at);
        var count = rows.Length / padded;
        var given = gradients.Length / dimension;
        for (var first = 0; first < padded; first += 4)
        {
            var (g0, g1, g2, g3, total) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var i = 0; i < count; i++)
            {
                var weight = TriangularLanes.Load(ref c, i);
                var start = (i * padded) + first;
                total += weight;
                g0 = Vector512.FusedMultiplyAdd(weight, TriangularLanes.Lanes(ref row, start), g0);
                g1 = Vector512.FusedMultiplyAdd(weight, TriangularLanes.Lanes(ref row, start + 1), g1);
                g2 = Vector512.FusedMultiplyAdd(weight, TriangularLanes.Lanes(ref row, start + 2), g2);
                g3 = Vector512.FusedMultiplyAdd(weight, TriangularLanes.Lanes(ref row, start + 3), g3);
            }

            for (var j = first; j < Math.Min(first + 4, dimension); j++)
            {
                var sum = (j - first) switch { 0 => g0, 1 => g1, 2 => g2, _ => g3 };
                var slope = ((TriangularLanes.Load(ref x, j) * total) - sum) * (2 * inverse[j]);
                for (var lane = 0; lane < given; lane++)
                    gradients[(lane * dimension) + j] = slope[lane];
            }
        }
    }

    private Vector512<double> Mismatches(int i)
    {
        var sum = Vector512<double>.Zero;
        for (var c = 0; c < choices.Length; c++)
        {
            var isEqual = Vector512.Equals(Vector512.LoadUnsafe(ref choicesAt[c * Lanes]), Vector512.Create(choiceRows[(i * choices.Length) + c]));
            var scale = inverse[choices[c]];
            sum += Vector512.ConditionalSelect(isEqual, Vector512<double>.Zero, Vector512.Create(scale * scale));
        }

        return sum;
    }
}
