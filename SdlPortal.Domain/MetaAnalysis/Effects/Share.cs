namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>A share of variance with its standard error and 95 % interval; the interval is cut at 0 and 1, the value may stray below 0 where nothing is there.</summary>
public readonly record struct Share(double Value, double StandardError, double Low, double High)
{
    public bool IncludesZero => Low <= 0;
}
