using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// Whole functions drawn from a Gaussian process's posterior, each of which can be asked anywhere: a draw from the prior by random Fourier features
/// (<see cref="FourierFeatures"/>) plus the exact update by the data (Wilson et al. 2020, "Efficiently sampling functions from Gaussian process posteriors", equation 8).
/// Latent values in the outputs' own units. Immutable.
/// </summary>
internal sealed class PosteriorPaths
{
    private readonly GaussianProcess model;
    private readonly FourierFeatures prior;
    private readonly double[][] featureWeights;
    private readonly double[][] kernelWeights;

    /// <param name="cube">The space of the model's inputs.</param>
    /// <param name="count">How many functions.</param>
    public PosteriorPaths(GaussianProcess model, UnitCube cube, int count, long seed)
    {
        this.model = model;
        var random = SeededRandom.Derive(seed, 0xFA7);
        prior = new FourierFeatures(cube, model.Hyper, random);
        var n = model.Data.Count;
        var features = new double[n][];
        for (var i = 0; i < n; i++)
            prior.Fill(model.Data.Input(i), features[i] = new double[FourierFeatures.Count]);
        var rows = InOrder(model.Data);
        featureWeights = new double[count][];
        kernelWeights = new double[count][];
        for (var p = 0; p < count; p++)
        {
            var w = featureWeights[p] = FourierFeatures.DrawWeights(random);
            var v = kernelWeights[p] = new double[n];
            foreach (var i in rows)
                v[i] = model.Data.Residuals[i] - model.Hyper.Mean - Vectors.Dot(features[i], w) - (Math.Sqrt(model.NoiseVariance(i)) * random.NextNormal());
            model.Factor.Solve(v);
        }
    }

    public int Count => featureWeights.Length;

    /// <summary>Every function at x (d numbers, unit cube).</summary>
    public void Values(ReadOnlySpan<double> x, Span<double> values)
    {
        Span<double> features = stackalloc double[FourierFeatures.Count];
        prior.Fill(x, features);
        var kernel = new double[model.Data.Count];
        model.Kernel.Covariances(x, kernel, default);
        var trend = model.Data.Trend?.At(x) ?? 0;
        for (var p = 0; p < Count; p++)
            values[p] = InUnits(trend + Vectors.Dot(features, featureWeights[p]) + Vectors.Dot(kernel, kernelWeights[p]));
    }

    /// <summary>One function at x; unless empty, writes its d derivatives (0 for categorical columns).</summary>
    public double Value(int path, ReadOnlySpan<double> x, Span<double> gradient = default)
    {
        Span<double> features = stackalloc double[FourierFeatures.Count];
        prior.Fill(x, features);
        var n = model.Data.Count;
        Span<double> kernel = n <= 1024 ? stackalloc double[n] : new double[n];
        Span<double> slopes = gradient.IsEmpty ? default : n <= 1024 ? stackalloc double[n] : new double[n];
        model.Kernel.Covariances(x, kernel, slopes);
        var drawn = Vectors.Dot(features, featureWeights[path]) + Vectors.Dot(kernel, kernelWeights[path]);
        if (gradient.IsEmpty)
            return InUnits((model.Data.Trend?.At(x) ?? 0) + drawn);

        var v = kernelWeights[path];
        for (var i = 0; i < n; i++)
            slopes[i] *= v[i];
        gradient.Clear();
        model.Kernel.AddGradient(x, slopes, gradient);
        prior.AddGradient(features, featureWeights[path], gradient);
        var trend = model.Data.Trend?.At(x, gradient) ?? 0;
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] = model.Data.Categorical[j] ? 0 : model.Data.Deviation * gradient[j];
        return InUnits(trend + drawn);
    }

    /// <summary>The rows by what stands in them, so that each draws the same noise in whatever order they came.</summary>
    private static int[] InOrder(TrainingSet data)
    {
        var rows = Enumerable.Range(0, data.Count).ToArray();
        Array.Sort(rows, (a, b) =>
        {
            var inputs = data.Input(a).SequenceCompareTo(data.Input(b));
            return inputs != 0 ? inputs : data.Standardized[a].CompareTo(data.Standardized[b]);
        });
        return rows;
    }

    private double InUnits(double centered) => model.Data.Mean + (model.Data.Deviation * (model.Hyper.Mean + centered));
}
