using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>Times as tools write them.</summary>
internal static class RunTimes
{
    /// <summary>Seconds since 1970; null where that is no time of this calendar. Tools that count from the start of their run land in 1970, which keeps the order and the gaps.</summary>
    public static DateTimeOffset? FromSeconds(double? seconds) =>
        seconds is { } known && double.IsFinite(known) && Math.Abs(known) < 250_000_000_000 && known > -62_000_000_000 ? DateTimeOffset.UnixEpoch.AddSeconds(known) : null;

    /// <summary>A date and time; without a zone it counts as UTC.</summary>
    public static DateTimeOffset? FromText(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>True where the seconds cannot be a date of a computer: counted from the start of the run.</summary>
    public static bool IsRelative(double? seconds) => seconds < 100_000_000;

    public const string RelativeRemark = "Times count from the start of the run; they are kept as times of January 1970, so their order and their gaps are right and their date is not.";

    public const string LocalRemark = "Times are written without a time zone; they are taken as UTC. Durations are not affected.";
}
