using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Cells without a value. Pure.</summary>
internal static class MissingCells
{
    private const double Many = 0.3;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        var profile = look.Profile;
        if (look.Rows == 0)
            yield break;
        if (profile.Missing == look.Rows)
        {
            yield return look.Finding(FindingSeverity.Warns, $"{look.Name} is missing in all {look.Rows:N0} rows.", "Leave the column out, or look whether its cells were read as meant.");
        }
        else if (profile.Missing > 0)
        {
            var share = (double)profile.Missing / look.Rows;
            yield return look.Finding(share > Many ? FindingSeverity.Warns : FindingSeverity.Notes, $"{look.Name} is missing in {profile.Missing:N0} of {Check.Count(look.Rows, "row")} ({Check.Percent(share)}).",
                share > Many ? "So much cannot be filled in: analyze the rows that have it, and ask why the others do not." : "Fill it in by mean, median or neighbors, or leave the rows out.", double.IsNaN);
        }
    }
}
