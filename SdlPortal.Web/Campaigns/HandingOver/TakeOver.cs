using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>
/// What the designer opens with when something is handed to it: a recommendation to follow or to validate, or a plan; on a base (a template or a campaign that the person chose) or on a blank form.
/// </summary>
public sealed class TakeOver(ReviewDesk desk, Handovers handovers)
{
    /// <summary>A campaign that makes use of a recommendation.</summary>
    /// <param name="onto">Null for a blank form.</param>
    public async Task<OpenedDraft> FollowAsync(Guid recommendation, OpenedDraft? onto, CancellationToken cancellationToken = default)
    {
        if (await desk.FindAsync(recommendation, cancellationToken) is not { } found)
            return Gone("recommendation");
        var origin = new WarmStartOrigin(found.Title, WarmStartPurpose.Follow, found.Id, found.Current.Number);
        var opened = Follow(found.Document.Evidence, origin, onto);
        return found.Status is RecommendationStatus.Official ? opened : opened with { WhyNot = Both(opened.WhyNot, $"'{found.Title}' is {RecommendationLook.Tone(found.Status).Word}: no fresh experiments have confirmed it, or not any more.") };
    }

    /// <summary>A campaign that makes use of a recommendation that came as a file.</summary>
    /// <param name="name">Of the file.</param>
    public static OpenedDraft Follow(RegionRecommendation recommendation, string name, OpenedDraft? onto) => Follow(recommendation, new WarmStartOrigin(name), onto);

    /// <summary>A campaign that tries a recommendation with fresh experiments.</summary>
    public async Task<OpenedDraft> ValidateAsync(Guid recommendation, OpenedDraft onto, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await desk.FindAsync(recommendation, cancellationToken) is not { } found)
            return Gone("recommendation");
        if (onto.WhyNot is not null)
            return onto;
        try
        {
            var definition = await Task.Run(() => ValidationCampaign.Of(found.Document, found.Id, found.Current.Number, CampaignDefinition.From(onto.Draft), onto.Known), cancellationToken);
            var draft = definition.ToDraft();
            return new OpenedDraft(draft, WhyNot: RecommendationRules.WhyNotStartValidation(found, actor)) { Offer = new WarmStartOffer(draft.WarmStart!) };
        }
        catch (Exception e) when (e is RefusedException or InfeasibleSpaceException)
        {
            return onto with { WhyNot = $"'{found.Title}' cannot be validated on this base. {e.Message}" };
        }
        catch (DefinitionException e)
        {
            return onto with { WhyNot = $"'{found.Title}' cannot be validated on this base:", Unfit = e.Problems };
        }
    }

    /// <summary>A campaign that follows a plan.</summary>
    public async Task<OpenedDraft> PlanAsync(Guid handover, OpenedDraft? onto, CancellationToken cancellationToken = default)
    {
        if (await Task.Run(() => handovers.Find(handover), cancellationToken) is not { } found)
            return Gone("plan");
        if (onto is null || onto.WhyNot is not null)
        {
            var draft = RecommendedDraft.Over(found.Draft, BuiltInTemplates.Blank());
            return new OpenedDraft(draft, WhyNot: onto?.WhyNot) { Offer = draft.WarmStart is { } start ? new WarmStartOffer(start) : null };
        }

        if (found.Draft.WarmStart is not { } planned)
            return onto;
        var points = planned.InitialPoints;
        var opened = found.Recommendation is { } recommendation ? Follow(recommendation, new WarmStartOrigin(found.Title), onto) : onto with { Offer = new WarmStartOffer(planned) };
        if (opened.Offer is not { } offer)
            return opened;
        var space = DraftParts.Space(opened.Draft, withObjectives: false)?.Space;
        var kept = points.Where(p => space is null || space.Contains(p)).ToList();
        offer.Whole.InitialPoints = kept;
        string[] lost = kept.Count < points.Count ? [$"{points.Count - kept.Count} of {points.Count} points of the plan do not belong to this campaign's space and are left out."] : [];
        return Offered(opened, new WarmStartOffer(offer.Whole, [.. offer.Remarks, .. lost]));
    }

    private static OpenedDraft Follow(RegionRecommendation recommendation, WarmStartOrigin origin, OpenedDraft? onto)
    {
        if (onto?.WhyNot is not null)
            return onto;
        var draft = onto?.Draft ?? RecommendedDraft.Of(recommendation, $"Following {origin.Title}");
        var opened = onto ?? new OpenedDraft(draft);
        if (DraftParts.Space(draft, withObjectives: true) is not { } parts)
            return opened with { WhyNot = onto is null ? "The prior runs do not say the bounds of every parameter: fill them in, export the campaign and import the recommendation's file, or choose a template or campaign to put it on." : "This base has problems in its parameters or objectives; solve them first." };
        try
        {
            var (start, remarks) = RecommendedStart.Of(parts.Space, parts.Objectives, recommendation, origin);
            var whole = WarmStartDraft.Of(start);
            whole.InitialPoints = [.. RecommendedStart.BestOfDonors(parts.Space, start)];
            return Offered(opened, new WarmStartOffer(whole, remarks, takesPoints: false));
        }
        catch (DefinitionException e)
        {
            return opened with { WhyNot = $"'{origin.Title}' does not fit {(onto is null ? "a campaign" : "this base")}:", Unfit = e.Problems };
        }
    }

    private static OpenedDraft Offered(OpenedDraft opened, WarmStartOffer offer)
    {
        offer.Apply(opened.Draft);
        opened.Draft.InitialCount = DraftCheck.UsualInitialCount(opened.Draft.WarmStart) ?? opened.Draft.InitialCount;
        return opened with { Offer = offer };
    }

    private static string Both(string? first, string second) => first is null ? second : $"{first} {second}";

    private static OpenedDraft Gone(string what) => new(BuiltInTemplates.Blank(), WhyNot: $"The {what} of this address does not exist any more.");
}
