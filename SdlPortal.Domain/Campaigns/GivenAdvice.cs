using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Domain.Campaigns;

/// <summary>An advice that a campaign got, with the definition and the prior results that it was asked about. Immutable.</summary>
/// <param name="Definition">The campaign as it was defined then; what was chosen in the end stands in the campaign's own definition.</param>
/// <param name="PriorResults">How many prior results there were.</param>
public sealed record GivenAdvice(Advice Advice, CampaignDefinition Definition, int PriorResults, DateTimeOffset At, string By)
{
    /// <summary>
    /// Whether an advice about one definition also answers for another: they differ at most in what the advisor decides (number in flight, strategy) and in what its simulation
    /// does not look at (names, approval, seed, what simulated stations measure).
    /// </summary>
    public static bool IsSameQuestion(CampaignDefinition one, CampaignDefinition other) => Question(one) == Question(other);

    private static CampaignDefinition Question(CampaignDefinition definition) => definition with
    {
        Name = "",
        Description = null,
        Strategy = new StrategyChoice(""),
        MaxInFlight = 1,
        Seed = 0,
        ApprovalRequired = false,
        GroundTruth = null,
    };
}
