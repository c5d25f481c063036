using SdlPortal.Domain.MetaAnalysis.Library.Chunks;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>The chunks that an import has stored so far, in a folder that no analysis looks into. One import at a time has it.</summary>
internal sealed class UnfinishedImport : IDisposable
{
    private readonly List<ChunkEntry> chunks;
    private readonly List<int> ends = [];
    private int current = -1;
    private ChunkHashes? hashes;
    private Task<ChunkEntry>? writing;

    private UnfinishedImport(string folder, List<ChunkEntry> chunks)
    {
        (Folder, this.chunks) = (folder, chunks);
        foreach (var chunk in chunks)
            ends.Add(Resumed += chunk.Runs);
    }

    public string Folder { get; }

    /// <summary>Runs that were there when it was opened.</summary>
    public int Resumed { get; private set; }

    public IReadOnlyList<ChunkEntry> Chunks => chunks;

    /// <summary>What an earlier import left: whole chunks, up to the first that is none.</summary>
    public static UnfinishedImport Open(string folder)
    {
        var chunks = new List<ChunkEntry>();
        try
        {
            Directory.CreateDirectory(folder);
            while (WholeChunk(folder, chunks.Count) is { } chunk)
                chunks.Add(chunk);
            var kept = chunks.Select(c => c.File).ToHashSet(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => !kept.Contains(Path.GetFileName(f))))
                File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{folder} cannot be written: {e.Message.TrimEnd('.')}. Make room or give the right to write there, and try again.", e);
        }

        return new UnfinishedImport(folder, chunks);
    }

    /// <summary>How many runs whole chunks hold, without looking further than their heads.</summary>
    public static int Runs(string folder)
    {
        var runs = 0;
        for (var number = 0; File.Exists(Path.Combine(folder, ChunkFile.Name(number))); number++)
            runs += ChunkFile.Open(Path.Combine(folder, ChunkFile.Name(number)), null).Count;
        return runs;
    }

    /// <summary>True where the run with this number is stored already; where another one is stored in its place, that and all after it are forgotten.</summary>
    public bool Has(int run, ulong key, ulong content)
    {
        if (run >= Resumed)
            return false;
        var chunk = ends.FindIndex(end => run < end);
        if (chunk != current)
            (current, hashes) = (chunk, ChunkFile.Open(Path.Combine(Folder, chunks[chunk].File), chunks[chunk].Sha256).ReadHashes());
        var at = run - (chunk == 0 ? 0 : ends[chunk - 1]);
        if (hashes!.Keys[at] == key && hashes.Contents[at] == content)
            return true;
        Delete();
        throw new RunLibraryException($"The source does not read as it did when its import was interrupted (run {run + 1}). The stored part was dropped; start the import again.");
    }

    /// <summary>Packs and writes the chunk while the next one is read.</summary>
    public void Add(WholeChunk chunk)
    {
        End();
        var name = ChunkFile.Name(chunks.Count);
        writing = Task.Run(() => new ChunkEntry(name, chunk.Runs.Count, ChunkFile.Write(Path.Combine(Folder, name), chunk).Sha256));
    }

    /// <summary>Waits until all that was added is stored.</summary>
    /// <exception cref="RunLibraryException">It cannot be written.</exception>
    public void End()
    {
        if (writing is not { } last)
            return;
        writing = null;
        chunks.Add(last.GetAwaiter().GetResult());
    }

    /// <summary>Lets what is being written come to its end, so that nobody writes when the folder is let go.</summary>
    public void Dispose()
    {
        if (writing is { } last)
            Task.WaitAny(last);
    }

    public void Delete()
    {
        Dispose();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Null where the chunk is missing or a part of it does not fit its checksum.</summary>
    private static ChunkEntry? WholeChunk(string folder, int number)
    {
        var name = ChunkFile.Name(number);
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        try
        {
            var file = ChunkFile.Open(path, null);
            file.Check();
            return new ChunkEntry(name, file.Count, file.Sha256);
        }
        catch (RunLibraryException)
        {
            return null; // it is read again from the source
        }
    }
}
