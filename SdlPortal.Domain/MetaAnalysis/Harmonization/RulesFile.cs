using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>The rules as a JSON document (docs/harmonization.md).</summary>
public static class RulesFile
{
    /// <summary>The rules, or null with everything that is wrong.</summary>
    public static (HarmonizationRules? Rules, IReadOnlyList<Problem> Problems) Read(string json) => throw new NotImplementedException();

    /// <summary>The same rules give the same text.</summary>
    public static string Write(HarmonizationRules rules) => throw new NotImplementedException();
}
