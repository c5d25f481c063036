using System.Text.RegularExpressions;

namespace SdlPortal.Hardware.Simulated;

/// <summary>The lab as the configuration section <c>Lab</c> describes it; without one, the demo coating line.</summary>
public sealed partial class LabOptions
{
    public const string Section = "Lab";

    public string Name { get; set; } = "Demo coating line";

    /// <summary>Lab seconds per second of the clock.</summary>
    public double Speed { get; set; } = 60;

    /// <summary>Relative standard deviation of how long simulated stages take.</summary>
    public double DurationSpread { get; set; } = 0.03;

    /// <summary>Empty means the demo line.</summary>
    public IList<StationOptions> Stations { get; } = [];

    /// <summary>The stations of the paper's coating line: a robot carries samples between dispenser, sprayer, hotplate and probe.</summary>
    public static IReadOnlyList<StationOptions> DemoLine =>
    [
        new() { Id = "dispenser-1", Kind = "dispenser", Name = "Dispenser" },
        new() { Id = "sprayer-1", Kind = "sprayer", Name = "Spray coater" },
        new() { Id = "hotplate-1", Kind = "hotplate", Name = "Hotplate", Capacity = 2 },
        new() { Id = "probe-1", Kind = "probe", Name = "Conductivity probe" },
        new() { Id = "robot-1", Kind = "robot", Name = "Robot arm" },
    ];

    /// <exception cref="LabUnavailableException">The section has mistakes; all of them are listed.</exception>
    public IReadOnlyList<StationOptions> ValidStations()
    {
        var stations = Stations.Count > 0 ? [.. Stations] : DemoLine;
        var objections = Objections(stations).ToList();
        return objections.Count == 0 ? stations
            : throw new LabUnavailableException($"The configuration of the lab (section {Section}) has mistakes:{Environment.NewLine}{string.Join(Environment.NewLine, objections)}");
    }

    private IEnumerable<string> Objections(IReadOnlyList<StationOptions> stations)
    {
        if (Speed is not (> 0 and <= 1e6))
            yield return $"{Section}:{nameof(Speed)} is {Speed}; give lab seconds per second above 0, at most 1000000.";
        if (DurationSpread is not (>= 0 and <= 0.5))
            yield return $"{Section}:{nameof(DurationSpread)} is {DurationSpread}; give a share between 0 and 0.5.";
        for (var i = 0; i < stations.Count; i++)
        {
            var (station, path) = (stations[i], $"{Section}:{nameof(Stations)}:{i}");
            if (!StationId().IsMatch(station.Id))
                yield return $"{path}:{nameof(station.Id)} is '{station.Id}'; use 1 to 60 letters, digits, '-', '_' and '.', and begin with a letter or digit.";
            if (stations.Take(i).Any(s => string.Equals(s.Id, station.Id, StringComparison.OrdinalIgnoreCase)))
                yield return $"{path}:{nameof(station.Id)} '{station.Id}' is taken by another station; ids differ by more than capitals.";
            if (string.IsNullOrWhiteSpace(station.Kind))
                yield return $"{path}:{nameof(station.Kind)} is missing; name what workflows ask for, such as hotplate.";
            if (station.Capacity is < 1 or > 1000)
                yield return $"{path}:{nameof(station.Capacity)} is {station.Capacity}; give a number of slots between 1 and 1000.";
            foreach (var objection in station.Faults.Objections())
                yield return $"{path}:{nameof(station.Faults)}:{objection}";
            if (station.Address is not null && station.TryAddress() is null)
                yield return $"{path}:{nameof(station.Address)} is '{station.Address}'; give host:port, or leave it out for a simulated instrument.";
            if (station.Address is not null && Speed != 1)
                yield return $"{path}:{nameof(station.Address)} names a real instrument, which runs at speed 1; set {Section}:{nameof(Speed)} to 1.";
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$", RegexOptions.None, 1000)]
    private static partial Regex StationId();
}

/// <summary>One station of the configured lab.</summary>
public sealed class StationOptions
{
    public string Id { get; set; } = "";

    public string Kind { get; set; } = "";

    /// <summary>What people call it; the id when missing.</summary>
    public string? Name { get; set; }

    public int Capacity { get; set; } = 1;

    /// <summary>host:port of a real instrument that speaks the line protocol; missing means a simulated one.</summary>
    public string? Address { get; set; }

    /// <summary>What a simulated instrument does wrong.</summary>
    public InstrumentFaults Faults { get; set; } = new();

    internal (string Host, int Port)? TryAddress() =>
        Address?.LastIndexOf(':') is int colon and > 0 && int.TryParse(Address.AsSpan(colon + 1), out var port) && port is > 0 and < 65536
            ? (Address[..colon].Trim('[', ']'), port)
            : null;
}
