using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Rules that the names suggest: the same name but for capitals, blanks and underscores.</summary>
public static class RulesProposal
{
    public static HarmonizationRules Of(SourceNames names) => new()
    {
        Parameters = [.. Alike(names.Parameters).Select(a => new ParameterRule(a.Name) { From = [a.Name, .. a.From] })],
        Metrics = [.. Alike(names.Metrics).Select(a => new MetricRule(a.Name) { From = [a.Name, .. a.From] })],
        Tasks = [.. Alike(names.Tasks)],
    };

    /// <summary>The name in small letters with underscores is the one to keep where there is one, else the first.</summary>
    private static IEnumerable<NameAlias> Alike(IReadOnlyList<string> names) =>
        from name in names
        group name by NameForms.Normalized(name) into same
        where same.Count() > 1
        let kept = same.OrderBy(n => n.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal).First()
        orderby kept
        select new NameAlias(kept, same.Where(n => n != kept).Order(StringComparer.Ordinal).ToEquatableList());
}
