using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>What preparing learned about one column. Immutable.</summary>
public sealed record PreparedColumn
{
    public required string Name { get; init; }

    public required ColumnKind Kind { get; init; }

    public string? Unit { get; init; }

    /// <summary>Of a category: the levels that are features of their own, the most frequent first; empty otherwise.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>True where levels beyond <see cref="Levels"/> share a feature.</summary>
    public bool Other { get; init; }

    /// <summary>True where the natural logarithm is taken first.</summary>
    public bool Logarithm { get; init; }

    /// <summary>Features are (value − center) / scale, after the logarithm; 0 and 1 where nothing is scaled and for categories.</summary>
    public double Center { get; init; }

    public double Scale { get; init; } = 1;

    /// <summary>What stands for a missing value: after the logarithm, not scaled; of a category the index of a feature of this column.</summary>
    public double Fill { get; init; }

    /// <summary>The smallest and the largest value learned from, in the column's own unit; 0 for categories.</summary>
    public double Least { get; init; }

    public double Most { get; init; }

    /// <summary>How many features it becomes.</summary>
    public int Width => Kind == ColumnKind.Category ? Levels.Count + (Other ? 1 : 0) : 1;

    /// <summary>Features by name.</summary>
    public IEnumerable<string> Features => Kind == ColumnKind.Category ? Levels.Append("(other)").Take(Width).Select(l => $"{Name} = {l}") : [Name];
}
