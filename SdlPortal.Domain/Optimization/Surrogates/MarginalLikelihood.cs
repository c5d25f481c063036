using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// The log marginal likelihood log N(y; m, K + noise) of a training set and its gradient (Rasmussen and Williams 2006, equations 5.8 and 5.9). An
/// evaluation allocates nothing: all scratch space is rented for the object's life. One object per thread.
/// </summary>
public sealed class MarginalLikelihood : IDisposable
{
    private const int Width = Panels.Width;
    private readonly TrainingSet data;
    private readonly int n;
    private readonly int padded;
    private readonly KernelKind kind;
    private readonly KernelColumns columns;
    private readonly List<double[]> rented = [];

    /// <summary>Inputs column by column in the kernel's order, as given and scaled.</summary>
    private readonly double[] raw;
    private readonly double[] scaled;

    /// <summary>The covariance, then its factor; the kernel's derivatives by r²; the kernel itself where categorical columns need it; L⁻¹.</summary>
    private readonly double[] factor;
    private readonly double[] slopes;
    private readonly double[] values;
    private readonly double[] inverse;
    private readonly double[] inverseDiagonal;
    private readonly double[] whiteOnes;
    private readonly double[] whiteOutputs;
    private readonly double[] alpha;

    /// <summary>Eight partial sums per column.</summary>
    private readonly double[] sums;

    public MarginalLikelihood(TrainingSet data, KernelKind kind = KernelKind.Matern52)
    {
        this.data = data;
        this.kind = kind;
        n = data.Count;
        padded = Panels.Padded(n);
        columns = new KernelColumns(data.Categorical);
        var d = data.Dimension;
        raw = Rent(d * padded);
        for (var place = 0; place < d; place++)
        {
            for (var i = 0; i < padded; i++)
                raw[(place * padded) + i] = i < n ? data.Inputs[(i * d) + columns.Order[place]] : 0;
        }

        scaled = Rent(d * padded);
        factor = Rent(Panels.Length(n));
        slopes = Rent(Panels.Length(n));
        values = columns.Ordered < d ? Rent(Panels.Length(n)) : factor;
        inverse = Rent(TriangularInverse.Length(n));
        inverseDiagonal = Rent(padded);
        whiteOnes = Rent(padded);
        whiteOutputs = Rent(padded);
        alpha = Rent(padded);
        sums = Rent(d * Width);
    }

    public void Dispose()
    {
        foreach (var array in rented)
            ArrayPool<double>.Shared.Return(array);
        rented.Clear();
    }

    /// <summary>Total log marginal likelihood of the standardized outputs (less their trend).</summary>
    /// <param name="gradient">
    /// Empty, or d + 3 numbers: the derivatives by log length scales, log output scale, log noise, and the mean itself.
    /// </param>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public double Evaluate(Hyperparameters hyper, Span<double> gradient = default)
    {
        var mean = hyper.Mean;
        return Evaluate(hyper.LengthScales, hyper.OutputScale, hyper.Noise, isProfiled: false, ref mean, gradient);
    }

    /// <summary>
    /// The same with the mean that maximizes the likelihood for the other hyperparameters, m = 1ᵀK⁻¹y / 1ᵀK⁻¹1, returned in
    /// <paramref name="mean"/>; its derivative is 0.
    /// </summary>
    public double EvaluateProfiled(Hyperparameters hyper, Span<double> gradient, out double mean)
    {
        mean = 0;
        return Evaluate(hyper.LengthScales, hyper.OutputScale, hyper.Noise, isProfiled: true, ref mean, gradient);
    }

    internal double Evaluate(ReadOnlySpan<double> lengthScales, double outputScale, double noise, bool isProfiled, ref double mean, Span<double> gradient)
    {
        var jitter = Factor(lengthScales, outputScale, noise, wantsSlopes: !gradient.IsEmpty);
        var ones = whiteOnes.AsSpan(0, n);
        var residual = whiteOutputs.AsSpan(0, n);
        ones.Fill(1);
        CholeskyPanels.SolveLower(factor, inverseDiagonal, ones);
        data.Residuals.CopyTo(residual);
        CholeskyPanels.SolveLower(factor, inverseDiagonal, residual);
        if (isProfiled)
            mean = Vectors.Dot(ones, residual) / Vectors.Dot(ones, ones);
        Vectors.AddScaled(residual, -mean, ones);
        var square = Vectors.Dot(residual, residual);
        var logDeterminant = 0.0;
        for (var i = 0; i < n; i++)
            logDeterminant -= Math.Log(inverseDiagonal[i]);
        if (!gradient.IsEmpty)
            Differentiate(outputScale, noise, jitter, square, isProfiled, gradient);
        return (-0.5 * square) - logDeterminant - (0.5 * n * Math.Log(2 * Math.PI));
    }

