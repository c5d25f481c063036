using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Web.Data.Tables;

/// <summary>
/// What people left out of a table and took back: a line each, only ever appended to and handed to the disk. What follows the last line feed was torn by a crash and counts for nothing; a line that cannot be read is passed over. Both are
/// said. Not safe for threads.
/// </summary>
internal sealed class TableEdits(string path)
{
    public const string FileName = "edits.jsonl";

    private readonly List<TableEdit> edits = [];
    private readonly List<string> problems = [];
    private RowSet? excluded;
    private long end;
    private bool isRead;

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<TableEdit> All
    {
        get
        {
            Read();
            return edits;
        }
    }

    /// <summary>What could not be read, in sentences.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            Read();
            return problems;
        }
    }

    /// <summary>The rows that are left out now.</summary>
    public RowSet Excluded => excluded ??= RowSet.Of(All.Where(e => e.UndoneBy is null).SelectMany(e => e.Rows.All()));

    public TableEdit Exclude(RowSet rows, string reason, string by, DateTimeOffset at)
    {
        var number = All.Count == 0 ? 1 : All[^1].Number + 1;
        Append(new Line(number, rows.Text(), reason, by, at));
        return edits[^1];
    }

    public void Undo(int number, string by, DateTimeOffset at)
    {
        Read();
        Append(new Line(number, null, null, by, at));
    }

    private void Append(Line line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, AnalysisJson.Options);
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
        {
            if (file.Length > end)
                file.SetLength(end); // what a crash left of a line
            file.Position = end;
            file.Write([.. bytes, (byte)'\n']);
            file.Flush(flushToDisk: true);
            end = file.Position;
        }

        Take(line);
    }

    private void Read()
    {
        if (isRead)
            return;
        isRead = true;
        if (!File.Exists(path))
            return;
        var bytes = File.ReadAllBytes(path);
        var (start, number) = (0, 0);
        while (Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and var feed)
        {
            number++;
            TakeText(Encoding.UTF8.GetString(bytes, start, feed - start), number);
            start = feed + 1;
        }

        end = start;
        if (start < bytes.Length)
            problems.Add("The portal was stopped while it wrote down the last change of the rows that are left out; that change counts for nothing. Make it again where it is missing.");
    }

    private void TakeText(string text, int number)
    {
        try
        {
            Take(JsonSerializer.Deserialize<Line>(text, AnalysisJson.Options) ?? throw new JsonException("it is empty"));
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException)
        {
            problems.Add(FormattableString.Invariant($"Line {number} of what was left out is damaged and was passed over: {e.Message} See that the rows that shall be left out are."));
        }
    }

    private void Take(Line line)
    {
        excluded = null;
        if (line.Rows is not null)
        {
            edits.Add(new TableEdit(line.Edit, RowSet.Parse(line.Rows), line.Reason ?? "", line.By, line.At));
            return;
        }

        var at = edits.FindIndex(e => e.Number == line.Edit);
        if (at >= 0)
            edits[at] = edits[at] with { UndoneBy = line.By, UndoneAt = line.At };
    }

    /// <param name="Rows">Null where the edit is undone.</param>
    private sealed record Line(int Edit, string? Rows, string? Reason, string By, DateTimeOffset At);
}
