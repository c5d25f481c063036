namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// How much an experiment at a point of the unit cube is worth, on a scale that the inner maximizer climbs (a logarithm where the value itself would
/// underflow). Holds scratch space: one object per thread.
/// </summary>
public abstract class AcquisitionFunction
{
    /// <summary>The name the rationale keeps: "expected improvement".</summary>
    public abstract string Name { get; }

    /// <summary>The score at x (d numbers); unless empty, writes its d derivatives (0 for categorical columns).</summary>
    public abstract double Score(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>The acquisition value that belongs to a score, in the model outputs' units.</summary>
    public abstract double Value(double score);
}
