using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Campaigns;

public enum ExperimentStatus
{
    /// <summary>Proposed, waiting for a person's approval.</summary>
    Suggested,

    /// <summary>Waiting for its first station, or after a retry for the one that failed.</summary>
    Queued,

    /// <summary>On the line: at work, waiting between two stages, or waiting for a person's decision.</summary>
    Running,

    Completed,

    /// <summary>The machine's fault; a person may retry it.</summary>
    Failed,

    /// <summary>Never to be tried again.</summary>
    Abandoned,

    /// <summary>Refused by a person before it started.</summary>
    Rejected,
}

public enum StageRunStatus { Running, Finished, Failed, Unknown }

/// <summary>One attempt at one step of an experiment's route. Written by the fold only.</summary>
public sealed class StageRun
{
    public required int Experiment { get; init; }

    public required int Step { get; init; }

    public required int Attempt { get; init; }

    public required string Command { get; init; }

    public required Place Place { get; init; }

    public Place? Destination { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double ExpectedLabSeconds { get; init; }

    public StageRunStatus Status { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    public EquatableList<MeasuredValue> Values { get; internal set; }

    public StageFault? Fault { get; internal set; }

    /// <summary>Why it failed, or why its outcome is unknown.</summary>
    public string? Reason { get; internal set; }
}

/// <summary>One configuration on its way through the workflow. Written by the fold only; read it under the owner of the <see cref="Campaign"/>.</summary>
public sealed class Experiment
{
    internal readonly List<StageRun> stageRuns = [];

    public required int Number { get; init; }

    public required SuggestionSource Source { get; init; }

    public required Rationale Rationale { get; init; }

    public required DateTimeOffset SuggestedAt { get; init; }

    public Configuration Configuration { get; internal set; } = null!;

    /// <summary>True once a person has changed the suggested configuration.</summary>
    public bool Edited { get; internal set; }

    public ExperimentStatus Status { get; internal set; }

    /// <summary>Every attempt at every step so far, in the order of their start.</summary>
    public IReadOnlyList<StageRun> Runs => stageRuns;

    /// <summary>The step of the route that comes next or is at work; the route's length when all are done.</summary>
    public int NextStep { get; internal set; }

    /// <summary>How many attempts there were when a person last put the experiment back in the queue: automatic retries count from there.</summary>
    public int RunsBeforeRetry { get; internal set; }

    /// <summary>Where the sample is; null before the first stage and after the last, or when it was taken off the line.</summary>
    public Place? At { get; internal set; }

    /// <summary>The slot kept free for the sample while the robot carries it, and after the move until its stage starts.</summary>
    public Place? Reserved { get; internal set; }

    public StageRun? Current => stageRuns.Count > 0 && stageRuns[^1].Status is StageRunStatus.Running or StageRunStatus.Unknown ? stageRuns[^1] : null;

    public DateTimeOffset? StartedAt { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>All objectives in the definition's order; empty until completed.</summary>
    public EquatableList<double> Values { get; internal set; }

    /// <summary>Why it failed, was abandoned or rejected.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Somebody gave it up while a stage was at work; it ends as soon as the station has stopped.</summary>
    public string? AbandonRequest { get; internal set; }

    /// <summary>It occupies a place in flight: proposed and not ended.</summary>
    public bool InFlight => Status is ExperimentStatus.Suggested or ExperimentStatus.Queued or ExperimentStatus.Running;

    /// <summary>A suggestion can be edited or rejected until its first stage starts.</summary>
    public bool NotStarted => Status is ExperimentStatus.Suggested or ExperimentStatus.Queued && stageRuns.Count == 0;
}
