namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>Boosted trees that have seen data: a start and the sum of trees, for classes turned into probabilities.</summary>
public sealed class BoostingModel : IFittedModel
{
    private readonly double[] start;

    internal BoostingModel(double[] start, CutTree[] trees, int width, int classes) => (this.start, Trees, Width, Classes) = (start, trees, width, classes);

    public int Width { get; }

    /// <summary>0 for a number.</summary>
    public int Classes { get; }

    /// <summary>The trees of each output.</summary>
    public int Rounds => Trees.Length / start.Length;

    /// <summary>Loss at the training rows after each round (half the mean squared error, or the mean log loss); not kept in the saved file.</summary>
    public IReadOnlyList<double> TrainingLosses { get; internal init; } = [];

    internal IReadOnlyList<double> Start => start;

    internal CutTree[] Trees { get; }

    public double[] Predict(double[] x, int width)
    {
        if (width != Width)
            throw new ArgumentException($"The model was fitted to {Width} columns; {width} were given.", nameof(width));
        var outputs = start.Length;
        var scores = TreeSums.Of(Trees, outputs, x, width);
        for (var i = 0; i < scores.Length; i++)
            scores[i] += start[i % outputs];
        if (Classes == 0)
            return scores;
        if (Classes == 1)
            return [.. scores.Select(_ => 1.0)];
        if (Classes > 2)
        {
            for (var i = 0; i < scores.Length; i += outputs)
                Softmax.Of(scores.AsSpan(i, outputs));
            return scores;
        }

        var both = new double[2 * scores.Length];
        for (var i = 0; i < scores.Length; i++)
            (both[2 * i], both[(2 * i) + 1]) = (Softmax.Logistic(-scores[i]), Softmax.Logistic(scores[i]));
        return both;
    }
}