    /// <summary>Factors the covariance, with the jitter ladder of <see cref="Cholesky"/>, and returns the jitter.</summary>
    private double Factor(ReadOnlySpan<double> lengthScales, double outputScale, double noise, bool wantsSlopes)
    {
        columns.Rescale(lengthScales, outputScale);
        for (var place = 0; place < data.Dimension; place++)
        {
            var scale = place < columns.Ordered ? columns.Weights[place] : 1;
            for (var i = place * padded; i < (place + 1) * padded; i++)
                scaled[i] = raw[i] * scale;
        }

        var smallest = double.PositiveInfinity;
        for (var i = 0; i < n; i++)
            smallest = Math.Min(smallest, outputScale + noise + data.KnownNoiseOf(i));
        foreach (var share in Cholesky.JitterShares)
        {
            RadialKernel.Of(kind).FillTriangle(columns, scaled, padded, values, wantsSlopes ? slopes : default);
            if (values != factor)
                values.AsSpan(0, Panels.Length(n)).CopyTo(factor);
            for (var i = 0; i < n; i++)
                factor[Panels.Index(i, i)] = outputScale + noise + data.KnownNoiseOf(i);
            if (CholeskyPanels.TryFactor(factor, n, share * smallest, inverseDiagonal))
                return share * smallest;
        }

        throw new CholeskyException(n, Cholesky.JitterShares[^1]);
    }

    /// <summary>
    /// With B = αα' - K⁻¹ the derivative by a parameter is ½ tr(B dK); off-diagonal pairs count twice. K⁻¹ = L⁻ᵀ L⁻¹ is made tile by tile and used at once.
    /// </summary>
    private void Differentiate(double outputScale, double noise, double jitter, double square, bool isProfiled, Span<double> gradient)
    {
        TriangularInverse.Fill(factor, inverseDiagonal, n, inverse);
        FillAlpha();
        sums.AsSpan(0, data.Dimension * Width).Clear();
        Span<double> tile = stackalloc double[2 * Width * Width];
        ref var t = ref MemoryMarshal.GetReference(tile);
        var (trace, noiseTrace) = (0.0, 0.0);
        var count = Panels.Count(n);
        for (var c = 0; c < count; c += 2)
        {
            var paired = c + 1 < count;
            ref var left = ref inverse[TriangularInverse.Start(c, n)];
            ref var right = ref paired ? ref inverse[TriangularInverse.Start(c + 1, n)] : ref left;
            var rows = padded - (c * Width);
            for (var a = 0; a <= c; a++)
            {
                ref var first = ref inverse[TriangularInverse.Start(a, n) + (((c * Width) - TriangularInverse.FirstRow(a)) * Width)];
                if (paired)
                {
                    Panels.Product(ref first, ref left, ref right, rows, ref t);
                    AddTile(ref t, 2 * Width, a, c);
                    AddTile(ref Unsafe.Add(ref t, Width), 2 * Width, a, c + 1);
                }
                else
                {
                    Panels.Product(ref first, ref left, rows, ref t);
                    AddTile(ref t, Width, a, c);
                }
            }

            AddDiagonal(ref t, paired ? 2 * Width : Width, c, noise + jitter, ref trace, ref noiseTrace);
            if (!paired)
                break;
            ref var last = ref Unsafe.Add(ref right, Width * Width);
            Panels.Product(ref last, ref last, rows - Width, ref t);
            AddTile(ref t, Width, c + 1, c + 1);
            AddDiagonal(ref t, Width, c + 1, noise + jitter, ref trace, ref noiseTrace);
        }

        for (var place = 0; place < data.Dimension; place++)
        {
            var sum = Panels.Total(Vector512.LoadUnsafe(ref sums[place * Width]));
            gradient[columns.Order[place]] = place < columns.Ordered ? -2 * sum : 2 * columns.Weights[place] * sum;
        }

        // tr(K⁻¹ Kf) = n - tr(K⁻¹ N) and α'Kf α = α'(y - m) - α'Nα, with Kf the kernel's part and N the noise.
        gradient[data.Dimension] = 0.5 * (square - n - noiseTrace);
        gradient[data.Dimension + 1] = 0.5 * noise * trace;
        var sumOfAlpha = 0.0;
        for (var i = 0; i < n && !isProfiled; i++)
            sumOfAlpha += alpha[i];
        gradient[data.Dimension + 2] = sumOfAlpha;
    }

