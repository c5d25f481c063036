using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Tells units in the brackets of headings, "flow (mL/min)", from other asides, "yield (isolated)".</summary>
internal static class UnitWords
{
    /// <summary>Beside those of <see cref="Units"/>.</summary>
    private static readonly HashSet<string> Also = new(StringComparer.Ordinal)
    {
        "wt%", "vol%", "mol%", "at%", "wt.%", "vol.%", "%RH", "ppb", "equiv", "eq", "eq.", "eV", "meV", "keV", "N", "kN", "mN", "nN", "F", "Ω", "Ohm", "ohm", "kΩ", "MΩ", "S", "mS", "µS", "C", "T", "mT", "G", "lx", "lm", "cd", "Å", "pm", "dB", "dBm", "cP", "mPa", "hPa", "P",
        "counts", "cts", "cps", "px", "pixel", "a.u.", "arb.", "u", "Da", "kDa", "g", "mol", "nmol", "pmol", "nM", "pM", "fM", "N", "nA", "pA", "µV", "nV", "mW", "µW", "mJ", "cal", "kcal", "ns", "ps", "fs", "drops", "cells", "U", "IU", "CFU", "OD", "AU", "mAU", "kg", "sccm", "slm", "GPa", "GHz", "USD", "EUR", "$", "€", "pH",
    };

    public static bool IsUnit(string text)
    {
        var parts = text.Split(['/', '·', '*', '⋅', '×', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // "(1/s)" is one; "(1)" is the first of several things.
        return parts.Length is > 0 and <= 5 && !parts.All(p => p == "1") && parts.All(p => p == "1" || IsKnown(p) || IsKnown(p.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '−', '^', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁻')));
    }

    private static bool IsKnown(string word) => word.Length > 0 && !word.All(char.IsAsciiDigit) && (Also.Contains(word) || Units.Like(word).Count > 0);
}
