using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>What a project's runs are and what the quality checks say of them, at one state of the project: what pages show without touching the runs. Immutable.</summary>
/// <param name="StateHash">Of the project's journal when the runs were loaded.</param>
/// <param name="DataHash">Of the runs that were looked at.</param>
/// <param name="Remarks">What the load says: sources that disagree, names that collided.</param>
public sealed record Survey(
    string StateHash, string DataHash, DateTimeOffset At, AnalysisChoice Choice, int Runs, int Excluded, IReadOnlyList<string> Remarks,
    IReadOnlyList<ParameterShape> Parameters, IReadOnlyList<MetricShape> Metrics, IReadOnlyList<TaskFacts> Tasks, QualityReport Report);

/// <summary>The figures of a survey that lists show.</summary>
public sealed record SurveyHead(int Runs, int Excluded, int Tasks, DateTimeOffset At)
{
    public static SurveyHead Of(Survey survey) => new(survey.Runs, survey.Excluded, survey.Tasks.Count, survey.At);
}
