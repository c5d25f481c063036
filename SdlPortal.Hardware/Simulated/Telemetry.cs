using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.Simulated;

/// <summary>Plausible live values of simulated instruments at work; units stand in the names.</summary>
internal static class Telemetry
{
    private const double RoomTemperature = 22;

    /// <param name="recipe">Null when the instrument no longer knows it, after a restart.</param>
    public static EquatableList<MeasuredValue> Of(string kind, Configuration? recipe, double fraction) => kind switch
    {
        "hotplate" => [new("temperature (°C)", Math.Round(Heated(Setting(recipe, "temp") ?? 260, fraction), 1))],
        "dispenser" => [new("dispensed (µL)", Math.Round(1000 * fraction))],
        "sprayer" => [new("passes", Math.Ceiling((Setting(recipe, "pass") ?? 5) * fraction))],
        "probe" => [new("points", Math.Ceiling(9 * fraction))],
        "robot" => [new("position (mm)", Math.Round(600 * fraction))],
        _ => [],
    };

    /// <summary>Up in the first tenth of the time, then held.</summary>
    private static double Heated(double target, double fraction) => RoomTemperature + ((target - RoomTemperature) * (1 - Math.Exp(-30 * fraction)));

    private static double? Setting(Configuration? recipe, string word) => recipe?
        .Where(p => p.Value.IsNumber && p.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
        .Select(p => (double?)p.Value.Number)
        .FirstOrDefault();
}
