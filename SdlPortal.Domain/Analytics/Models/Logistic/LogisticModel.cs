using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Logistic;

/// <summary>Probabilities of classes from scores that are linear in the columns.</summary>
public sealed class LogisticModel : IFittedModel
{
    private readonly double[] intercepts;
    private readonly double[] weights;
    private readonly int[] present;

    internal LogisticModel(int width, int classes, int[] present, double[] intercepts, double[] weights) =>
        (Width, Classes, this.present, this.intercepts, this.weights) = (width, classes, present, intercepts, weights);

    public int Width { get; }

    public int Classes { get; }

    /// <summary>Classes that occurred among the training rows.</summary>
    public IReadOnlyList<int> Present => present;

    /// <summary>Of two classes that of the second, else one for each of <see cref="Present"/>.</summary>
    public IReadOnlyList<double> Intercepts => intercepts;

    /// <summary>By score, then column.</summary>
    public IReadOnlyList<double> Weights => weights;

    public double[] Predict(double[] x, int width)
    {
        if (width != Width)
            throw new ArgumentException($"The model was fitted to {Width} columns; {width} were given.", nameof(width));
        var n = width == 0 ? 0 : x.Length / width;
        var predicted = new double[n * Classes];
        var scores = new double[intercepts.Length];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < scores.Length; k++)
                scores[k] = intercepts[k] + Vectors.Dot(weights.AsSpan(k * width, width), x.AsSpan(i * width, width));
            var row = predicted.AsSpan(i * Classes, Classes);
            if (present.Length == 1)
            {
                row[present[0]] = 1;
                continue;
            }

            if (present.Length == 2)
            {
                (row[present[0]], row[present[1]]) = (Softmax.Logistic(-scores[0]), Softmax.Logistic(scores[0]));
                continue;
            }

            Softmax.Of(scores);
            for (var k = 0; k < scores.Length; k++)
                row[present[k]] = scores[k];
        }

        return predicted;
    }
}
