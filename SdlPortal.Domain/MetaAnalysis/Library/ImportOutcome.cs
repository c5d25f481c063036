namespace SdlPortal.Domain.MetaAnalysis.Library;

public enum ImportKind
{
    /// <summary>A new source.</summary>
    Added,

    /// <summary>A newer version of a source, which counts instead of it from now on.</summary>
    NewVersion,

    /// <summary>The project has all of it already; nothing was stored.</summary>
    NothingNew,

    /// <summary>Not one run could be read; nothing was stored.</summary>
    NothingRead,
}

/// <summary>What came of an import.</summary>
/// <param name="Source">The stored source, or the one that was there already; for <see cref="ImportKind.NothingRead"/> what would have been stored.</param>
/// <param name="Sentence">What happened, for people.</param>
/// <param name="Replaces">The id of the version before.</param>
/// <param name="Elsewhere">Runs whose keys other current sources of the project have too, by source: perhaps duplicates, which the quality checks look at.</param>
/// <param name="Resumed">Runs that an earlier, interrupted import had stored already.</param>
public sealed record ImportOutcome(ImportKind Kind, SourceManifest Source, string Sentence, string? Replaces, IReadOnlyList<NameCount> Elsewhere, int Resumed);
