using SdlPortal.Web.Jobs;

namespace SdlPortal.Web.Data.Tables;

/// <summary>A table that is not there yet: being read, waiting for it, interrupted, or refused. It has the id that its table will have. Immutable.</summary>
/// <param name="Source">As of <see cref="TableHead"/>.</param>
/// <param name="Problem">Why it could not be read, in a sentence that says what to do; null where nothing went wrong.</param>
public sealed record TableDraft(string Id, string Name, TableOrigin Origin, string Source, long? Bytes, string By, DateTimeOffset At, string? Problem = null)
{
    /// <summary>The key of the work on it, and of a table's refreshing.</summary>
    public const string JobKey = "read";

    /// <summary>The work on it; null where there is none, as after a restart of the portal: then it waits for <see cref="DataTables.Resume"/>.</summary>
    public JobState? Work { get; init; }
}
