using System.Diagnostics;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// What the optimizer tells whoever wants to know where its time goes: an activity "fit" around everything that fits a model. The optimizer itself has no clock, and
/// while nobody listens an activity is null and costs nothing.
/// </summary>
public static class OptimizationTraces
{
    public const string SourceName = "SdlPortal.Optimization";
    public const string FitName = "fit";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Fit() => Source.StartActivity(FitName);
}
