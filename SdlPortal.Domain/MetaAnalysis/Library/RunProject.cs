using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// A project of prior runs: its sources, rules, exclusions and decisions. Everything stands on disk; the state is read again when another process has written. Safe from any thread; decisions of several writers come one after the other.
/// </summary>
public sealed class RunProject
{
    /// <summary>The folder's name.</summary>
    public string Id => throw new NotImplementedException();

    public string Folder => throw new NotImplementedException();

    /// <summary>As the journal says now.</summary>
    public ProjectState State => throw new NotImplementedException();

    /// <summary>All decisions, oldest first.</summary>
    public IReadOnlyList<JournalEntry> History() => throw new NotImplementedException();

    public void Rename(string name, string by) => throw new NotImplementedException();

    /// <summary>What an imported source holds; also of replaced and removed ones.</summary>
    public SourceManifest Manifest(string source) => throw new NotImplementedException();

    /// <returns>The source's id.</returns>
    public string AddCampaign(string campaign, string name, string by) => throw new NotImplementedException();

    public void RemoveSource(string source, string reason, string by) => throw new NotImplementedException();

    public void RestoreSource(string source, string by) => throw new NotImplementedException();

    /// <summary>Deletes a removed source from the disk, for good.</summary>
    public void PurgeSource(string source, string by) => throw new NotImplementedException();

    /// <summary>The rules of a version; null for those in force. Version 0 is no rules.</summary>
    public HarmonizationRules Rules(int? version = null) => throw new NotImplementedException();

    /// <summary>The names that the current sources have, for forms and for the check of rules.</summary>
    public SourceNames Names() => throw new NotImplementedException();

    /// <returns>The new version's number; the version in force where nothing changes.</returns>
    /// <exception cref="SdlPortal.Domain.Campaigns.DefinitionException">All that is wrong with them.</exception>
    public int SaveRules(HarmonizationRules rules, string comment, string by) => throw new NotImplementedException();

    /// <summary>What rules would do, without saving them.</summary>
    public RulesEffect TryRules(HarmonizationRules rules, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="SdlPortal.Domain.Campaigns.RefusedException">No reason was given, or it selects nothing.</exception>
    public Exclusion Exclude(RunSelector selector, string reason, string by, CancellationToken cancellationToken) => throw new NotImplementedException();

    public void UndoExclusion(string exclusion, string reason, string by) => throw new NotImplementedException();

    /// <summary>The runs of all current sources. A million runs of 20 parameters take seconds: call it on a worker and keep the result as long as <see cref="ProjectState.Hash"/> is the same.</summary>
    /// <exception cref="RunLibraryException">A file is damaged; the message names it. Or there are too many runs and parameters for the memory.</exception>
    public LoadedRuns Load(IProgress<double>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One run as its source has it, with curves, notes, key and origin.</summary>
    /// <param name="row">As <see cref="RunTable.SourceRows"/> says.</param>
    public RunRecord Look(string source, int row, CancellationToken cancellationToken) => throw new NotImplementedException();
}
