using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// Whole functions drawn from a Gaussian process's posterior, each of which can be asked anywhere: a draw from the prior by random Fourier features
/// (Rahimi and Recht 2007; the frequencies of RBF are normal, those of Matern-5/2 Student t with 5 degrees of freedom) plus the exact update by the data
/// (Wilson et al. 2020, "Efficiently sampling functions from Gaussian process posteriors", equation 8). Latent values in the outputs' own units. Immutable.
/// </summary>
internal sealed class PosteriorPaths
{
    private const int Frequencies = 256;

    private readonly GaussianProcess model;

    /// <summary>Per column the frequencies of a number; of choices the phases, level after level.</summary>
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
        omega = DrawFrequencies(cube, model.Hyper, random);
        var n = model.Data.Count;
        var features = new double[n][];
        for (var i = 0; i < n; i++)
            Features(model.Data.Input(i), features[i] = new double[2 * Frequencies]);
        featureWeights = new double[count][];
        kernelWeights = new double[count][];
        for (var p = 0; p < count; p++)
        {
            var w = featureWeights[p] = new double[2 * Frequencies];
            for (var m = 0; m < w.Length; m++)
                w[m] = random.NextNormal();
            var v = kernelWeights[p] = new double[n];
            for (var i = 0; i < n; i++)
                v[i] = model.Data.Standardized[i] - model.Hyper.Mean - Vectors.Dot(features[i], w) - (Math.Sqrt(model.NoiseVariance(i)) * random.NextNormal());
            model.Factor.Solve(v);
        }
    }

    public int Count => featureWeights.Length;

    /// <summary>Every function at x (d numbers, unit cube).</summary>
    public void Values(ReadOnlySpan<double> x, Span<double> values)
    {
        Span<double> features = stackalloc double[2 * Frequencies];
        Features(x, features);
        var kernel = new double[model.Data.Count];
        model.Kernel.Covariances(x, kernel, default);
        for (var p = 0; p < Count; p++)
            values[p] = InUnits(Vectors.Dot(features, featureWeights[p]) + Vectors.Dot(kernel, kernelWeights[p]));
    }

    /// <summary>One function at x; unless empty, writes its d derivatives (0 for categorical columns).</summary>
    public double Value(int path, ReadOnlySpan<double> x, Span<double> gradient = default)
    {
        Span<double> features = stackalloc double[2 * Frequencies];
        Features(x, features);
        var n = model.Data.Count;
        Span<double> kernel = n <= 1024 ? stackalloc double[n] : new double[n];
        Span<double> slopes = gradient.IsEmpty ? default : n <= 1024 ? stackalloc double[n] : new double[n];
        model.Kernel.Covariances(x, kernel, slopes);
        var value = InUnits(Vectors.Dot(features, featureWeights[path]) + Vectors.Dot(kernel, kernelWeights[path]));
        if (gradient.IsEmpty)
            return value;

        // d/dφ (a cos φ + b sin φ) = b cos φ - a sin φ, and the phase φ moves by ω with x.
        var (w, v) = (featureWeights[path], kernelWeights[path]);
        for (var m = 0; m < Frequencies; m++)
            features[m] = (w[Frequencies + m] * features[m]) - (w[m] * features[Frequencies + m]);
        for (var i = 0; i < n; i++)
            slopes[i] *= v[i];
        gradient.Clear();
        model.Kernel.AddGradient(x, slopes, gradient);
        for (var j = 0; j < omega.Length; j++)
            gradient[j] = model.Data.Categorical[j] ? 0 : model.Data.Deviation * (gradient[j] + Vectors.Dot(features[..Frequencies], omega[j]));
        return value;
    }

    private double InUnits(double centered) => model.Data.Mean + (model.Data.Deviation * (model.Hyper.Mean + centered));

    /// <summary>
    /// Numbers have frequencies. Choices have phases: with probability exp(-1/l) the same for all, else drawn anew for each, so that two choices correlate by
    /// exp(-1/l), the kernel's factor.
    /// </summary>
    private static double[][] DrawFrequencies(UnitCube cube, Hyperparameters hyper, SeededRandom random)
    {
        var omega = new double[cube.Dimension][];
        for (var j = 0; j < omega.Length; j++)
            omega[j] = new double[(cube.Columns[j].IsCategorical ? (int)cube.Columns[j].LevelCount! : 1) * Frequencies];
        for (var m = 0; m < Frequencies; m++)
        {
            var stretch = hyper.Kernel == KernelKind.Rbf ? 1 : Student(random);
            for (var j = 0; j < omega.Length; j++)
            {
                var scale = hyper.LengthScales[j];
                if (!cube.Columns[j].IsCategorical)
                {
                    omega[j][m] = random.NextNormal() * stretch / scale;
                    continue;
                }

                var shared = random.NextDouble() < Math.Exp(-1 / scale);
                for (var at = m; at < omega[j].Length; at += Frequencies)
                    omega[j][at] = shared ? 0 : 2 * Math.PI * random.NextDouble();
            }
        }

        return omega;
    }

    /// <summary>What turns normal numbers into Student t ones with 5 degrees of freedom: 1/√(χ²/5).</summary>
    private static double Student(SeededRandom random)
    {
        var square = 0.0;
        for (var k = 0; k < 5; k++)
        {
            var z = random.NextNormal();
            square += z * z;
        }

        return 1 / Math.Sqrt(square / 5);
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
