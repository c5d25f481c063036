using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Levels of a category that dominate, occur once, or differ in spelling only. Pure.</summary>
internal static class Classes
{
    private const double Dominant = 0.9;
    private const int Fewest = 50;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (look.Column.Kind != ColumnKind.Category || look.Profile.Distinct < 2 || Identifiers.Is(look.Profile))
            yield break;
        var (values, counts) = look.Atoms;
        var most = Array.IndexOf(counts, counts.Max());
        if (look.Profile.Present >= Fewest && counts[most] >= Dominant * look.Profile.Present)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} is {look.Shown(values[most])} in {counts[most]:N0} of {Check.Count(look.Profile.Present, "row")} ({Check.Percent((double)counts[most] / look.Profile.Present)}): the other {Check.Count(values.Length - 1, "level")} {Check.Verb(values.Length - 1, "is", "are")} rare.",
                "Judge a model of it by balanced measures, not by accuracy; weigh the classes.");
        }

        var once = counts.Count(c => c == 1);
        if (once > 0 && once < values.Length && look.Profile.Present >= Fewest && values.Length <= look.Profile.Present / 4)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{once:N0} of {Check.Count(values.Length, "level")} of {look.Name} {Check.Verb(once, "occurs", "occur")} once only.", "Nothing can be learned of a level from one row; join rare levels.",
                v => !double.IsNaN(v) && counts[Array.BinarySearch(values, v)] == 1) with
            { Rows = RowSet.None };
        }

        foreach (var same in values.GroupBy(v => Plain(look.Shown(v)), StringComparer.Ordinal).Where(g => g.Key.Length > 0 && g.Count() > 1).Take(look.Settings.FindingsPerCheck))
        {
            yield return look.Finding(FindingSeverity.Warns, $"{look.Name} spells one level in {same.Count()} ways: {string.Join(", ", same.Select(v => $"“{look.Shown(v)}” ({counts[Array.BinarySearch(values, v)]:N0})"))}.", "Write them alike, or they count as different.",
                v => same.Contains(v)) with
            { Rows = RowSet.None };
        }
    }

    /// <summary>Capitals and spaces do not count; signs do, since "A+" is not "A-".</summary>
    private static string Plain(string level) => string.Concat(level.Where(c => !char.IsWhiteSpace(c) && c != '_')).ToLowerInvariant();
}
