using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>Axes of a table's columns: with unit, linear, in powers of ten or of points in time. Pure.</summary>
internal static class PictureAxes
{
    private const int LongestName = 28;

    /// <summary>"temperature (°C)".</summary>
    public static string Title(string column, string? unit) => Plot.Text(string.IsNullOrEmpty(unit) ? column : $"{column} ({unit})");

    /// <param name="low">As the picture has it: a logarithm where the axis is logarithmic.</param>
    /// <param name="pad">The share of the range that stays free at both ends.</param>
    public static PlotAxis Of(string column, string? unit, bool isLog, bool isTime, double low, double high, double pad = 0.03)
    {
        var title = Title(column, unit);
        var room = high > low ? (high - low) * pad : isTime ? 3600 : Math.Max(Math.Abs(low) * 0.05, 1e-6);
        (low, high) = (low - room, high + room);
        return isLog ? LogAxis.OfPowers(title, low, high) : isTime ? TimeAxis.Of(title, low, high) : new PlotAxis(title) { Range = [low, high] };
    }

    /// <summary>Names beside each other, the first at place 0.</summary>
    public static PlotAxis OfNames(string title, IReadOnlyList<string> names, bool downward = false) => new(title)
    {
        TickVals = [.. names.Select((_, i) => (double)i)],
        TickText = [.. names.Select(n => Plot.Text(Short(n)))],
        Range = downward ? [names.Count - 0.5, -0.5] : [-0.5, names.Count - 0.5],
    };

    public static string Short(string name, int longest = LongestName) => name.Length <= longest ? name : $"{name[..(longest - 1)]}…";

    /// <summary>For people: the number itself where the axis is logarithmic.</summary>
    public static string Words(double value, bool isLog, bool isTime, string? unit = null) => isTime ? TimeWords.Of(value) : Quantity.Text(isLog ? Math.Pow(10, value) : value, unit);

    /// <summary>For files: in full, of logarithms the number itself to 12 digits.</summary>
    public static string Full(double value, bool isLog, bool isTime = false) => double.IsNaN(value) ? "" : isTime ? TimeWords.Of(value)
        : isLog ? Math.Pow(10, value).ToString("G12", System.Globalization.CultureInfo.InvariantCulture) : Quantity.Full(value);
}
