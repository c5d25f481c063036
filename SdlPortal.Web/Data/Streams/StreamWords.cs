using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Web.Data.Streams;

/// <summary>Icons and words of what happens in streams. Pure.</summary>
internal static class StreamWords
{
    public static string Icon(DriftKind kind, int direction) => (kind, direction) switch
    {
        (DriftKind.Level, > 0) => "up",
        (DriftKind.Level, _) => "down",
        (DriftKind.Spread, _) => "sort",
        (DriftKind.Stuck, _) => "pause",
        _ => "unplugged",
    };

    public static string Title(DriftAlert alert) => DriftSentences.Title(alert.Kind, alert.Direction);

    public static string Title(AnomalyKind kind) => kind == AnomalyKind.Spike ? "Spike" : "Level shift";

    public static string Title(SmoothingMethod method) => method switch
    {
        SmoothingMethod.MovingMedian => "moving median",
        SmoothingMethod.SavitzkyGolay => "Savitzky–Golay",
        SmoothingMethod.Exponential => "exponential",
        SmoothingMethod.Loess => "Loess",
        _ => "none",
    };

    public static string Sentence(SeriesAnomaly anomaly, string? unit) => anomaly.Kind == AnomalyKind.Spike
        ? $"{Quantity.Text(anomaly.Value, unit)} where its neighbors let expect {Quantity.Text(anomaly.Expected, unit)}: {Quantity.Text(anomaly.Score, digits: 2)} robust standard deviations apart."
        : $"From {Quantity.Text(anomaly.Expected, unit)} to {Quantity.Text(anomaly.Value, unit)} within a few values, {Quantity.Text(anomaly.Score, digits: 2)} times what the level usually does.";
}
