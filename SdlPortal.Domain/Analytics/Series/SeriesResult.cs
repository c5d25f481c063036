using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Sensor series in the order of time.</summary>
/// <param name="IsTimed">True where places are seconds since 1970; otherwise they are rows from 1, or what the time column counts.</param>
/// <param name="AxisUnit">Of places that are neither times nor rows; null where none is known.</param>
/// <param name="Remarks">On the order: sorted, times that stand twice, gaps; sentences.</param>
public sealed record SeriesResult(bool IsTimed, string AxisTitle, string? AxisUnit, int Values, double From, double To, double TypicalStep, IReadOnlyList<SensorSeries> Series, IReadOnlyList<string> Remarks);

/// <summary>One column as a series, or why it is none.</summary>
public sealed record SensorSeries(string Column, string? Unit, Answer<SeriesView> View);

/// <param name="Values">Thinned for drawing.</param>
/// <param name="Smooth">Null where none was asked for.</param>
/// <param name="Anomalies">The most conspicuous first, at most some hundred.</param>
/// <param name="AnomalyCount">All of them.</param>
public sealed record SeriesView(int Present, int Missing, Curve Values, Curve? Smooth, IReadOnlyList<SeriesAnomaly> Anomalies, int AnomalyCount, IReadOnlyList<string> Remarks);

/// <summary>What a conspicuous place of a series is.</summary>
public enum AnomalyKind
{
    /// <summary>A value, or a few, beside their neighbors, which lie where they lay before.</summary>
    Spike,

    /// <summary>The values before and after lie at different levels.</summary>
    LevelShift,
}

/// <param name="At">On the axis.</param>
/// <param name="Row">Of the table as brought, from 0; −1 on a grid.</param>
/// <param name="Expected">The median of the neighbors; of a level shift the level before it.</param>
/// <param name="Value">The value; of a level shift the level after it.</param>
/// <param name="Score">How many robust standard deviations lie between.</param>
public sealed record SeriesAnomaly(AnomalyKind Kind, double At, int Row, double Value, double Expected, double Score);

/// <summary>A curve for drawing. Where Y is not a number it is open.</summary>
/// <param name="Of">How many points it had before it was thinned; equal to the number of points where it was not.</param>
public sealed record Curve(IReadOnlyList<double> X, IReadOnlyList<double> Y, int Of)
{
    public bool IsThinned => Of > X.Count;
}
