using SdlPortal.Domain.Optimization;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Studies;

/// <summary>
/// How a strategy looks in every figure of every study: color, marker and dash always go together, so that it is known without color too. Random is gray.
/// </summary>
public sealed record StrategyStyle(string Color, string Symbol, string? Dash)
{
    public static StrategyStyle Of(string strategy) => strategy switch
    {
        StrategyNames.Random => new(Palette.Gray, "x", "dot"),
        StrategyNames.Sobol => new(Palette.Gray, "diamond-open", "dash"),
        StrategyNames.Auto => new(Palette.Vermilion, "diamond", null),
        StrategyNames.ExpectedImprovement => new(Palette.Blue, "circle", "longdash"),
        StrategyNames.NoisyImprovement => new(Palette.Orange, "square", "dash"),
        StrategyNames.ModeCycle => new(Palette.Green, "triangle-up", "dashdot"),
        StrategyNames.LogImprovement => new(Palette.Sky, "circle-open", "dash"),
        StrategyNames.UpperConfidenceBound => new(Palette.Pink, "triangle-down", "longdash"),
        StrategyNames.Thompson => new(Palette.Sky, "triangle-up-open", "dot"),
        StrategyNames.Pessimistic => new(Palette.Pink, "square-open", "dashdot"),
        StrategyNames.TrustRegion => new(Palette.Green, "diamond-open", "dot"),
        _ => new(Palette.Gray, "square-open", "dash"),
    };
}
