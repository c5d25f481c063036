using SdlPortal.Domain.Numerics;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>Keeps the numbers at an axis short: large values are drawn in thousands, millions and so on, and the axis title says so.</summary>
/// <param name="Factor">What one unit of the axis stands for.</param>
internal sealed record AxisScale(double Factor)
{
    private const double Long = 1e5;

    /// <param name="values">All that is drawn along the axis.</param>
    public static AxisScale Of(IEnumerable<double> values)
    {
        var largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return new AxisScale(largest < Long ? 1 : Math.Pow(10, 3 * Math.Floor(Math.Log10(largest) / 3)));
    }

    public double Of(double value) => value / Factor;

    /// <summary>"Running best (10⁶ S/m)", "Cumulative regret".</summary>
    public string Title(string what, string? unit)
    {
        var power = Factor > 1 ? Quantity.PowerOfTen((int)Math.Round(Math.Log10(Factor))) : "";
        var scaled = string.Join(' ', new[] { power, unit }.Where(t => !string.IsNullOrEmpty(t)));
        return scaled.Length == 0 ? what : $"{what} ({scaled})";
    }
}
