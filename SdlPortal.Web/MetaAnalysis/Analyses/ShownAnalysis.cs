using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>A stored answer as a page shows it. Immutable.</summary>
/// <param name="Outdated">What has changed since it was made, in sentences; empty where nothing did.</param>
public sealed record ShownAnalysis(string Project, StoredAnalysis Stored, AnalysisReport Report, IReadOnlyList<string> Outdated)
{
    public string Key => Stored.Key;

    /// <summary>Where a file of the answer is.</summary>
    public string File(string name) => AnalysisFilesEndpoint.Address(Project, Key, name);
}
