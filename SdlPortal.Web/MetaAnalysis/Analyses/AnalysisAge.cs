using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>Which stored answer belongs to what is looked at, and what has changed since one was made. Pure.</summary>
public static class AnalysisAge
{
    private const int MostChanges = 3;

    /// <summary>The answer with the key; without a key the latest to the question that is looked at. Null where there is none.</summary>
    public static StoredAnalysis? Pick(ProjectView view, string? key) =>
        key is not null ? view.Analyses.FirstOrDefault(a => a.Key == key) : view.Analyses.FirstOrDefault(a => a.Request == view.Request);

    /// <param name="history">The project's decisions.</param>
    /// <returns>Sentences; none where the answer would be the same today.</returns>
    public static IReadOnlyList<string> Of(StoredAnalysis stored, ProjectView view, IReadOnlyList<JournalEntry> history)
    {
        var sentences = new List<string>();
        var changes = history.Where(e => e.At > stored.At).Select(e => Words(e.Event)).OfType<string>().ToList();
        var isCounted = view.Survey is { } survey && survey.StateHash == view.State.Hash;
        if (isCounted ? view.Survey!.DataHash != stored.DataHash : changes.Count > 0)
            sentences.Add(changes.Count == 0 ? "The runs have changed since this was made." : $"This was made before {Listed(changes)}.");
        if (stored.Version != AnalysisPipeline.Version)
            sentences.Add($"This was made by version {stored.Version} of the analyses; the portal has version {AnalysisPipeline.Version} now.");
        return sentences;
    }

    /// <summary>"bal_acc, target car, rank within the task".</summary>
    public static string Question(AnalysisRequest request) =>
        $"{request.Selection.Metric}, {(request.Target is { } target ? $"target {target}" : "any task like these")}, {request.Selection.Scale.Words()}{(request.Selection.WithStoppedEarly ? ", with runs stopped early" : "")}{(request.Seed == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", seed {request.Seed}"))}";

    private static string Listed(List<string> changes) => changes.Count <= MostChanges
        ? string.Join(" and ", changes)
        : $"{string.Join(", ", changes.TakeLast(MostChanges))} and {Counts.Of(changes.Count - MostChanges, "more change")}";

    /// <summary>Null for what changes no run.</summary>
    private static string? Words(ProjectEvent happened) => happened switch
    {
        RunsExcluded e => $"{Counts.Of(e.Count, "run")} {(e.Count == 1 ? "was" : "were")} excluded",
        ExclusionUndone => "an exclusion was undone",
        SourceImported e => $"{e.Name} was imported",
        CampaignAdded e => $"the campaign {e.Name} was added",
        SourceRemoved => "a source was removed",
        SourceRestored => "a source was restored",
        RulesSaved e => string.Create(CultureInfo.InvariantCulture, $"version {e.Version} of the rules was saved"),
        _ => null,
    };
}
