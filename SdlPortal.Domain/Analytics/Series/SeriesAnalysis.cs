namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Columns of a table as series over time: order, grid, smooth curve, spikes and level shifts.</summary>
public static class SeriesAnalysis
{
    public static TableAnalysis<SeriesSettings, SeriesResult> Definition { get; } = new("series", 1, "Sensor series", (_, _, _) => throw new NotImplementedException());
}
