using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.MetaAnalysis.Mapping;

namespace SdlPortal.Tests.MetaAnalysis.Mapping;

public sealed class MapFormTests
{
    private static readonly RunMap Full = new()
    {
        Task = "dataset",
        Parameters = [new MappedParameter("lr", "learning rate", ParameterKind.Number, Scale.Log, "1/s"), new MappedParameter("depth", null, ParameterKind.Integer)],
        Metrics = [new MappedMetric("acc", ["acc_1", "acc_2"], MetricGoal.Maximize)],
        Key = ["id"],
        Seed = "seed",
        Duration = "time",
    };

    [Fact]
    public void A_map_comes_out_of_the_form_as_it_went_in()
    {
        var form = MapForm.For(Preview("dataset", "learning rate", "depth", "acc_1", "acc_2", "id", "seed", "time", "remark"), Full);
        Assert.Empty(form.Problems());
        Assert.Equal(Full, form.Map());
        Assert.Equal(ColumnRole.Note, form.Columns[^1].Role);
    }

    [Fact]
    public void A_map_of_learning_curves_comes_out_as_it_went_in()
    {
        var map = Full with { Key = [], Curve = new MappedCurve(["dataset", "id"], "epoch", 50, Adds: true) };
        var form = MapForm.For(Preview("dataset", "learning rate", "depth", "acc_1", "acc_2", "id", "seed", "time", "epoch"), map);
        Assert.Empty(form.Problems());
        Assert.Equal(map, form.Map());
    }

    [Fact]
    public void Columns_that_a_map_names_and_the_table_lacks_are_all_listed()
    {
        var problems = MapForm.For(Preview("learning rate", "acc_1"), Full).Problems();
        Assert.Equal(["depth", "acc_2", "dataset", "seed", "time", "id"], problems.Select(p => p.Message.Split('\'')[1]));
    }

    [Fact]
    public void Every_mistake_is_said_at_its_column_at_once()
    {
        var form = MapForm.For(Preview("a", "b", "c", "d", "e"), new RunMap());
        Assert.Equal("columns", Assert.Single(form.Problems()).Path);
        (form.Columns[0].Role, form.Columns[1].Role) = (ColumnRole.Seed, ColumnRole.Seed);
        (form.Columns[2].Role, form.Columns[2].Name) = (ColumnRole.Parameter, " ");
        (form.Columns[3].Role, form.Columns[3].Name) = (ColumnRole.Metric, "x");
        (form.Columns[4].Role, form.Columns[4].Name) = (ColumnRole.Parameter, "x");
        Assert.Equal(["columns[1].role", "columns[2].name", "columns[3].goal", "columns[4].name"], form.Problems().Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3, 4], form.Problems().Select(MapForm.ColumnOf).Order());
    }

    [Fact]
    public void A_replicate_takes_over_its_metrics_goal_and_the_goal_of_one_is_the_goal_of_all()
    {
        var form = MapForm.For(Preview("acc", "again"), new RunMap { Metrics = [new MappedMetric("acc", ["acc"], MetricGoal.Maximize)] });
        form.MakeReplicate(form.Columns[1], "acc");
        Assert.Equal(new MappedMetric("acc", ["acc", "again"], MetricGoal.Maximize), Assert.Single(form.Map().Metrics));
        form.SetGoal(form.Columns[1], MetricGoal.Minimize);
        Assert.Empty(form.Problems());
        Assert.Equal(MetricGoal.Minimize, Assert.Single(form.Map().Metrics).Goal);
    }

    [Fact]
    public void A_logarithmic_scale_needs_positive_values()
    {
        var form = MapForm.For(Preview("x", "y"), new RunMap { Metrics = [new MappedMetric("y", ["y"], MetricGoal.Maximize)], Parameters = [new MappedParameter("x", null, ParameterKind.Number, Scale.Log)] });
        Assert.Equal("columns[0].scale", Assert.Single(form.Problems()).Path);
        form.Columns[0].Kind = ParameterKind.Category;
        Assert.Empty(form.Problems());
        Assert.Null(Assert.Single(form.Map().Parameters).Scale);
    }

    private static TablePreview Preview(params string[] columns) => new()
    {
        Layout = "comma-separated, UTF-8",
        // Values from 0: nothing that a logarithm takes, apart from what is a rate.
        Columns = [.. columns.Select(c => new PreviewColumn(c, ParameterKind.Number, null, 10, 0, 10, c == "learning rate" ? 0.001 : 0, 1, ["0", "1"], []))],
        Rows = [],
        RowsRead = 10,
        IsWhole = true,
    };
}
