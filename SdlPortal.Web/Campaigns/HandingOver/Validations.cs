using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>Makes campaigns known to the recommendations that they validate: both happen or neither. Safe for any thread.</summary>
public sealed class Validations(Orchestrator orchestrator, ICampaignLog log, ReviewDesk desk)
{
    /// <summary>Creates the campaign and, where it validates, tells its recommendation.</summary>
    /// <exception cref="RefusedException">The recommendation cannot be validated now; no campaign was made.</exception>
    public async Task<Guid> CreateAsync(CampaignDefinition definition, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        if (definition.WarmStart?.Origin is not { Purpose: WarmStartPurpose.Validate, Recommendation: { } recommendation })
            return await orchestrator.CreateAsync(definition, actor, cancellationToken: cancellationToken);
        var found = await desk.FindAsync(recommendation, cancellationToken) ?? throw new RefusedException("The recommendation that this campaign validates does not exist any more. Remove the warm start, or choose another recommendation.");
        if (RecommendationRules.WhyNotStartValidation(found, actor) is { } reason)
            throw new RefusedException(reason);
        var campaign = await orchestrator.CreateAsync(definition, actor, cancellationToken: cancellationToken);
        try
        {
            await desk.StartValidationAsync(recommendation, campaign, actor, cancellationToken);
        }
        catch (RefusedException)
        {
            // Somebody was faster, or the recommendation has changed: a campaign that nobody counts must not stay behind.
            await orchestrator.DeleteAsync(campaign, actor, cancellationToken);
            throw;
        }

        return campaign;
    }

    /// <summary>Changes a campaign that has not started; what a validation tries was agreed before and stays.</summary>
    /// <exception cref="RefusedException">The campaign validates a recommendation, and its points would be others.</exception>
    public async Task ChangeAsync(Guid campaign, CampaignDefinition definition, Actor actor, long? knownSequence, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        var events = await log.ReadAsync(campaign, cancellationToken: cancellationToken);
        if (events.Count > 0 && Campaign.Fold(campaign, events).Definition.WarmStart is { Origin.Purpose: WarmStartPurpose.Validate } agreed && definition.WarmStart != agreed)
            throw new RefusedException($"This campaign validates '{agreed.Origin.Title}' with points and a region that were agreed before, so its warm start stays as it is. Delete the campaign and start another validation on the recommendation's page.");
        await orchestrator.ChangeAsync(campaign, definition, actor, knownSequence, cancellationToken);
    }
}
