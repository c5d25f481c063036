using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>What a table is like and what is wrong with it. Immutable.</summary>
public sealed record TableProfile
{
    public required int Rows { get; init; }

    /// <summary>In the table's order.</summary>
    public required IReadOnlyList<TableColumnProfile> Columns { get; init; }

    /// <summary>Which columns miss together, the most frequent first; rows that miss nothing are not among them. At most 50.</summary>
    public required IReadOnlyList<MissingPattern> Missing { get; init; }

    /// <summary>Rows in which no cell is missing.</summary>
    public required int CompleteRows { get; init; }

    /// <summary>Every check once: what was found, what was looked at without finding anything, what could not be looked at and why.</summary>
    public required IReadOnlyList<TableCheck> Checks { get; init; }

    /// <summary>What was sampled or left out, each a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>All findings, heaviest first, then in the order of the checks.</summary>
    public IReadOnlyList<TableFinding> Findings => [.. Checks.SelectMany(c => c.Findings).OrderByDescending(f => f.Severity)];
}

/// <summary>Columns that are missing together.</summary>
/// <param name="Columns">Missing in these rows; all others are present.</param>
public sealed record MissingPattern(IReadOnlyList<string> Columns, int Rows);

/// <summary>A check and what came of it. Immutable.</summary>
/// <param name="Check">Short and stable: "duplicates".</param>
/// <param name="Title">For people.</param>
/// <param name="Sentence">What was looked at, or why it was not.</param>
/// <param name="Findings">Heaviest first; empty unless <see cref="CheckState.Found"/>. At most <see cref="ProfileSettings.FindingsPerCheck"/>, and then <paramref name="Sentence"/> says how many there are.</param>
public sealed record TableCheck(string Check, string Title, CheckState State, string Sentence, IReadOnlyList<TableFinding> Findings);

/// <summary>One thing that a check found, with what to do. Immutable.</summary>
public sealed record TableFinding
{
    /// <summary>Which check: "duplicates".</summary>
    public required string Check { get; init; }

    /// <summary>The check's name for people: "Duplicated rows".</summary>
    public required string Title { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>What was found, with its numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>By name; empty where it is about whole rows.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The rows that leaving out would mend it, complete; of duplicates all but one. Empty where that does not help. Rows of the table as it was brought (<see cref="Tables.DataTable.SourceRow"/>).</summary>
    public RowSet Rows { get; init; } = RowSet.None;

    /// <summary>A few rows (of the table as it was brought) with what is seen there.</summary>
    public IReadOnlyList<FindingExample> Examples { get; init; } = [];
}
