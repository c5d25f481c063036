namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Texts, each one of the column's levels.</summary>
    Category,

    /// <summary>Points in time.</summary>
    Time,

    /// <summary>Nothing: every cell is missing.</summary>
    Empty,
}

/// <summary>A column of a table as it was read. Immutable.</summary>
public sealed record TableColumn
{
    /// <summary>Different for every column of a table.</summary>
    public required string Name { get; init; }

    /// <summary>What the file calls it, where that is more than its name: "temperature (°C)". Null where both are the same.</summary>
    public string? Heading { get; init; }

    public required ColumnKind Kind { get; init; }

    /// <summary>Of numbers, from the heading or the cells; null where none is known.</summary>
    public string? Unit { get; init; }

    /// <summary>Of a category, in the order of their first appearance; empty otherwise.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>What reading it met and did: "12 of 400 cells hold a unit (mg/mL); it was taken off". Sentences for people, the heaviest first.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
