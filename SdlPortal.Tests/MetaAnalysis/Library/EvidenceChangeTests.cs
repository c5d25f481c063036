using SdlPortal.Domain.MetaAnalysis.Library;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class EvidenceChangeTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 3, 9, 30, 0, TimeSpan.Zero);
    private static readonly ProjectEvent[] Before = [new ProjectCreated("Batches"), Imported("a"), Imported("b"), Rules(1), Excluded("x1", 4)];

    [Fact]
    public void What_counts_no_longer_is_said_with_who_and_when()
    {
        Assert.Equal(["Ben excluded 9 runs (The probe was off) on 2026-11-03 09:30 UTC."], Changes(Excluded("x2", 9)));
        Assert.Equal(["Ben took 4 runs in again that had been excluded on 2026-11-03 09:30 UTC."], Changes(new ExclusionUndone("x1", "It was fine.")));
        Assert.Equal(["Ben removed the source 'a.csv' (Wrong file) on 2026-11-03 09:30 UTC."], Changes(new SourceRemoved("a", "Wrong file")));
        Assert.Equal(["Ben removed the source 'a.csv' (Wrong file) on 2026-11-03 09:30 UTC."], Changes(new SourceRemoved("a", "Wrong file"), new SourcePurged("a")));
        Assert.Equal(["Ben replaced the source 'a.csv' by another version on 2026-11-03 09:30 UTC."], Changes(Imported("a2", "a")));
        Assert.Equal(["Ben saved version 2 of the rules on 2026-11-03 09:30 UTC."], Changes(Rules(2)));
    }

    [Fact]
    public void What_was_undone_since_is_no_change()
    {
        Assert.Empty(Changes(Excluded("x2", 9), new ExclusionUndone("x2", "It was fine.")));
        Assert.Empty(Changes(new SourceRemoved("a", "Wrong file"), new SourceRestored("a")));
        Assert.Empty(Changes(Rules(2), Rules(3) with { Sha256 = Rules(1).Sha256 }));
        Assert.Empty(Changes(Imported("a2", "a"), new SourceRemoved("a2", "Wrong file")));
    }

    [Fact]
    public void More_runs_are_no_change_of_those_there_were() =>
        Assert.Empty(Changes(Imported("c"), new CampaignAdded("campaign-1", "1", "Coatings"), new ProjectRenamed("Coatings"), new SourceRemoved("c", "Wrong file")));

    [Fact]
    public void Changes_stand_in_their_order_with_the_number_of_the_decision()
    {
        var changes = EvidenceChange.Since(History(Rules(2), Excluded("x2", 1), new SourceRemoved("b", "Wrong file")), Before.Length);

        Assert.Equal([6, 7, 8], changes.Select(c => c.Sequence));
        Assert.Contains("excluded 1 run (", changes[1].Sentence, StringComparison.Ordinal);
        Assert.Empty(EvidenceChange.Since(History(Rules(2)), 6));
        Assert.Empty(EvidenceChange.Since(History(), 99));
    }

    private static IEnumerable<string> Changes(params ProjectEvent[] since) => EvidenceChange.Since(History(since), Before.Length).Select(c => c.Sentence);

    private static IReadOnlyList<JournalEntry> History(params ProjectEvent[] since) => [.. Before.Concat(since).Select((e, i) => new JournalEntry(i + 1, At, "Ben", e))];

    private static SourceImported Imported(string id, string? replaces = null) => new(id, $"{id}.csv", "csv", 20, 0, "", replaces);

    private static RulesSaved Rules(int version) => new(version, $"sha of {version}", "");

    private static RunsExcluded Excluded(string id, int count) => new(id, "The probe was off", "rows", count, "");
}
