using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Everything that is wrong with rules, at once.</summary>
public static class RulesCheck
{
    /// <param name="names">What the sources have; null to leave unknown names unmentioned.</param>
    public static IReadOnlyList<Problem> Problems(HarmonizationRules rules, SourceNames? names) => throw new NotImplementedException();
}
