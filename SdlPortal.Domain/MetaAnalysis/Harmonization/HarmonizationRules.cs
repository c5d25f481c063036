using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>
/// How the names, units and metrics of several sources become one: saved, versioned, applied again at every load. All rules look at what the sources say, at once: none sees what another one made. Immutable.
/// </summary>
public sealed record HarmonizationRules
{
    public static readonly HarmonizationRules None = new();

    public EquatableList<ParameterRule> Parameters { get; init; } = [];

    public EquatableList<MetricRule> Metrics { get; init; } = [];

    /// <summary>Task names that mean the same.</summary>
    public EquatableList<NameAlias> Tasks { get; init; } = [];

    /// <summary>Variant names that mean the same; they apply to what <see cref="Fields"/> makes a variant too.</summary>
    public EquatableList<NameAlias> Variants { get; init; } = [];

    /// <summary>Parameters or notes that are the variant, the seed and so on.</summary>
    public EquatableList<FieldRule> Fields { get; init; } = [];

    /// <summary>Properties of tasks that may say how much they have in common. They change no run.</summary>
    public EquatableList<TaskFeature> Features { get; init; } = [];
}

/// <summary>What columns become a parameter, and how.</summary>
/// <param name="Name">The name that the parameter has afterwards.</param>
public sealed record ParameterRule(string Name)
{
    /// <summary>The columns that it takes; empty for the one of its own name. A run that has several of them keeps the first.</summary>
    public EquatableList<string> From { get; init; } = [];

    /// <summary>True where <see cref="From"/> names notes, which become a parameter.</summary>
    public bool FromNotes { get; init; }

    /// <summary>Ids of the sources it applies to (and their later versions); empty for all.</summary>
    public EquatableList<string> Sources { get; init; } = [];

    /// <summary>The unit of the values in the source, where they are converted.</summary>
    public string? FromUnit { get; init; }

    /// <summary>The unit afterwards; with <see cref="FromUnit"/> values are converted, alone it says what they are in.</summary>
    public string? Unit { get; init; }

    /// <summary>Afterwards = factor × value + offset; null where units say it or nothing changes.</summary>
    public double? Factor { get; init; }

    public double? Offset { get; init; }

    public Scale? Scale { get; init; }

    public ParameterKind? Kind { get; init; }

    /// <summary>Levels that mean the same.</summary>
    public EquatableList<NameAlias> Levels { get; init; } = [];

    /// <summary>It is active only in runs where another parameter has one of some levels; elsewhere its value is left out.</summary>
    public ActiveWhen? ActiveWhen { get; init; }

    /// <summary>The columns are left out altogether.</summary>
    public bool Drop { get; init; }
}

/// <param name="Parameter">By the name it has after the rules.</param>
/// <param name="Levels">By the names they have after the rules; numbers in their shortest form.</param>
public sealed record ActiveWhen(string Parameter, EquatableList<string> Levels);

/// <summary>What columns become a metric: afterwards = factor × value + offset, "error = 1 − accuracy" being factor −1 and offset 1.</summary>
public sealed record MetricRule(string Name)
{
    /// <summary>The metrics that it takes; empty for the one of its own name. A run that has several of them keeps the first.</summary>
    public EquatableList<string> From { get; init; } = [];

    /// <summary>Ids of the sources it applies to (and their later versions); empty for all.</summary>
    public EquatableList<string> Sources { get; init; } = [];

    public double? Factor { get; init; }

    public double? Offset { get; init; }

    /// <summary>The goal afterwards; null for the declared one, turned around where the factor is negative.</summary>
    public MetricGoal? Goal { get; init; }

    public string? FromUnit { get; init; }

    public string? Unit { get; init; }

    /// <summary>What it is, for people: "mean over 5 folds of 1 − balanced accuracy".</summary>
    public string? Definition { get; init; }

    public bool Drop { get; init; }
}

/// <summary>Names that become one.</summary>
/// <param name="Name">Afterwards.</param>
/// <param name="From">In the sources; exact.</param>
public sealed record NameAlias(string Name, EquatableList<string> From);

/// <summary>A parameter or a note that says a field of the run.</summary>
/// <param name="From">The parameter's or note's name in the source.</param>
/// <param name="IsNote">False for a parameter, which then is no parameter any more.</param>
public sealed record FieldRule(RunField Field, string From, bool IsNote = false)
{
    /// <summary>Ids of the sources it applies to (and their later versions); empty for all.</summary>
    public EquatableList<string> Sources { get; init; } = [];
}

/// <summary>A property of a task's data or material: 846 rows, "steel".</summary>
/// <param name="Task">By the name it has after the rules; a task that is yet to come may have features too.</param>
public sealed record TaskFeature(string Task, string Name, ParameterValue Value);

public enum RunField { Task, Variant, Seed, Split, CodeVersion, DataVersion, Hardware }
