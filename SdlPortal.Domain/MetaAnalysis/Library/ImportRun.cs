using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// One import into a project. Chunks of runs are stored as they are read, where no analysis sees them; the finished source is moved into place at once, as the last step. An import that is killed or canceled goes on where it was when the same
/// is started again. One import at a time works in a project.
/// </summary>
public static class ImportRun
{
    private const int BetweenReports = 1000;
    private static readonly string ReaderVersion = typeof(ImportRun).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Blocks until done; call it on a worker.</summary>
    /// <exception cref="RunSourceException">The source as a whole cannot be read; nothing of it is visible.</exception>
    /// <exception cref="ProjectBusyException">Another import works in the project.</exception>
    /// <exception cref="OperationCanceledException">Canceled; the chunks so far are kept, and the same import goes on after them.</exception>
    public static ImportOutcome Start(RunProject project, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        Start(project, request, ChunkBuilder.MostRuns, progress, cancellationToken);

    /// <param name="chunkRuns">How many runs fill a chunk.</param>
    internal static ImportOutcome Start(RunProject project, ImportRequest request, int chunkRuns, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        request.By.Demand(Deed.WorkWithData);
        using var held = project.HoldImports(cancellationToken);
        var content = SourceContent.Of(request.Path, progress is null ? null : new Share(progress), cancellationToken);
        var id = content.Id(request.Reader.Format, request.Map);
        if (project.State.Source(id) is { } known)
            return Known(project, known);
        if (project.FindForgotten(id) is { } forgotten)
            return Finish(project, request, forgotten, keys: null, resumed: forgotten.Runs);

        using var unfinished = UnfinishedImport.Open(project.UnfinishedFolder(id));
        var keys = new Dictionary<ulong, ulong>();
        ImportTally tally;
        try
        {
            tally = Read(request, unfinished, new ChunkBuilder(chunkRuns), keys, progress, cancellationToken);
        }
        catch (RunSourceException)
        {
            unfinished.Delete();
            throw;
        }

        var manifest = tally.Manifest(request.Reader.Format, request.Title) with
        {
            Id = id,
            Path = request.IsUpload ? null : Path.GetFullPath(request.Path),
            ContentSha256 = content.Sha256,
            ContentBytes = content.Bytes,
            Map = request.Map,
            ImportedAt = project.Time.GetUtcNow(),
            ImportedBy = request.By.Name,
            Reader = ReaderVersion,
            Chunks = [.. unfinished.Chunks],
        };
        if (manifest.Runs == 0)
        {
            unfinished.Delete();
            var refused = manifest.Refused == 0 ? "it holds no runs" : $"all {Words.Count(manifest.Refused, "row")} were refused";
            return new ImportOutcome(ImportKind.NothingRead, manifest, $"Nothing was stored of {request.Title}: {refused}.", null, [], 0);
        }

        SourceRuns.WriteManifest(unfinished.Folder, manifest);
        return Finish(project, request, manifest, keys, unfinished.Resumed);
    }

    private static ImportTally Read(ImportRequest request, UnfinishedImport unfinished, ChunkBuilder builder, Dictionary<ulong, ulong> keys, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var (tally, hash, items) = (new ImportTally(), new RunHash(), 0);
        foreach (var item in request.Reader.Read(request.Path, request.Map, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (items++ % BetweenReports == 0)
                progress?.Report(new ImportProgress(item.Fraction, tally.Runs, tally.Refused, unfinished.Resumed, tally.Runs < unfinished.Resumed ? ImportStage.Resuming : ImportStage.Reading));
            if (item is not RunRead { Run: var run })
            {
                tally.Add(item);
                continue;
            }

            var (key, content) = (RunHash.OfKey(run.Key), hash.OfContent(run));
            if (!keys.TryAdd(key, content))
            {
                tally.Refuse(run.Origin, $"The key '{run.Key}' belongs to an earlier run of this source. Correct the row, or name more columns as the key.");
                continue;
            }

            tally.Add(item);
            if (unfinished.Has(tally.Runs - 1, key, content))
                continue;
            builder.Add(run, key, content);
            if (builder.IsFull)
                unfinished.Add(builder.Take());
        }

        if (builder.Count > 0)
            unfinished.Add(builder.Take());
        unfinished.End();
        progress?.Report(new ImportProgress(1, tally.Runs, tally.Refused, unfinished.Resumed, ImportStage.Reading));
        return tally;
    }

    /// <param name="keys">The runs' hashes by key; null to read them from the stored chunks.</param>
    private static ImportOutcome Finish(RunProject project, ImportRequest request, SourceManifest manifest, Dictionary<ulong, ulong>? keys, int resumed)
    {
        keys ??= project.Hashes(manifest);
        var relatives = Relatives.Of(project, manifest, keys);
        if (relatives.Whole is { } whole)
        {
            project.DropUnannounced(manifest.Id);
            return new ImportOutcome(ImportKind.NothingNew, project.Manifest(whole.Id), $"Nothing was added: all {Words.Count(manifest.Runs, "run")} of {request.Title} are in the source {whole.Name} ({whole.Id}) already.", null, [], resumed);
        }

        project.Announce(manifest, relatives.Before?.Id, request.By);
        var sentence = $"{(relatives.Before is null ? "Imported" : "Imported a newer version of")} {manifest.Name}: {Words.Count(manifest.Runs, "run")}{(manifest.Refused == 0 ? "" : $", {Words.Count(manifest.Refused, "row")} refused")}."
            + (relatives.Before is { } before ? $" It counts instead of {before.Name} ({before.Id}) with {Words.Count(before.Runs, "run")}, which counts again when {manifest.Id} is removed." : "");
        return new ImportOutcome(relatives.Before is null ? ImportKind.Added : ImportKind.NewVersion, manifest, sentence, relatives.Before?.Id, relatives.Elsewhere, resumed);
    }

    private static ImportOutcome Known(RunProject project, ProjectSource source)
    {
        var why = source.Removal is { } removal ? $"It was removed on {removal.At:yyyy-MM-dd} by {removal.By} ({removal.Reason}); restore it to have it count again."
            : source.ReplacedBy is { } newer ? $"Its newer version {newer} counts instead."
            : "";
        return new ImportOutcome(ImportKind.NothingNew, project.Manifest(source.Id), $"Nothing was added: the same content was imported as {source.Name} ({source.Id}) on {source.At:yyyy-MM-dd} by {source.By}. {why}".TrimEnd(), source.Replaces, [], 0);
    }

    private sealed class Share(IProgress<ImportProgress> progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new ImportProgress(value, 0, 0, 0, ImportStage.Looking));
    }
}
