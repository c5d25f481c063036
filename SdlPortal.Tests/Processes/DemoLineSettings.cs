using SdlPortal.Hardware.Simulated;

namespace SdlPortal.Tests.Processes;

/// <summary>The demo line as settings of the program, so that a test can add what it needs to one station.</summary>
public static class DemoLineSettings
{
    /// <param name="fault">Such as "Fails=1".</param>
    public static string[] With(string kind, string fault, double speed) =>
        [$"--Lab:Speed={speed}", .. LabOptions.DemoLine.SelectMany((s, i) => Station(s, $"--Lab:Stations:{i}:", s.Kind == kind ? fault : null))];

    private static IEnumerable<string> Station(StationOptions station, string path, string? fault)
    {
        yield return $"{path}Id={station.Id}";
        yield return $"{path}Kind={station.Kind}";
        yield return $"{path}Name={station.Name}";
        yield return $"{path}Capacity={station.Capacity}";
        if (fault is not null)
            yield return $"{path}Faults:{fault}";
    }
}
