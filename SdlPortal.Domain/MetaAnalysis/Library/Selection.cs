using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>From a selector to the keys that an exclusion keeps, how many runs that is now, and what was chosen as a sentence.</summary>
internal sealed record Selection(ExclusionFile File, int Count, string Sentence)
{
    public static Selection Of(RunProject project, RunSelector selector, CancellationToken cancellationToken) => selector switch
    {
        RowsSelected rows => OfRows(project, rows, cancellationToken),
        KeysSelected keys => OfKeys(project, keys, cancellationToken),
        TaskSelected task => OfTask(project, task.Task, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(selector), selector, "An unknown way to select runs."),
    };

    private static Selection OfRows(RunProject project, RowsSelected selected, CancellationToken cancellationToken)
    {
        var state = project.State;
        var lineages = new List<LineageKeys>();
        var count = 0;
        foreach (var group in selected.Rows.GroupBy(r => r.Source, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var source = RunProject.Known(state, group.Key);
            var runs = project.Runs(source, cancellationToken);
            var rows = group.SelectMany(g => g.Rows).Distinct().Order().ToList();
            if (rows.Count > 0 && (rows[0] < 0 || rows[^1] >= runs.Manifest.Runs))
                throw new RefusedException($"The source {source.Id} has the rows 0 to {runs.Manifest.Runs - 1}; row {(rows[0] < 0 ? rows[0] : rows[^1])} was selected.");
            lineages.Add(new LineageKeys(source.Lineage, [.. runs.Keys(rows)]));
            count += rows.Count;
        }

        var sentence = $"{Words.Count(count, "row")} of {string.Join(", ", lineages.Select(l => l.Lineage))}{(selected.Check is { } check ? $", found by the check '{check}'" : "")}";
        return new Selection(new ExclusionFile([.. lineages], [], null), count, sentence);
    }

    private static Selection OfKeys(RunProject project, KeysSelected selected, CancellationToken cancellationToken)
    {
        var state = project.State;
        var keys = selected.Keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList();
        var hashes = keys.Select(RunHash.OfKey).ToHashSet();
        var lineage = selected.Source is { } id ? RunProject.Known(state, id).Lineage : null;
        var count = 0;
        foreach (var source in state.Current.Where(s => lineage is null || string.Equals(s.Lineage, lineage, StringComparison.Ordinal)))
        {
            foreach (var chunk in project.Runs(source, cancellationToken).Chunks)
                count += chunk.Value.ReadHashes().Keys.Count(hashes.Contains);
        }

        var sentence = $"{Words.Count(keys.Count, "key")} {(lineage is null ? "in all sources" : $"of {lineage}")}";
        return new Selection(lineage is null ? new ExclusionFile([], keys, null) : new ExclusionFile([new LineageKeys(lineage, keys)], [], null), count, sentence);
    }

    private static Selection OfTask(RunProject project, string task, CancellationToken cancellationToken)
    {
        var tasks = project.Load(null, cancellationToken).Table.Tasks;
        var code = tasks.Labels.ToList().BinarySearch(task, StringComparer.Ordinal);
        return new Selection(new ExclusionFile([], [], task), code < 0 ? 0 : tasks.Codes.Count(c => c == code), $"the task '{task}'");
    }
}
