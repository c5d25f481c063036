using System.Globalization;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public sealed class CsvRunReaderTests : IDisposable
{
    private static readonly RunMap Simple = new() { Parameters = [new MappedParameter("x")], Metrics = [new MappedMetric("y", ["y"], MetricGoal.Maximize)] };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x,y\n1.5,2\n", "1.5", 2)]
    [InlineData("x;y\n1,5;2,25\n", "1.5", 2.25)]
    [InlineData("x\ty\r\n1,5\t2\r\n", "1.5", 2)]
    [InlineData("x|y\n1.5|2", "1.5", 2)]
    [InlineData("sep=;\nx;y\n1,5;2\n", "1.5", 2)]
    [InlineData("\"x\",\"y\"\n\" 1.5 \",2\n", "1.5", 2)]
    [InlineData("\n\nx , y\n\n 1.5 , 2 \n,,\n", "1.5", 2)]
    [InlineData("x,y\n+1.5e0,.2e1\n", "1.5", 2)]
    [InlineData("x,y,\n1.5,2,\n", "1.5", 2)]
    public void Separators_quotes_blanks_and_decimal_commas_are_understood(string text, string x, double y)
    {
        var run = Assert.Single(Read(text).Runs);
        Assert.Equal(x, ReadRuns.Parameter(run, "x"));
        Assert.Equal(y, ReadRuns.Metric(run, "y"));
    }

    [Fact]
    public void A_decimal_comma_in_a_table_separated_by_commas_is_refused_and_not_guessed()
    {
        var read = Read("x,y\n1,1\n2,1\n3,1\n4,1\n\"1,5\",1\n");
        Assert.Equal(4, read.Runs.Count);
        var refused = Assert.Single(read.Refused);
        Assert.Equal("line 6", refused.Where);
        Assert.Contains("'1,5' in column 'x' is no number", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Byte_order_marks_and_other_encodings_are_understood()
    {
        const string Text = "größe,y\n1,2\n";
        var map = Simple with { Parameters = [new MappedParameter("size", "größe")] };
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(folder["t.csv"], Text, encoding);
            var read = new ReadRuns(new CsvRunReader(), folder["t.csv"], map);
            Assert.Equal("1", ReadRuns.Parameter(Assert.Single(read.Runs), "size"));
            Assert.DoesNotContain(read.Remarks, r => r.Contains("UTF-8", StringComparison.Ordinal));
        }

        File.WriteAllBytes(folder["t.csv"], Encoding.Latin1.GetBytes(Text));
        var latin = new ReadRuns(new CsvRunReader(), folder["t.csv"], map);
        Assert.Equal("1", ReadRuns.Parameter(Assert.Single(latin.Runs), "size"));
        Assert.Contains(latin.Remarks, r => r.Contains("not UTF-8; it was read as Latin-1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sign_that_is_no_UTF8_far_into_the_file_is_noticed_too()
    {
        var text = "x,y,note\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},1,plain\n")) + "1,2,5 µm\n";
        File.WriteAllBytes(folder["t.csv"], Encoding.Latin1.GetBytes(text));
        var read = new ReadRuns(new CsvRunReader(), folder["t.csv"], Simple);
        Assert.Equal("5 µm", ReadRuns.Note(read.Runs[^1], "note"));
        Assert.Contains(read.Remarks, r => r.Contains("Latin-1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_few_texts_among_numbers_cost_their_rows_with_line_column_and_value()
    {
        var read = Read("x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},1\n")) + "abc,1\n7,2\n");
        Assert.Equal(21, read.Runs.Count);
        Assert.Equal(("line 22", "'abc' in column 'x' is no number. Correct it, or leave it blank."), (read.Refused.Single().Where, read.Refused.Single().Reason));
        Assert.Equal(ParameterKind.Integer, read.Parameters["x"].Single().Kind);
    }

    [Fact]
    public void A_column_that_is_half_text_is_one_of_choices_whatever_comes_first()
    {
        foreach (var cells in new[] { "1 2 auto auto 3 scale", "auto scale 3 1 auto 2" })
        {
            var read = Read("x,y\n" + string.Concat(cells.Split(' ').Select(c => $"{c},1\n")));
            Assert.Empty(read.Refused);
            Assert.Equal(["1", "2", "3", "auto", "scale"], read.Parameters["x"].Last().Levels);
            Assert.Contains(read.Remarks, r => r.Contains("holds 3 numbers and 3 texts (first 'auto'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_map_decides_over_mixed_columns()
    {
        const string Text = "x,y\n1,1\nauto,1\nauto,2\n2.5,3\n";
        var numbers = Read(Text, Simple with { Parameters = [new MappedParameter("x", Kind: ParameterKind.Number)] });
        Assert.Equal(["line 3", "line 4"], numbers.Refused.Select(r => r.Where));
        var integers = Read(Text, Simple with { Parameters = [new MappedParameter("x", Kind: ParameterKind.Integer)] });
        Assert.Equal(["line 3", "line 4", "line 5"], integers.Refused.Select(r => r.Where));
        Assert.Contains("no whole number", integers.Refused[^1].Reason, StringComparison.Ordinal);
        var choices = Read("x,y\n1,1\n2,1\n", Simple with { Parameters = [new MappedParameter("x", Kind: ParameterKind.Category)] });
        Assert.Equal(["1", "2"], choices.Parameters["x"].Last().Levels);
    }

    [Fact]
    public void The_unit_behind_the_numbers_is_taken_and_another_one_refused()
    {
        var read = Read("x,y\n12 mg/mL,1 %\n15 mg/mL,2 %\n0.5 mg/mL,3 %\n3 g/L,4 %\n7,5 %\n");
        Assert.Equal(["12", "15", "0.5"], read.Runs.Select(r => ReadRuns.Parameter(r, "x")));
        Assert.Equal((ParameterKind.Number, "mg/mL"), (read.Parameters["x"].Single().Kind, read.Parameters["x"].Single().Unit));
        Assert.Equal("%", read.Metrics["y"].Unit);
        Assert.Equal(["line 5", "line 6"], read.Refused.Select(r => r.Where));
        Assert.Contains("has the unit g/L; the others are in mg/mL", read.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("'7' in column 'x' has no unit", read.Refused[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_contradicts_the_map_is_refused_before_anything_is_read()
    {
        var e = Assert.Throws<RunSourceException>(() => Read("x,y\n12 mg/mL,1\n", Simple with { Parameters = [new MappedParameter("x", Unit: "g/mL")] }));
        Assert.Contains("are in mg/mL, the map says g/mL", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2D")]
    [InlineData("4-chlorophenol")]
    [InlineData("3x3")]
    [InlineData("1e5 and more words behind")]
    public void Names_that_begin_with_digits_are_choices_not_units(string name)
    {
        var read = Read($"x,y\n{name},1\n{name},2\nother,3\n");
        Assert.Equal(name, ReadRuns.Parameter(read.Runs[0], "x"));
    }

    [Fact]
    public void Blank_is_absent_and_a_metric_may_be_infinite_or_no_number()
    {
        var read = Read("x,y\n,1\nNaN,2\nn/a,inf\n4,-Infinity\n5,NaN\n6,\n7,1e999\ninf,3\n");
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], read.Runs.Select(r => r.Parameters.Count));
        Assert.Equal([1, 2, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.PositiveInfinity], read.Runs.Where(r => r.Metrics.Count > 0).Select(r => ReadRuns.Metric(r, "y")));
        Assert.Equal([RunStatus.Completed, RunStatus.Completed, RunStatus.Completed, RunStatus.Completed, RunStatus.Failed, RunStatus.Failed, RunStatus.Completed], read.Runs.Select(r => r.Status));
        Assert.Contains("'inf' in column 'x' is no finite number", Assert.Single(read.Refused).Reason, StringComparison.Ordinal);
        Assert.Contains(read.Remarks, r => r.StartsWith("2 rows (first in line 6) have neither an outcome nor a status and count as failed.", StringComparison.Ordinal));
    }

    [Fact]
    public void Replicates_keep_their_places()
    {
        var read = Read("x,y0,y1,y2\n1,3,,5\n2,,,\n", Simple with { Metrics = [new MappedMetric("y", ["y0", "y1", "y2"], MetricGoal.Minimize)] });
        Assert.Equal([3, double.NaN, 5], read.Runs[0].Metrics[0].Replicates);
        Assert.Empty(read.Runs[1].Metrics);
    }

    [Fact]
    public void Ragged_rows_and_broken_quotes_cost_themselves_only()
    {
        var read = Read("x,y\n1,2\n1,2,3\n4\n5,\"6\"b\n7,8\n9,\"10\n11,12\n");
        Assert.Equal(["line 2", "line 6"], read.Runs.Select(r => r.Origin));
        Assert.Equal(["line 3", "line 4", "line 5", "line 7"], read.Refused.Select(r => r.Where));
        Assert.Contains("3 cells and the heading 2", read.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("has 1 cell and the heading 2", read.Refused[1].Reason, StringComparison.Ordinal);
        Assert.Contains("follows a closing quotation mark", read.Refused[2].Reason, StringComparison.Ordinal);
        Assert.Contains("never closed", read.Refused[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_inside_quotes_counts_as_a_line()
    {
        var read = Read("x,y,note\n1,2,\"two\nlines\"\n3,oops,\n5,6,\n7,6,\n7,6,\n7,6,\n");
        Assert.Equal("two\nlines", ReadRuns.Note(read.Runs[0], "note"));
        Assert.Equal("line 4", Assert.Single(read.Refused).Where);
        Assert.Equal("line 5", read.Runs[1].Origin);
    }

    [Fact]
    public void Missing_columns_are_all_named_with_the_nearest_one()
    {
        var e = Assert.Throws<RunSourceException>(() => Read("lerning_rate,acc\n1,2\n", new RunMap { Task = "dataset", Parameters = [new MappedParameter("learning_rate")], Metrics = [new MappedMetric("m", ["accu", "acc"], MetricGoal.Maximize)] }));
        Assert.Contains("task: There is no column 'dataset'.", e.Message, StringComparison.Ordinal);
        Assert.Contains("parameters.learning_rate: There is no column 'learning_rate'. Did you mean 'lerning_rate'?", e.Message, StringComparison.Ordinal);
        Assert.Contains("metrics.m: There is no column 'accu'. Did you mean 'acc'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_for_quite_another_table_is_refused_at_once_and_briefly()
    {
        var map = Simple with { Parameters = Enumerable.Range(0, 10_000).Select(i => new MappedParameter($"feature {i}")).ToEquatableList() };
        var e = Assert.Throws<RunSourceException>(() => Read(string.Join(',', Enumerable.Range(0, 3000).Select(i => $"column {i}")) + ",y\n1\n", map));
        Assert.EndsWith("and 9,970 more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_that_are_the_same_after_trimming_and_case_are_refused_with_both_names_where_they_are_needed()
    {
        var e = Assert.Throws<RunSourceException>(() => Read("x,X,y\n1,2,3\n"));
        Assert.Contains("The headings 'x' (column 1) and 'X' (column 2) are the same", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<RunSourceException>(() => Read("x,y,y\n1,2,3\n"));
        Assert.Contains("'y' (column 2) and 'y' (column 3)", e.Message, StringComparison.Ordinal);

        var read = Read("x,y,note,Note\n1,2,a,b\n");
        Assert.Equal("a", ReadRuns.Note(Assert.Single(read.Runs), "note"));
        Assert.Contains(read.Remarks, r => r.Contains("'note' (column 3) and 'Note' (column 4)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SUCCESS", RunStatus.Completed)]
    [InlineData("COMPLETE", RunStatus.Completed)]
    [InlineData("finished", RunStatus.Completed)]
    [InlineData("TrialState.PRUNED", RunStatus.StoppedEarly)]
    [InlineData("EARLY_STOPPED", RunStatus.StoppedEarly)]
    [InlineData("CRASHED", RunStatus.Failed)]
    [InlineData("fail", RunStatus.Failed)]
    [InlineData("StatusType.TIMEOUT", RunStatus.Failed)]
    [InlineData("MEMORYOUT", RunStatus.Failed)]
    [InlineData("killed", RunStatus.Abandoned)]
    [InlineData("cancelled", RunStatus.Abandoned)]
    [InlineData("RUNNING", RunStatus.Running)]
    [InlineData("In progress", RunStatus.Running)]
    [InlineData("WAITING", RunStatus.Waiting)]
    [InlineData("NOT_EVALUATED", RunStatus.Waiting)]
    public void Status_words_of_all_tools_are_known(string word, RunStatus status) =>
        Assert.Equal(status, Assert.Single(Read($"x,y,s\n1,2,{word}\n", Simple with { Status = "s" }).Runs).Status);

    [Fact]
    public void An_unknown_status_is_refused_and_a_status_in_place_of_a_result_is_one()
    {
        Assert.Contains("'Sunny' in column 's' is no known status", Assert.Single(Read("x,y,s\n1,2,Sunny\n", Simple with { Status = "s" }).Refused).Reason, StringComparison.Ordinal);
        var read = Read("x,y\n1,PENDING\n2,5\n3,failed\n");
        Assert.Equal([RunStatus.Waiting, RunStatus.Completed, RunStatus.Failed], read.Runs.Select(r => r.Status));
        var called = Read("x,y,s\n1,,finished\n", Simple with { Status = "s" });
        Assert.Equal(RunStatus.Failed, called.Runs[0].Status);
        Assert.Contains(called.Remarks, r => r.Contains("are called finished and have no outcome", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02 03:04:05")]
    [InlineData("2026-01-02_03-04-05")]
    [InlineData("2026-01-02T04:04:05+01:00")]
    [InlineData("2026-01-01T22:04:05.000-0500")]
    [InlineData("2026/01/02 03:04:05 UTC")]
    [InlineData("1767323045")]
    [InlineData("1767323045.0")]
    [InlineData("1767323045000")]
    [InlineData("1.767323045e9")]
    public void Points_in_time_are_understood(string text) =>
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Assert.Single(Read($"x,y,t\n1,2,{text}\n", Simple with { Start = "t" }).Runs).Start);

    [Fact]
    public void Times_without_a_zone_without_a_beginning_or_without_sense_are_remarked_and_cost_no_run()
    {
        var read = Read("x,y,a,b\n1,2,0.5,2.5\n1,2,2026-01-02,2026-01-01\n1,2,yesterday,\n", Simple with { Start = "a", End = "b" });
        Assert.Equal([2.0, -86400.0, null], read.Runs.Select(r => r.DurationSeconds));
        Assert.Equal([null, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), null], read.Runs.Select(r => r.Start));
        Assert.Equal("0.5", ReadRuns.Note(read.Runs[0], "a"));
        Assert.Contains(read.Remarks, r => r.Contains("(in line 2) count the time of column 'a' from an unknown beginning", StringComparison.Ordinal));
        Assert.Contains(read.Remarks, r => r.Contains("(in line 3) name no time zone in column 'a'", StringComparison.Ordinal));
        Assert.Contains(read.Remarks, r => r.Contains("(in line 4: 'yesterday') have no point in time in column 'a'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1e30,1")]
    [InlineData("-1e20,1")]
    [InlineData(",1e300")]
    [InlineData("2026-13-01,1")]
    [InlineData("9999-99-99T99:99:99,NaN")]
    [InlineData("0000-01-01,-1e300")]
    public void No_time_is_too_odd(string startAndDuration)
    {
        var run = Assert.Single(Read($"x,y,a,d,e\n1,2,{startAndDuration},2026-01-02\n", Simple with { Start = "a", Duration = "d", End = "e" }).Runs);
        Assert.True(run.Start is null || run.Start.Value.Year == 2026);
    }

    [Theory]
    [InlineData("12.5", 12.5)]
    [InlineData("250 ms", 0.25)]
    [InlineData("3 min", 180)]
    [InlineData("01:02:03.5", 3723.5)]
    [InlineData("0 days 00:00:00.037489", 0.037489)]
    [InlineData("2 days, 1:00:00", 176400)]
    public void Lengths_of_time_are_understood(string text, double seconds) =>
        Assert.Equal(seconds, Assert.Single(Read($"x,y,t\n1,2,\"{text}\"\n", Simple with { Duration = "t" }).Runs).DurationSeconds!.Value, 1e-9);

    [Fact]
    public void Everything_else_of_a_run_is_read_and_the_rest_kept_as_notes()
    {
        var map = Simple with { Task = "data", Variant = "model", Key = ["data", "id"], Seed = "seed", Cost = "cost", Hardware = "gpu", CodeVersion = "commit", DataVersion = "version", Split = "split" };
        var run = Assert.Single(Read("data,model,id,x,y,seed,cost,gpu,commit,version,split,tag,level,label\niris,svm,7,1,2,42,0.5,A100,abc,v2,test,good,3.5,007\n", map).Runs);
        Assert.Equal(("iris/7", "iris", "svm", "42", 0.5, "A100"), (run.Key, run.Task, run.Variant, run.Seed, run.Cost, run.Hardware));
        Assert.Equal(("abc", "v2", "test", "line 2"), (run.CodeVersion, run.DataVersion, run.Split, run.Origin));
        Assert.Equal([new NamedValue("tag", "good"), new NamedValue("level", 3.5), new NamedValue("label", "007")], run.Notes);
    }

    [Fact]
    public void A_row_without_task_key_or_step_is_refused()
    {
        var read = Read("t,id,epoch,x,y\na,1,1,1,1\n,1,2,1,1\na,1,,1,1\na,,3,1,1\n", Simple with { Task = "t", Curve = new MappedCurve(["id"], "epoch") });
        Assert.Equal(["line 3", "line 4", "line 5"], read.Refused.Select(r => r.Where));
        Assert.Equal(["The row has no task: column 't' is blank. Fill it in.", "The row has no step: column 'epoch' is blank. Fill it in.", "The row has no key: 'id' is blank. Fill it in, or map no key."], read.Refused.Select(r => r.Reason));
    }

    [Theory]
    [InlineData("a,1,1,9\na,2,1,8\nb,1,2,7\nb,3,2,5\nb,2,2,6\n")]
    [InlineData("b,2,2,6\na,2,1,8\nb,1,2,7\na,1,1,9\nb,3,2,5\n")]
    public void Steps_become_curves_whether_they_stand_together_or_apart(string rows)
    {
        var read = Read("id,epoch,x,y\n" + rows, Simple with { Curve = new MappedCurve(["id"], "epoch", Full: 3) });
        Assert.Equal(2, read.Runs.Count);
        Assert.Equal([1, 2, 3], read["b"].Curves[0].Steps);
        Assert.Equal([7, 6, 5], read["b"].Curves[0].Values);
        Assert.Equal((5, RunStatus.Completed), (ReadRuns.Metric(read["b"], "y"), read["b"].Status));
        Assert.Equal(8, ReadRuns.Metric(read["a"], "y"));
    }

    [Fact]
    public void A_finished_run_that_ended_before_its_full_length_was_stopped_early()
    {
        var read = Read("id,epoch,x,y,s,d\na,1,1,9,SUCCESS,10\na,9,1,8,SUCCESS,20\nb,1,2,7,SUCCESS,10\nc,1,1,,CRASHED,1\n", Simple with { Status = "s", Duration = "d", Curve = new MappedCurve(["id"], "epoch", 9, Adds: true) });
        Assert.Equal([RunStatus.Completed, RunStatus.StoppedEarly, RunStatus.Failed], read.Runs.Select(r => r.Status));
        Assert.Equal([30.0, 10.0, 1.0], read.Runs.Select(r => r.DurationSeconds));
        Assert.Empty(read.Runs[2].Metrics);
    }

    [Fact]
    public void A_step_that_comes_twice_or_with_other_settings_is_refused()
    {
        var read = Read("id,epoch,x,y\na,1,1,9\na,1,1,8\na,2,5,7\n", Simple with { Curve = new MappedCurve(["id"], "epoch") });
        Assert.Equal(["line 3", "line 4"], read.Refused.Select(r => r.Where));
        Assert.Contains("Step 1 of the run that begins in line 2 has come already", read.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Contains("other parameters than the first of its run (line 2)", read.Refused[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_hundred_thousand_steps_is_one_run()
    {
        var read = Read("step,x,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => FormattableString.Invariant($"{i},1,{i * 0.5}\n"))), Simple with { Curve = new MappedCurve([], "step") });
        var run = Assert.Single(read.Runs);
        Assert.Equal(("t", 100_000, 49_999.5), (run.Key, run.Curves[0].Values.Count, ReadRuns.Metric(run, "y")));
    }

    [Fact]
    public void Ten_thousand_columns_and_a_category_of_five_thousand_levels_are_read()
    {
        var names = Enumerable.Range(0, 10_000).Select(i => $"p{i}").ToList();
        var wide = new RunMap { Parameters = names.Select(n => new MappedParameter(n)).ToEquatableList(), Metrics = Simple.Metrics };
        var text = new StringBuilder().AppendJoin(',', names).AppendLine(",y");
        for (var row = 0; row < 3; row++)
            text.AppendJoin(',', names.Select((_, i) => (i * row).ToString(CultureInfo.InvariantCulture))).AppendLine(",1");
        var read = Read(text.ToString(), wide);
        Assert.Equal([10_000, 10_000, 10_000], read.Runs.Select(r => r.Parameters.Count));
        Assert.Equal("19998", ReadRuns.Parameter(read.Runs[2], "p9999"));

        var levels = Read("x,y\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"level {i % 5000:D4} of all,1\n")));
        Assert.Equal(5000, levels.Parameters["x"].Last().Levels.Count);
        Assert.Same(levels.Runs[17].Parameters[0].Value.Text, levels.Runs[5017].Parameters[0].Value.Text);
    }

    [Fact]
    public void What_is_no_table_is_refused_with_the_reason()
    {
        AssertRefused("", "is empty");
        AssertRefused("  \n ", "is empty");
        AssertRefused("x,y\n", "has headings and no rows");
        AssertRefused("PK\u0003\u0004\0\0\0", "is not a table of text");
        AssertRefused("{\"x\": 1}\n", "Import it as jsonl");
        AssertRefused("x,y\nabc,def\nghi,jkl\n", "metrics.y: Column 'y' holds no number but texts such as 'def' in line 2");
        Assert.Contains("Give a map", Assert.Throws<RunSourceException>(() => new ReadRuns(new CsvRunReader(), folder.Write("t.csv", "x,y\n1,2\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Assert.Throws<RunSourceException>(() => new ReadRuns(new CsvRunReader(), folder["missing.csv"], Simple)).Message, StringComparison.Ordinal);
        Assert.Contains("The map names none", Assert.Throws<RunSourceException>(() => Read("x,y\n1,2\n", new RunMap())).Message, StringComparison.Ordinal);
        Assert.Contains("goes down to 0, which has no logarithm", Assert.Throws<RunSourceException>(() => Read("x,y\n0,2\n", Simple with { Parameters = [new MappedParameter("x", Scale: Scale.Log)] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new CsvRunReader().Read(folder.Write("t.csv", "x,y\n1,2\n"), Simple, source.Token).ToList());
    }

    [Fact]
    public void Progress_goes_from_the_first_pass_to_the_end()
    {
        var read = Read("x,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},1.25\n")));
        var fractions = read.Items.Select(i => i.Fraction).ToList();
        Assert.Equal(fractions.Order(), fractions);
        Assert.InRange(fractions[0], 0.1, 0.5);
        Assert.Equal(1, fractions[^1]);
    }

    private void AssertRefused(string text, string reason) => Assert.Contains(reason, Assert.Throws<RunSourceException>(() => Read(text)).Message, StringComparison.Ordinal);

    private ReadRuns Read(string text, RunMap? map = null) => new(new CsvRunReader(), folder.Write("t.csv", text), map ?? Simple);
}
