namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Numbers that people like to set: few digits, ending in 1, 2 or 5 where possible. Pure.</summary>
internal static class RoundNumber
{
    private static readonly double[] Steps = [1, 0.5, 0.2];

    /// <summary>
    /// The roundest number in [low, high]: a multiple of the largest step 1, 2 or 5 times a power of ten that has one there; of several the nearest to the middle (on a logarithmic scale where both are positive and asked for).
    /// </summary>
    public static double Between(double low, double high, bool isLog)
    {
        if (!(low < high))
            return low;
        if (low <= 0 && high >= 0)
            return 0;
        var middle = isLog && low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : low + ((high - low) / 2);
        var power = (int)Math.Ceiling(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high))));
        for (var p = power; p > power - 18; p--)
        {
            foreach (var step in Steps)
            {
                var (first, last) = (Math.Ceiling(low / Unit(step, p) - 1e-9), Math.Floor((high / Unit(step, p)) + 1e-9));
                if (first > last)
                    continue;
                var nearest = Math.Clamp(Math.Round(middle / Unit(step, p)), first, last);
                var number = Clean(nearest * Unit(step, p));
                if (number >= low && number <= high)
                    return number;
            }
        }

        return middle;
    }

    /// <summary>To so many significant digits, down or up.</summary>
    public static double Digits(double value, int digits, bool up)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - digits);
        return Clean((up ? Math.Ceiling((value / unit) - 1e-9) : Math.Floor((value / unit) + 1e-9)) * unit);
    }

    private static double Unit(double step, int power) => step * Math.Pow(10, power);

    /// <summary>Without the tail that multiplication leaves: 0.30000000000000004 is 0.3.</summary>
    private static double Clean(double value) => double.Parse(value.ToString("E12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
