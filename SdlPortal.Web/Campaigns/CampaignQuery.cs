using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns;

public enum CampaignOrder { Started, Name, Status, Progress, Strategy }

/// <summary>What the list of campaigns shows and in which order; its form is the page's address. Immutable.</summary>
/// <param name="Text">Every word must occur in the name, the strategy, the objective or the creator.</param>
public sealed record CampaignQuery(string Text = "", CampaignStatus? Status = null, CampaignOrder Order = CampaignOrder.Started, bool Descending = true)
{
    /// <summary>Unknown words in an address are ignored: an old link still opens the list.</summary>
    public static CampaignQuery From(string? text, string? status, string? sort)
    {
        var descending = sort is null || sort.StartsWith('-');
        var order = Enum.TryParse<CampaignOrder>(sort?.TrimStart('-'), true, out var known) && Enum.IsDefined(known) ? known : CampaignOrder.Started;
        return new CampaignQuery(text?.Trim() ?? "", Enum.TryParse<CampaignStatus>(status, true, out var only) && Enum.IsDefined(only) ? only : null, order, descending);
    }

    /// <summary>The address of the page that shows this; defaults are left out.</summary>
    public string Address()
    {
        var parts = new List<string>();
        if (Text.Length > 0)
            parts.Add("q=" + Uri.EscapeDataString(Text));
        if (Status is { } status)
            parts.Add("status=" + status);
        if (Order != CampaignOrder.Started || !Descending)
            parts.Add($"sort={(Descending ? "-" : "")}{Order}");
        return parts.Count == 0 ? "/campaigns" : "/campaigns?" + string.Join('&', parts);
    }

    /// <summary>The same with another order; the same column again turns it around. Times and progress begin with the most.</summary>
    public CampaignQuery SortedBy(CampaignOrder order) =>
        this with { Order = order, Descending = Order == order ? !Descending : order is CampaignOrder.Started or CampaignOrder.Progress };

    public IReadOnlyList<CampaignSummary> Apply(IEnumerable<CampaignSummary> campaigns)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var chosen = campaigns.Where(c => (Status is null || c.Status == Status) && Array.TrueForAll(words, w => Mentions(c, w)));

        // The newest first among equals.
        var ordered = Descending ? chosen.OrderByDescending(Key).ThenByDescending(c => c.CreatedAt) : chosen.OrderBy(Key).ThenByDescending(c => c.CreatedAt);
        return [.. ordered];
    }

    private IComparable Key(CampaignSummary campaign) => Order switch
    {
        CampaignOrder.Name => campaign.Name.ToUpperInvariant(),
        CampaignOrder.Status => campaign.Status,
        CampaignOrder.Progress => campaign.Progress() ?? -1,
        CampaignOrder.Strategy => StrategyWords.Label(campaign.Strategy),
        _ => campaign.StartedAt ?? campaign.CreatedAt,
    };

    private static bool Mentions(CampaignSummary campaign, string word) =>
        new[] { campaign.Name, StrategyWords.Label(campaign.Strategy), campaign.ObjectiveName, campaign.CreatedBy }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
