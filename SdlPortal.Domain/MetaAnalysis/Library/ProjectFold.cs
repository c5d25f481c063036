namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>From the journal's entries to the project's state. Pure.</summary>
internal static class ProjectFold
{
    public static ProjectState Of(IReadOnlyList<JournalEntry> entries, string hash)
    {
        var (name, created) = ("", default(DateTimeOffset));
        var sources = new List<ProjectSource>();
        var rules = new List<RulesVersion>();
        var exclusions = new List<Exclusion>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case ProjectCreated e:
                    (name, created) = (e.Name, entry.At);
                    break;
                case ProjectRenamed e:
                    name = e.Name;
                    break;
                case SourceImported e:
                    var lineage = sources.Find(s => Same(s.Id, e.Replaces))?.Lineage ?? e.Source;
                    sources.Add(new ProjectSource(e.Source, e.Name, e.Format, null, lineage, e.Replaces, null, e.Runs, e.Refused, entry.At, entry.By, null, e.ManifestSha256));
                    break;
                case CampaignAdded e:
                    sources.Add(new ProjectSource(e.Source, e.Name, ProjectSource.CampaignFormat, e.Campaign, e.Source, null, null, 0, 0, entry.At, entry.By, null, null));
                    break;
                case SourceRemoved e:
                    Change(sources, e.Source, s => s with { Removal = new Removal(e.Reason, entry.At, entry.By) });
                    break;
                case SourceRestored e:
                    Change(sources, e.Source, s => s with { Removal = null });
                    break;
                case SourcePurged e:
                    // Whatever was a newer version of it is now one of what came before it.
                    var purged = sources.Find(s => Same(s.Id, e.Source));
                    sources.RemoveAll(s => Same(s.Id, e.Source));
                    for (var i = 0; i < sources.Count; i++)
                        sources[i] = Same(sources[i].Replaces, e.Source) ? sources[i] with { Replaces = purged?.Replaces } : sources[i];
                    break;
                case RulesSaved e:
                    rules.Add(new RulesVersion(e.Version, e.Sha256, e.Comment, entry.At, entry.By));
                    break;
                case RunsExcluded e:
                    exclusions.Add(new Exclusion(e.Exclusion, e.Reason, e.Selector, e.Count, entry.At, entry.By, null, e.Sha256));
                    break;
                case ExclusionUndone e:
                    var undone = exclusions.FindIndex(x => Same(x.Id, e.Exclusion));
                    if (undone >= 0)
                        exclusions[undone] = exclusions[undone] with { Undone = new Removal(e.Reason, entry.At, entry.By) };
                    break;
            }
        }

        return new ProjectState
        {
            Name = name,
            CreatedAt = created,
            Sources = [.. sources.Select(s => s with { ReplacedBy = CountsInstead(sources, s) })],
            Rules = rules,
            Exclusions = exclusions,
            Sequence = entries.Count,
            Hash = hash,
        };
    }

    /// <summary>Of the versions of a source that are not removed, the one imported last counts.</summary>
    private static string? CountsInstead(List<ProjectSource> sources, ProjectSource source)
    {
        var last = sources.FindLast(s => s.Removal is null && Same(s.Lineage, source.Lineage));
        return last is null || Same(last.Id, source.Id) ? null : last.Id;
    }

    private static void Change(List<ProjectSource> sources, string id, Func<ProjectSource, ProjectSource> change)
    {
        var at = sources.FindIndex(s => Same(s.Id, id));
        if (at >= 0)
            sources[at] = change(sources[at]);
    }

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.Ordinal);
}
