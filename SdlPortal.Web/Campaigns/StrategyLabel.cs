using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns;

/// <summary>The strategies' names as people say them.</summary>
public static class StrategyLabel
{
    public static string Of(string name) => name switch
    {
        StrategyNames.ExpectedImprovement => "Expected improvement",
        StrategyNames.Sobol => "Sobol",
        StrategyNames.Random => "Random",
        _ => name,
    };
}
