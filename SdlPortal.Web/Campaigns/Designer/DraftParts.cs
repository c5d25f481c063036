using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Definitions of which only one part is taken from a draft, so that this part can be used while others still have problems.</summary>
internal static class DraftParts
{
    /// <summary>The stages and the budget; null while they have problems.</summary>
    public static CampaignDefinition? Line(CampaignDraft draft) => Build(new CampaignDraft
    {
        Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 1 }],
        Objectives = [new ObjectiveDraft { Name = "y", Goal = "maximize" }],
        Stages = [.. draft.Stages.Select(s => new StageDraft { Name = s.Name, StationKind = s.StationKind, Seconds = s.Seconds })],
        Transfer = draft.Transfer,
        BudgetExperiments = draft.BudgetExperiments,
        BudgetHours = draft.BudgetHours,
        MaxInFlight = draft.MaxInFlight,
    });

    /// <summary>The parameters, constraints and objectives; null while they have problems.</summary>
    public static CampaignDefinition? Space(CampaignDraft draft, bool withObjectives) => Build(new CampaignDraft
    {
        Parameters = draft.Parameters,
        Constraints = draft.Constraints,
        // A name that nobody gives to a parameter.
        Combine = withObjectives ? draft.Combine : null,
        OutcomeConstraints = withObjectives ? draft.OutcomeConstraints : [],
        Objectives = withObjectives ? draft.Objectives : [new ObjectiveDraft { Name = "\u2021", Goal = "maximize" }],
        Stages = [new StageDraft { Name = "s", StationKind = "s", Seconds = 1 }],
        BudgetExperiments = 1,
        MaxInFlight = 1,
    });

    private static CampaignDefinition? Build(CampaignDraft part)
    {
        (part.Name, part.Strategy, part.InitialKind, part.InitialCount, part.Seed) = ("part", "random", "random", 0, 1);
        return DraftCheck.Problems(part).Count == 0 ? CampaignDefinition.From(part) : null;
    }
}
