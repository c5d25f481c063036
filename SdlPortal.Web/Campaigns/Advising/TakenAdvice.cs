using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>An advice that the designer holds, with the question it answers. Immutable.</summary>
/// <param name="IsRecorded">It stands in the campaign's log already.</param>
public sealed record TakenAdvice(Advice Advice, CampaignDefinition Definition, IReadOnlyList<Observation> Prior, bool IsRecorded = false)
{
    /// <summary>Puts one of the simulated choices into a draft, with the settings that its strategy was simulated with.</summary>
    public void Write(AdviceChoice choice, CampaignDraft draft)
    {
        var simulated = (Definition with { Strategy = Simulated(choice) }).ToDraft();
        draft.MaxInFlight = choice.InFlight;
        (draft.Strategy, draft.Phases, draft.PendingPolicy, draft.ExplorationShare, draft.Duplicates) =
            (simulated.Strategy, simulated.Phases, simulated.PendingPolicy, simulated.ExplorationShare, simulated.Duplicates);
    }

    /// <summary>Whether a definition is as that choice was simulated.</summary>
    public bool IsChosen(AdviceChoice choice, CampaignDefinition definition) => definition.MaxInFlight == choice.InFlight && definition.Strategy == Simulated(choice);

    /// <summary>The campaign's own strategy is simulated as it is set, others as they come.</summary>
    private StrategyChoice Simulated(AdviceChoice choice) => choice.Strategy == Definition.Strategy.Name ? Definition.Strategy : new StrategyChoice(choice.Strategy);

    /// <summary>Whether it answers for this definition and these prior results.</summary>
    public bool Fits(CampaignDefinition definition, IReadOnlyList<Observation> prior) => GivenAdvice.IsSameQuestion(Definition, definition) && Prior.SequenceEqual(prior);
}
