namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>
/// All projects of prior runs: a folder with one folder each. Several processes may work on it at a time; everything is read from disk when asked. Safe from any thread.
/// </summary>
/// <param name="folder">Made when first needed.</param>
/// <param name="campaigns">Reads own campaigns that are sources; null where there are none to be had.</param>
public sealed class RunLibrary(string folder, TimeProvider time, CampaignReader? campaigns = null)
{
    /// <summary>The folder's name within the data folder.</summary>
    public const string FolderName = "prior-runs";

    public string Folder => folder;

    internal TimeProvider Time => time;

    internal CampaignReader? Campaigns => campaigns;

    /// <summary>In ordinal order of their names; a damaged one is listed with its problem.</summary>
    public IReadOnlyList<ProjectHead> Projects() => throw new NotImplementedException();

    /// <exception cref="SdlPortal.Domain.Campaigns.RefusedException">The name is blank or taken.</exception>
    public RunProject Create(string name, string by) => throw new NotImplementedException();

    /// <summary>By id or by name; null where there is none.</summary>
    /// <exception cref="RunLibraryException">Its journal is damaged.</exception>
    public RunProject? Find(string idOrName) => throw new NotImplementedException();

    /// <summary>Moves the project to the trash folder beside the others, where it stays until somebody deletes it.</summary>
    public void Delete(RunProject project, string reason, string by) => throw new NotImplementedException();
}

/// <summary>A project in the list.</summary>
/// <param name="Id">The folder's name.</param>
/// <param name="State">Null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read.</param>
public sealed record ProjectHead(string Id, string Name, ProjectState? State, string? Problem);
