using SdlPortal.Domain.MetaAnalysis.Library.Chunks;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>All runs that decisions exclude at a moment, ready to be asked. Immutable.</summary>
internal sealed class ExcludedKeys
{
    private readonly Dictionary<string, HashSet<ulong>> lineages = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> anywhere = [];

    public ExcludedKeys(IEnumerable<ExclusionFile> exclusions)
    {
        foreach (var exclusion in exclusions)
        {
            foreach (var (lineage, keys) in exclusion.Lineages)
            {
                if (!lineages.TryGetValue(lineage, out var known))
                    lineages.Add(lineage, known = []);
                known.UnionWith(keys.Select(RunHash.OfKey));
            }

            anywhere.UnionWith(exclusion.Keys.Select(RunHash.OfKey));
            if (exclusion.Task is { } task)
                Tasks.Add(task);
        }
    }

    /// <summary>Tasks that are excluded as a whole, by their names after the rules.</summary>
    public HashSet<string> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys to look for in a source; null where none is excluded.</summary>
    public Func<ulong, bool>? Of(string lineage)
    {
        var own = lineages.GetValueOrDefault(lineage);
        return own is null ? anywhere.Count == 0 ? null : anywhere.Contains : key => own.Contains(key) || anywhere.Contains(key);
    }
}
