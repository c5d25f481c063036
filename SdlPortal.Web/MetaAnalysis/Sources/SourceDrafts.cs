using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.People;
using SdlPortal.Web.Jobs;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>
/// What was brought and is not imported yet, of all projects: a folder for each, with its record and, where it was uploaded, its files. Survives the portal, so that an interrupted import goes on with a click. Safe for any thread.
/// </summary>
public sealed class SourceDrafts(string folder, IReadOnlyList<IRunReader> readers, ProjectFeed feed, TimeProvider time)
{
    public const string FolderName = "prior-runs-waiting";

    /// <summary>What a browser may send at once; larger files go through the import folder.</summary>
    public const long MostBytes = 500_000_000;

    private const string RecordName = "draft.json";
    private const string ContentName = "content";
    private const long MostUnpackedBytes = 8L * 1024 * 1024 * 1024;
    private const int MostUnpackedFiles = 500_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ConcurrentDictionary<Guid, SourceDraft> drafts = new(Read(folder));

    /// <summary>All readers, for a choice of the format.</summary>
    public IReadOnlyList<IRunReader> Readers => readers;

    public IReadOnlyList<SourceDraft> Of(string project) => [.. drafts.Values.Where(d => d.Project == project).OrderBy(d => d.At)];

    public SourceDraft? Find(Guid id) => drafts.GetValueOrDefault(id);

    public IRunReader? ReaderOf(SourceDraft draft) => readers.FirstOrDefault(r => r.Format == draft.Format);

    /// <summary>A file or folder that lies where the portal may read it.</summary>
    public SourceDraft Bring(string project, string path, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        return Keep(New(project, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), path, isUpload: false, by));
    }

    /// <summary>Files from a browser: one; a zipped folder, which is unpacked; or several, which make a folder.</summary>
    /// <param name="files">Name, length and a way to open each.</param>
    /// <param name="progress">Bytes so far.</param>
    /// <exception cref="RefusedException">Too large, or no good zip file.</exception>
    public async Task<SourceDraft> ReceiveAsync(string project, IReadOnlyList<(string Name, long Length, Func<Stream> Open)> files, Actor by, Action<long> progress, CancellationToken cancellationToken)
    {
        by.Demand(Deed.WorkWithData);
        if (files.Sum(f => f.Length) > MostBytes)
            throw new RefusedException($"{files.Sum(f => f.Length) / 1_000_000:N0} MB are too many for a browser, which may send {MostBytes / 1_000_000:N0} MB. Put the file into the import folder and choose it there.");
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var content = Directory.CreateDirectory(Path.Combine(folder, $"{id:D}", ContentName)).FullName;
        try
        {
            long sent = 0;
            foreach (var (name, _, open) in files)
            {
                await using var source = open();
                await using var target = File.Create(Path.Combine(content, SafeName(name)));
                var buffer = new byte[128 * 1024];
                for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                    progress(sent += read);
                }
            }

            var (path, title) = files.Count == 1 ? Single(content, SafeName(files[0].Name), cancellationToken) : (content, $"{SafeName(files[0].Name)} and {files.Count - 1} more");
            return Keep(New(project, title, path, isUpload: true, by, id));
        }
        catch
        {
            Directory.Delete(Path.Combine(folder, $"{id:D}"), recursive: true);
            throw;
        }
    }

    /// <summary>Another format, name or map; null once it is gone.</summary>
    public SourceDraft? Change(Guid id, Actor by, Func<SourceDraft, SourceDraft> change)
    {
        by.Demand(Deed.WorkWithData);
        return drafts.TryGetValue(id, out var draft) ? Keep(change(draft)) : null;
    }

    /// <summary>Lets it go, with what was uploaded.</summary>
    public void Remove(Guid id, Actor by)
    {
        by.Demand(Deed.WorkWithData);
        if (!drafts.TryRemove(id, out var draft))
            return;
        // The record first: what is left of a removal that is cut off is no draft any more.
        var place = Path.Combine(folder, $"{id:D}");
        File.Delete(Path.Combine(place, RecordName));
        Directory.Delete(place, recursive: true);
        feed.Publish(draft.Project);
    }

    private SourceDraft New(string project, string name, string path, bool isUpload, Actor by, Guid? id = null)
    {
        var reader = readers.FirstOrDefault(r => r.Recognizes(path));
        return new SourceDraft(id ?? Guid.CreateVersion7(time.GetUtcNow()), project, name, path, isUpload, reader?.Format, null, by.Name, time.GetUtcNow());
    }

    private SourceDraft Keep(SourceDraft draft)
    {
        JsonFile.Write(Path.Combine(folder, $"{draft.Id:D}", RecordName), draft, Options);
        drafts[draft.Id] = draft;
        feed.Publish(draft.Project);
        return draft;
    }

    private static (string Path, string Title) Single(string content, string name, CancellationToken cancellationToken)
    {
        var file = Path.Combine(content, name);
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return (file, name);
        var unpacked = Path.Combine(content, Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : "folder");
        try
        {
            using var zip = ZipFile.OpenRead(file);
            if (zip.Entries.Sum(e => e.Length) > MostUnpackedBytes || zip.Entries.Count > MostUnpackedFiles)
                throw new RefusedException($"'{name}' unpacks to {zip.Entries.Sum(e => e.Length) / 1_000_000:N0} MB in {zip.Entries.Count:N0} files, which is too much. Put the folder into the import folder and choose it there.");
            foreach (var entry in zip.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.GetFullPath(Path.Combine(unpacked, entry.FullName));
                if (!path.StartsWith(unpacked + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new RefusedException($"'{name}' names a file outside of its folder: {entry.FullName}. Pack the folder again.");
                if (entry.FullName.EndsWith('/'))
                {
                    Directory.CreateDirectory(path);
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                entry.ExtractToFile(path);
            }
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException($"'{name}' is no zip file that can be read: {e.Message}");
        }

        File.Delete(file);
        // A zipped folder usually holds that one folder.
        return Directory.GetFileSystemEntries(unpacked) is [var only] ? (only, Path.GetFileName(only)) : (unpacked, Path.GetFileName(unpacked));
    }

    private static string SafeName(string name)
    {
        var bare = Path.GetFileName(name.Replace('\\', '/'));
        return bare is "" or "." or ".." ? "file" : string.Concat(bare.Select(c => char.IsControl(c) || Array.IndexOf(Path.GetInvalidFileNameChars(), c) >= 0 ? '_' : c));
    }

    private static IEnumerable<KeyValuePair<Guid, SourceDraft>> Read(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var record in Directory.EnumerateDirectories(folder).Select(d => Path.Combine(d, RecordName)).Where(File.Exists))
        {
            if (JsonFile.Read<SourceDraft>(record, Options) is { } draft)
                yield return new(draft.Id, draft);
        }
    }
}
