using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// The file journal.jsonl of a project: one line per decision, each hashed over the one before, only ever appended to. What follows the last line feed was torn by a killed process and counts for nothing; damage anywhere else is named.
/// Not safe for several threads; its project takes care of that.
/// </summary>
internal sealed class ProjectJournal(string path)
{
    public const string FileName = "journal.jsonl";
    private const string Head = "{\"hash\":\"";
    private const string Middle = "\",\"entry\":";
    private static readonly string Nothing = new('0', 64);

    private readonly List<JournalEntry> entries = [];
    private long end;

    public IReadOnlyList<JournalEntry> Entries => entries;

    /// <summary>Of the last line.</summary>
    public string Hash { get; private set; } = Nothing;

    /// <summary>Takes what was written since the last time.</summary>
    /// <returns>True where there was something.</returns>
    /// <exception cref="RunLibraryException">The journal is gone or damaged.</exception>
    public bool Refresh()
    {
        byte[] news;
        try
        {
            using var file = WholeFile.OpenRead(path);
            if (file.Length < end)
                Forget(); // somebody put an older one there: all of it is read again
            if (file.Length == end)
                return false;
            file.Position = end;
            news = new byte[file.Length - end];
            var read = file.ReadAtLeast(news, news.Length, throwOnEndOfStream: false);
            news = news[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{path} cannot be read: {e.Message.TrimEnd('.')}. The project was deleted, or its folder is damaged.", e);
        }

        var (start, before) = (0, entries.Count);
        while (Array.IndexOf(news, (byte)'\n', start) is >= 0 and var feed)
        {
            Take(Encoding.UTF8.GetString(news, start, feed - start));
            end += feed + 1 - start;
            start = feed + 1;
        }

        return entries.Count > before;
    }

    /// <summary>Appends a line and hands it to the disk. Only while holding the project's lock, right after <see cref="Refresh"/>.</summary>
    public void Append(DateTimeOffset at, string by, ProjectEvent happened)
    {
        var body = JsonSerializer.Serialize(new JournalEntry(entries.Count + 1, at, by, happened), LibraryJson.Compact);
        var line = Encoding.UTF8.GetBytes($"{Head}{Chained(Hash, body)}{Middle}{body}}}\n");
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            if (file.Length > end)
                file.SetLength(end); // what a killed process left of a line
            file.Position = end;
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{path} cannot be written: {e.Message.TrimEnd('.')}. Nothing was decided; make room or give the right to write there, and try again.", e);
        }

        Refresh();
    }

    private void Take(string line)
    {
        var number = entries.Count + 1;
        var start = Head.Length + Nothing.Length + Middle.Length;
        if (line.Length <= start || !line.StartsWith(Head, StringComparison.Ordinal) || !line.EndsWith('}') || !line.AsSpan(start - Middle.Length).StartsWith(Middle))
            throw Damaged(number, "it is no line of a journal");
        var body = line[start..^1];
        var hash = Chained(Hash, body);
        if (!line.AsSpan(Head.Length, hash.Length).SequenceEqual(hash))
            throw Damaged(number, "its hash does not fit, so this line or one before it was changed");
        JournalEntry? entry;
        try
        {
            entry = JsonSerializer.Deserialize<JournalEntry>(body, LibraryJson.Compact);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Damaged(number, "it was written by a newer version of the portal, or by hand", e);
        }

        if (entry is null || entry.Sequence != number)
            throw Damaged(number, "its number is not the next one");
        entries.Add(entry);
        Hash = hash;
    }

    private void Forget()
    {
        entries.Clear();
        end = 0;
        Hash = Nothing;
    }

    private static string Chained(string before, string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + body)));

    private RunLibraryException Damaged(int number, string why, Exception? inner = null)
    {
        Forget();
        return new RunLibraryException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of {path} is damaged: {why}. Restore that file from a backup; the sources beside it are not touched."), inner);
    }
}
