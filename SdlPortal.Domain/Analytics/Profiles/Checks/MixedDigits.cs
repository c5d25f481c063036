using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>A part of a column that is written with far fewer digits than the rest: rounded by hand, or set where the others were measured. Pure.</summary>
internal static class MixedDigits
{
    private const int Fewest = 30;

    /// <summary>A number ends in three zeros by chance once in a thousand.</summary>
    private const int Missing = 3;
    private const double Chance = 0.001;
    private const int MostRead = 100_000;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        var (values, counts) = look.IsNumber ? look.Atoms : ([], []);
        // Values that come again and again are set points, floors or replicates, which other checks name.
        double[] once = [.. values.Where((_, i) => counts[i] == 1)];
        if (once.Length < Fewest || once.Length < 0.5 * look.Sorted.Length || look.Profile.Numbers!.Whole)
            yield break;
        var read = EvenlySpread.Of(once, MostRead);
        int[] digits = [.. read.Select(Digits)];
        var usual = digits.Order().ElementAt(digits.Length / 2);
        // Numbers in full (15 digits and more) are computed; they lose a digit or two without meaning anything.
        var few = usual - Missing - (usual > 12 ? 3 : 0);
        var rounded = digits.Count(d => d <= few);
        if (few < 0 || rounded < 3 || rounded > 0.5 * digits.Length || rounded < (Chance * digits.Length) + (6 * Math.Sqrt(Chance * digits.Length)) + 2)
            yield break;
        yield return look.Finding(FindingSeverity.Notes, $"{look.Name} is written with {usual} digits after the point mostly, and with at most {few} in {Check.Count(rounded, "value")} of {digits.Length:N0}.",
            "Look whether these were rounded, or set where the others were measured.", v => double.IsFinite(v) && Digits(v) <= few) with
        { Rows = RowSet.None };
    }

    private static int Digits(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var power = 0;
        if (text.IndexOf('E', StringComparison.Ordinal) is >= 0 and var e)
            (text, power) = (text[..e], int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return Math.Max(0, (point < 0 ? 0 : text.Length - point - 1) - power);
    }
}
