using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>What the columns of a table are: said by a person in the mapping wizard or by a map file. A column that is named nowhere is kept as a note.</summary>
public sealed record RunMap
{
    /// <summary>The column that names the task; null where the whole file is one task, named by <see cref="TaskName"/>.</summary>
    public string? Task { get; init; }

    /// <summary>The task of all rows where no column says it; null for the file's name.</summary>
    public string? TaskName { get; init; }

    public string? Variant { get; init; }

    /// <summary>By the name that the parameter shall have.</summary>
    public EquatableList<MappedParameter> Parameters { get; init; } = [];

    public EquatableList<MappedMetric> Metrics { get; init; } = [];

    /// <summary>The columns that together tell a run from all others; empty where the line's place does.</summary>
    public EquatableList<string> Key { get; init; } = [];

    public string? Seed { get; init; }

    public string? Start { get; init; }

    public string? End { get; init; }

    /// <summary>Seconds.</summary>
    public string? Duration { get; init; }

    public string? Cost { get; init; }

    public string? Status { get; init; }

    public string? Hardware { get; init; }

    public string? CodeVersion { get; init; }

    public string? DataVersion { get; init; }

    public string? Split { get; init; }

    /// <summary>Where several rows are one run, step by step; null where each row is a run.</summary>
    public MappedCurve? Curve { get; init; }
}

/// <summary>A column that is a parameter.</summary>
/// <param name="Column">Null where the column bears the parameter's name.</param>
/// <param name="Kind">Null where the values shall decide.</param>
public sealed record MappedParameter(string Name, string? Column = null, ParameterKind? Kind = null, Scale? Scale = null, string? Unit = null);

/// <summary>Columns that are one metric; several are its replicates.</summary>
public sealed record MappedMetric(string Name, EquatableList<string> Columns, MetricGoal Goal, string? Unit = null)
{
    /// <summary>The words of an ordinal outcome ("clear", "powder", "crystals"), which count 1, 2, 3; empty where the outcome is a number.</summary>
    public EquatableList<string> Levels { get; init; } = [];
}

/// <summary>Rows that differ in their step only are one run: its metrics make learning curves, its outcome is that at the last step.</summary>
/// <param name="Run">The columns that together tell the runs; empty where the whole file is one run.</param>
/// <param name="Step">The column that counts: epochs, budgets, iterations.</param>
/// <param name="Full">The step that a run reaches when nothing ends it early: a completed run whose last step is below counts as stopped early. Null where that is not known.</param>
/// <param name="Adds">True where duration and cost of a row are those of its step alone, so that a run's are their sum; false where they go on counting, so that the last row has the run's.</param>
public sealed record MappedCurve(EquatableList<string> Run, string Step, double? Full = null, bool Adds = false);
