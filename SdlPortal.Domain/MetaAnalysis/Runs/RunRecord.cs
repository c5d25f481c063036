using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Runs;

/// <summary>
/// One prior run, ours or another tool's: a configuration, a context, an outcome and a cost. As it stands in its source: names, units and metrics are brought together later, by rules.
/// Immutable. What a source does not say is null or absent, never a default.
/// </summary>
public sealed record RunRecord
{
    /// <summary>Unique within the source and the same whenever the source is read again: "study 3/trial 17". A run with a known key is never stored twice.</summary>
    public required string Key { get; init; }

    /// <summary>What the run was about: the data set, the material system.</summary>
    public required string Task { get; init; }

    /// <summary>The architecture or process family; null where the source knows none.</summary>
    public string? Variant { get; init; }

    /// <summary>The configuration in the source's names and units; a conditional parameter that was not active is absent. No name twice.</summary>
    public IReadOnlyList<NamedValue> Parameters { get; init; } = [];

    /// <summary>What came out, one entry per metric; empty for a run without result.</summary>
    public IReadOnlyList<MetricReading> Metrics { get; init; } = [];

    public IReadOnlyList<LearningCurve> Curves { get; init; } = [];

    public RunStatus Status { get; init; }

    public DateTimeOffset? Start { get; init; }

    public double? DurationSeconds { get; init; }

    /// <summary>In the unit that the source uses throughout (money, node hours, milliliters).</summary>
    public double? Cost { get; init; }

    public string? Hardware { get; init; }

    public string? Seed { get; init; }

    public string? CodeVersion { get; init; }

    public string? DataVersion { get; init; }

    /// <summary>The part of the data on which the outcome was measured: "validation", "test".</summary>
    public string? Split { get; init; }

    /// <summary>Where a person finds it in the source: "line 42", "trial 17 of study sgd-iris".</summary>
    public required string Origin { get; init; }

    /// <summary>What else the source says (tags, user attributes, declared features of the task); kept for people and for moderators, not a parameter.</summary>
    public IReadOnlyList<NamedValue> Notes { get; init; } = [];
}

/// <summary>A name with a number or a text.</summary>
public readonly record struct NamedValue(string Name, ParameterValue Value);

/// <summary>One metric of a run: its replicates in the source's order. A replicate that failed or is missing is not a number; infinities stay what they are.</summary>
public readonly record struct MetricReading(string Name, IReadOnlyList<double> Replicates)
{
    public MetricReading(string name, double value) : this(name, [value]) { }
}

/// <summary>How a metric went along a run.</summary>
/// <param name="Steps">Ascending; epochs, budgets, iterations, whatever the source counts.</param>
/// <param name="Values">As many as steps; not a number where the source says so.</param>
public sealed record LearningCurve(string Metric, IReadOnlyList<double> Steps, IReadOnlyList<double> Values);
