using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>A value that stands far more often than the values around it: a detection limit, a ceiling, a default. Pure.</summary>
internal static class RepeatedValues
{
    private const int Fewest = 5;
    private const double LeastShare = 0.01;

    /// <summary>Against the most frequent of the nearest values: rounding makes neighbors alike, a floor does not.</summary>
    private const double TimesNeighbors = 5;
    private const int Neighbors = 5;
    private const int FewestDistinct = 10;
    private const int MostNamed = 3;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (!look.IsNumber || look.Profile.Distinct < FewestDistinct || look.Profile.Distinct == look.Profile.Present)
            yield break;
        var (values, counts) = look.Atoms;
        var n = look.Sorted.Length;
        var found = Enumerable.Range(0, values.Length).Where(i => counts[i] >= Math.Max(Fewest, LeastShare * n) && counts[i] > TimesNeighbors * Around(counts, i)).OrderByDescending(i => counts[i]).ToList();
        if (found.Count == 0)
            yield break;
        var named = found.Take(MostNamed).ToList();
        string Words(int i) => $"{Quantity.Text(values[i], look.Unit)} in {counts[i]:N0} of {Check.Count(n, "row")} ({Check.Percent((double)counts[i] / n)}), {Place(i, values.Length)}";
        yield return look.Finding(FindingSeverity.Notes, $"{look.Name} is exactly {string.Join("; ", named.Select(Words))}{(found.Count > named.Count ? $"; and {found.Count - named.Count} more such values" : "")}.",
            "These rows do not tell by how much: analyze ranks, or whether and how much apart.", v => named.Any(i => values[i] == v));
    }

    private static string Place(int at, int count) => at == 0 ? "the lowest value: a floor, such as a detection limit or a failure that counts as a number" : at == count - 1 ? "the highest value: a ceiling, such as a bound or a saturated detector" : "amid the others";

    private static int Around(int[] counts, int at)
    {
        var most = 0;
        for (var i = Math.Max(0, at - Neighbors); i <= Math.Min(counts.Length - 1, at + Neighbors); i++)
            most = i == at ? most : Math.Max(most, counts[i]);
        return most;
    }
}
