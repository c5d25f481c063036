using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>The present values of a window that moves along a series, ascending. Missing values may be added and removed and count for nothing.</summary>
internal sealed class SortedWindow(int capacity)
{
    private readonly double[] values = new double[capacity + 1];

    public int Count { get; private set; }

    public double Median => Robust.Median(values.AsSpan(0, Count));

    /// <summary>The median of the distances from the median, not scaled.</summary>
    public double Mad => Robust.Mad(values.AsSpan(0, Count));

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        var at = Array.BinarySearch(values, 0, Count, value);
        at = at < 0 ? ~at : at;
        Array.Copy(values, at, values, at + 1, Count - at);
        values[at] = value;
        Count++;
    }

    public void Remove(double value)
    {
        if (double.IsNaN(value))
            return;
        var at = Array.BinarySearch(values, 0, Count, value);
        Array.Copy(values, at + 1, values, at, Count - at - 1);
        Count--;
    }
}
