namespace SdlPortal.Domain.MetaAnalysis.Library.Chunks;

/// <summary>A chunk whose parts are read when they are asked for: from a file, or from memory for a campaign.</summary>
internal interface IChunk
{
    int Count { get; }

    ChunkHashes ReadHashes();

    RunChunk ReadRuns();

    ChunkTexts ReadTexts();

    IReadOnlyList<ValueColumn> ReadNotes();

    ChunkCurves ReadCurves();
}

/// <summary>A chunk in memory.</summary>
internal sealed class HeldChunk(WholeChunk chunk) : IChunk
{
    public int Count => chunk.Runs.Count;

    public ChunkHashes ReadHashes() => chunk.Runs.Hashes;

    public RunChunk ReadRuns() => chunk.Runs;

    public ChunkTexts ReadTexts() => chunk.Texts;

    public IReadOnlyList<ValueColumn> ReadNotes() => chunk.Notes;

    public ChunkCurves ReadCurves() => chunk.Curves;
}
