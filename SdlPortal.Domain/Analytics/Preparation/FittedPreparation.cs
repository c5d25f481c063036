using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>
/// How the columns of a table become features, as learned from some of its rows: what is filled in for missing values, centers, scales and levels. Nothing of it depends on rows that were not learned from, so a model that is tested on others
/// knows nothing of them. Immutable; can be written and read as JSON.
/// </summary>
public sealed record FittedPreparation
{
    public required PreparationSettings Settings { get; init; }

    /// <summary>The columns that became features, in their order.</summary>
    public required IReadOnlyList<PreparedColumn> Columns { get; init; }

    /// <summary>How many rows were learned from.</summary>
    public required int Rows { get; init; }

    /// <summary>What was left out and why, and what else was met while learning; sentences for people.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Null where missing values are not filled in from neighbors.</summary>
    public DonorRows? Donors { get; init; }

    /// <summary>Features by name: a column's own, or "solvent = DMF" for a level of a category.</summary>
    public IReadOnlyList<string> Features => [.. Columns.SelectMany(c => c.Features)];

    /// <summary>Learns from some rows of a table.</summary>
    /// <param name="rows">Rows of the table to learn from, ascending; null for all.</param>
    public static FittedPreparation Fit(DataTable table, int[]? rows, PreparationSettings settings, AnalysisStep step) =>
        PreparationLearning.Fit(table, PreparationLearning.Spread(table, rows, settings.MostRows), settings, step);

    /// <summary>What of a table stands in the way of preparing it; sentences that name the column, all at once; empty where nothing does.</summary>
    public IReadOnlyList<string> ProblemsOf(DataTable table) => [.. Columns.Select(c => ColumnReading.ProblemOf(c, table)).OfType<string>()];

    /// <summary>Makes features of rows of this or another table with the same columns, in any order.</summary>
    /// <param name="rows">Rows of the table, ascending; null for all.</param>
    /// <exception cref="TableRefusedException">See <see cref="ProblemsOf"/>.</exception>
    public PreparedRows Apply(DataTable table, int[]? rows, AnalysisStep step)
    {
        var problems = ProblemsOf(table);
        return problems.Count == 0 ? FeatureMaking.Apply(this, table, rows ?? [.. Enumerable.Range(0, table.Rows)], step) : throw new TableRefusedException(problems);
    }

    /// <summary>Learns from the rows and makes features of the same: for looking at a table, where nothing is foretold.</summary>
    public static PreparedRows FitAndApply(DataTable table, int[]? rows, PreparationSettings settings, AnalysisStep step)
    {
        var taken = PreparationLearning.Spread(table, rows, settings.MostRows);
        var fitted = PreparationLearning.Fit(table, taken, settings, step.Part(0, 0.5));
        var prepared = fitted.Apply(table, taken, step.Part(0.5, 1));
        var all = rows?.Length ?? table.Rows;
        string[] sampled = taken.Length < all ? [$"{taken.Length:N0} of {all:N0} rows were taken, evenly spread."] : [];
        return prepared with { Remarks = [.. sampled, .. fitted.Remarks, .. prepared.Remarks] };
    }
}
