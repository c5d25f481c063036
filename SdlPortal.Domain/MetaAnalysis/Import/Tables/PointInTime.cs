namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads points in time: ISO 8601 and its relatives ("2026-01-02 03:04:05.678", "2026-01-02_03-04-05", "2026/01/02"), and seconds, milliseconds, microseconds or nanoseconds since 1970.</summary>
internal static class PointInTime
{
    /// <summary>Numbers below this (March 1973 in seconds) count from a beginning that nobody knows.</summary>
    public const double SmallestUnixSeconds = 1e8;

    /// <param name="seconds">Since 1970 UTC; for a relative time, since an unknown beginning.</param>
    /// <param name="isRelative">True for a small number.</param>
    /// <param name="hasZone">False where the text names no zone and UTC was taken.</param>
    public static bool TryRead(ReadOnlySpan<byte> cell, bool decimalComma, out double seconds, out bool isRelative, out bool hasZone)
    {
        (isRelative, hasZone) = (false, true);
        if (Numeral.Scan(cell, decimalComma, out seconds) == cell.Length && double.IsFinite(seconds))
        {
            isRelative = seconds < SmallestUnixSeconds;
            seconds = seconds < 1e11 ? seconds : seconds < 1e14 ? seconds / 1e3 : seconds < 1e17 ? seconds / 1e6 : seconds / 1e9;
            return seconds > -1e11;
        }

        return TryIso(cell, out seconds, out hasZone);
    }

    /// <summary>To a microsecond, which is what a double holds of such a number.</summary>
    public static DateTimeOffset FromUnixSeconds(double seconds) => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1e6) * TimeSpan.TicksPerMicrosecond);

    private static bool TryIso(ReadOnlySpan<byte> text, out double seconds, out bool hasZone)
    {
        (seconds, hasZone) = (double.NaN, false);
        if (!Digits(ref text, 4, out var year) || !Skip(ref text, "-/.") || !Digits(ref text, 2, out var month) || !Skip(ref text, "-/.") || !Digits(ref text, 2, out var day))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        var (hour, minute, second, fraction) = (0, 0, 0, 0.0);
        if (Skip(ref text, "T _") && !TryClock(ref text, out hour, out minute, out second, out fraction))
            return false;
        if (!TryZone(text, out var offsetMinutes, out hasZone))
            return false;
        var days = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).TotalDays;
        seconds = (days * 86400) + (hour * 3600) + ((minute - offsetMinutes) * 60) + second + fraction;
        return true;
    }

    private static bool TryClock(ref ReadOnlySpan<byte> text, out int hour, out int minute, out int second, out double fraction)
    {
        (second, fraction, minute) = (0, 0, 0);
        if (!Digits(ref text, 2, out hour) || !Skip(ref text, ":-") || !Digits(ref text, 2, out minute))
            return false;
        if (text.Length > 2 && text[0] is (byte)':' or (byte)'-' && (text[0] == ':' || text.Length == 3))
        {
            text = text[1..];
            if (!Digits(ref text, 2, out second))
                return false;
            if (text.Length > 1 && text[0] is (byte)'.' or (byte)',')
            {
                text = text[1..];
                var scale = 0.1;
                while (text.Length > 0 && char.IsAsciiDigit((char)text[0]))
                {
                    fraction += (text[0] - '0') * scale;
                    scale /= 10;
                    text = text[1..];
                }
            }
        }

        return hour < 24 && minute < 60 && second <= 60;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out int minutes, out bool hasZone)
    {
        (minutes, hasZone) = (0, false);
        text = Cells.Trim(text);
        if (text.IsEmpty)
            return true;
        hasZone = true;
        if (text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8) || text.SequenceEqual("GMT"u8))
            return true;
        var sign = text[0] == '+' ? 1 : text[0] == '-' ? -1 : 0;
        text = text[1..];
        if (sign == 0 || !Digits(ref text, 2, out var hours))
            return false;
        Skip(ref text, ":");
        if (text.Length > 0 && !Digits(ref text, 2, out minutes))
            return false;
        minutes = sign * ((hours * 60) + minutes);
        return text.IsEmpty;
    }

    private static bool Digits(ref ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (text.Length < count)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit((char)text[i]))
                return false;
            value = (value * 10) + text[i] - '0';
        }

        text = text[count..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, string any)
    {
        if (text.IsEmpty || !any.Contains((char)text[0], StringComparison.Ordinal))
            return false;
        text = text[1..];
        return true;
    }
}
