using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Runs;

public enum ParameterKind
{
    /// <summary>Any real number.</summary>
    Number,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Named choices without an order; true and false are choices too.</summary>
    Category,
}

/// <summary>What is known of a parameter over all runs of a source or of a project.</summary>
/// <param name="Low">The lower bound that was declared; null where none is, and for choices.</param>
/// <param name="Step">The declared raster; null where any value goes.</param>
public sealed record ParameterShape(string Name, ParameterKind Kind, Scale Scale = Scale.Linear, string? Unit = null, double? Low = null, double? High = null, double? Step = null)
{
    /// <summary>The choices in ordinal order; a <see cref="ParameterColumn"/> counts them. Empty for numbers.</summary>
    public EquatableList<string> Levels { get; init; } = [];

    public bool IsCategory => Kind == ParameterKind.Category;

    /// <summary>The name with its unit, as plots and tables label it.</summary>
    public string Label => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";
}

/// <summary>Which way a metric is better.</summary>
public enum MetricGoal { Maximize, Minimize }

/// <summary>What is known of a metric.</summary>
/// <param name="Goal">Null where the source does not say; a person must before it can be analyzed.</param>
public sealed record MetricShape(string Name, MetricGoal? Goal, string? Unit = null)
{
    public string Label => string.IsNullOrEmpty(Unit) ? Name : $"{Name} ({Unit})";
}
