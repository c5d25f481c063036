namespace SdlPortal.Web.MetaAnalysis.Sources;

/// <summary>A file or folder that somebody has brought for a project and that is not imported yet: looked at, waiting, or interrupted. Immutable; kept on disk until it is imported or let go.</summary>
/// <param name="Name">What people shall see.</param>
/// <param name="Path">The file or folder to read.</param>
/// <param name="IsUpload">It lies in the portal's own folder and is deleted with the draft.</param>
/// <param name="Format">The reader's word; null where no format was recognized.</param>
/// <param name="Map">The map as its file says; null where the reader needs none or nobody has made it.</param>
/// <param name="AskedBy">Who has asked for the import; null where nobody has.</param>
public sealed record SourceDraft(Guid Id, string Project, string Name, string Path, bool IsUpload, string? Format, string? Map, string By, DateTimeOffset At, string? AskedBy = null)
{
    public string JobKey => $"import {Id}";
}
