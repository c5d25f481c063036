using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>Which way an outcome is probably better, by its name.</summary>
internal static class GoalWords
{
    /// <summary>Null where the name says nothing.</summary>
    public static MetricGoal? GoalOf(string name) => Find(ColumnWords.Split(name)).Goal;

    /// <summary>The goal and the word that says it; of two words the later one counts.</summary>
    public static (MetricGoal? Goal, string? Word) Find(string[] words)
    {
        var (larger, smaller) = (ColumnWords.LargerWord(words), ColumnWords.SmallerWord(words));
        if (smaller is not null && (larger is null || Array.LastIndexOf(words, smaller) > Array.LastIndexOf(words, larger)))
            return (MetricGoal.Minimize, smaller);
        return larger is not null ? (MetricGoal.Maximize, larger) : (null, null);
    }
}
