using System.Globalization;

namespace SdlPortal.Domain.Analytics.Models.Nearest;

/// <summary>k nearest neighbors (Fix and Hodges 1951): the mean outcome, or the shares of classes, of the k training rows nearest to a row.</summary>
/// <param name="Neighbors">k; all rows where those are fewer.</param>
/// <param name="ByDistance">Each weighs 1 / its distance.</param>
public sealed record NearestEstimator(int Neighbors, bool ByDistance = false) : IEstimator
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"nearest neighbors, k = {Neighbors}{(ByDistance ? ", weighed by distance" : "")}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step) =>
        new NearestModel(this, [.. x], width, [.. y], classes, step.Cancellation);
}
