namespace SdlPortal.Domain.Optimization;

/// <summary>The names of the strategies that campaign files may use.</summary>
public static class StrategyNames
{
    public const string Auto = "auto";
    public const string Random = "random";
    public const string Sobol = "sobol";
    public const string ExpectedImprovement = "ei";
    public const string LogImprovement = "logei";
    public const string UpperConfidenceBound = "ucb";
    public const string NoisyImprovement = "qnei";
    public const string ModeCycle = "mode-cycle";
    public const string Thompson = "thompson";
    public const string Pessimistic = "pessimistic";
    public const string TrustRegion = "trust-region";
}
