using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>The posterior of a process at many points, two panels of eight at a time. Rents its scratch space.</summary>
internal static class PanelPosterior
{
    private const int Width = Panels.Width;

    /// <summary>Standardized means, and standard deviations unless <paramref name="sds"/> is empty, of m points (m x d, row-major).</summary>
    public static void Fill(GaussianProcess model, ReadOnlySpan<double> points, Span<double> means, Span<double> sds)
    {
        var d = model.Data.Dimension;
        var n = model.Data.Count;
        var length = Panels.Padded(n) * Width;
        var rented = ArrayPool<double>.Shared.Rent(2 * length);
        var panels = rented.AsSpan(0, 2 * length);
        var workspace = model.Data.Trend is null ? null : new Trend.Workspace();
        panels.Clear();
        for (var first = 0; first < means.Length; first += 2 * Width)
        {
            var count = Math.Min(2 * Width, means.Length - first);
            for (var half = 0; half * Width < count; half++)
            {
                var some = Math.Min(Width, count - (half * Width));
                var panel = panels.Slice(half * length, n * Width);
                var x = points.Slice((first + (half * Width)) * d, some * d);
                model.Kernel.Panel(x, n, panel, default);
                Means(panel, model, means.Slice(first + (half * Width), some), workspace is null ? Vector512<double>.Zero : model.Data.Trend!.Place(x, workspace, wantsGradient: false));
            }

            if (sds.IsEmpty)
                continue;
            model.Factor.SolveLowerPanels(panels[..length], count > Width ? panels[length..] : default);
            for (var half = 0; half * Width < count; half++)
                Sds(panels.Slice(half * length, n * Width), model, sds.Slice(first + (half * Width), Math.Min(Width, count - (half * Width))));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Means(ReadOnlySpan<double> panel, GaussianProcess model, Span<double> means, Vector512<double> trend)
    {
        ref var k = ref MemoryMarshal.GetReference(panel);
        var sum = Vector512.Create(model.Hyper.Mean) + trend;
        for (var i = 0; i < model.Data.Count; i++)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref k, (nuint)(i * Width)), Vector512.Create(model.Alpha[i]), sum);
        for (var lane = 0; lane < means.Length; lane++)
            means[lane] = sum[lane];
    }

    private static void Sds(ReadOnlySpan<double> white, GaussianProcess model, Span<double> sds)
    {
        ref var v = ref MemoryMarshal.GetReference(white);
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < model.Data.Count; i++)
        {
            var w = Vector512.LoadUnsafe(ref v, (nuint)(i * Width));
            sum = Vector512.FusedMultiplyAdd(w, w, sum);
        }

        for (var lane = 0; lane < sds.Length; lane++)
            sds[lane] = Math.Sqrt(Math.Max(0, model.Hyper.OutputScale - sum[lane]));
    }
}
