using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Replay;

/// <summary>What a person wants replayed, as the page's address says it: `with=ei,random&amp;seeds=20`. Immutable.</summary>
internal sealed record ReplayQuestion(EquatableList<string> Others, int Seeds)
{
    public const int UsualSeeds = 20;

    public static readonly IReadOnlyList<int> SeedChoices = [10, UsualSeeds, 50, 100];

    /// <summary>Names that no strategy has are left out, and so is the campaign's own; without any, the ones most worth asking for.</summary>
    public static ReplayQuestion Of(string? names, int? seeds, CampaignDefinition definition)
    {
        var offered = Offered(definition).ToList();
        var named = (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = offered.Where(named.Contains).ToList();
        if (names is null)
            chosen = [.. offered.Where(n => n is "auto" or "random" or "ei").Take(2)];
        return new ReplayQuestion(chosen.ToEquatableList(), seeds is { } count && SeedChoices.Contains(count) ? count : UsualSeeds);
    }

    /// <summary>Every strategy but the campaign's own.</summary>
    public static IEnumerable<string> Offered(CampaignDefinition definition) => Strategies.Names.Where(n => definition.Strategy.Phases.Count > 0 || n != definition.Strategy.Name);
}
