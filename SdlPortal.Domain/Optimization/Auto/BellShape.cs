using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Auto;

/// <summary>
/// The results of one objective on a scale on which they look most normal: standardized (outliers drawn in), then a Yeo-Johnson transform chosen by
/// likelihood. A Gaussian process is then not ruled by a few very bad results. Order is kept. Immutable.
/// </summary>
internal sealed class BellShape
{
    private readonly TrainingSet data;

    /// <param name="data">The results in their own units.</param>
    public BellShape(TrainingSet data)
    {
        this.data = data;
        Transform = YeoJohnson.Fit(data.Standardized);
        Outputs = [.. data.Standardized.Select(Transform.Apply)];
    }

    public YeoJohnson Transform { get; }

    public IReadOnlyList<int> Outliers => data.Outliers;

    /// <summary>One number per result.</summary>
    public IReadOnlyList<double> Outputs { get; }

    /// <summary>Standard errors on this scale, to first order; 0 where unknown, null when none is known.</summary>
    public double[]? Errors(IReadOnlyList<double>? own) =>
        own is null ? null : [.. own.Select((e, i) => e > 0 ? e / data.Deviation * Transform.Slope(data.Standardized[i]) : 0)];

    /// <summary>A value of this scale in the results' units.</summary>
    public double Restore(double value) => data.Mean + (data.Deviation * Transform.Invert(value));
}
