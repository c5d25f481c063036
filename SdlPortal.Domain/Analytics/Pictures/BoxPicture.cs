namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Medians, quartiles and far values of columns, by group.</summary>
public sealed record BoxPicture(int Rows, string? By, IReadOnlyList<string> Groups, bool GroupsAreOrdered, IReadOnlyList<ColumnBoxes> Columns, IReadOnlyList<string> Remarks);

/// <param name="IsLog">All numbers of the boxes are logarithms to the base 10 then.</param>
/// <param name="Boxes">In the order of <see cref="BoxPicture.Groups"/>; null for a group without a value.</param>
/// <param name="P">Of "all groups are alike" by Kruskal and Wallis's test; null where there are no two groups of 2 values.</param>
public sealed record ColumnBoxes(string Column, string? Unit, bool IsLog, IReadOnlyList<GroupBox?> Boxes, double? P);

/// <summary>A box as Tukey drew it: whiskers to the farthest values within 1.5 interquartile ranges of the box (quartiles by linear interpolation).</summary>
/// <param name="Missing">Rows of the group without a value.</param>
/// <param name="Far">How many values lie beyond the whiskers.</param>
/// <param name="Drawn">Those that are drawn, ascending: all, or the lowest, the highest and others evenly spread.</param>
public sealed record GroupBox(int Count, int Missing, double Min, double LowWhisker, double Q1, double Median, double Q3, double HighWhisker, double Max, double Mean, int Far, IReadOnlyList<double> Drawn);
