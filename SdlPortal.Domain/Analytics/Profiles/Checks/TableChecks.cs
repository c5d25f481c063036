using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>A check of single columns.</summary>
/// <param name="Looks">What it looks at, as a sentence.</param>
internal sealed record ColumnCheck(string Id, string Title, string Looks, Func<ColumnLook, IEnumerable<TableFinding>> Of)
{
    private const int MostSingle = 4;
    private const int MostNamed = 12;

    /// <summary>Said of many columns at once: begins the sentence after their number ("columns miss cells"); null where each column is a finding.</summary>
    public string? Together { get; init; }

    /// <summary>One finding in place of many that say the same of several columns.</summary>
    public IReadOnlyList<TableFinding> Join(IReadOnlyList<TableFinding> found)
    {
        if (Together is null || found.Count <= MostSingle)
            return found;
        var first = found.OrderByDescending(f => f.Severity).ThenByDescending(f => f.Rows.Count).First();
        return
        [
            first with
            {
                Sentence = $"{found.Count:N0} {Together}: {string.Join(", ", found.SelectMany(f => f.Columns).Distinct(StringComparer.Ordinal).Take(MostNamed))}{(found.Count > MostNamed ? " …" : "")}. For example, {first.Sentence}",
                Columns = [.. found.SelectMany(f => f.Columns).Distinct(StringComparer.Ordinal)],
                Rows = RowSet.None,
            },
        ];
    }
}

/// <summary>A check that compares columns or rows.</summary>
internal sealed record WholeCheck(string Id, string Title, string Looks, Func<TableLook, TableLooked> Of);

/// <summary>Every check of a table.</summary>
internal static class TableChecks
{
    public static IReadOnlyList<ColumnCheck> OfColumns { get; } =
    [
        new("infinite", "Infinite values", "Cells with an infinity were counted.", InfiniteCells.Of),
        new("missing", "Missing cells", "Cells without a value were counted.", MissingCells.Of) { Together = "columns miss cells" },
        new("text", "Text among numbers, mixed units", "What reading the cells met, and levels that are numbers.", TextAmongNumbers.Of),
        new("bounds", "Out of bounds", "Values far outside of all others, and outside of what the name or the unit allows.", OutOfBounds.Of),
        new("units", "Values of another unit", "A cluster of values 60, 100, 1,000 … times the others.", UnitClusters.Of),
        new("outliers", "Outliers", "Modified z-scores beyond 3.5 that also lie beyond what the tail of the column leads to expect.", FarValues.Of),
        new("floors", "Floors, ceilings and repeated values", "Values that stand far more often than their neighbors.", RepeatedValues.Of),
        new("digits", "Mixed precision", "Digits after the point.", MixedDigits.Of),
        new("constant", "Constant columns", "Columns that say the same in all or nearly all rows.", ConstantColumns.Of) { Together = "columns are constant or nearly so" },
        new("identifiers", "Identifiers", "Columns that are different in every row by nature.", Identifiers.Of),
        new("classes", "Classes", "Levels that dominate, occur once or differ in spelling only.", Classes.Of),
        new("times", "Order of time", "Times that go back, or jump.", TimeOrder.Of),
        new("row-order", "Order of the rows", "Values against the number of the row.", RowOrder.Of) { Together = "columns go with the number of the row" },
    ];

    public static IReadOnlyList<WholeCheck> OfTables { get; } =
    [
        new("duplicates", "Duplicated rows", "Rows were compared in all cells.", DuplicatedRows.Of),
        new("replicates", "Replicates that disagree", "Rows that agree in their inputs and not in their outcomes.", Replicates.Of),
        new("near-duplicates", "Nearly duplicated rows", "Rows that differ by less than a thousandth of every range.", NearlyDuplicated.Of),
        new("simplex", "Shares of a whole", "Columns whose sum is constant.", SharesOfWhole.Of),
        new("dependence", "Columns that follow from others", "Exact linear relations, sums, products and ratios.", Dependences.Of),
        new("leakage", "Columns that give another away", "Columns that are one-to-one or in the same order with another.", Giveaways.Of),
        new("twins", "Two forms of one quantity", "Columns whose names differ only in words such as requested and realized.", TwinColumns.Of),
        new("joint-outliers", "Joint outliers", "Robust Mahalanobis distances of normal scores.", JointOutliers.Of),
        new("missing-together", "Columns that are missing for a reason", "Missing cells against the levels of categories.", MissingForReason.Of),
        new("set-points", "Set points", "Columns of few, repeated numbers.", SetPoints.Of),
    ];
}
