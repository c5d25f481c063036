using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Studies.Design;

/// <summary>What can say what the columns of a table are: the portal's campaigns and templates.</summary>
public sealed class StudyTableDescriptions(CampaignIndex index, Templates templates, ICampaignLog log)
{
    private const string Campaign = "campaign:";
    private const string Template = "template:";
    private const string BuiltIn = "built-in:";

    /// <summary>Key and name: templates first, then campaigns, the latest first.</summary>
    public async Task<IReadOnlyList<(string Key, string Name)>> ListAsync() =>
    [
        .. (await templates.ListAsync()).Select(t => (Template + t.Id, $"template {t.Name}")),
        .. BuiltInTemplates.All.Select(t => (BuiltIn + t.Id, $"template {t.Name}")),
        .. (await index.ListAsync()).Select(c => (Campaign + c.Id, $"campaign {c.Name}")).DistinctBy(c => c.Item2),
    ];

    /// <summary>The campaign file of that key; null where it is gone.</summary>
    public async Task<string?> ReadAsync(string key)
    {
        if (key.StartsWith(BuiltIn, StringComparison.Ordinal))
            return CampaignFile.Write(BuiltInTemplates.All.First(t => t.Id == key[BuiltIn.Length..]).Draft());
        if (key.StartsWith(Template, StringComparison.Ordinal))
            return await templates.LoadAsync(Guid.Parse(key[Template.Length..])) is { } draft ? CampaignFile.Write(draft) : null;
        var id = Guid.Parse(key[Campaign.Length..]);
        var events = await log.ReadAsync(id, 0);
        return events.Count == 0 ? null : CampaignFile.Write(Domain.Campaigns.Campaign.Fold(id, events).Definition);
    }
}
