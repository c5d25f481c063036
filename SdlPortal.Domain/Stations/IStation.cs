using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Stations;

/// <summary>Where a sample is: a station and one of its slots (from 0).</summary>
public sealed record Place(string Station, int Slot);

/// <summary>What a station is; does not change while the program runs.</summary>
/// <param name="Id">Unique in the lab, short, stable across restarts: events name stations by it.</param>
/// <param name="Kind">What workflows ask for, such as "hotplate".</param>
/// <param name="Capacity">How many samples it works on at once, each in its own slot.</param>
/// <param name="TimeScale">Lab seconds per second of the clock; 1 for a real instrument.</param>
/// <param name="Simulated">True when no real instrument stands behind it.</param>
public sealed record StationDescription(string Id, string Kind, string Name, int Capacity, double TimeScale, bool Simulated);

public enum StationCondition { Ready, Faulted, Disconnected }

/// <summary>Whether a station can take work, and why not.</summary>
public sealed record StationState(StationCondition Condition, string? Reason = null, DateTimeOffset? Since = null)
{
    public static readonly StationState Ready = new(StationCondition.Ready);
}

/// <summary>What a station is to do with one sample. The same id is the same work: a station never executes an id twice.</summary>
/// <param name="Id">Unique for each attempt of each step.</param>
/// <param name="Sample">Names the physical sample: campaign and experiment.</param>
/// <param name="LabSeconds">The expected duration.</param>
/// <param name="Recipe">The experiment's configuration.</param>
/// <param name="Measures">Names of the values to report at the end; empty when nothing is measured.</param>
/// <param name="Destination">Transfers only: where the sample goes.</param>
public sealed record StageCommand(
    string Id,
    SampleId Sample,
    string Stage,
    Place Place,
    double LabSeconds,
    Configuration Recipe,
    EquatableList<string> Measures,
    Place? From = null,
    Place? Destination = null);

public sealed record SampleId(Guid Campaign, int Experiment);

/// <summary>A value that a station reported under the name of an objective.</summary>
public sealed record MeasuredValue(string Name, double Value);

public enum StageFault
{
    /// <summary>The station did not answer or did not finish in time.</summary>
    Timeout,

    /// <summary>The station's answer could not be understood.</summary>
    Nonsense,

    /// <summary>A measured value is missing, not a number, or infinite.</summary>
    InvalidValue,

    /// <summary>The station reported a fault of its own.</summary>
    Instrument,

    /// <summary>The stage was stopped on request.</summary>
    Aborted,
}

/// <summary>How a stage ended. An expected failure is a value, never an exception. A closed family.</summary>
public abstract record StageOutcome
{
    public sealed record Finished(EquatableList<MeasuredValue> Values) : StageOutcome;

    public sealed record Failed(StageFault Fault, string Reason) : StageOutcome;

    /// <summary>The station cannot tell whether the work was done.</summary>
    public sealed record Unknown(string Reason) : StageOutcome;
}

/// <summary>Live telemetry of a station at work: progress from 0 to 1 and named values.</summary>
public sealed record StationReading(string Station, string CommandId, double Progress, EquatableList<MeasuredValue> Values, DateTimeOffset At);

/// <summary>What a station remembers about a command, asked after a restart. A closed family.</summary>
public abstract record CommandMemory
{
    /// <summary>The station never received it: running it is safe.</summary>
    public sealed record NeverSeen : CommandMemory;

    /// <summary>It is at work on it; <see cref="IStation.ReattachAsync"/> waits for the end.</summary>
    public sealed record StillRunning : CommandMemory;

    public sealed record Ended(StageOutcome Outcome) : CommandMemory;

    /// <summary>It cannot tell.</summary>
    public sealed record NoMemory(string Reason) : CommandMemory;
}

/// <summary>
/// A station of the lab: what the hardware layer implements. Safe to call from any thread. Up to
/// <see cref="StationDescription.Capacity"/> commands run at once.
/// </summary>
public interface IStation
{
    StationDescription Description { get; }

    StationState State { get; }

    /// <summary>Raised when <see cref="State"/> changed, on any thread.</summary>
    event Action<IStation>? StateChanged;

    /// <summary>Executes a command to its end. Cancelling aborts the work on the instrument; the outcome then says so.</summary>
    Task<StageOutcome> RunAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort);

    /// <summary>What the station knows of a command that was perhaps sent before the program ended.</summary>
    Task<CommandMemory> RecallAsync(StageCommand command, CancellationToken cancellationToken);

    /// <summary>Waits for the end of a command that is still at work.</summary>
    Task<StageOutcome> ReattachAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort);
}

/// <summary>The stations of one laboratory.</summary>
public interface ILab
{
    string Name { get; }

    IReadOnlyList<IStation> Stations { get; }

    /// <summary>
    /// Gets the lab ready for a campaign's samples, also after a restart (a simulated lab learns here what its instruments will measure).
    /// </summary>
    /// <returns>Everything that keeps this lab from running the campaign; empty when it can.</returns>
    Task<IReadOnlyList<Campaigns.Problem>> PrepareAsync(Guid campaign, Campaigns.CampaignDefinition definition, CancellationToken cancellationToken);
}
