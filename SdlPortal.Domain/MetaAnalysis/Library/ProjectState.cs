namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>A project of prior runs at a moment: the fold of its journal. Immutable.</summary>
public sealed record ProjectState
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>All that are on disk, in the order of their import: current, replaced and removed ones.</summary>
    public required IReadOnlyList<ProjectSource> Sources { get; init; }

    /// <summary>In the order in which they were saved; version 0, no rules, is not among them.</summary>
    public required IReadOnlyList<RulesVersion> Rules { get; init; }

    /// <summary>In the order in which they were decided, undone ones too.</summary>
    public required IReadOnlyList<Exclusion> Exclusions { get; init; }

    /// <summary>The number of the journal's last line; it grows with every decision.</summary>
    public required int Sequence { get; init; }

    /// <summary>The hash of the journal's last line: two states with the same are the same.</summary>
    public required string Hash { get; init; }

    /// <summary>The version of the rules in force.</summary>
    public int RulesVersion => Rules.Count == 0 ? 0 : Rules[^1].Version;

    public IEnumerable<ProjectSource> Current => Sources.Where(s => s.IsCurrent);

    public ProjectSource? Source(string id) => Sources.FirstOrDefault(s => string.Equals(s.Id, id, StringComparison.Ordinal));
}

/// <summary>A source as its project sees it.</summary>
/// <param name="Campaign">The campaign's id where the source is an own campaign; null for an imported one.</param>
/// <param name="Lineage">The id of the first version of this source: exclusions hold for all versions of one lineage.</param>
/// <param name="Replaces">The version before; null for the first.</param>
/// <param name="ReplacedBy">The version that counts instead; null where none does.</param>
/// <param name="Runs">0 for a campaign, which is counted when it is read.</param>
/// <param name="Removal">Set while the source is removed.</param>
public sealed record ProjectSource(string Id, string Name, string Format, string? Campaign, string Lineage, string? Replaces, string? ReplacedBy, int Runs, int Refused, DateTimeOffset At, string By, Removal? Removal, string? ManifestSha256)
{
    public const string CampaignFormat = "campaign";

    /// <summary>Analyses see the runs of current sources alone.</summary>
    public bool IsCurrent => Removal is null && ReplacedBy is null;
}

public sealed record Removal(string Reason, DateTimeOffset At, string By);

public sealed record RulesVersion(int Version, string Sha256, string Comment, DateTimeOffset At, string By);

/// <summary>Runs that a person decided not to count.</summary>
/// <param name="Count">When it was decided; a newer version of a source may hold fewer or more of them.</param>
/// <param name="Undone">Set when it holds no longer.</param>
public sealed record Exclusion(string Id, string Reason, string Selector, int Count, DateTimeOffset At, string By, Removal? Undone, string Sha256)
{
    public bool Holds => Undone is null;
}
