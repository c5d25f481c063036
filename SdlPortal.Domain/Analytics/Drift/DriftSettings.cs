using SdlPortal.Domain.Analytics.Series;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>What is watched against what.</summary>
/// <param name="Columns">Of numbers, by name.</param>
/// <param name="Order">By which column and on which grid values follow each other.</param>
/// <param name="From">The first value of the reference, from 0 in the order of time.</param>
/// <param name="Count">How many values the reference has.</param>
/// <param name="FalseAlarms">The share of streams of 1,000 values like the reference in which anything is raised, all columns together.</param>
public sealed record DriftSettings(IReadOnlyList<string> Columns, SeriesOrder Order, int From = 0, int Count = 200, double FalseAlarms = 0.01)
{
    /// <summary>Of the curves in a result.</summary>
    public int MostPoints { get; init; } = 1500;
}
