using System.Text;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public sealed class MapProposalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SharedDataFact]
    public void The_table_of_the_order_is_understood_without_help()
    {
        var map = MapProposal.For(SharedData.Path("hpobench_mlp_8tasks/hpobench_mlp_8tasks.csv")).Map;
        Assert.Equal(new RunMap
        {
            Task = "task",
            Key = ["task", "config_id"],
            Parameters = [new MappedParameter("alpha", Scale: Scale.Log), new MappedParameter("batch_size"), new MappedParameter("depth"), new MappedParameter("learning_rate_init", Scale: Scale.Log), new MappedParameter("width")],
            Metrics = [new MappedMetric("bal_acc", ["bal_acc_seed0", "bal_acc_seed1", "bal_acc_seed2", "bal_acc_seed3", "bal_acc_seed4"], MetricGoal.Maximize)],
        }, map);
    }

    [SharedDataTheory]
    [InlineData("deepcave_digits_sklearn/digits_sklearn.csv", 600, 6)]
    [InlineData("deepcave_mnist_pytorch/mnist_pytorch.csv", 3000, 6)]
    [InlineData("deepcave_bohb/bohb_mnist_run2.csv", 84, 11)]
    [InlineData("raytune_example/results.csv", 87, 5)]
    [InlineData("optuna_storage/sgd_iris.csv", 40, 6)]
    [InlineData("optuna_storage/svc_wine_with_failures.csv", 62, 6)]
    [InlineData("pvlab_benchmarking/agnp_raw.csv", 3295, 5)]
    [InlineData("pvlab_benchmarking/autoam_raw.csv", 100, 4)]
    [InlineData("direct_arylation/direct_arylation.csv", 1728, 5)]
    [InlineData("nasbench201_3tasks/nasbench201_3tasks.csv", 12000, 6)]
    public void Every_proposed_map_reads_its_table_without_a_refusal(string file, int runs, int parameters)
    {
        var proposal = MapProposal.For(SharedData.Path(file));
        var read = new ReadRuns(new CsvRunReader(), SharedData.Path(file), proposal.Map);
        Assert.Empty(read.Refused);
        Assert.Equal(runs, read.Runs.Count);
        Assert.Equal(parameters, proposal.Map.Parameters.Count);
        Assert.All(proposal.Columns, c => Assert.EndsWith(".", c.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("val_acc", MetricGoal.Maximize)]
    [InlineData("AUC", MetricGoal.Maximize)]
    [InlineData("r2", MetricGoal.Maximize)]
    [InlineData("Yield (%)", MetricGoal.Maximize)]
    [InlineData("conductivity_avg_S_per_m", MetricGoal.Maximize)]
    [InlineData("valLoss", MetricGoal.Minimize)]
    [InlineData("test error", MetricGoal.Minimize)]
    [InlineData("rmse", MetricGoal.Minimize)]
    [InlineData("error_rate", MetricGoal.Minimize)]
    [InlineData("inference_latency", MetricGoal.Minimize)]
    [InlineData("metric:thing [0; 1] (minimize)", MetricGoal.Minimize)]
    public void Outcomes_and_their_goals_are_told_by_their_names(string name, MetricGoal goal)
    {
        var proposal = Propose($"depth,{name},width\n1,0.5,3\n2,0.75,5\n3,0.25,6\n");
        Assert.Equal(goal, Assert.Single(proposal.Map.Metrics).Goal);
        Assert.Equal(["depth", "width"], proposal.Map.Parameters.Select(p => p.Name));
    }

    [Theory]
    [InlineData("learning_rate")]
    [InlineData("loss_function")]
    [InlineData("max_error_count")]
    [InlineData("params_loss")]
    [InlineData("config/score")]
    [InlineData("y_offset")]
    public void Settings_with_the_word_of_an_outcome_stay_settings(string name)
    {
        var map = Propose($"{name},acc\n1,0.5\n2,0.75\n3,0.25\n").Map;
        Assert.Equal(["acc"], map.Metrics.Select(m => m.Name));
        Assert.Equal(name, map.Parameters[0].Column ?? map.Parameters[0].Name);
    }

    [Fact]
    public void The_last_numbers_are_the_outcome_where_no_name_says_it_and_the_reason_says_that_it_is_a_guess()
    {
        var proposal = Propose("a,b,c\n1,x,0.5\n2,y,0.75\n3,x,0.25\n");
        Assert.Equal("c", Assert.Single(proposal.Map.Metrics).Name);
        Assert.Contains("maximize is a guess", proposal.Columns[2].Reason, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], proposal.Map.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void A_log_scale_needs_two_decades_of_positive_numbers_and_most_of_them_small()
    {
        var text = new StringBuilder("even,log,narrow,zero,acc\n");
        for (var i = 1; i <= 100; i++)
            text.Append(FormattableString.Invariant($"{i / 100.0},{Math.Pow(10, -i / 25.0)},{Math.Pow(10, -i / 60.0)},{(i == 1 ? 0 : Math.Pow(10, -i / 25.0))},{i % 7}\n"));
        Assert.Equal(["log"], Propose(text.ToString()).Map.Parameters.Where(p => p.Scale == Scale.Log).Select(p => p.Name));
    }

    [Fact]
    public void Identifiers_constants_labels_and_settings_that_change_along_a_run_are_no_parameters()
    {
        var text = new StringBuilder("run,epoch,lr,temperature,host_os,comment text,padded,acc\n");
        for (var i = 0; i < 60; i++)
            text.Append(FormattableString.Invariant($"r{i / 3},{i % 3},{0.5 + (i / 3)},{i},linux,note number {i},0{i % 2},0.{i % 7}\n"));
        var proposal = Propose(text.ToString());
        Assert.Equal(new MappedCurve(["run"], "epoch"), proposal.Map.Curve);
        Assert.Equal(["lr"], proposal.Map.Parameters.Select(p => p.Name));
        Assert.Equal([ColumnRole.Key, ColumnRole.Step, ColumnRole.Parameter, ColumnRole.Note, ColumnRole.Note, ColumnRole.Note, ColumnRole.Note, ColumnRole.Metric], proposal.Columns.Select(c => c.Role));
        Assert.Contains("changes along a run", proposal.Columns[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_shows_texts_and_what_the_columns_hold()
    {
        var preview = TablePreview.Read(folder.Write("t.csv", "a;b;c;d\n1,5;x;3 mg;\n2;y;4 mg;\n2;y;;\n" + string.Concat(Enumerable.Repeat("7;z;5 mg;\n", 60)) + "oops;z;5 mg;\nragged;z\n"));
        Assert.Equal("separated by semicolons", preview.Layout);
        Assert.Equal((TablePreview.MostRows, 64, true), (preview.Rows.Count, preview.RowsRead, preview.IsWhole));
        Assert.Equal(["1,5", "x", "3 mg", ""], preview.Rows[0]);
        var (a, b, c, d) = (preview.Columns[0], preview.Columns[1], preview.Columns[2], preview.Columns[3]);
        Assert.Equal((ParameterKind.Number, 64, 0, 4, 1.5, 7.0), (a.Kind, a.Filled, a.Blank, a.Distinct, a.Low, a.High));
        Assert.Equal("1 of 64 values is no number ('oops' in line 65); as numbers their rows are refused.", Assert.Single(a.Problems));
        Assert.Equal((ParameterKind.Category, 3, (double?)null), (b.Kind, b.Distinct, b.Low));
        Assert.Equal(["x", "y", "z"], b.Examples);
        Assert.Equal((ParameterKind.Integer, "mg", 1), (c.Kind, c.Unit, c.Blank));
        Assert.Equal(((ParameterKind?)null, 0, 64), (d.Kind, d.Filled, d.Blank));
        Assert.StartsWith("Line 66: The row has 2 cells", Assert.Single(preview.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_of_a_large_file_reads_its_beginning_only()
    {
        var text = new StringBuilder("a,b\n");
        while (text.Length < TablePreview.MostBytes + 100_000)
            text.Append("12345.5,\"several words in quotes, to fill the file\"\n");
        var preview = TablePreview.Read(folder.Write("large.csv", text.ToString()));
        Assert.False(preview.IsWhole);
        Assert.Empty(preview.Problems);
        Assert.InRange(preview.RowsRead, 160_000, TablePreview.MostBytes / 51);
        Assert.Equal(1, preview.Columns[0].Distinct);
    }

    [Fact]
    public void JSON_lines_are_previewed_and_proposed_too()
    {
        var path = folder.Write("t.jsonl", "{\"config\":{\"lr\":0.1},\"acc\":0.5}\n{\"config\":{\"lr\":0.2,\"act\":\"relu\"},\"acc\":0.75}\n");
        var preview = TablePreview.Read(path);
        Assert.Equal("one JSON object per line", preview.Layout);
        Assert.Equal(["config/lr", "acc", "config/act"], preview.Columns.Select(c => c.Name));
        Assert.Equal(["0.1", "0.5", ""], preview.Rows[0]);
        var map = MapProposal.For(preview).Map;
        Assert.Equal([new MappedParameter("lr", "config/lr"), new MappedParameter("act", "config/act")], map.Parameters);
        Assert.Equal(2, new ReadRuns(new JsonLinesReader(), path, map).Runs.Count);
    }

    private MapProposal Propose(string text) => MapProposal.For(folder.Write("t.csv", text));
}
