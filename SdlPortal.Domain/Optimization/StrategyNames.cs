namespace SdlPortal.Domain.Optimization;

/// <summary>The names of the strategies that campaign files may use.</summary>
public static class StrategyNames
{
    public const string Random = "random";
    public const string Sobol = "sobol";
    public const string ExpectedImprovement = "ei";
}
