using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Two columns against each other: points, where they are too many also how many lie where, and the straight line through all.</summary>
/// <param name="Count">Rows with both values: what line, cells and correlations are of.</param>
/// <param name="Color">The column of the groups; null where there is one group.</param>
public sealed record ScatterPicture(int Rows, int Count, string? Color, IReadOnlyList<string> Groups, bool GroupsAreOrdered, Answer<Scatter> Scatter, IReadOnlyList<string> Remarks)
{
    /// <summary>True where not every point is drawn.</summary>
    public bool IsSampled => Scatter.HasValue && Scatter.Value.Points.Rows.Count < Count;
}

/// <param name="Cells">Of all rows; null where every point is drawn.</param>
public sealed record Scatter(ScatterAxis X, ScatterAxis Y, ScatterPoints Points, HexCells? Cells, Answer<StraightLine> Line);

/// <summary>One of the two columns, with the range of all values.</summary>
/// <param name="IsLog">Numbers are logarithms to the base 10 then.</param>
public sealed record ScatterAxis(string Column, string? Unit, bool IsTime, bool IsLog, double Low, double High);

/// <summary>Drawn rows, one number of each in every list.</summary>
/// <param name="Rows">Of the table as it was brought.</param>
/// <param name="Groups">Their places in <see cref="ScatterPicture.Groups"/>.</param>
public sealed record ScatterPoints(IReadOnlyList<int> Rows, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<int> Groups);
