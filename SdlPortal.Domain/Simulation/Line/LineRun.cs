using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>What a simulated line did with one campaign. Times are lab hours since its start.</summary>
public sealed record LineRun
{
    /// <summary>When each experiment was proposed and when it ended.</summary>
    public required CampaignTimeline Timeline { get; init; }

    /// <summary>When the last experiment ended.</summary>
    public required double MakespanHours { get; init; }

    /// <summary>Experiments with a result per hour.</summary>
    public required double ThroughputPerHour { get; init; }

    /// <summary>Share of the time that each station worked, over its slots; cleaning and repair not counted as work.</summary>
    public required IReadOnlyList<StationUse> Utilization { get; init; }

    /// <summary>The kind of station that works most.</summary>
    public required string Bottleneck { get; init; }

    /// <summary>Experiments pending at each choice after the first, on average.</summary>
    public required double MeanPending { get; init; }

    /// <summary>Experiments lost because a stage failed for good.</summary>
    public required int Failed { get; init; }

    /// <summary>Experiments lost because the sample waited too long between two stages.</summary>
    public required int Spoiled { get; init; }

    /// <summary>Every step of the first experiments, as far as they were asked for: the Gantt.</summary>
    public IReadOnlyList<SimulatedRun> Runs { get; init; } = [];

    /// <summary>Why the line could not run to its end; null when it did.</summary>
    public string? Stuck { get; init; }

    /// <summary>A campaign that this line cannot run at all.</summary>
    internal static LineRun Never(string reason) => new()
    {
        Timeline = new CampaignTimeline([]),
        MakespanHours = 0,
        ThroughputPerHour = 0,
        Utilization = [],
        Bottleneck = "",
        MeanPending = 0,
        Failed = 0,
        Spoiled = 0,
        Stuck = reason,
    };
}

/// <summary>One step of one experiment on a simulated line, in lab hours.</summary>
public sealed record SimulatedRun(int Experiment, int Step, string Station, int Slot, double Start, double End);
