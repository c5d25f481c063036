using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// Whole functions drawn from a Gaussian process's posterior, each of which can be asked anywhere: a draw from the prior by random Fourier features
/// (Rahimi and Recht 2007; the frequencies of Matern-5/2 are Student t with 5 degrees of freedom) plus the exact update by the data
/// (Wilson et al. 2020, "Efficiently sampling functions from Gaussian process posteriors", equation 8). Latent values in the outputs' own units. Immutable.
/// </summary>
internal sealed class PosteriorPaths
{
    private const int Frequencies = 256;

    private readonly GaussianProcess model;

    /// <summary>Per column: one row per frequency for numbers, one row per level for choices.</summary>
    private readonly double[][] omega;
    private readonly double amplitude;
    private readonly double[][] featureWeights;
    private readonly double[][] kernelWeights;

    /// <param name="cube">The space of the model's inputs.</param>
    /// <param name="count">How many functions.</param>
    public PosteriorPaths(GaussianProcess model, UnitCube cube, int count, long seed)
    {
        this.model = model;
        var random = SeededRandom.Derive(seed, 0xFA7);
        amplitude = Math.Sqrt(model.Hyper.OutputScale / Frequencies);
        omega = DrawFrequencies(cube, model.Hyper.LengthScales, random);
        var n = model.Data.Count;
        var features = new double[n][];
        for (var i = 0; i < n; i++)
            Features(model.Data.Input(i), features[i] = new double[2 * Frequencies]);
        featureWeights = new double[count][];
        kernelWeights = new double[count][];
        var noise = Math.Sqrt(model.Hyper.Noise + model.Factor.Jitter);
        for (var p = 0; p < count; p++)
        {
            var w = featureWeights[p] = new double[2 * Frequencies];
            for (var m = 0; m < w.Length; m++)
                w[m] = random.NextNormal();
            var v = kernelWeights[p] = new double[n];
            for (var i = 0; i < n; i++)
                v[i] = model.Data.Standardized[i] - model.Hyper.Mean - Vectors.Dot(features[i], w) - (noise * random.NextNormal());
            model.Factor.Solve(v);
        }
    }

    public int Count => featureWeights.Length;

    /// <summary>Every function at x (d numbers, unit cube), and the posterior mean there.</summary>
    public double Values(ReadOnlySpan<double> x, Span<double> values)
    {
        Span<double> features = stackalloc double[2 * Frequencies];
        Features(x, features);
        var kernel = new double[model.Data.Count];
        model.Kernel.Covariances(x, kernel, default);
        for (var p = 0; p < Count; p++)
            values[p] = InUnits(Vectors.Dot(features, featureWeights[p]) + Vectors.Dot(kernel, kernelWeights[p]));
        return InUnits(Vectors.Dot(kernel, model.Alpha));
    }

    /// <summary>One function at x.</summary>
    public double Value(int path, ReadOnlySpan<double> x)
    {
        Span<double> features = stackalloc double[2 * Frequencies];
        Features(x, features);
        var kernel = new double[model.Data.Count];
        model.Kernel.Covariances(x, kernel, default);
        return InUnits(Vectors.Dot(features, featureWeights[path]) + Vectors.Dot(kernel, kernelWeights[path]));
    }

    private double InUnits(double centered) => model.Data.Mean + (model.Data.Deviation * (model.Hyper.Mean + centered));

    /// <summary>Two choices lie √2 apart as corners of a simplex; scaled by 1/√2 that is the kernel's distance of 1.</summary>
    private static double[][] DrawFrequencies(UnitCube cube, double[] scales, SeededRandom random)
    {
        var omega = new double[cube.Dimension][];
        var rows = cube.Columns.Select(c => c.IsCategorical ? (int)c.LevelCount! : 1).ToArray();
        for (var j = 0; j < omega.Length; j++)
            omega[j] = new double[rows[j] * Frequencies];
        for (var m = 0; m < Frequencies; m++)
        {
            var square = 0.0;
            for (var k = 0; k < 5; k++)
            {
                var z = random.NextNormal();
                square += z * z;
            }

            var student = 1 / Math.Sqrt(square / 5);
            for (var j = 0; j < omega.Length; j++)
            {
                for (var level = 0; level < rows[j]; level++)
                    omega[j][(level * Frequencies) + m] = random.NextNormal() * student / (scales[j] * (rows[j] > 1 ? Math.Sqrt(2) : 1));
            }
        }

        return omega;
    }

    private void Features(ReadOnlySpan<double> x, Span<double> target)
    {
        Span<double> phase = stackalloc double[Frequencies];
        phase.Clear();
        for (var j = 0; j < omega.Length; j++)
        {
            if (model.Data.Categorical[j])
                Vectors.AddScaled(phase, 1, omega[j].AsSpan((int)x[j] * Frequencies % omega[j].Length, Frequencies));
            else
                Vectors.AddScaled(phase, x[j], omega[j]);
        }

        for (var m = 0; m < Frequencies; m++)
        {
            var (sin, cos) = Math.SinCos(phase[m]);
            target[m] = amplitude * cos;
            target[Frequencies + m] = amplitude * sin;
        }
    }
}
