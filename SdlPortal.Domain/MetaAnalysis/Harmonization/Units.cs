using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>The units that laboratories and trainings write, and how they become one another. Names are exact but for the ways in which the same unit is written ("degC", "uL", "l").</summary>
public static class Units
{
    /// <summary>In the base unit of its quantity = (value + Shift) × Times / Over.</summary>
    private sealed record Unit(string Name, string Quantity, double Times, double Over = 1, double Shift = 0, string[]? Also = null);

    private static readonly Unit[] Table =
    [
        new("°C", "temperature", 1, Also: ["degC", "celsius", "Celsius", "C", "deg C"]),
        new("K", "temperature", 1, Shift: -273.15, Also: ["kelvin", "Kelvin"]),
        new("°F", "temperature", 5, 9, -32, ["degF", "fahrenheit", "Fahrenheit", "F"]),
        new("s", "time", 1, Also: ["sec", "second", "seconds"]),
        new("ms", "time", 1, 1e3, Also: ["millisecond", "milliseconds"]),
        new("µs", "time", 1, 1e6, Also: ["microsecond", "microseconds"]),
        new("min", "time", 60, Also: ["minute", "minutes"]),
        new("h", "time", 3600, Also: ["hr", "hour", "hours"]),
        new("d", "time", 86_400, Also: ["day", "days"]),
        new("m", "length", 1, Also: ["meter", "meters", "metre"]),
        new("km", "length", 1e3),
        new("cm", "length", 1, 1e2),
        new("mm", "length", 1, 1e3),
        new("µm", "length", 1, 1e6, Also: ["micron", "microns"]),
        new("nm", "length", 1, 1e9),
        new("g", "mass", 1, Also: ["gram", "grams"]),
        new("kg", "mass", 1e3),
        new("mg", "mass", 1, 1e3),
        new("µg", "mass", 1, 1e6),
        new("t", "mass", 1e6),
        new("L", "volume", 1, Also: ["l", "liter", "liters", "litre", "dm³", "dm3"]),
        new("mL", "volume", 1, 1e3, Also: ["ml", "cm³", "cm3"]),
        new("µL", "volume", 1, 1e6, Also: ["µl"]),
        new("nL", "volume", 1, 1e9, Also: ["nl"]),
        new("m³", "volume", 1e3, Also: ["m3"]),
        new("fraction", "share", 1, Also: ["1", "ratio"]),
        new("%", "share", 1, 1e2, Also: ["percent", "pct"]),
        new("‰", "share", 1, 1e3),
        new("ppm", "share", 1, 1e6),
        new("Pa", "pressure", 1),
        new("hPa", "pressure", 1e2),
        new("kPa", "pressure", 1e3),
        new("MPa", "pressure", 1e6),
        new("mbar", "pressure", 1e2),
        new("bar", "pressure", 1e5),
        new("atm", "pressure", 101_325),
        new("Torr", "pressure", 101_325, 760, Also: ["torr", "mmHg"]),
        new("psi", "pressure", 6894.757293168361),
        new("mol", "amount", 1),
        new("mmol", "amount", 1, 1e3),
        new("µmol", "amount", 1, 1e6),
        new("mol/L", "concentration", 1, Also: ["M", "mol/l"]),
        new("mmol/L", "concentration", 1, 1e3, Also: ["mM", "mmol/l"]),
        new("µmol/L", "concentration", 1, 1e6, Also: ["µM", "µmol/l"]),
        new("V", "voltage", 1),
        new("mV", "voltage", 1, 1e3),
        new("kV", "voltage", 1e3),
        new("A", "current", 1),
        new("mA", "current", 1, 1e3),
        new("µA", "current", 1, 1e6),
        new("W", "power", 1),
        new("mW", "power", 1, 1e3),
        new("kW", "power", 1e3),
        new("J", "energy", 1),
        new("kJ", "energy", 1e3),
        new("Wh", "energy", 3600),
        new("kWh", "energy", 3.6e6),
        new("Hz", "frequency", 1),
        new("kHz", "frequency", 1e3),
        new("MHz", "frequency", 1e6),
        new("rpm", "frequency", 1, 60),
        new("rad", "angle", 1),
        new("°", "angle", Math.PI, 180, Also: ["deg", "degree", "degrees"]),
        new("B", "bytes", 1, Also: ["byte", "bytes"]),
        new("kB", "bytes", 1e3, Also: ["KB"]),
        new("MB", "bytes", 1e6),
        new("GB", "bytes", 1e9),
        new("KiB", "bytes", 1024),
        new("MiB", "bytes", 1024.0 * 1024),
        new("GiB", "bytes", 1024.0 * 1024 * 1024),
    ];

    private static readonly Dictionary<string, Unit> ByName = Table.SelectMany(u => (u.Also ?? []).Append(u.Name).Select(n => (n, u))).ToDictionary(p => p.n, p => p.u, StringComparer.Ordinal);

    /// <summary>All known names, as they should be written.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(u => u.Name)];

    /// <summary>The names of the units that a unit can become; empty for an unknown one.</summary>
    public static IReadOnlyList<string> Like(string unit) => Find(unit) is { } known ? [.. Table.Where(u => string.Equals(u.Quantity, known.Quantity, StringComparison.Ordinal)).Select(u => u.Name)] : [];

    /// <summary>True where both are ways to write the same unit.</summary>
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal) || (Find(one) is { } a && ReferenceEquals(a, Find(other)));

    /// <summary>Null where one of them is unknown or they measure different quantities.</summary>
    public static Conversion? Between(string from, string to)
    {
        if (Find(from) is not { } a || Find(to) is not { } b || !string.Equals(a.Quantity, b.Quantity, StringComparison.Ordinal))
            return null;
        if (ReferenceEquals(a, b))
            return Conversion.None;
        var (times, over) = (a.Times * b.Over, a.Over * b.Times);
        var common = Divisor(times, over);
        return new Conversion(a.Shift, times / common, over / common, b.Shift == 0 ? 0 : -b.Shift);
    }

    private static Unit? Find(string name)
    {
        // The letter mu, the micro sign and a plain u before a unit are one.
        var written = name.Trim().Normalize(NormalizationForm.FormC).Replace('μ', 'µ');
        return ByName.GetValueOrDefault(written) ?? (written.Length > 1 && written[0] == 'u' ? ByName.GetValueOrDefault("µ" + written[1..]) : null);
    }

    /// <summary>The largest number that divides both; 1 where they are not whole.</summary>
    private static double Divisor(double a, double b)
    {
        if (Math.Floor(a) != a || Math.Floor(b) != b)
            return 1;
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
