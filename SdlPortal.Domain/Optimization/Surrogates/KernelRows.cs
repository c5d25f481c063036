using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The kernel (see <see cref="RadialKernel"/>) between any point and a fixed list of points. The list is kept column by column and divided by the length
/// scales, so that one call is one straight loop, eight points at a time. Immutable.
/// </summary>
internal sealed class KernelRows
{
    private const int Width = Panels.Width;
    private readonly KernelColumns columns;
    private readonly RadialKernel kernel;
    private readonly int padded;

    /// <summary>Column at place p of point i at p · padded + i; zeros past the end.</summary>
    private readonly double[] points;

    public KernelRows(IReadOnlyList<double[]> points, bool[] categorical, Hyperparameters hyper)
        : this([.. points.SelectMany(p => p)], points.Count, categorical, hyper)
    {
    }

    /// <param name="inputs">count x d, row-major.</param>
    public KernelRows(ReadOnlySpan<double> inputs, int count, bool[] categorical, Hyperparameters hyper)
    {
        columns = new KernelColumns(categorical);
        columns.Rescale(hyper.LengthScales, hyper.OutputScale);
        kernel = RadialKernel.Of(hyper.Kernel);
        var d = categorical.Length;
        Count = count;
        padded = Panels.Padded(Count);
        points = new double[d * padded];
        for (var place = 0; place < d; place++)
        {
            for (var i = 0; i < Count; i++)
                points[(place * padded) + i] = columns.Scaled(place, inputs[(i * d) + columns.Order[place]]);
        }
    }

    public int Count { get; }

