using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads the number that a text begins with. Exact: the nearest double, as <see cref="double.Parse(string)"/> gives it.</summary>
internal static class Numeral
{
    /// <summary>Powers of ten that are doubles exactly.</summary>
    private static readonly double[] Tens = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>How many bytes of the text are its number: sign, digits, point, digits, exponent; 0 where it begins with none.</summary>
    /// <param name="decimalComma">True where a comma may stand for the point.</param>
    /// <param name="number">Infinite where it is too large for a double.</param>
    public static int Scan(ReadOnlySpan<byte> text, bool decimalComma, out double number)
    {
        number = double.NaN;
        var i = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            i = 1;
        }

        var (mantissa, significant, digits, exponent, comma) = (0UL, 0, 0, 0, -1);
        var seenPoint = false;
        for (; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                digits++;
                if (mantissa != 0 || digit != 0)
                    significant++;
                if (significant <= 19)
                {
                    mantissa = (mantissa * 10) + digit;
                    exponent -= seenPoint ? 1 : 0;
                }
                else
                {
                    exponent += seenPoint ? 0 : 1;
                }
            }
            else if (!seenPoint && (text[i] == '.' || (decimalComma && text[i] == ',')))
            {
                seenPoint = true;
                comma = text[i] == ',' ? i : -1;
            }
            else
            {
                break;
            }
        }

        if (digits == 0)
            return 0;
        i += ScanExponent(text[i..], ref exponent);
        // Both factors are exact, so one rounding is left: the result is the nearest double (Clinger's fast path).
        number = significant <= 19 && mantissa <= 1UL << 53 && Math.Abs(exponent) <= 22
            ? exponent < 0 ? mantissa / Tens[-exponent] : mantissa * Tens[exponent]
            : Slowly(text[..i], comma);
        if (negative && number >= 0)
            number = -number;
        return i;
    }

    private static int ScanExponent(ReadOnlySpan<byte> text, ref int exponent)
    {
        if (text.Length < 2 || text[0] is not ((byte)'e' or (byte)'E'))
            return 0;
        var i = 1;
        var negative = text[i] == '-';
        if (text[i] is (byte)'-' or (byte)'+')
            i++;
        var (first, power) = (i, 0);
        for (; i < text.Length && (uint)(text[i] - '0') <= 9; i++)
            power = Math.Min(99_999, (power * 10) + (text[i] - '0'));
        if (i == first)
            return 0;
        exponent += negative ? -power : power;
        return i;
    }

    /// <summary>The absolute value: the caller sets the sign.</summary>
    private static double Slowly(ReadOnlySpan<byte> text, int comma)
    {
        if (text[0] is (byte)'-' or (byte)'+')
        {
            text = text[1..];
            comma--;
        }

        if (comma < 0)
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var pointed = text.ToArray();
        pointed[comma] = (byte)'.';
        return double.Parse(pointed, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
