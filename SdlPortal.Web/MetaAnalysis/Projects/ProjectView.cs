using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Surveys;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>What a tab of a project's page gets: the project as it was when somebody last changed it. Immutable; a change brings a new one.</summary>
/// <param name="Survey">The latest, perhaps of an earlier state; null before the first.</param>
/// <param name="Choice">What everybody looks at.</param>
public sealed record ProjectView(RunProject Project, ProjectState State, Survey? Survey, AnalysisChoice Choice)
{
    public string Id => Project.Id;

    /// <summary>True where the survey is of an earlier state or of another choice.</summary>
    public bool IsStale => Survey is not null && (Survey.StateHash != State.Hash || Survey.Choice != Choice);

    /// <summary>The metric that is looked at: the chosen one, or the only one; null where several wait for a choice.</summary>
    public MetricShape? Metric => Survey?.Metrics is not { } metrics ? null : metrics.FirstOrDefault(m => m.Name == Choice.Metric) ?? (metrics.Count == 1 ? metrics[0] : null);

    /// <summary>What an analysis takes; null while no metric is chosen.</summary>
    public AnalysisSelection? Selection => Metric is { } metric ? new AnalysisSelection(metric.Name, Choice.Scale, Choice.WithStoppedEarly) : null;

    /// <summary>The answers that are stored, the latest first.</summary>
    public IReadOnlyList<StoredAnalysis> Analyses { get; init; } = [];

    /// <summary>The question of an analysis; null while no metric is chosen.</summary>
    public AnalysisRequest? Request => Selection is { } selection ? new AnalysisRequest(selection, Choice.Target) : null;
}
