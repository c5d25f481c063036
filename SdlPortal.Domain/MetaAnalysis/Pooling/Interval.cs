namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>The numbers from low to high that an estimate may well be. An end may be infinite, or not a number where it cannot be had.</summary>
public readonly record struct Interval(double Low, double High)
{
    public static Interval Unknown => new(double.NaN, double.NaN);

    /// <summary>Center ± half.</summary>
    public static Interval Around(double center, double half) => new(center - half, center + half);

    public bool IsKnown => !double.IsNaN(Low) && !double.IsNaN(High);

    public bool Holds(double value) => value >= Low && value <= High;
}
