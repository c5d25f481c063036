namespace SdlPortal.Domain.Analytics.Series;

/// <summary>By what values follow each other.</summary>
/// <param name="Time">A column of times or numbers; null for the order of the rows.</param>
/// <param name="Grid">Null to take the values as they are.</param>
public sealed record SeriesOrder(string? Time = null, Resampling? Grid = null);

/// <summary>How a value of the grid is made of those around it.</summary>
public enum GridValue
{
    /// <summary>The mean of the step that begins at the grid's point.</summary>
    Mean,

    /// <summary>The last value of that step.</summary>
    Last,

    /// <summary>On the line between the neighbors.</summary>
    Linear,
}

/// <summary>Values on an even grid.</summary>
/// <param name="Step">Seconds, or the unit of a time that is a number; above 0.</param>
/// <param name="MostGap">Beyond it, in the same unit, nothing is put between two values: the gap stays open.</param>
public sealed record Resampling(double Step, GridValue Value, double MostGap);

/// <summary>How a smooth curve is laid through values.</summary>
public enum SmoothingMethod
{
    None,
    MovingMedian,
    SavitzkyGolay,
    Exponential,
    Loess,
}

/// <param name="Window">Values, odd; of an exponential the values after which half of the weight is gone.</param>
/// <param name="Degree">Of the polynomial (Savitzky-Golay, Loess: 1 or 2).</param>
public sealed record Smoothing(SmoothingMethod Method, int Window = 11, int Degree = 2);

/// <summary>What is looked at as sensor series.</summary>
/// <param name="Threshold">From how many robust standard deviations a value is conspicuous.</param>
/// <param name="AnomalyWindow">Values on each side that an outlier is compared with (Hampel).</param>
public sealed record SeriesSettings(IReadOnlyList<string> Columns, SeriesOrder Order, Smoothing Smoothing, double Threshold = 5, int AnomalyWindow = 10)
{
    /// <summary>Of the curves in a result.</summary>
    public int MostPoints { get; init; } = 1500;
}
