using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public sealed class JsonLinesReaderTests : IDisposable
{
    private static readonly RunMap Map = new()
    {
        Task = "task",
        Parameters = [new MappedParameter("lr", "config/lr"), new MappedParameter("act", "config.act"), new MappedParameter("layers", "config/layers")],
        Metrics = [new MappedMetric("acc", ["result/acc"], MetricGoal.Maximize)],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nested_objects_are_columns_and_types_are_kept()
    {
        var read = Read(
            """
            {"task": "wine", "config": {"lr": 0.1, "act": "re\u006cu", "layers": [64, 32]}, "result": {"acc": 0.5}, "ok": true, "deep": {"er": {"still": "5"}}}
            {"config": {"lr": 1e-3}, "task": "iris", "result": {"acc": 1}, "ok": null}
            """);

        Assert.Equal([new NamedValue("lr", 0.1), new NamedValue("act", "relu"), new NamedValue("layers", "[64, 32]")], read.Runs[0].Parameters);
        Assert.Equal([new NamedValue("lr", 0.001)], read.Runs[1].Parameters);
        Assert.Equal(["wine", "iris"], read.Runs.Select(r => r.Task));
        Assert.Equal([0.5, 1], read.Runs.Select(r => ReadRuns.Metric(r, "acc")));
        Assert.Equal([new NamedValue("ok", "true"), new NamedValue("deep/er/still", 5)], read.Runs[0].Notes);
        Assert.Empty(read.Runs[1].Notes);
        Assert.Equal(["line 1", "line 2"], read.Runs.Select(r => r.Origin));
    }

    [Fact]
    public void A_broken_line_is_refused_with_its_number_and_the_rest_goes_on()
    {
        var read = Read("{\"task\":\"a\",\"config\":{},\"result\":{\"acc\":1}}\nnot json\n\n{\"task\":\"a\",\n[1,2]\n{\"task\":\"b\",\"config\":{\"lr\":1,\"act\":\"x\",\"layers\":1},\"result\":{\"acc\":2}} x\n{\"task\":\"c\",\"config\":{\"lr\":1,\"act\":\"x\",\"layers\":1},\"result\":{\"acc\":3}}");
        Assert.Equal(["line 1", "line 7"], read.Runs.Select(r => r.Origin));
        Assert.Equal(["line 2", "line 4", "line 5", "line 6"], read.Refused.Select(r => r.Where));
        Assert.All(read.Refused, r => Assert.StartsWith("This is no JSON object: ", r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_comes_first_in_a_later_line_is_blank_before()
    {
        var read = Read("{\"config\":{\"lr\":1},\"result\":{\"acc\":1}}\n{\"task\":\"a\",\"config\":{\"act\":\"x\",\"layers\":1},\"result\":{\"acc\":2}}\n");
        Assert.Equal(("line 1", "The row has no task: column 'task' is blank. Fill it in."), (read.Refused.Single().Where, read.Refused.Single().Reason));
        Assert.Equal("line 2", Assert.Single(read.Runs).Origin);
    }

    [Fact]
    public void What_Python_writes_for_numbers_that_are_none_is_understood()
    {
        var read = Read("{\"task\":\"a, NaN\",\"config\":{\"lr\":NaN,\"act\":\"x\",\"layers\":1},\"result\":{\"acc\":-Infinity}}\n{\"task\":\"b\",\"config\":{\"lr\":2},\"result\":{\"acc\":NaN}}\n");
        Assert.Empty(read.Refused);
        Assert.Equal("a, NaN", read.Runs[0].Task);
        Assert.Equal(double.NegativeInfinity, ReadRuns.Metric(read.Runs[0], "acc"));
        Assert.Null(ReadRuns.Parameter(read.Runs[0], "lr"));
        Assert.Equal(RunStatus.Failed, read.Runs[1].Status);
    }

    [Fact]
    public void A_list_of_objects_is_read_too_and_survives_a_broken_one()
    {
        var read = Read(
            """
            [
              {"task": "a", "config": {"lr": 1, "act": "}{", "layers": 1},
               "result": {"acc": 1}},
              {"task": "b", oops},
              {"task": "c", "config": {"lr": 2}, "result": {"acc": 3}}
            ]
            """);
        Assert.Equal(["line 2", "line 5"], read.Runs.Select(r => r.Origin));
        Assert.Equal("}{", ReadRuns.Parameter(read.Runs[0], "act"));
        Assert.Equal("line 4", Assert.Single(read.Refused).Where);
    }

    [Fact]
    public void Objects_larger_than_the_buffer_are_read()
    {
        var text = new string('x', 700_000);
        foreach (var (open, between, close) in new[] { ("", "\n", ""), ("[", ",\n", "]") })
        {
            var read = Read(open + string.Join(between, Enumerable.Range(0, 4).Select(i => $"{{\"task\":\"{text}{i}\",\"config\":{{\"lr\":{i},\"act\":\"a\",\"layers\":1}},\"result\":{{\"acc\":{i}}}}}")) + close);
            Assert.Equal([0, 1, 2, 3], read.Runs.Select(r => ReadRuns.Metric(r, "acc")));
            Assert.Equal(text + "3", read.Runs[3].Task);
        }
    }

    [Fact]
    public void The_same_table_gives_the_same_runs_as_CSV_and_as_JSON_lines()
    {
        var map = new RunMap { Parameters = [new MappedParameter("a"), new MappedParameter("b")], Metrics = [new MappedMetric("m", ["m"], MetricGoal.Minimize)], Key = ["id"] };
        var csv = new ReadRuns(new CsvRunReader(), folder.Write("t.csv", "id,a,b,m,note\n1,0.5,red,3,n\n2,,blue,4,\n"), map);
        var json = new ReadRuns(new JsonLinesReader(), folder.Write("t.jsonl", "{\"id\":1,\"a\":0.5,\"b\":\"red\",\"m\":3,\"note\":\"n\"}\n{\"id\":2,\"b\":\"blue\",\"m\":4,\"a\":null}\n"), map);
        Assert.Equal(csv.Runs.Select(Describe), json.Runs.Select(Describe));
        Assert.Equal(csv.Parameters.SelectMany(p => p), json.Parameters.SelectMany(p => p));
    }

    [Fact]
    public void A_table_is_sent_to_the_other_reader()
    {
        Assert.Contains("Import a table as csv", Assert.Throws<RunSourceException>(() => Read("a,b\n1,2\n")).Message, StringComparison.Ordinal);
        Assert.True(new JsonLinesReader().Recognizes(folder.Write("a.jsonl", "{\"a\":1}\n")));
        Assert.False(new JsonLinesReader().Recognizes(folder.Write("b.jsonl", "a,b\n")));
        Assert.False(new JsonLinesReader().Recognizes(folder.Write("b.json", "{\n  \"a\": 1\n}\n")));
        Assert.False(new CsvRunReader().Recognizes(folder.Write("c.csv", "{\"a\":1}\n")));
        Assert.True(new CsvRunReader().Recognizes(folder.Write("d.tsv", "a\tb\n1\t2\n")));
        Assert.False(new CsvRunReader().Recognizes(folder["none.csv"]));
    }

    private static string Describe(RunRecord r) => $"{r.Key} {string.Join(' ', r.Parameters)} {string.Join(' ', r.Metrics.Select(m => $"{m.Name} {m.Replicates[0]}"))} {string.Join(' ', r.Notes)}";

    private ReadRuns Read(string text) => new(new JsonLinesReader(), folder.Write("t.jsonl", text), Map);
}
