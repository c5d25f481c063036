using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// One import into a project. Chunks of runs are stored as they are read, where no analysis sees them; the finished source is moved into place at once, as the last step. An import that is killed or canceled goes on where it was when the same
/// is started again. One import at a time works in a project.
/// </summary>
public static class ImportRun
{
    /// <summary>Blocks until done; call it on a worker.</summary>
    /// <exception cref="RunSourceException">The source as a whole cannot be read; nothing of it is visible.</exception>
    /// <exception cref="ProjectBusyException">Another import works in the project.</exception>
    /// <exception cref="OperationCanceledException">Canceled; the chunks so far are kept, and the same import goes on after them.</exception>
    public static ImportOutcome Start(RunProject project, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();
}
