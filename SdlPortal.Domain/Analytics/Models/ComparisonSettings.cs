using SdlPortal.Domain.Analytics.Preparation;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>Which models are compared at foretelling which column, and how.</summary>
public sealed record ComparisonSettings(string Target)
{
    /// <summary>Columns to foretell from, by name; null for all that are usable and give nothing away.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns that are never features.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Columns that stay features although they look like an identifier or give the target away.</summary>
    public IReadOnlyList<string> Insisted { get; init; } = [];

    /// <summary>Keys of families; null for all.</summary>
    public IReadOnlyList<string>? Families { get; init; }

    /// <summary>Null for what the column is: numbers, or the classes of a category. A column of few numbers may be asked for as classes.</summary>
    public TargetKind? Kind { get; init; }

    /// <summary>Rows with the same value here never stand on both sides of a split; never a feature.</summary>
    public string? Group { get; init; }

    /// <summary>Models learn from the rows before those they foretell, in the order of this column.</summary>
    public string? Order { get; init; }

    public int Folds { get; init; } = 5;

    public int Repeats { get; init; } = 1;

    public int InnerFolds { get; init; } = 5;

    public long Seed { get; init; } = 1;

    public MissingPolicy Missing { get; init; } = MissingPolicy.Median;

    public IReadOnlyList<string> Logarithms { get; init; } = [];

    /// <summary>Beyond it the predictions of rows taken evenly spread are kept, and the remarks say so.</summary>
    public int MostPredictions { get; init; } = 5000;
}
