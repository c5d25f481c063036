namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What a new source has to do with those that the project has.</summary>
/// <param name="Whole">The source that has all of its runs already; null where none has.</param>
/// <param name="Before">The source of which it is a newer version; null where it is none.</param>
/// <param name="Elsewhere">Runs that other current sources have too, key and content, by source id.</param>
internal sealed record Relatives(ProjectSource? Whole, ProjectSource? Before, IReadOnlyList<NameCount> Elsewhere)
{
    /// <param name="keys">The new runs' content hashes by their keys' hashes.</param>
    public static Relatives Of(RunProject project, SourceManifest incoming, Dictionary<ulong, ulong> keys)
    {
        var (elsewhere, before, best) = (new List<NameCount>(), (ProjectSource?)null, 0);
        foreach (var source in project.State.Current.Where(s => s.Campaign is null).OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            var manifest = project.Manifest(source.Id);
            var (known, same) = (0, 0);
            foreach (var chunk in project.Runs(source, CancellationToken.None).Chunks)
            {
                var hashes = chunk.Value.ReadHashes();
                for (var i = 0; i < hashes.Keys.Length; i++)
                {
                    if (!keys.TryGetValue(hashes.Keys[i], out var content))
                        continue;
                    known++;
                    same += content == hashes.Contents[i] ? 1 : 0;
                }
            }

            var samePlace = incoming.Path is not null && string.Equals(incoming.Path, manifest.Path, StringComparison.Ordinal);
            if (same == incoming.Runs && SameShapes(manifest, incoming) && (!samePlace || source.Runs == incoming.Runs))
                return new Relatives(source, null, []);

            // A newer version: the same file with other rows, the same content under another map, or a file that holds at least half of the runs unchanged.
            // Keys alone do not tell: lines of two tables have the same numbers.
            var follows = string.Equals(manifest.Format, incoming.Format, StringComparison.Ordinal)
                && ((samePlace && 2L * known >= source.Runs) || string.Equals(manifest.ContentSha256, incoming.ContentSha256, StringComparison.Ordinal) || 2L * same >= source.Runs);
            if (follows && (before is null || same > best))
                (before, best) = (source, same);
            if (same > 0)
                elsewhere.Add(new NameCount(source.Id, same));
        }

        return new Relatives(null, before, [.. elsewhere.Where(e => !string.Equals(e.Name, before?.Id, StringComparison.Ordinal))]);
    }

    /// <summary>Nothing that the new one declares is unknown: the same runs under another goal are not the same source.</summary>
    private static bool SameShapes(SourceManifest known, SourceManifest incoming) =>
        incoming.Parameters.All(p => known.Parameters.Any(k => k.Shape == p.Shape)) && incoming.Metrics.All(m => known.Metrics.Any(k => k.Shape == m.Shape));
}
