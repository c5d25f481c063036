using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public sealed class WandbReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_history_is_a_run_with_a_curve_per_metric()
    {
        var path = folder.Write("brisk-sun-3.csv", "_step,_runtime,_timestamp,train_loss,val_acc\n0,1.5,1767323045.5,2,\n1,3,1767323047,1,0.5\n2,4.5,1767323048.5,0.5,\n");
        Assert.True(new WandbReader().Recognizes(path));
        var run = Assert.Single(new ReadRuns(new WandbReader(), path).Runs);
        Assert.Equal(("brisk-sun-3", 4.5, RunStatus.Completed), (run.Key, run.DurationSeconds, run.Status));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1767323045500), run.Start);
        Assert.Equal(0.5, ReadRuns.Metric(run, "train_loss"));
        Assert.Equal([1], run.Curves.Single(c => c.Metric == "val_acc").Steps);
        Assert.Equal(0.5, ReadRuns.Metric(run, "val_acc"));
    }

    [Fact]
    public void Names_that_repeat_do_not_cost_runs()
    {
        var read = new ReadRuns(new WandbReader(), folder.Write("t.csv", "\"Name\",\"State\",\"lr\",\"depth\",\"acc\"\n\"a\",\"finished\",\"0.1\",\"1\",\"0.5\"\n\"a\",\"crashed\",\"0.2\",\"2\",\"\"\n\"b\",\"finished\",\"0.3\",\"4\",\"NaN\"\n"));
        Assert.Equal(["line 2", "line 3", "line 4"], read.Runs.Select(r => r.Key));
        Assert.Equal([RunStatus.Completed, RunStatus.Failed, RunStatus.Failed], read.Runs.Select(r => r.Status));
        Assert.Contains(read.Remarks, r => r.Contains("Taken as outcomes: acc (maximize); as parameters: lr, depth.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chart_of_several_metrics_keeps_ragged_runs_apart()
    {
        var path = folder.Write("chart.csv", "\"Step\",\"a - b - loss\",\"a - b - loss__MIN\",\"a - b - loss__MAX\",\"c - loss\",\"c - loss__MIN\",\"c - loss__MAX\",\"c - acc\",\"c - acc__MIN\",\"c - acc__MAX\"\n\"0\",\"3\",\"3\",\"3\",\"\",\"\",\"\",\"0.5\",\"0.5\",\"0.5\"\n\"5\",\"2\",\"2\",\"2\",\"1\",\"1\",\"1\",\"\",\"\",\"\"\n\"x\",\"2\",\"2\",\"2\",\"1\",\"1\",\"1\",\"\",\"\",\"\"\n");
        var read = new ReadRuns(new WandbReader(), path);
        Assert.Equal(["a - b", "c"], read.Runs.Select(r => r.Key));
        Assert.Equal([0, 5], read["a - b"].Curves.Single().Steps);
        Assert.Equal(["loss", "acc"], read["c"].Curves.Select(c => c.Metric));
        Assert.Equal([5], read["c"].Curves[0].Steps);
        Assert.Equal((1, 0.5), (ReadRuns.Metric(read["c"], "loss"), ReadRuns.Metric(read["c"], "acc")));
        Assert.Equal((MetricGoal.Minimize, MetricGoal.Maximize), (read.Metrics["loss"].Goal, read.Metrics["acc"].Goal));
        Assert.Equal("line 4", Assert.Single(read.Refused).Where);
    }

    [Fact]
    public void Other_tables_are_not_taken_for_an_export()
    {
        Assert.False(new WandbReader().Recognizes(folder.Write("t.csv", "Name,lr,acc\na,1,2\n")));
        Assert.False(new WandbReader().Recognizes(folder.Write("u.csv", "x,y\n1,2\n")));
    }
}
