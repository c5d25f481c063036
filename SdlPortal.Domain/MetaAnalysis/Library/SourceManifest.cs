using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What an imported source holds and where it came from; written once, as the last step of an import. Immutable.</summary>
public sealed record SourceManifest
{
    /// <summary>The format's word and the first digits of a hash over content, format and map: the same import has the same id everywhere.</summary>
    public required string Id { get; init; }

    /// <summary>For people: the file's name, or what was given instead.</summary>
    public required string Name { get; init; }

    /// <summary>Where the file lay; null for an upload.</summary>
    public string? Path { get; init; }

    public required string Format { get; init; }

    /// <summary>Of the file, or of all files of the folder with their names.</summary>
    public required string ContentSha256 { get; init; }

    public required long ContentBytes { get; init; }

    public RunMap? Map { get; init; }

    public required int Runs { get; init; }

    public required EquatableList<StatusCount> Statuses { get; init; }

    /// <summary>In ordinal order, the first <see cref="MostNames"/>; <see cref="TaskCount"/> counts all.</summary>
    public required EquatableList<TaskCount> Tasks { get; init; }

    public required int TaskCount { get; init; }

    /// <summary>In ordinal order.</summary>
    public required EquatableList<SourceParameter> Parameters { get; init; }

    /// <summary>In ordinal order.</summary>
    public required EquatableList<SourceMetric> Metrics { get; init; }

    /// <summary>In ordinal order, the first <see cref="MostNames"/>.</summary>
    public required EquatableList<NameCount> Notes { get; init; }

    /// <summary>All rows that were not taken.</summary>
    public required int Refused { get; init; }

    /// <summary>The first <see cref="MostRefusals"/> of them.</summary>
    public required EquatableList<Refusal> Refusals { get; init; }

    public required EquatableList<string> Remarks { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required string ImportedBy { get; init; }

    /// <summary>The portal's version that read it.</summary>
    public required string Reader { get; init; }

    /// <summary>In the order of the rows.</summary>
    public required EquatableList<ChunkEntry> Chunks { get; init; }

    public const int MostRefusals = 1000;
    public const int MostNames = 10_000;
}

/// <summary>A chunk's file, its rows, and the SHA-256 over its whole content.</summary>
public sealed record ChunkEntry(string File, int Runs, string Sha256);

public sealed record StatusCount(RunStatus Status, int Runs);

public sealed record TaskCount(string Task, int Runs);

public sealed record NameCount(string Name, int Runs);

/// <summary>A row that was not taken: where it stands in the source, and what is wrong with it.</summary>
public sealed record Refusal(string Where, string Reason);

/// <summary>A parameter as its source has it.</summary>
/// <param name="Shape">As declared, or as the values say where nothing is declared.</param>
/// <param name="Runs">In how many runs it has a value.</param>
/// <param name="Texts">In how many of them the value is a text.</param>
/// <param name="Lowest">The smallest number seen; null where there is none.</param>
public sealed record SourceParameter(ParameterShape Shape, bool Declared, int Runs, int Texts, double? Lowest, double? Highest);

/// <summary>A metric as its source has it.</summary>
/// <param name="Runs">In how many runs it has at least one replicate that is a number.</param>
/// <param name="Replicates">The most replicates of a run.</param>
public sealed record SourceMetric(MetricShape Shape, int Runs, int Replicates);
