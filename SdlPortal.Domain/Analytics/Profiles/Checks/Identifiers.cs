using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns that number or name the rows. Pure.</summary>
internal static class Identifiers
{
    private const int Fewest = 10;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (!Is(look.Profile))
            yield break;
        yield return look.Finding(FindingSeverity.Notes, look.IsNumber ? $"{look.Name} numbers the rows: every whole number from {look.Shown(look.Sorted[0])} to {look.Shown(look.Sorted[^1])} once." : $"{look.Name} names the rows: {look.Profile.Distinct:N0} rows, as many different texts.",
            "Leave it out of models: it knows every row by heart.");
    }

    public static bool Is(TableColumnProfile profile) => profile.Present >= Fewest && profile.Distinct == profile.Present
        && (profile.Kind == ColumnKind.Category || (profile.Kind == ColumnKind.Number && profile.Numbers is { Whole: true } numbers && numbers.Max - numbers.Min == profile.Present - 1));
}