    /// <summary>The kernel between two points.</summary>
    public double Covariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var d = columns.Order.Length;
        Span<double> lanes = stackalloc double[d * Width];
        Span<double> point = stackalloc double[d];
        Span<double> value = stackalloc double[Width];
        Scale(a, lanes, Width);
        Scale(b, point, 1);
        kernel.Fill(columns, ref MemoryMarshal.GetReference(lanes), Width, 0, ref MemoryMarshal.GetReference(point), 1, 0, 1,
            ref MemoryMarshal.GetReference(value), ref Unsafe.NullRef<double>());
        return value[0];
    }

    /// <summary>
    /// The kernel between x and the first points of the list, as many as <paramref name="values"/> holds; and, unless empty, its derivatives by r² in
    /// <paramref name="derivatives"/>.
    /// </summary>
    public void Covariances(ReadOnlySpan<double> x, Span<double> values, Span<double> derivatives)
    {
        Span<double> point = stackalloc double[columns.Order.Length];
        Scale(x, point, 1);
        var whole = values.Length / Width;
        var tail = values.Length - (whole * Width);
        ref var first = ref MemoryMarshal.GetArrayDataReference(points);
        ref var slopes = ref derivatives.IsEmpty ? ref Unsafe.NullRef<double>() : ref MemoryMarshal.GetReference(derivatives[..values.Length]);
        kernel.Fill(columns, ref first, padded, Width, ref MemoryMarshal.GetReference(point), 1, 0, whole, ref MemoryMarshal.GetReference(values), ref slopes);
        if (tail == 0)
            return;
        Span<double> last = stackalloc double[2 * Width];
        kernel.Fill(columns, ref Unsafe.Add(ref first, whole * Width), padded, 0, ref MemoryMarshal.GetReference(point), 1, 0, 1, ref last[0], ref last[Width]);
        last[..tail].CopyTo(values[(whole * Width)..]);
        if (!derivatives.IsEmpty)
            last.Slice(Width, tail).CopyTo(derivatives[(whole * Width)..]);
    }

    /// <summary>
    /// The kernel between <paramref name="count"/> points (count x d, row-major) and the whole list: count x n, row-major, into <paramref name="values"/>.
    /// </summary>
    public void Covariances(ReadOnlySpan<double> points, int count, Span<double> values)
    {
        var d = columns.Order.Length;
        for (var p = 0; p < count; p++)
            Covariances(points.Slice(p * d, d), values.Slice(p * Count, Count), default);
    }

    /// <summary>
    /// The kernel between up to eight points (row-major; unused lanes repeat the last) and the first <paramref name="rows"/> points of the list as a panel: number i of
    /// point l at 8 i + l; and, unless empty, its derivatives by r² likewise.
    /// </summary>
    public void Panel(ReadOnlySpan<double> points, int rows, Span<double> values, Span<double> derivatives)
    {
        var d = columns.Order.Length;
        var given = points.Length / d;
        Span<double> lanes = stackalloc double[d * Width];
        for (var lane = 0; lane < Width; lane++)
            Scale(points.Slice(Math.Min(lane, given - 1) * d, d), lanes[lane..], Width);
        ref var slopes = ref derivatives.IsEmpty ? ref Unsafe.NullRef<double>() : ref MemoryMarshal.GetReference(derivatives[..(rows * Width)]);
        kernel.Fill(columns, ref MemoryMarshal.GetReference(lanes), Width, 0, ref MemoryMarshal.GetArrayDataReference(this.points), padded, 1, rows,
            ref MemoryMarshal.GetReference(values[..(rows * Width)]), ref slopes);
    }

    /// <summary>The kernel among the listed points in packed panels (<see cref="Panels"/>).</summary>
    public void Triangle(Span<double> packed) => kernel.FillTriangle(columns, points, padded, packed, default);

    /// <summary>
    /// For a function of x through its kernel values, with cᵢ = ∂F/∂kᵢ · dkᵢ/dr²: adds ∂F/∂xⱼ = Σ cᵢ · 2 (xⱼ - Xᵢⱼ)/l² to each component of the gradient.
    /// Categorical columns have none.
    /// </summary>
    public void AddGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> c, Span<double> gradient)
    {
        ref var weights = ref MemoryMarshal.GetReference(c);
        for (var place = 0; place < columns.Ordered; place++)
        {
            var at = columns.Scaled(place, x[columns.Order[place]]);
            var lanes = Vector512.Create(at);
            ref var column = ref points[place * padded];
            var sum = Vector512<double>.Zero;
            var i = 0;
            for (; i <= c.Length - Width; i += Width)
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref weights, (nuint)i), lanes - Vector512.LoadUnsafe(ref column, (nuint)i), sum);
            var total = Panels.Total(sum);
            for (; i < c.Length; i++)
                total += c[i] * (at - Unsafe.Add(ref column, i));
            gradient[columns.Order[place]] += 2 * columns.Weights[place] * total;
        }
    }

    /// <summary>
    /// The gradients of up to eight points at once (row-major, added to), with the weights cᵢ of point l at 8 i + l, as many rows as they hold.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddGradients(ReadOnlySpan<double> x, ReadOnlySpan<double> weights, Span<double> gradients)
    {
        var d = columns.Order.Length;
        var given = x.Length / d;
        ref var c = ref MemoryMarshal.GetReference(weights);
        ref var p = ref MemoryMarshal.GetArrayDataReference(points);
        Span<double> lanes = stackalloc double[d * Width];
        for (var lane = 0; lane < Width; lane++)
            Scale(x.Slice(Math.Min(lane, given - 1) * d, d), lanes[lane..], Width);
        for (var place = 0; place < columns.Ordered; place += 2)
        {
            // Two columns share the loads of the weights.
            var other = Math.Min(place + 1, columns.Ordered - 1);
            ref var first = ref Unsafe.Add(ref p, place * padded);
            ref var second = ref Unsafe.Add(ref p, other * padded);
            var (a, b) = (Vector512.LoadUnsafe(ref lanes[place * Width]), Vector512.LoadUnsafe(ref lanes[other * Width]));
            var (sumA, sumB) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (nuint i = 0; i < (nuint)(weights.Length / Width); i++)
            {
                var weight = Vector512.LoadUnsafe(ref c, i * Width);
                sumA = Vector512.FusedMultiplyAdd(weight, a - Vector512.Create(Unsafe.Add(ref first, i)), sumA);
                sumB = Vector512.FusedMultiplyAdd(weight, b - Vector512.Create(Unsafe.Add(ref second, i)), sumB);
            }

            (sumA * (2 * columns.Weights[place])).StoreUnsafe(ref lanes[place * Width]);
            (sumB * (2 * columns.Weights[other])).StoreUnsafe(ref lanes[other * Width]);
        }

        for (var place = 0; place < columns.Ordered; place++)
        {
            for (var lane = 0; lane < given; lane++)
                gradients[(lane * d) + columns.Order[place]] += lanes[(place * Width) + lane];
        }
    }

    private void Scale(ReadOnlySpan<double> x, Span<double> target, int stride)
    {
        for (var place = 0; place < columns.Order.Length; place++)
            target[place * stride] = columns.Scaled(place, x[columns.Order[place]]);
    }
}
