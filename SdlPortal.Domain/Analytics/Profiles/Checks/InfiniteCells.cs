using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Cells with an infinity. Pure.</summary>
internal static class InfiniteCells
{
    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (look.Profile.Infinite > 0)
        {
            yield return look.Finding(FindingSeverity.Warns, $"{look.Name} is infinite in {Check.Count(look.Profile.Infinite, "row")}.", "No mean stands infinite values: leave the rows out, or correct the source.", double.IsInfinity);
        }
    }
}
