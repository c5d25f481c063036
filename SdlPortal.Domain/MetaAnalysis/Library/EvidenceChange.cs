using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>Something that an answer rested on and that has changed since.</summary>
/// <param name="Sequence">Of the decision.</param>
/// <param name="Sentence">What happened, when and by whom.</param>
public sealed record EvidenceChange(int Sequence, string Sentence)
{
    /// <summary>
    /// What of the runs that counted then does not count as it did: sources removed or replaced, runs excluded or taken in again, other rules. What was undone since is no change; runs that were only added are none either, as they do not touch what an answer rested on.
    /// </summary>
    /// <param name="history">The project's decisions, oldest first.</param>
    /// <param name="then">The number of the last decision that the answer knew.</param>
    public static IReadOnlyList<EvidenceChange> Since(IReadOnlyList<JournalEntry> history, int then)
    {
        var (before, now) = (ProjectFold.Of([.. history.Where(e => e.Sequence <= then)], ""), ProjectFold.Of(history, ""));
        var changes = new List<EvidenceChange>();
        void Add(Func<ProjectEvent, bool> isIt, Func<JournalEntry, string> sentence)
        {
            if (history.LastOrDefault(e => e.Sequence > then && isIt(e.Event)) is { } entry)
                changes.Add(new EvidenceChange(entry.Sequence, $"{entry.By} {sentence(entry)} on {entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}."));
        }

        foreach (var source in before.Current)
        {
            var kept = now.Source(source.Id);
            if (kept is { IsCurrent: true })
                continue;
            if (kept is { Removal: null, ReplacedBy: { } other })
                Add(e => (e is SourceImported i && i.Source == other) || (e is SourceRestored r && r.Source == other), _ => $"replaced the source '{source.Name}' by another version");
            else
                Add(e => e is SourceRemoved r && r.Source == source.Id, e => $"removed the source '{source.Name}' ({((SourceRemoved)e.Event).Reason})");
        }

        foreach (var exclusion in now.Exclusions)
        {
            var held = before.Exclusions.Any(x => x.Id == exclusion.Id && x.Holds);
            if (held && !exclusion.Holds)
                Add(e => e is ExclusionUndone u && u.Exclusion == exclusion.Id, _ => $"took {Runs(exclusion.Count)} in again that had been excluded");
            else if (!held && exclusion.Holds)
                Add(e => e is RunsExcluded x && x.Exclusion == exclusion.Id, _ => $"excluded {Runs(exclusion.Count)} ({exclusion.Reason})");
        }

        if (Rules(before) != Rules(now))
            Add(e => e is RulesSaved, e => string.Create(CultureInfo.InvariantCulture, $"saved version {((RulesSaved)e.Event).Version} of the rules"));
        return [.. changes.OrderBy(c => c.Sequence)];
    }

    private static string Rules(ProjectState state) => state.Rules.Count == 0 ? "" : state.Rules[^1].Sha256;

    private static string Runs(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "run" : "runs")}");
}
