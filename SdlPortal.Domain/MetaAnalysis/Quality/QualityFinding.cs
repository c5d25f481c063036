namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>One thing that a check found, with the rows it is about and what to do. Immutable.</summary>
public sealed record QualityFinding
{
    /// <summary>No list of rows shown or written for a finding is longer; <see cref="RowCount"/> and <see cref="Selector"/> stay complete.</summary>
    public const int MostRowsListed = 10_000;

    /// <summary>Which check, the same in every project: "duplicates" (see <see cref="CheckNames"/>).</summary>
    public required string Check { get; init; }

    /// <summary>The check's name for people: "Duplicates".</summary>
    public required string Title { get; init; }

    public required FindingSeverity Severity { get; init; }

    /// <summary>What was found, with its numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The task it is about; null where it is about several or none.</summary>
    public string? Task { get; init; }

    /// <summary>The source it is about; null where it is about several or none.</summary>
    public string? Source { get; init; }

    /// <summary>The parameter, metric or field it is about; null where it is about whole runs.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// The rows that excluding would mend it, complete: of duplicates all but one, of a wrong value the rows that hold it. Empty where no exclusion helps (a goal that nobody named, one task only).
    /// Rows of the table that was checked, whose <see cref="Runs.RunTable.Sources"/> and <see cref="Runs.RunTable.SourceRows"/> say which runs they are.
    /// </summary>
    public RowSet Selector { get; init; } = RowSet.None;

    /// <summary>How many rows it is about, exactly.</summary>
    public int RowCount => Selector.Count;

    /// <summary>The first rows it is about, ascending, at most <see cref="MostRowsListed"/>.</summary>
    public IReadOnlyList<int> Rows => Selector.First(MostRowsListed);

    /// <summary>A few of the rows with what is seen there, for people; at most <see cref="QualityOptions.ExamplesPerFinding"/>.</summary>
    public IReadOnlyList<FindingExample> Examples { get; init; } = [];
}

/// <summary>A row and what is seen there: "learning_rate = 0.3; accuracy = 1.7".</summary>
public sealed record FindingExample(int Row, string Text);
