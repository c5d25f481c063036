using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// A prior mean that is more than a constant: t(x) = Σ wᵢ μᵢ(x), the weighted sum of the standardized means of other processes over the same columns. In units of the standardized outputs of the process that has it. Immutable, safe from
/// any thread.
/// </summary>
internal sealed class Trend
{
    private readonly (GaussianProcess Model, double Weight)[] parts;

    /// <param name="parts">Processes that have no trend themselves; those that weigh 0 are left out.</param>
    public Trend(IEnumerable<(GaussianProcess Model, double Weight)> parts) => this.parts = [.. parts.Where(p => p.Weight != 0)];

    /// <summary>Half the work is loading the rows of the processes: their largest number.</summary>
    private int MostRows => parts.Max(p => p.Model.Data.Count);

    /// <summary>The same in other units.</summary>
    public Trend Times(double factor) => new(parts.Select(p => (p.Model, p.Weight * factor)));

    /// <summary>t(x); adds its d derivatives (0 for categorical columns) times a factor to the gradient unless that is empty.</summary>
    public double At(ReadOnlySpan<double> x, Span<double> gradient = default, double factor = 1)
    {
        Span<double> values = MostRows <= 1024 ? stackalloc double[MostRows] : new double[MostRows];
        Span<double> slopes = gradient.IsEmpty ? default : MostRows <= 1024 ? stackalloc double[MostRows] : new double[MostRows];
        var sum = 0.0;
        foreach (var (model, weight) in parts)
        {
            var k = values[..model.Data.Count];
            var s = gradient.IsEmpty ? default : slopes[..model.Data.Count];
            model.Kernel.Covariances(x, k, s);
            sum += weight * (model.Hyper.Mean + Vectors.Dot(k, model.Alpha));
            if (gradient.IsEmpty)
                continue;
            for (var i = 0; i < s.Length; i++)
                s[i] *= factor * weight * model.Alpha[i];
            model.Kernel.AddGradient(x, s, gradient);
        }

        return sum;
    }

    /// <summary>t at up to eight points (row-major). Keeps what <see cref="AddGradients"/> needs in the workspace if that is wanted.</summary>
    public Vector512<double> Place(ReadOnlySpan<double> points, Workspace workspace, bool wantsGradient)
    {
        var sum = Vector512<double>.Zero;
        for (var p = 0; p < parts.Length; p++)
        {
            var (model, weight) = parts[p];
            var n = model.Data.Count;
            var values = workspace.Values(n);
            model.Kernel.Panel(points, n, values, wantsGradient ? workspace.Slopes(p, n) : default);
            ref var k = ref MemoryMarshal.GetReference(values);
            var mean = Vector512.Create(model.Hyper.Mean);
            for (var i = 0; i < n; i++)
                mean = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref k, (nuint)(i * Panels.Width)), Vector512.Create(model.Alpha[i]), mean);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(weight), mean, sum);
        }

        return sum;
    }

    /// <summary>Adds the gradients at the points last placed, each times its lane of a factor (row-major).</summary>
    public void AddGradients(ReadOnlySpan<double> points, Vector512<double> factor, Workspace workspace, Span<double> gradients)
    {
        for (var p = 0; p < parts.Length; p++)
        {
            var (model, weight) = parts[p];
            var slopes = workspace.Slopes(p, model.Data.Count);
            ref var s = ref MemoryMarshal.GetReference(slopes);
            var scale = factor * weight;
            for (var i = 0; i < model.Data.Count; i++)
            {
                var at = (nuint)(i * Panels.Width);
                (Vector512.LoadUnsafe(ref s, at) * scale * model.Alpha[i]).StoreUnsafe(ref s, at);
            }

            model.Kernel.AddGradients(points, slopes, gradients);
        }
    }

    /// <summary>Scratch space. One per thread.</summary>
    internal sealed class Workspace
    {
        private readonly List<double[]> slopes = [];
        private double[] values = [];

        public Span<double> Values(int rows)
        {
            if (values.Length < rows * Panels.Width)
                values = new double[rows * Panels.Width];
            return values.AsSpan(0, rows * Panels.Width);
        }

        public Span<double> Slopes(int part, int rows)
        {
            while (slopes.Count <= part)
                slopes.Add([]);
            if (slopes[part].Length < rows * Panels.Width)
                slopes[part] = new double[rows * Panels.Width];
            return slopes[part].AsSpan(0, rows * Panels.Width);
        }
    }
}
