using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// All runs of a project's current sources, harmonized, with those that a decision excludes marked. Columns stand in ordinal order of their names and labels in ordinal order; rows in order of source id and then as the source has them.
/// Immutable by convention, as the table is.
/// </summary>
/// <param name="Excluded">One per row of the table; true where an exclusion holds.</param>
/// <param name="DataHash">
/// SHA-256 over the runs' content (everything but keys, origins and the sources' names, as a multiset: the order of sources and rows does not matter), the rules, the shapes they lead to, and which runs are excluded; for campaigns also the
/// last sequence and hash of their logs. Two loads with the same hash give the same analyses.
/// </param>
/// <param name="Remarks">What a person should know: sources that disagree on a unit or a goal, names that collided in a run, columns of numbers and texts.</param>
public sealed record LoadedRuns(RunTable Table, bool[] Excluded, string DataHash, int RulesVersion, IReadOnlyList<string> Remarks)
{
    /// <summary>Declared properties by task, as the rules say them; tasks may be missing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<NamedValue>> Features { get; init; } = new Dictionary<string, IReadOnlyList<NamedValue>>(StringComparer.Ordinal);

    /// <summary>The sources' names for people, by id.</summary>
    public IReadOnlyDictionary<string, string> SourceNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int ExcludedCount => Excluded.Count(e => e);
}
