namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// How much an experiment at a point of the unit cube is worth, on a scale that the inner maximizer climbs (a logarithm where the value itself would
/// underflow). Holds scratch space: one object per thread.
/// </summary>
public abstract class AcquisitionFunction
{
    /// <summary>The name the rationale keeps: "expected improvement".</summary>
    public abstract string Name { get; }

    /// <summary>True when a score is the logarithm of a value that is never negative.</summary>
    public virtual bool IsLogarithmic => false;

    /// <summary>The score at x (d numbers); unless empty, writes its d derivatives (0 for categorical columns).</summary>
    public abstract double Score(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>The scores of m points (m x d, row-major); unless empty, writes their gradients (m x d). No cheaper than one by one unless overridden.</summary>
    public virtual void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        var d = scores.IsEmpty ? 0 : points.Length / scores.Length;
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Score(points.Slice(i * d, d), gradients.IsEmpty ? default : gradients.Slice(i * d, d));
    }

    /// <summary>The acquisition value that belongs to a score, in the model outputs' units.</summary>
    public abstract double Value(double score);

    /// <summary>True when the value that belongs to a score is numerically nothing: no place is better than another, and a search on values has nothing to follow.</summary>
    public virtual bool Vanishes(double score) => IsLogarithmic && !(Value(score) > 1e-300);
}
