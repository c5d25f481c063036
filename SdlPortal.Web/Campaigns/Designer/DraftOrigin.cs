using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>What the designer opens with: a draft, what is edited, or why it can't be.</summary>
/// <param name="Sequence">For an edited campaign: its last event as seen now.</param>
public sealed record OpenedDraft(CampaignDraft Draft, string? Title = null, long? Sequence = null, string? WhyNot = null)
{
    /// <summary>Prior results that the edited campaign has already.</summary>
    public IReadOnlyList<Observation> PriorResults { get; init; } = [];

    /// <summary>The advice that the edited campaign has already.</summary>
    public TakenAdvice? Advice { get; init; }

    /// <summary>The warm start that was handed over with it.</summary>
    public WarmStartOffer? Offer { get; init; }

    /// <summary>What a person should know of it; nothing is wrong.</summary>
    public string? Said { get; init; }

    /// <summary>How what was handed over does not fit.</summary>
    public IReadOnlyList<Problem> Unfit { get; init; } = [];

    /// <summary>Configurations that the copied campaign has tried.</summary>
    public IReadOnlyList<Configuration> Known { get; init; } = [];
}

/// <summary>Where drafts come from: an existing campaign, a copy of one, a template, or nothing.</summary>
public sealed class DraftOrigin(ICampaignLog log, Templates templates)
{
    public async Task<OpenedDraft> EditAsync(Guid id)
    {
        if (await FoldAsync(id) is not { } campaign)
            return new OpenedDraft(new CampaignDraft(), WhyNot: "There is no campaign at this address. It may have been deleted.");
        return CampaignRules.WhyNotChange(campaign) is { } reason
            ? new OpenedDraft(campaign.Definition.ToDraft(), campaign.Definition.Name, WhyNot: reason)
            : new OpenedDraft(campaign.Definition.ToDraft(), campaign.Definition.Name, campaign.Sequence)
            {
                PriorResults = [.. campaign.PriorResults],
                Advice = campaign.Advice is { } given ? new TakenAdvice(given.Advice, given.Definition, [.. campaign.PriorResults.Take(given.PriorResults)], IsRecorded: true) : null,
            };
    }

    public async Task<OpenedDraft> CopyAsync(Guid id)
    {
        if (await FoldAsync(id) is not { } campaign)
            return new OpenedDraft(BuiltInTemplates.Blank(), WhyNot: "The campaign to duplicate does not exist any more.");
        var draft = campaign.Definition.ToDraft();
        draft.Name = $"{draft.Name} (copy)";
        var known = campaign.Experiments.Select(e => e.Configuration).ToList();
        if (campaign.Definition.WarmStart is not { Origin.Purpose: WarmStartPurpose.Validate } start)
            return new OpenedDraft(draft) { Known = known };
        // The same points again are not fresh.
        draft.WarmStart = null;
        return new OpenedDraft(draft) { Known = known, Said = $"This copy does not validate '{start.Origin.Title}': its points would not be fresh. Another validation starts on the recommendation's page." };
    }

    public async Task<OpenedDraft> TemplateAsync(string key)
    {
        var builtIn = BuiltInTemplates.All.FirstOrDefault(t => t.Id == key);
        if (builtIn.Draft is not null)
            return new OpenedDraft(builtIn.Draft());
        return Guid.TryParse(key, out var id) && await templates.LoadAsync(id) is { } draft
            ? new OpenedDraft(draft)
            : new OpenedDraft(BuiltInTemplates.Blank(), WhyNot: "The template does not exist any more.");
    }

    private async Task<Campaign?> FoldAsync(Guid id)
    {
        var events = await log.ReadAsync(id);
        return events.Count == 0 ? null : Campaign.Fold(id, events);
    }
}
