using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.People;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What to import.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Map">Null where the reader needs none.</param>
/// <param name="By">Who imports.</param>
/// <param name="Name">What people shall see; null for the file's name.</param>
/// <param name="IsUpload">The path is a place of the moment, worth nothing later.</param>
public sealed record ImportRequest(string Path, IRunReader Reader, RunMap? Map, Actor By, string? Name = null, bool IsUpload = false)
{
    public string Title => Name ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
}

/// <summary>How far an import is.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Resumed">Runs that an earlier, interrupted import had stored already.</param>
public sealed record ImportProgress(double Fraction, int Runs, int Refused, int Resumed, ImportStage Stage);

public enum ImportStage
{
    /// <summary>The content is hashed, to know whether it was imported before.</summary>
    Looking,

    /// <summary>An earlier import is taken up: what it stored is passed over.</summary>
    Resuming,

    Reading,
}
