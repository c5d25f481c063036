using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns that say the same in all or nearly all rows. Pure.</summary>
internal static class ConstantColumns
{
    private const double Nearly = 0.99;
    private const int Fewest = 100;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        var present = look.Profile.Present;
        if (present < 2)
            yield break;
        var (values, counts) = look.Atoms;
        if (values.Length == 1)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} is {look.Shown(values[0])} in {(present == look.Rows ? "all" : "each of the")} {present:N0} rows{(present == look.Rows ? "" : " that have it")}.", "It tells nothing about differences; models leave it out.");
            yield break;
        }

        var most = Array.IndexOf(counts, counts.Max());
        if (present >= Fewest && counts[most] > Nearly * present)
        {
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name} is {look.Shown(values[most])} in all but {Check.Count(present - counts[most], "row")} of {present:N0}.", "Its effect rests on very few rows.",
                v => !double.IsNaN(v) && v != values[most]) with
            { Rows = RowSet.None };
        }
    }
}
