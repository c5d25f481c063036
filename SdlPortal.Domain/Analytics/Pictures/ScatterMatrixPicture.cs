namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Columns against each other, two by two.</summary>
/// <param name="Drawn">Rows that are drawn, of the table as it was brought; the columns have a value for each.</param>
/// <param name="Group">Of each drawn row, its place in <see cref="Groups"/>.</param>
/// <param name="Pairs">Of all rows, (1, 0), (2, 0), (2, 1), (3, 0) …</param>
public sealed record ScatterMatrixPicture(int Rows, string? Color, IReadOnlyList<string> Groups, bool GroupsAreOrdered, IReadOnlyList<int> Drawn, IReadOnlyList<int> Group, IReadOnlyList<MatrixColumn> Columns, IReadOnlyList<MatrixPair> Pairs, IReadOnlyList<string> Remarks);

/// <param name="IsLog">Numbers are logarithms to the base 10 then.</param>
/// <param name="Values">Of the drawn rows; not a number where missing.</param>
/// <param name="Counts">Of all rows, in bins of equal width from <paramref name="Low"/> to <paramref name="High"/>.</param>
public sealed record MatrixColumn(string Column, string? Unit, bool IsLog, double Low, double High, int Count, IReadOnlyList<double> Values, IReadOnlyList<int> Counts);

/// <param name="N">Rows with both values.</param>
/// <param name="R">Pearson's correlation on the axes as they are drawn; not a number where there is none.</param>
public sealed record MatrixPair(int N, double R, double Spearman);
