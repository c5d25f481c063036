using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Where prior runs say it is worth looking, and where it is risky or dear.</summary>
public sealed record RegionFindings
{
    /// <summary>Null where the findings are for any task like these.</summary>
    public string? Target { get; init; }

    /// <summary>The union of at most three boxes that is recommended.</summary>
    public required Region Recommended { get; init; }

    /// <summary>Single boxes by decreasing posterior probability of the target's top decile.</summary>
    public required IReadOnlyList<Region> Promising { get; init; }

    public required IReadOnlyList<Region> Risky { get; init; }

    public required IReadOnlyList<Region> Dear { get; init; }

    public required int Runs { get; init; }

    /// <summary>How many of the runs the search looked at; fewer than all where there are very many.</summary>
    public required int RunsUsed { get; init; }

    public required int Tasks { get; init; }

    /// <summary>What was done, in sentences: settings that were chosen, bins, samples.</summary>
    public required string Method { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>How well recommendations made in the same way from the other tasks did on each task; null with fewer than three tasks.</summary>
    public Generalization? Check { get; init; }

    /// <summary>What the recommended union promises on a task that it was not made from; null in findings of version 1.</summary>
    public Answer<GainForecast>? Forecast { get; init; }
}
