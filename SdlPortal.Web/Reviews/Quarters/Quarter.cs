using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Reviews.Quarters;

/// <summary>Periods of the score book by the words of an address: "2026-Q4", "all". Pure.</summary>
public static class Quarter
{
    public const string All = "all";

    /// <summary>Null where nothing happened in it; without a word, all time.</summary>
    public static ScorePeriod? Find(ScoreBook book, string? word) =>
        string.IsNullOrWhiteSpace(word) || word == All ? book.All : book.Quarters.FirstOrDefault(q => string.Equals(Word(q), word, StringComparison.OrdinalIgnoreCase));

    public static string Word(ScorePeriod quarter) => quarter.Name.Replace(' ', '-');

    public static string Address(string? word) => word is null or All ? "/reviews/retrospective" : $"/reviews/retrospective?quarter={Uri.EscapeDataString(word)}";
}
