namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>Which outliers are listed. Immutable.</summary>
/// <param name="Cut">Of the modified z-score (Iglewicz and Hoaglin 1993).</param>
/// <param name="Joint">Rows with a p-value below it are listed.</param>
public sealed record OutlierSettings(double Cut = 3.5, double Joint = 0.001)
{
    /// <summary>No list is longer; the heaviest are kept.</summary>
    public int MostListed { get; init; } = 10_000;

    public long Seed { get; init; } = 1;
}

/// <summary>Values far from the others of their column, and rows far from the others. Immutable.</summary>
/// <param name="Cells">The heaviest first.</param>
/// <param name="Rows">The heaviest first.</param>
/// <param name="CellsFound">Also those that are not listed.</param>
public sealed record OutlierList(IReadOnlyList<OutlyingCell> Cells, IReadOnlyList<OutlyingRow> Rows, int CellsFound, int RowsFound, IReadOnlyList<string> Remarks);

/// <param name="Row">Of the table as it was brought.</param>
/// <param name="JointP">Of its row; not a number where the row has no distance.</param>
public sealed record OutlyingCell(int Row, string Column, double Value, double ModifiedZ, double JointP);

/// <param name="Row">Of the table as it was brought.</param>
/// <param name="SquaredDistance">Robust Mahalanobis distance of normal scores.</param>
/// <param name="P">By χ² with as many degrees of freedom as columns took part.</param>
public sealed record OutlyingRow(int Row, double SquaredDistance, double P);