    /// <summary>α = L⁻ᵀ (L⁻¹ (y - m)).</summary>
    private void FillAlpha()
    {
        whiteOutputs.AsSpan(n, padded - n).Clear();
        for (var c = 0; c < Panels.Count(n); c++)
        {
            ref var panel = ref inverse[TriangularInverse.Start(c, n)];
            var first = TriangularInverse.FirstRow(c);
            Vector512<double> even = default, odd = default;
            for (var k = first; k < padded; k += 2)
            {
                even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, (nuint)((k - first) * Width)), Vector512.Create(whiteOutputs[k]), even);
                odd = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref panel, (nuint)((k + 1 - first) * Width)), Vector512.Create(whiteOutputs[k + 1]), odd);
            }

            (even + odd).StoreUnsafe(ref alpha[c * Width]);
        }
    }

    /// <summary>Adds to each column's sum what the pairs of panel a (rows) with panel c (lanes) contribute; <paramref name="tile"/> is their part of K⁻¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTile(ref double tile, int stride, int a, int c)
    {
        // On the diagonal every pair stands twice.
        var weight = Vector512.Create(a == c ? 0.5 : 1.0);
        Span<double> weights = stackalloc double[2 * Width * Width];
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var own = ref alpha[a * Width];
        ref var slope = ref slopes[Panels.Start(c) + (a * Width * Width)];
        ref var value = ref values[Panels.Start(c) + (a * Width * Width)];
        var others = Vector512.LoadUnsafe(ref alpha[c * Width]);
        var hasChoices = columns.Ordered < data.Dimension;
        for (var r = 0; r < Width; r++)
        {
            var b = ((Vector512.Create(Unsafe.Add(ref own, r)) * others) - Vector512.LoadUnsafe(ref tile, (nuint)(r * stride))) * weight;
            (b * Vector512.LoadUnsafe(ref slope, (nuint)(r * Width))).StoreUnsafe(ref w, (nuint)(r * Width));
            if (hasChoices)
                (b * Vector512.LoadUnsafe(ref value, (nuint)(r * Width))).StoreUnsafe(ref w, (nuint)((Width + r) * Width));
        }

        for (var place = 0; place < columns.Ordered; place++)
        {
            ref var rows = ref scaled[(place * padded) + (a * Width)];
            var lanes = Vector512.LoadUnsafe(ref scaled[(place * padded) + (c * Width)]);
            var sum = Vector512.LoadUnsafe(ref sums[place * Width]);
            for (var r = 0; r < Width; r++)
            {
                var difference = Vector512.Create(Unsafe.Add(ref rows, r)) - lanes;
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref w, (nuint)(r * Width)), difference * difference, sum);
            }

            sum.StoreUnsafe(ref sums[place * Width]);
        }

        for (var place = columns.Ordered; place < data.Dimension; place++)
        {
            ref var rows = ref scaled[(place * padded) + (a * Width)];
            var lanes = Vector512.LoadUnsafe(ref scaled[(place * padded) + (c * Width)]);
            var sum = Vector512.LoadUnsafe(ref sums[place * Width]);
            for (var r = 0; r < Width; r++)
            {
                var isEqual = Vector512.Equals(Vector512.Create(Unsafe.Add(ref rows, r)), lanes);
                sum += Vector512.ConditionalSelect(isEqual, Vector512<double>.Zero, Vector512.LoadUnsafe(ref w, (nuint)((Width + r) * Width)));
            }

            sum.StoreUnsafe(ref sums[place * Width]);
        }
    }

    private void AddDiagonal(ref double tile, int stride, int panel, double sharedNoise, ref double trace, ref double noiseTrace)
    {
        for (var r = 0; r < Width && (panel * Width) + r < n; r++)
        {
            var i = (panel * Width) + r;
            var b = (alpha[i] * alpha[i]) - Unsafe.Add(ref tile, (r * stride) + r);
            trace += b;
            noiseTrace += b * (sharedNoise + data.KnownNoiseOf(i));
        }
    }

    private double[] Rent(int length)
    {
        var array = ArrayPool<double>.Shared.Rent(length);
        rented.Add(array);
        return array;
    }
}
