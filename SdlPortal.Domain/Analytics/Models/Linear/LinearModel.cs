using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>ŷ = intercept + x · coefficients.</summary>
/// <param name="Coefficients">d numbers, in the columns' units as they were given to the fit.</param>
public sealed record LinearModel(double Intercept, IReadOnlyList<double> Coefficients) : IFittedModel
{
    private readonly double[] weights = [.. Coefficients];

    public IReadOnlyList<string> Remarks { get; init; } = [];

    public double[] Predict(double[] x, int width)
    {
        if (width != weights.Length)
            throw new ArgumentException($"The model was fitted to {weights.Length} columns; {width} were given.", nameof(width));
        var predicted = new double[width == 0 ? 0 : x.Length / width];
        for (var i = 0; i < predicted.Length; i++)
            predicted[i] = Intercept + Vectors.Dot(weights, x.AsSpan(i * width, width));
        return predicted;
    }
}
