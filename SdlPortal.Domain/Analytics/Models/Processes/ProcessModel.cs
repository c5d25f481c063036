using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Analytics.Models.Processes;

/// <summary>A Gaussian process conditioned on training rows.</summary>
public sealed class ProcessModel : IFittedModel
{
    private readonly GaussianProcess process;

    internal ProcessModel(double[] inputs, double[] low, double[] high, double[] outcomes, Hyperparameters hyper)
    {
        (Inputs, Low, High, Outcomes) = (inputs, low, high, outcomes);
        process = new GaussianProcess(Data(inputs, low, high, outcomes), hyper);
    }

    public IReadOnlyList<string> Remarks { get; init; } = [];

    public Hyperparameters Hyper => process.Hyper;

    /// <summary>Standard deviation of the noise that all rows share, in the outcomes' unit.</summary>
    public double NoiseSd => process.NoiseSd;

    internal double[] Inputs { get; }

    internal double[] Low { get; }

    internal double[] High { get; }

    internal double[] Outcomes { get; }

    public double[] Predict(double[] x, int width)
    {
        var points = Boxed(x, width);
        var means = new double[width == 0 ? 0 : x.Length / width];
        process.PosteriorBatch(points, means, []);
        return means;
    }

    /// <summary>Mean and standard deviation of what a new measurement would give, noise included, in the outcomes' unit; n of each.</summary>
    public (double[] Means, double[] Sds) PredictWithSd(double[] x, int width)
    {
        var points = Boxed(x, width);
        var n = width == 0 ? 0 : x.Length / width;
        var (means, sds) = (new double[n], new double[n]);
        process.PosteriorBatch(points, means, sds);
        for (var i = 0; i < n; i++)
            sds[i] = Math.Sqrt((sds[i] * sds[i]) + (NoiseSd * NoiseSd));
        return (means, sds);
    }

    internal static TrainingSet Data(double[] inputs, double[] low, double[] high, double[] outcomes)
    {
        var width = low.Length;
        var boxed = Boxed(inputs, low, high);
        return new TrainingSet([.. Enumerable.Range(0, outcomes.Length).Select(i => boxed[(i * width)..((i + 1) * width)])], outcomes, new bool[width]);
    }

    private static double[] Boxed(double[] x, double[] low, double[] high)
    {
        var boxed = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var j = i % low.Length;
            boxed[i] = high[j] > low[j] ? (x[i] - low[j]) / (high[j] - low[j]) : x[i] - low[j];
        }

        return boxed;
    }

    private double[] Boxed(double[] x, int width) => width == Low.Length
        ? Boxed(x, Low, High)
        : throw new ArgumentException($"The model was fitted to {Low.Length} columns; {width} were given.", nameof(width));
}
