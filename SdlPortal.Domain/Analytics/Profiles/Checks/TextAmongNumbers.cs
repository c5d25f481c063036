using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>What reading the cells met, and categories most of whose cells are numbers. Pure.</summary>
internal static class TextAmongNumbers
{
    private const double Mostly = 0.5;

    /// <summary>A few words ("PENDING", "n. d.") among many numbers are no levels even where they are the most cells.</summary>
    private const int FewWords = 3;
    private const int ManyNumbers = 10;

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        // That a column is empty or constant is said by checks of their own.
        foreach (var remark in look.Profile.Distinct > 1 ? look.Column.Remarks : [])
            yield return look.Finding(FindingSeverity.Notes, $"{look.Name}: {remark}", "Look whether the cells were read as meant.");
        if (look.Column.Kind != ColumnKind.Category)
            yield break;
        var number = look.Column.Levels.Select(l => double.TryParse(l, NumberStyles.Float, CultureInfo.InvariantCulture, out _)).ToArray();
        bool IsText(double value) => !double.IsNaN(value) && !number[(int)value];
        var texts = look.Values.Count(IsText);
        var (words, numbers) = (number.Count(n => !n), number.Count(n => n));
        if (texts == 0 || look.Profile.Present < 4 || (texts >= Mostly * look.Profile.Present && !(words <= FewWords && numbers >= ManyNumbers)))
            yield break;
        var named = look.Column.Levels.Where((_, i) => !number[i]).Take(5).Select(l => $"“{l}”").ToList();
        yield return look.Finding(FindingSeverity.Warns, $"{look.Name} holds text in {texts:N0} of {Check.Count(look.Profile.Present, "cell")} and numbers in all others, so it counts as a category: {string.Join(", ", named)}.",
            "Replace the words by empty cells, or leave the rows out, so that the numbers count as such.", IsText);
    }
}
