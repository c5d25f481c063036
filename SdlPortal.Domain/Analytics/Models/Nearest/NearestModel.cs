namespace SdlPortal.Domain.Analytics.Models.Nearest;

/// <summary>The training rows, of which the nearest to a new one say what to expect.</summary>
public sealed class NearestModel : IFittedModel
{
    private readonly NearestRows rows;

    internal NearestModel(NearestEstimator settings, double[] x, int width, double[] y, int classes, CancellationToken cancellationToken = default)
    {
        (Settings, Inputs, Width, Outcomes, Classes) = (settings, x, width, y, classes);
        rows = new NearestRows(x, width, cancellationToken);
    }

    public NearestEstimator Settings { get; }

    public int Width { get; }

    /// <summary>0 for a number.</summary>
    public int Classes { get; }

    internal double[] Inputs { get; }

    internal double[] Outcomes { get; }

    public double[] Predict(double[] x, int width)
    {
        if (width != Width)
            throw new ArgumentException($"The model was fitted to {Width} columns; {width} were given.", nameof(width));
        var n = width == 0 ? 0 : x.Length / width;
        var outputs = Math.Max(1, Classes);
        var predicted = new double[n * outputs];
        var count = Math.Min(Settings.Neighbors, Outcomes.Length);
        var (found, distances) = (new int[count], new double[count]);
        for (var i = 0; i < n; i++)
        {
            rows.Find(x.AsSpan(i * width, width), found, distances);
            Weigh(distances);
            var sum = 0.0;
            foreach (var weight in distances)
                sum += weight;
            for (var k = 0; k < count; k++)
            {
                var y = Outcomes[found[k]];
                if (Classes == 0)
                    predicted[i] += distances[k] / sum * y;
                else
                    predicted[(i * outputs) + (int)y] += distances[k];
            }

            // Shares only now: parts of a sum are never more than it.
            for (var c = 0; c < Classes; c++)
                predicted[(i * outputs) + c] /= sum;
        }

        return predicted;
    }

    /// <summary>Squared distances become weights: all alike, or 1 / distance; rows at the very point then count alone, as in scikit-learn.</summary>
    private void Weigh(Span<double> distances)
    {
        var exact = Settings.ByDistance && distances.Length > 0 && distances[0] == 0;
        foreach (ref var distance in distances)
            distance = exact ? (distance == 0 ? 1 : 0) : Settings.ByDistance ? 1 / Math.Sqrt(distance) : 1;
    }
}
