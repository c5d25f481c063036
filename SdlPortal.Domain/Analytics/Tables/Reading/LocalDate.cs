using System.Buffers.Text;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Which comes first in a date that ends in its year.</summary>
internal enum DateOrder { DayFirst, MonthFirst }

/// <summary>Dates as people write them: "31.12.2026 23:59", "12/31/2026 11:59 PM". Which number is the day, the column as a whole has to say.</summary>
/// <param name="Sign">What parts its numbers.</param>
/// <param name="Seconds">Of the day.</param>
internal readonly record struct LocalDate(int First, int Second, int Year, byte Sign, double Seconds)
{
    /// <returns>Null where the cell is none.</returns>
    public static LocalDate? Look(ReadOnlySpan<byte> cell)
    {
        if (!Utf8Parser.TryParse(cell, out int first, out var used) || used > 2 || used == cell.Length || cell[used] is not ((byte)'.' or (byte)'/' or (byte)'-'))
            return null;
        var sign = cell[used];
        cell = cell[(used + 1)..];
        if (!Utf8Parser.TryParse(cell, out int second, out used) || used > 2 || used == cell.Length || cell[used] != sign)
            return null;
        cell = cell[(used + 1)..];
        if (!Utf8Parser.TryParse(cell, out int year, out used) || used != 4 || year < 1000)
            return null;
        cell = cell[used..];
        if (first is < 1 or > 31 || second is < 1 or > 31 || (first > 12 && second > 12) || !TryClock(cell.TrimStart(", T"u8), out var seconds))
            return null;
        return new LocalDate(first, second, year, sign, seconds);
    }

    /// <returns>Seconds since 1970 UTC; not a number where there is no such day.</returns>
    public double In(DateOrder order)
    {
        var (day, month) = order == DateOrder.DayFirst ? (First, Second) : (Second, First);
        return month > 12 || day > DateTime.DaysInMonth(Year, month) ? double.NaN : new DateTime(Year, month, day, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).TotalSeconds + Seconds;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out double seconds)
    {
        seconds = 0;
        if (text.IsEmpty)
            return true;
        if (!Utf8Parser.TryParse(text, out int hour, out var used) || used > 2 || used == text.Length || text[used] != ':')
            return false;
        text = text[(used + 1)..];
        if (!Utf8Parser.TryParse(text, out int minute, out used) || used != 2)
            return false;
        text = text[used..];
        if (text.Length > 1 && text[0] == ':')
        {
            used = Numeral.Scan(text[1..], decimalComma: true, out seconds);
            if (used == 0)
                return false;
            text = text[(used + 1)..];
        }

        text = Cells.Trim(text);
        var isPm = text.SequenceEqual("PM"u8) || text.SequenceEqual("pm"u8);
        if (isPm || text.SequenceEqual("AM"u8) || text.SequenceEqual("am"u8))
        {
            if (hour is < 1 or > 12)
                return false;
            hour = (hour % 12) + (isPm ? 12 : 0);
            text = default;
        }

        if (!text.IsEmpty || hour is < 0 or > 23 || minute is < 0 or > 59 || seconds is < 0 or > 60)
            return false;
        seconds += (hour * 3600) + (minute * 60);
        return true;
    }
}
