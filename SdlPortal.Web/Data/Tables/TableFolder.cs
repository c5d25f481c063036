using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Web.Data.Tables;

/// <summary>The files of one table: what it is, its values in a folder per version, what was left out, and while it is being read its draft with what was uploaded. Not safe for threads.</summary>
internal sealed class TableFolder(string path)
{
    private const string HeadName = "head.json";
    private const string DraftName = "draft.json";
    private const string ContentName = "content";

    public string Path => path;

    public string Id => System.IO.Path.GetFileName(path);

    /// <summary>Where a browser's file goes.</summary>
    public string Content => System.IO.Path.Combine(path, ContentName);

    public TableEdits Edits { get; } = new(System.IO.Path.Combine(path, TableEdits.FileName));

    public StoredHead? ReadHead() => JsonFile.Read<StoredHead>(System.IO.Path.Combine(path, HeadName), AnalysisJson.Options);

    /// <summary>True where there is one, which may be damaged.</summary>
    public bool HasHead => File.Exists(System.IO.Path.Combine(path, HeadName));

    public void Write(StoredHead head) => JsonFile.Write(System.IO.Path.Combine(path, HeadName), head, AnalysisJson.Options);

    public StoredDraft? ReadDraft() => JsonFile.Read<StoredDraft>(System.IO.Path.Combine(path, DraftName), AnalysisJson.Options);

    public void Write(StoredDraft draft) => JsonFile.Write(System.IO.Path.Combine(path, DraftName), draft, AnalysisJson.Options);

    /// <summary>The table is there: what was uploaded is not needed any more.</summary>
    public void EndDraft()
    {
        File.Delete(System.IO.Path.Combine(path, DraftName));
        if (Directory.Exists(Content))
            Directory.Delete(Content, recursive: true);
    }

    public string VersionFolder(int version) => System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"v{version}"));

    /// <summary>Lets go of every version but one, and of what a crash left unfinished. A version that somebody is reading stays readable to them.</summary>
    public void Tidy(int keep)
    {
        foreach (var folder in Directory.EnumerateDirectories(path, "v*").Where(f => f != VersionFolder(keep)).ToList())
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lets go of all of it. What is being written into it at the moment may be left over, which is no draft any more; whoever writes it deletes it again.</summary>
    public void Delete()
    {
        if (!Directory.Exists(path))
            return;
        File.Delete(System.IO.Path.Combine(path, DraftName));
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Somebody writes into it.
        }
    }
}

/// <summary>What is written about a table besides its values.</summary>
/// <param name="Version">Which of its folders holds the values.</param>
internal sealed record StoredHead(string Name, TableOrigin Origin, string Source, int Rows, int Columns, string By, DateTimeOffset At, int Version);

/// <summary>What is written about a table that is not there yet.</summary>
/// <param name="Path">The file to read; null for campaigns and projects.</param>
internal sealed record StoredDraft(string Name, TableOrigin Origin, string Source, string? Path, long? Bytes, string By, DateTimeOffset At, string? Problem);
