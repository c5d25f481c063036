namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What the checks need to know beside the table, and how strict they are. Immutable.</summary>
public sealed record QualityOptions
{
    /// <summary>Starts after this moment lie in the future; null where that shall not be checked.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>
    /// The key that a row's run bears in its source ("study 3/trial 17"): gaps in its numbers are runs that are missing. Null where keys are not at hand. Called for every row, from one thread.
    /// </summary>
    public Func<int, string?>? KeyOf { get; init; }

    /// <summary>What people call the source of an id; null where ids are names. Sentences and <see cref="QualityFinding.Source"/> use it; sources of the same name bear their id too.</summary>
    public Func<string, string>? SourceName { get; init; }

    /// <summary>Threads to use; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where a check samples rows, this and the rows' content decide which.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The chance that a check which rests on a test finds something in data without any defect: each such check holds this level over all rows, tasks or columns that it looks at together.
    /// </summary>
    public double Level { get; init; } = 0.01;

    /// <summary>Configurations closer than this share of every numeric parameter's range (of its logarithm, on a log scale) are nearly the same.</summary>
    public double NearTolerance { get; init; } = 1e-3;

    /// <summary>A category with more levels than this is too many for any model of effects.</summary>
    public int MostLevels { get; init; } = 1_000;

    /// <summary>A task needs this many runs with an outcome to be analyzed on its own.</summary>
    public int FewestRuns { get; init; } = 10;

    public int ExamplesPerFinding { get; init; } = 5;

    public int FindingsPerCheck { get; init; } = 50;
}
