using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>How the values of columns are distributed, by group.</summary>
/// <param name="Rows">All of them are counted.</param>
/// <param name="By">The column of the groups; null where there is one group.</param>
public sealed record HistogramPicture(int Rows, string? By, IReadOnlyList<string> Groups, bool GroupsAreOrdered, IReadOnlyList<ColumnHistogram> Columns, IReadOnlyList<string> Remarks);

/// <summary>One column in bins, or level by level.</summary>
/// <param name="IsLog">Edges and grid are logarithms to the base 10 then.</param>
/// <param name="Edges">Of the bins, one more than there are; a value on an edge counts to the bin above, the largest to the last. Empty for a category.</param>
/// <param name="Levels">Of a category, in the order of the counts; empty otherwise.</param>
/// <param name="Grid">Where the densities are told; empty where there are none.</param>
/// <param name="Groups">In the order of <see cref="HistogramPicture.Groups"/>.</param>
public sealed record ColumnHistogram(string Column, ColumnKind Kind, string? Unit, bool IsLog, IReadOnlyList<double> Edges, IReadOnlyList<string> Levels, IReadOnlyList<double> Grid, IReadOnlyList<GroupHistogram> Groups);

/// <param name="Count">Values that are counted.</param>
/// <param name="Missing">Rows of the group without a value that could be.</param>
/// <param name="Density">Per unit of the axis (per power of ten on a logarithmic one); empty where a density says nothing.</param>
/// <param name="Bandwidth">Of the density, in units of the axis; 0 without one.</param>
public sealed record GroupHistogram(int Count, int Missing, IReadOnlyList<int> Counts, IReadOnlyList<double> Density, double Bandwidth);
