using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Values that lie far outside of a bounded bulk, or outside of what the column's name or unit allows. Pure.</summary>
internal static class OutOfBounds
{
    private const int Fewest = 15;
    private const double MostShare = 0.01;

    /// <summary>Of the range of all others: what chance does not leave empty below or above a bulk without tails.</summary>
    private const double Gap = 1.5;

    /// <summary>The same where the far values alone are negative.</summary>
    private const double GapBelowZero = 0.5;

    /// <summary>Range over interquartile range; 2 for a uniform distribution, 7 for a million normal values.</summary>
    private const double LongestTail = 7;
    private const double FewAgainstName = 0.2;
    private const double AbsoluteZeroCelsius = -273.15;

    private static readonly HashSet<string> NeverNegativeUnits = new(StringComparer.Ordinal)
    { "K", "g", "mg", "µg", "kg", "L", "l", "mL", "ml", "µL", "uL", "mol", "mmol", "M", "mM", "µM", "mol/L", "g/L", "mg/mL", "g/mL", "Pa", "kPa", "MPa", "Hz", "rpm", "S/m", "S/cm", "%", "min", "h", "nm", "mL/min", "µL/min", "uL/min", "mL/s" };

    private static readonly HashSet<string> NeverNegativeWords = new(StringComparer.Ordinal) { "concentration", "molarity", "volume", "mass", "weight", "pressure", "duration", "count", "flow", "conductivity", "yield", "toughness", "thickness" };

    private static readonly HashSet<double> Codes = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999, -1e6, 1e6, 1e9, -1e9, 32767, -32768, 65535, 2147483647, -2147483648];

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (!look.IsNumber)
            yield break;
        if (Detached(look) is var (low, high) && (double.IsFinite(low) || double.IsFinite(high)))
        {
            bool Far(double v) => double.IsFinite(v) && (v < low || v > high);
            double[] far = [.. look.Sorted.Where(Far)];
            var rest = look.Sorted.AsSpan(far.Count(v => v < low), look.Sorted.Length - far.Length);
            var code = far.Length > 0 && far.All(v => Codes.Contains(v));
            yield return look.Finding(FindingSeverity.Warns,
                $"{look.Name} lies between {Quantity.Text(rest[0])} and {Quantity.Text(rest[^1], look.Unit)} in {rest.Length:N0} rows and far outside in {Check.Count(far.Length, "row")}, {Between(look, far)}{(code ? ", which looks like a code for a missing value" : "")}.",
                code ? "Make these cells empty, or leave the rows out." : "Look whether the value was mistyped, of another unit, or a line that is no data; leave the rows out or correct them.", Far);
        }

        foreach (var finding in AgainstName(look))
            yield return finding;
    }

    /// <summary>Limits beyond which values lie apart from a bulk without tails; infinite where none do.</summary>
    public static (double Low, double High) Detached(ColumnLook look)
    {
        var sorted = look.Sorted;
        var n = sorted.Length;
        if (n < Fewest || look.Profile.Distinct < 4)
            return (double.NegativeInfinity, double.PositiveInfinity);
        var quarters = Robust.Quantile(sorted, 0.75) - Robust.Quantile(sorted, 0.25);
        var most = Math.Max(1, (int)(MostShare * n));
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var (tailLow, tailHigh) = (FarValues.Limit(sorted, look.Settings.Level, up: false), FarValues.Limit(sorted, look.Settings.Level, up: true));
        for (var g = 1; g <= most; g++)
        {
            // Of the other end the far values of its own are left aside, so that neither hides the other.
            var (last, first) = (sorted[n - g - 1], sorted[g]);
            var (upward, downward) = (last - sorted[most], sorted[n - 1 - most] - first);
            if (upward > 0 && upward <= LongestTail * quarters && sorted[n - g] - last > Gap * upward && sorted[n - g] > tailHigh)
                high = last;
            var gap = sorted[g - 1] < 0 && first > 0 ? GapBelowZero : Gap;
            if (downward > 0 && downward <= LongestTail * quarters && first - sorted[g - 1] > gap * downward && sorted[g - 1] < tailLow)
                low = first;
        }

        return (low, high);
    }

    private static IEnumerable<TableFinding> AgainstName(ColumnLook look)
    {
        var (numbers, words) = (look.Profile.Numbers!, MetricNames.Words(look.Name));
        var shape = new MetricShape(look.Name, Goal: null, look.Unit);
        var isShare = look.Unit is "%" || MetricNames.IsShare(shape);
        if (isShare && numbers.P99 <= 100 && numbers.Max > 100.5 && numbers.Median > 1.5 && Report(look, v => v > 100.5, "more than 100 %", "a share of a whole") is { } beyond)
            yield return beyond;
        if (isShare && look.Unit is not "%" && numbers.P95 <= 1 && numbers.Max > 1.005 && numbers.Min >= 0 && Report(look, v => v > 1.005, "more than 1", "a share of a whole") is { } above)
            yield return above;
        var negative = (look.Unit is { } unit && NeverNegativeUnits.Contains(unit)) || isShare || MetricNames.IsNeverNegative(shape)
            || (words.Any(NeverNegativeWords.Contains) && !words.Any(w => w is "log" or "delta" or "diff" or "change" or "error" or "rel" or "relative" or "norm" or "scaled"));
        if (negative && numbers.Negatives > 0 && Report(look, v => v < 0, "negative", "a quantity that cannot be") is { } below)
            yield return below;
        if (look.Unit is "°C" && numbers.Min < AbsoluteZeroCelsius && Report(look, v => v < AbsoluteZeroCelsius, "below absolute zero", "a temperature") is { } cold)
            yield return cold;
        if (words.Contains("ph") && words.Count <= 3 && (numbers.Min < 0 || numbers.Max > 14) && Report(look, v => v is < 0 or > 14, "outside of 0 to 14", "a pH") is { } acid)
            yield return acid;
    }

    private static TableFinding? Report(ColumnLook look, Func<double, bool> wrong, string what, string why)
    {
        double[] found = [.. look.Sorted.Where(wrong)];
        if (found.Length == 0 || found.Length > FewAgainstName * look.Sorted.Length)
            return null;
        return look.Finding(FindingSeverity.Warns, $"{look.Name} is {what} in {found.Length:N0} of {Check.Count(look.Sorted.Length, "row")} ({Between(look, found)}), though its name or unit says {why}.",
            "Look at the measurement or the unit; leave the rows out or correct them.", v => double.IsFinite(v) && wrong(v));
    }

    private static string Between(ColumnLook look, double[] values) => values[0] == values[^1] ? $"at {Quantity.Text(values[0], look.Unit)}" : $"from {Quantity.Text(values[0])} to {Quantity.Text(values[^1], look.Unit)}";
}
