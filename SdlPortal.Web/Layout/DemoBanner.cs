using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Layout;

/// <summary>The sentence that tells a demo lab from a real one.</summary>
public static class DemoBanner
{
    /// <summary>Every station is simulated: nothing that is done here moves anything.</summary>
    public static bool IsDemo(IEnumerable<StationDescription> stations)
    {
        var all = stations.ToList();
        return all.Count > 0 && all.TrueForAll(s => s.Simulated);
    }

    /// <returns>Null when every station is a real instrument.</returns>
    public static string? Sentence(IEnumerable<StationDescription> stations)
    {
        var all = stations.ToList();
        var simulated = all.Where(s => s.Simulated).ToList();
        if (simulated.Count == 0)
            return null;
        var scales = simulated.Select(s => s.TimeScale).Distinct().ToList();
        var speed = scales is [var scale] ? scale == 1 ? "real speed" : FormattableString.Invariant($"{scale:G4} times real speed") : "different speeds";
        return simulated.Count == all.Count
            ? $"Demo lab: simulated instruments, {speed}"
            : $"{simulated.Count} of {all.Count} stations are simulated, {speed}";
    }
}
