using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Surveys;
using SdlPortal.Web.MetaAnalysis.Tasks;

namespace SdlPortal.Tests.MetaAnalysis.Surveys;

public sealed class TaskSurveyTests
{
    private static readonly double None = double.NaN;

    // Six runs of two tasks: one failed, one stopped early; momentum is active in some; the last is excluded.
    private static readonly RunTable Runs = new()
    {
        Count = 6,
        Parameters = [Column("lr", 1, 2, 3, 4, 5, 6), Column("momentum", None, 0.9, 0.9, None, None, None)],
        Metrics = [new MetricColumn(new MetricShape("loss", MetricGoal.Minimize), [[5, 1, None, 3, 8, 0]])],
        Tasks = new LabelColumn(["a", "b"], [0, 0, 0, 0, 1, 1]),
        Variants = new LabelColumn(["cnn"], [-1, 0, 0, -1, -1, -1]),
        Sources = new LabelColumn(["s"], [0, 0, 0, 0, 0, 0]),
        SourceRows = [0, 1, 2, 3, 4, 5],
        Status = [RunStatus.Completed, RunStatus.StoppedEarly, RunStatus.Failed, RunStatus.Completed, RunStatus.Completed, RunStatus.Completed],
        Start = [60, None, None, 0, None, None],
        DurationSeconds = [1, 1, 1, 1, 1, 1],
        Cost = [None, None, None, None, None, None],
        Seeds = LabelColumn.Empty(6),
        Hardware = LabelColumn.Empty(6),
        CodeVersions = LabelColumn.Empty(6),
        DataVersions = LabelColumn.Empty(6),
        Splits = LabelColumn.Empty(6),
    };

    [Fact]
    public void A_task_has_its_statuses_parameters_variants_dates_and_its_best_by_the_metrics_goal()
    {
        var task = Survey(new AnalysisChoice())[0];
        Assert.Equal(("a", 4), (task.Name, task.Runs));
        Assert.Equal([new StatusRuns(RunStatus.Completed, 2), new StatusRuns(RunStatus.StoppedEarly, 1), new StatusRuns(RunStatus.Failed, 1)], task.Statuses);
        Assert.Equal(["lr", "momentum"], task.Parameters);
        Assert.Equal(["momentum"], task.Conditional);
        Assert.Equal(new LabelRuns("cnn", 2), Assert.Single(task.Variants));
        Assert.Equal((DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(1)), (task.First, task.Last));
        Assert.Equal((3, 1.0, 3.0), Assert.Single(task.Metrics) is var loss ? (loss.Runs, loss.Best, loss.Median) : default);
    }

    [Fact]
    public void Outcomes_are_spread_as_measured_and_on_every_scale_without_what_is_excluded_or_stopped_early()
    {
        var tasks = Survey(new AnalysisChoice("loss"));
        Assert.Equal((2, 3.0, 5.0), (tasks[0].Spread!.Runs, tasks[0].Spread!.Measured.Low, tasks[0].Spread!.Measured.High));
        Assert.Equal((0.25, 0.75), On(tasks[0], OutcomeScale.Rank));
        Assert.Equal((-5.0, -3.0), On(tasks[0], OutcomeScale.Raw));
        Assert.Null(tasks[1].Spread);
        Assert.Equal(3, Survey(new AnalysisChoice("loss", WithStoppedEarly: true))[0].Spread!.Runs);
    }

    [Fact]
    public void The_plot_shows_a_line_for_every_task_with_two_results_and_its_numbers_as_a_table()
    {
        var tasks = Survey(new AnalysisChoice("loss"));
        var plot = ScaleChart.Build(tasks, Runs.Metrics[0].Shape, OutcomeScale.Rank);
        Assert.Equal([0.5], plot.Traces[2].X);
        Assert.Equal(["a", "2", "0.275", "0.375", "0.5", "0.625", "0.725"], plot.Table.Rows.Single());
        Assert.Equal("Rank within the task", plot.Layout.XAxis.Title);
        Assert.Equal("loss", ScaleChart.Build(tasks, Runs.Metrics[0].Shape, null).Layout.XAxis.Title);
    }

    private static IReadOnlyList<TaskFacts> Survey(AnalysisChoice choice) => TaskSurvey.Of(Runs, [false, false, false, false, false, true], choice, default);

    private static (double, double) On(TaskFacts task, OutcomeScale scale) => task.Spread!.Scaled.First(s => s.Scale == scale).Spread is var spread ? (spread.Low, spread.High) : default;

    private static ParameterColumn Column(string name, params double[] values) => new(new ParameterShape(name, ParameterKind.Number), values);
}
