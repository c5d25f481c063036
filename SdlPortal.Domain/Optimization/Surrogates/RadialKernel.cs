using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>What a kernel says about eight scaled squared distances: its value and its derivative by r², each times exp(-shift).</summary>
internal interface IRadialFormula
{
    static abstract void At(Vector512<double> squared, Vector512<double> shift, out Vector512<double> value, out Vector512<double> slope);
}

/// <summary>k = (1 + √5 r + 5/3 r²) e, dk/dr² = -5/6 (1 + √5 r) e with e = exp(-√5 r): smooth at r = 0.</summary>
internal readonly struct Matern52 : IRadialFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(Vector512<double> squared, Vector512<double> shift, out Vector512<double> value, out Vector512<double> slope)
    {
        var root = Vector512.Sqrt(squared * 5);
        var e = Exponential.OfNegative(Vector512<double>.Zero - root - shift);
        var linear = Vector512<double>.One + root;
        value = Vector512.FusedMultiplyAdd(squared, Vector512.Create(5.0 / 3), linear) * e;
        slope = linear * e * (-5.0 / 6);
    }
}

/// <summary>k = exp(-r²/2), dk/dr² = -k/2.</summary>
internal readonly struct Rbf : IRadialFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(Vector512<double> squared, Vector512<double> shift, out Vector512<double> value, out Vector512<double> slope)
    {
        value = Exponential.OfNegative((squared * -0.5) - shift);
        slope = value * -0.5;
    }
}

/// <summary>
/// The loop over pairs of points that all uses of a kernel share: k = s · formula(r²) · exp(-shift) with r² = Σ (Δ/l)² over the ordered columns and
/// shift = Σ δ/(2 l²) over the categorical ones, δ = 0 for the same choice and 1 for another: the product of the radial kernel with an exponential
/// Hamming kernel whose rate lets one prior serve all length scales (docs/results/surrogate.md compares). Stateless. A new kernel is a formula and a line in <see cref="Of"/>.
/// </summary>
internal abstract class RadialKernel
{
    private static readonly RadialKernel Matern = new Loop<Matern52>();
    private static readonly RadialKernel Gaussian = new Loop<Rbf>();

    public static RadialKernel Of(KernelKind kind) => kind == KernelKind.Rbf ? Gaussian : Matern;

    /// <summary>
    /// Step t (of <paramref name="steps"/>) pairs eight lanes at <paramref name="lanes"/> + t · laneStep with the point at <paramref name="point"/> + t · pointStep,
    /// and writes eight values, and eight derivatives by r² unless <paramref name="slopes"/> is a null reference, at 8 t. Columns follow each other at the strides given.
    /// </summary>
    public abstract void Fill(KernelColumns columns, ref double lanes, int laneStride, int laneStep, ref double point, int pointStride, int pointStep,
        int steps, ref double values, ref double slopes);

    /// <summary>
    /// The kernel among points kept column by column (each of <paramref name="padded"/> numbers) in packed panels, and unless empty its derivatives by r² likewise.
    /// </summary>
    public void FillTriangle(KernelColumns columns, Span<double> points, int padded, Span<double> values, Span<double> slopes)
    {
        ref var first = ref MemoryMarshal.GetReference(points);
        for (var p = 0; p < padded / Panels.Width; p++)
        {
            ref var slope = ref slopes.IsEmpty ? ref Unsafe.NullRef<double>() : ref slopes[Panels.Start(p)];
            Fill(columns, ref Unsafe.Add(ref first, p * Panels.Width), padded, 0, ref first, padded, 1, (p + 1) * Panels.Width, ref values[Panels.Start(p)], ref slope);
        }
    }

    private sealed class Loop<TFormula> : RadialKernel
        where TFormula : struct, IRadialFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Fill(KernelColumns columns, ref double lanes, int laneStride, int laneStep, ref double point, int pointStride, int pointStep,
            int steps, ref double values, ref double slopes)
        {
            var ordered = columns.Ordered;
            var total = columns.Order.Length;
            var scale = Vector512.Create(columns.OutputScale);
            var wantsSlopes = !Unsafe.IsNullRef(ref slopes);
            for (var t = 0; t < steps; t++)
            {
                ref var a = ref Unsafe.Add(ref lanes, t * laneStep);
                ref var b = ref Unsafe.Add(ref point, t * pointStep);
                var squared = Vector512<double>.Zero;
                var shift = Vector512<double>.Zero;
                for (var j = 0; j < ordered; j++)
                {
                    var difference = Vector512.LoadUnsafe(ref a) - Vector512.Create(b);
                    squared = Vector512.FusedMultiplyAdd(difference, difference, squared);
                    a = ref Unsafe.Add(ref a, laneStride);
                    b = ref Unsafe.Add(ref b, pointStride);
                }

                for (var j = ordered; j < total; j++)
                {
                    var isEqual = Vector512.Equals(Vector512.LoadUnsafe(ref a), Vector512.Create(b));
                    shift += Vector512.ConditionalSelect(isEqual, Vector512<double>.Zero, Vector512.Create(columns.Weights[j]));
                    a = ref Unsafe.Add(ref a, laneStride);
                    b = ref Unsafe.Add(ref b, pointStride);
                }

                TFormula.At(squared, shift, out var value, out var slope);
                (value * scale).StoreUnsafe(ref values, (nuint)(t * Panels.Width));
                if (wantsSlopes)
                    (slope * scale).StoreUnsafe(ref slopes, (nuint)(t * Panels.Width));
            }
        }
    }
}
