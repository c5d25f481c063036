using SdlPortal.Domain.Stations;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>How long a driver waits for what, in time of the clock.</summary>
public sealed record DriverPatience
{
    /// <summary>For an answer to a request; asked three times before the instrument counts as mute.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a link to come up before a command is sent.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a lost link to come back while a command is at work; longer when the work itself may still take longer.</summary>
    public TimeSpan Reconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Work takes too long when it exceeds this, and <see cref="WorkFactor"/> times the expected duration.</summary>
    public TimeSpan LeastWork { get; init; } = TimeSpan.FromSeconds(15);

    public double WorkFactor { get; init; } = 3;

    public TimeSpan Work(StageCommand command, double timeScale)
    {
        var expected = TimeSpan.FromSeconds(WorkFactor * command.LabSeconds / timeScale);
        return expected > LeastWork ? expected : LeastWork;
    }
}
