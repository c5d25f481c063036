namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>A straight line from one scale to another: y = (x + <paramref name="Before"/>) × <paramref name="Times"/> / <paramref name="Over"/> + <paramref name="After"/>. Kept as a fraction, since x / 1000 is nearer to the truth than x × 0.001.</summary>
public readonly record struct Conversion(double Before, double Times, double Over, double After)
{
    public static readonly Conversion None = new(0, 1, 1, 0);

    /// <summary>y = factor × x + offset.</summary>
    public static Conversion Line(double factor, double offset) => new(0, factor, 1, offset);

    public bool IsNone => this == None;

    /// <summary>True where a larger value becomes a smaller one.</summary>
    public bool TurnsAround => Times / Over < 0;

    public double Apply(double x) => IsNone ? x : ((x + Before) * Times / Over) + After;

    /// <summary>For a difference of two values: a step, a width.</summary>
    public double ApplyToStep(double step) => Math.Abs(step * Times / Over);
}
