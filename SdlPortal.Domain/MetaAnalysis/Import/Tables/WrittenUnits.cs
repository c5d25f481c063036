using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Tells units behind numbers from other texts that begin with digits, such as "2D" or "4-chlorophenol".</summary>
internal static class WrittenUnits
{
    private const int Longest = 16;

    /// <summary>Units that may follow a number without a blank. Single letters may not: "2D" and "3M" are names.</summary>
    private static readonly HashSet<string> Close = new(StringComparer.Ordinal)
    {
        "%", "‰", "°", "°C", "°F", "ms", "µs", "us", "min", "hr", "nM", "µM", "uM", "mM", "mol", "mmol", "µmol", "umol", "mol%", "mg", "µg", "ug", "kg", "mg/mL", "mg/ml", "g/mL", "g/ml", "g/L", "mg/L", "nL", "µL", "uL", "mL", "ml",
        "µL/s", "uL/s", "mL/s", "mL/min", "µL/min", "uL/min", "nm", "µm", "um", "mm", "cm", "mV", "kV", "mA", "µA", "mW", "kW", "Hz", "kHz", "MHz", "GHz", "rpm", "mbar", "bar", "Pa", "kPa", "MPa", "GPa", "eV", "meV", "S/m", "S/cm", "ppm", "ppb", "equiv", "eq", "wt%", "vol%",
    };

    /// <param name="text">What follows the number, with the blank between them.</param>
    public static bool IsUnit(ReadOnlySpan<byte> text)
    {
        var unit = Cells.Trim(text);
        if (unit.IsEmpty || unit.Length > Longest || unit.IndexOf((byte)' ') >= 0)
            return false;
        if (text[0] > ' ')
            return Close.Contains(Encoding.UTF8.GetString(unit));
        foreach (var letter in unit)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter < 0x80 && letter is not ((byte)'%' or (byte)'/' or (byte)'^' or (byte)'*' or (byte)'.' or (byte)'-' or (byte)'(' or (byte)')'))
                return false;
        }

        return char.IsAsciiLetter((char)unit[0]) || unit[0] == '%' || unit[0] >= 0x80;
    }
}
