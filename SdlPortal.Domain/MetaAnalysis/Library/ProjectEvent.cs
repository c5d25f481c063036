using System.Text.Json.Serialization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>A line of a project's journal: what happened, when, and by whom.</summary>
public sealed record JournalEntry(int Sequence, DateTimeOffset At, string By, ProjectEvent Event);

/// <summary>What can happen to a project of prior runs. A closed family; the words of the journal stay readable for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProjectCreated), "projectCreated")]
[JsonDerivedType(typeof(ProjectRenamed), "projectRenamed")]
[JsonDerivedType(typeof(ProjectDeleted), "projectDeleted")]
[JsonDerivedType(typeof(SourceImported), "sourceImported")]
[JsonDerivedType(typeof(CampaignAdded), "campaignAdded")]
[JsonDerivedType(typeof(SourceRemoved), "sourceRemoved")]
[JsonDerivedType(typeof(SourceRestored), "sourceRestored")]
[JsonDerivedType(typeof(SourcePurged), "sourcePurged")]
[JsonDerivedType(typeof(RulesSaved), "rulesSaved")]
[JsonDerivedType(typeof(RunsExcluded), "runsExcluded")]
[JsonDerivedType(typeof(ExclusionUndone), "exclusionUndone")]
public abstract record ProjectEvent;

public sealed record ProjectCreated(string Name) : ProjectEvent;

public sealed record ProjectRenamed(string Name) : ProjectEvent;

/// <summary>The project's folder went to the trash after this line.</summary>
public sealed record ProjectDeleted(string Reason) : ProjectEvent;

/// <param name="Source">The source's id.</param>
/// <param name="ManifestSha256">Of the manifest's file, so that a damaged one is noticed.</param>
/// <param name="Replaces">The source of which this is a newer version; null where it is none.</param>
public sealed record SourceImported(string Source, string Name, string Format, int Runs, int Refused, string ManifestSha256, string? Replaces) : ProjectEvent;

/// <summary>An own campaign became a source; its runs are read from its log whenever they are needed.</summary>
public sealed record CampaignAdded(string Source, string Campaign, string Name) : ProjectEvent;

/// <summary>A source counts no longer; where it was a newer version, the one before counts again.</summary>
public sealed record SourceRemoved(string Source, string Reason) : ProjectEvent;

public sealed record SourceRestored(string Source) : ProjectEvent;

/// <summary>A removed source was deleted from the disk for good.</summary>
public sealed record SourcePurged(string Source) : ProjectEvent;

/// <param name="Version">Counted from 1; version 0 is "no rules".</param>
/// <param name="Sha256">Of the rules' file.</param>
/// <param name="Comment">Why, in a person's words; may be empty.</param>
public sealed record RulesSaved(int Version, string Sha256, string Comment) : ProjectEvent;

/// <param name="Exclusion">The exclusion's id.</param>
/// <param name="Selector">What was chosen, as a sentence.</param>
/// <param name="Count">How many runs it was when it was decided.</param>
/// <param name="Sha256">Of the file that lists them.</param>
public sealed record RunsExcluded(string Exclusion, string Reason, string Selector, int Count, string Sha256) : ProjectEvent;

public sealed record ExclusionUndone(string Exclusion, string Reason) : ProjectEvent;
