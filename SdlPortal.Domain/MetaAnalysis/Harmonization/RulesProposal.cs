namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Rules that the names suggest: the same name but for capitals, blanks and underscores.</summary>
public static class RulesProposal
{
    public static HarmonizationRules Of(SourceNames names) => throw new NotImplementedException();
}
