namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Reads lengths of time in seconds: "12.5", "250 ms", "3 min", "01:02:03.5", and pandas' "0 days 00:00:12.5".</summary>
internal static class LengthOfTime
{
    private static readonly Dictionary<string, double> Seconds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ns"] = 1e-9,
        ["us"] = 1e-6,
        ["µs"] = 1e-6,
        ["μs"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["sec"] = 1,
        ["secs"] = 1,
        ["second"] = 1,
        ["seconds"] = 1,
        ["min"] = 60,
        ["mins"] = 60,
        ["minute"] = 60,
        ["minutes"] = 60,
        ["h"] = 3600,
        ["hr"] = 3600,
        ["hour"] = 3600,
        ["hours"] = 3600,
        ["d"] = 86400,
        ["day"] = 86400,
        ["days"] = 86400,
    };

    public static bool TryRead(ReadOnlySpan<byte> cell, bool decimalComma, out double seconds)
    {
        switch (Cells.Read(cell, decimalComma, out seconds, out var unit))
        {
            case CellForm.Number:
                return true;
            case CellForm.NumberWithUnit when Seconds.TryGetValue(Cells.Text(unit), out var factor):
                seconds *= factor;
                return true;
            default:
                return TryClock(cell, out seconds);
        }
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out double seconds)
    {
        seconds = 0;
        var days = text.IndexOf("day"u8);
        if (days > 0)
        {
            if (Numeral.Scan(text, decimalComma: false, out var number) is 0)
                return false;
            seconds = number * 86400;
            text = Cells.Trim(text[(days + 3)..].TrimStart("s,"u8));
            if (text.IsEmpty)
                return true;
        }

        var negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        var clock = 0.0;
        for (var part = 0; part < 3; part++)
        {
            var length = Numeral.Scan(text, decimalComma: false, out var number);
            if (length == 0 || number < 0 || (part < 2 && (length == text.Length || text[length] != ':')))
                return false;
            clock = (clock * 60) + number;
            text = part < 2 ? text[(length + 1)..] : text[length..];
        }

        seconds += negative ? -clock : clock;
        return text.IsEmpty;
    }
}
