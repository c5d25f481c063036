using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Rows;

/// <summary>Rows by the numbers that people count by: the first row below the heading is 1.</summary>
public static class RowWords
{
    private const int MostRanges = 6;

    /// <summary>"Rows 3 to 7, 12.", "Row 5.", of very many the first ones and "…"</summary>
    public static string Of(RowSet rows)
    {
        if (rows.Count == 0)
            return "";
        var text = rows.Text(MostRanges);
        var parts = text.Split(',').Select(part => part == "…" ? "…" : string.Join(" to ", part.Split('-').Select(n => Counts.Of(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) + 1))));
        return $"{(rows.Count == 1 ? "Row" : "Rows")} {string.Join(", ", parts)}{(text.EndsWith('…') ? "" : ".")}";
    }
}
