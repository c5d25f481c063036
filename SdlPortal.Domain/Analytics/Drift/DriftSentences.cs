using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Alerts in the words of people. Pure.</summary>
public static class DriftSentences
{
    /// <summary>What an alert is called in a list.</summary>
    public static string Title(DriftKind kind, int direction) => (kind, direction) switch
    {
        (DriftKind.Level, > 0) => "Level higher",
        (DriftKind.Level, _) => "Level lower",
        (DriftKind.Spread, > 0) => "Spread wider",
        (DriftKind.Spread, _) => "Spread narrower",
        (DriftKind.Stuck, _) => "Stuck",
        _ => "Values missing",
    };

    /// <param name="began">Places for people: "2026-03-01 10:32:00 UTC", "row 312".</param>
    public static string Of(DriftAlert alert, DriftReference reference, string? unit, string began, string raised, string lastSeen)
    {
        var what = alert.Kind switch
        {
            DriftKind.Level => $"The mean lies {Quantity.Text(Math.Abs(alert.Size), unit, digits: 3)} {(alert.Direction > 0 ? "above" : "below")} the reference's ({Range(alert.Low, alert.High, unit)}; {Text(Math.Abs(alert.Size) / reference.Sd)} of its standard deviations)",
            DriftKind.Spread => $"The values scatter {Text(alert.Size)} times as much as the reference ({Text(alert.Low)} to {Text(alert.High)})",
            DriftKind.Stuck => $"{alert.Size.ToString("N0", CultureInfo.InvariantCulture)} values in a row are equal or nearly so, which the reference's resolution and movement do not explain",
            _ => $"{Text(100 * alert.Size)} % of the values are missing ({Text(100 * alert.Low)} to {Text(100 * alert.High)} %); of the reference {Text(100.0 * reference.Missing / (reference.Missing + reference.Count))} % are",
        };
        return $"{what}, since about {began}; noticed at {raised}, {(alert.IsOver ? "last seen at " + lastSeen + " and over since" : "and still so")}.";
    }

    private static string Text(double value) => Quantity.Text(value, digits: 3);

    private static string Range(double low, double high, string? unit) => $"{Text(low)} to {Quantity.Text(high, unit, digits: 3)} relative to it";
}
