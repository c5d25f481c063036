using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using static SdlPortal.Tests.MetaAnalysis.Quality.CleanRunsTests;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>One defect planted into clean runs at a time.</summary>
public sealed class DefectsTests
{
    private readonly RunTable clean = CleanRuns.Of(11, failures: false);

    private double[] Outcomes => clean.Metrics[0].Replicates[0];

    [Fact]
    public void Copies_are_found_and_excluding_them_mends_it()
    {
        var table = clean.Rows([.. Enumerable.Range(0, 900), 4, 8, 8]);
        var finding = Found(table, CheckNames.Duplicates);

        Assert.Equal(3, finding.RowCount);
        Assert.Equal(FindingSeverity.Warns, finding.Severity);
        Assert.Equal(CheckState.Passed, Of(Check(table, [.. finding.Rows]), CheckNames.Duplicates).State);
    }

    [Fact]
    public void A_copy_in_another_source_is_named_as_such()
    {
        var table = clean.Rows([.. Enumerable.Range(0, 900), 4]);
        table.Sources.Codes[900] = 1 - table.Sources.Codes[4];

        Assert.Contains("another source", Found(table, CheckNames.Duplicates).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rounded_copy_in_another_source_is_nearly_a_duplicate()
    {
        var table = clean.Rows([.. Enumerable.Range(0, 900), 4]);
        table.Sources.Codes[900] = 1 - table.Sources.Codes[4];
        table.Parameters[0].Values[900] += 1e-4;
        table.Parameters[1].Values[900] *= 1 + 1e-6;

        var finding = Found(table, CheckNames.NearDuplicates);

        Assert.Equal(FindingSeverity.Warns, finding.Severity);
        Assert.Equal([900], finding.Rows);
    }

    [Fact]
    public void Sources_are_called_by_their_names()
    {
        var table = clean with { Sources = SampleTables.Labels(Enumerable.Range(0, 900).Select(i => i < 450 ? "8f31" : "b2c0")) };
        string Sentence(Func<string, string> name) => Of(QualityChecks.Run(table, new bool[900], null, new QualityOptions { SourceName = name }), CheckNames.Survivorship).Findings[0].Sentence;

        Assert.Contains("source plates-8f31 (450 runs) and source plates-b2c0 (450 runs)", Sentence(id => "plates-" + id), StringComparison.Ordinal);
        Assert.Contains("source plates (8f31) (450 runs)", Sentence(_ => "plates"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_and_configuration_with_another_result_is_a_conflict()
    {
        var table = clean.Rows([.. Enumerable.Range(0, 900), 4]);
        table.Metrics[0].Replicates[0][900] += 0.5;

        Assert.Equal([4, 900], Found(table, CheckNames.Conflicts).Rows);
    }

    [Fact]
    public void Outliers_are_the_planted_rows()
    {
        (Outcomes[17], Outcomes[18]) = (-40, 45);

        Assert.Equal([17, 18], Of(Check(clean), CheckNames.Outliers).Findings.SelectMany(f => f.Rows).Order());
    }

    [Fact]
    public void A_run_far_better_than_the_next_is_suspicious()
    {
        Outcomes[17] = 14;

        Assert.Equal([17], Found(clean, CheckNames.TooGood).Rows);
    }

    [Fact]
    public void An_unlikely_combination_is_found_where_no_single_value_is_odd()
    {
        // Two settings that go together in all runs but one.
        var random = new SeededRandom(1);
        for (var i = 0; i < clean.Count; i++)
            clean.Parameters[4].Values[i] = (clean.Parameters[0].Values[i] / 50) + (0.02 * random.NextNormal());
        clean.Parameters[4].Values[30] = clean.Parameters[0].Values[30] > 110 ? 0.5 : 3.9;

        Assert.Equal([30], Found(clean, CheckNames.JointOutliers).Rows);
    }

    [Fact]
    public void A_task_in_another_unit_is_named_with_the_factor()
    {
        for (var i = 0; i < clean.Count; i++)
        {
            if (clean.Tasks[i] == "task B0")
                clean.Parameters[4].Values[i] *= 1000;
        }

        var finding = Found(clean, CheckNames.Units);

        Assert.Equal("task B0", finding.Task);
        Assert.Equal(clean.Parameters[4].Shape.Name, finding.Column);
        Assert.Contains("1,000", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Kelvin_beside_degrees_Celsius_is_named()
    {
        for (var i = 0; i < clean.Count; i++)
            clean.Parameters[0].Values[i] = 60 + (clean.Parameters[0].Values[i] / 20) + (clean.Sources[i] == "first.csv" ? 273.15 : 0);

        Assert.Contains("kelvin", Found(clean, CheckNames.Units).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Percent_beside_fractions_is_named()
    {
        var table = Named("accuracy", i => (clean.Tasks[i] == "task A0" ? 100 : 1) / (1 + Math.Exp(-Outcomes[i])));

        Assert.Contains("percent", Found(table, CheckNames.Units).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accuracy_above_one_is_impossible_and_an_infinite_one_too()
    {
        var table = Named("val_accuracy", i => i == 5 ? 1.2 : i == 6 ? double.PositiveInfinity : 1 / (1 + Math.Exp(-Outcomes[i])));
        var findings = Of(Check(table), CheckNames.Impossible).Findings;

        Assert.Equal([5, 6], findings.SelectMany(f => f.Rows).Order());
        Assert.Equal(2, findings.Count);
    }

    [Fact]
    public void Values_beyond_declared_bounds_are_found()
    {
        clean.Parameters[0].Values[9] = 250;
        clean.Parameters[2].Values[10] = 3.5;

        Assert.Equal([9, 10], Of(Check(clean), CheckNames.Bounds).Findings.SelectMany(f => f.Rows).Order());
    }

    [Fact]
    public void Ends_before_starts_and_starts_in_the_future_are_found()
    {
        clean.DurationSeconds[3] = -5;
        clean.Start[4] = CleanRuns.Now.ToUnixTimeSeconds() + 100;
        clean.Start[5] = 1000;

        Assert.Equal([3, 4, 5], Of(Check(clean), CheckNames.Times).Findings.Where(f => f.RowCount == 1).SelectMany(f => f.Rows).Order());
    }

    [Fact]
    public void Outcomes_of_the_test_split_are_warned_of_by_label_and_by_name()
    {
        var byLabel = clean with { Splits = SampleTables.Labels(Enumerable.Repeat("test", 900)) };

        Assert.Equal(900, Found(byLabel, CheckNames.TestSplit).RowCount);
        Assert.Contains("by its name", Found(Named("test_score", i => Outcomes[i]), CheckNames.TestSplit).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_runs_under_two_names_of_a_task_block()
    {
        var again = clean.Rows([.. Enumerable.Range(0, 900), .. Enumerable.Range(0, 900).Where(i => clean.Tasks[i] == "task B0")]);
        string?[] names = [.. Enumerable.Range(0, again.Count).Select(i => i < 900 ? again.Tasks[i] : "task Z")];
        var finding = Found(again with { Tasks = SampleTables.Labels(names) }, CheckNames.TaskLeakage);

        Assert.Equal(FindingSeverity.Blocks, finding.Severity);
        Assert.Equal("task Z", finding.Task);
    }

    [Fact]
    public void A_result_mapped_as_a_parameter_gives_the_outcome_away()
    {
        for (var i = 0; i < clean.Count; i++)
            clean.Parameters[4].Values[i] = Math.Exp(Outcomes[i] / 3);

        Assert.Equal(clean.Parameters[4].Shape.Name, Found(clean, CheckNames.Giveaway).Column);
    }

    [Fact]
    public void Failures_that_depend_on_a_parameter_are_told_from_those_that_do_not()
    {
        var table = CleanRuns.Of(12, failures: false);
        for (var i = 0; i < table.Count; i++)
        {
            if ((table.Parameters[0].Values[i] > 160 && i % 2 == 0) || i % 20 == 0)
                (table.Status[i], table.Metrics[0].Replicates[0][i]) = (RunStatus.Failed, double.NaN);
        }

        Assert.Equal(["temperature0"], Of(Check(table), CheckNames.Failures).Findings.Where(f => f.Column is not null).Select(f => f.Column));
    }

    [Fact]
    public void Failures_of_one_configuration_at_many_budgets_count_once()
    {
        // Six budgets of each configuration; two configurations at the upper end crash at all of them.
        var table = clean.Rows([.. Enumerable.Range(0, 900).Select(i => i / 6)]);
        var worst = Enumerable.Range(0, 150).OrderByDescending(i => clean.Parameters[0].Values[i]).Take(2).ToHashSet();
        for (var i = 0; i < 900; i++)
        {
            table.Parameters[2].Values[i] = 1 + (i % 6);
            if (worst.Contains(i / 6))
                (table.Status[i], table.Metrics[0].Replicates[0][i]) = (RunStatus.Failed, double.NaN);
        }

        Assert.DoesNotContain(Of(Check(table), CheckNames.Failures).Findings, f => f.Column is not null);
    }

    [Fact]
    public void A_record_of_improvements_only_is_found_and_gaps_in_the_numbers_of_runs_too()
    {
        var best = Outcomes.Order().ToArray();
        var rising = clean with { Metrics = [new MetricColumn(clean.Metrics[0].Shape, [best])], Sources = SampleTables.Labels(Enumerable.Repeat("best.csv", 900)) };
        Assert.Contains(Of(Check(rising), CheckNames.Survivorship).Findings, f => f.Sentence.Contains("improvements only", StringComparison.Ordinal));

        var report = QualityChecks.Run(rising, new bool[900], null, new QualityOptions { KeyOf = row => $"trial {row + (row > 500 ? 50 : 0)}" });
        Assert.Contains(report.Findings, f => f.Sentence.StartsWith("50 runs of 950", StringComparison.Ordinal));
    }

    [Fact]
    public void Small_tasks_with_large_effects_are_found()
    {
        var random = new SeededRandom(4);
        var rows = new List<(double X, double Y, string Task)>();
        for (var task = 0; task < 30; task++)
        {
            var n = 10 + (task * task / 2);
            for (var i = 0; i < n; i++)
            {
                var x = random.NextDouble();
                rows.Add((x, (40.0 / n * x * 3) + (0.5 * random.NextNormal()), $"t{task}"));
            }
        }

        var table = SampleTables.Of([new("x", ParameterKind.Number)], [[.. rows.Select(r => r.X)]], new MetricShape("gain", MetricGoal.Maximize), [.. rows.Select(r => r.Y)], [.. rows.Select(r => r.Task)]);

        Assert.Equal("x", Found(table, CheckNames.Asymmetry).Column);
    }

    [Fact]
    public void Conditional_parameters_are_told_from_lost_values()
    {
        for (var i = 0; i < clean.Count; i++)
        {
            if (clean.Parameters[3].Values[i] != 2)
                clean.Parameters[1].Values[i] = double.NaN;
            if (i % 7 == 0)
                clean.Parameters[4].Values[i] = double.NaN;
        }

        var findings = Of(Check(clean), CheckNames.Conditional).Findings;

        Assert.Contains(findings, f => f.Column == "rate1" && f.Severity == FindingSeverity.Notes && f.Sentence.Contains("kind3 = sgd", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Column == "flow4" && f.Severity == FindingSeverity.Warns);
    }

    [Fact]
    public void Shares_of_a_whole_and_columns_that_say_the_same_are_found()
    {
        for (var i = 0; i < clean.Count; i++)
        {
            clean.Parameters[2].Values[i] = (clean.Parameters[0].Values[i] * 9 / 5) + 32;
            clean.Parameters[1].Values[i] = 6 - clean.Parameters[4].Values[i];
        }

        var findings = Of(Check(clean), CheckNames.Dependence).Findings;

        Assert.Contains(findings, f => f.Sentence.StartsWith("flow4 + rate1 is always 6", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Sentence.Contains("say the same", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_mapped_as_a_choice_has_too_many_levels()
    {
        var table = clean with { Parameters = [.. clean.Parameters, new ParameterColumn(new ParameterShape("id", ParameterKind.Category) { Levels = [.. Enumerable.Range(0, 900).Select(i => $"run {i:000}")] }, [.. Enumerable.Range(0, 900).Select(i => (double)i)])] };

        Assert.Equal("id", Found(table, CheckNames.Levels).Column);
    }

    [Fact]
    public void Ten_thousand_parameters_and_five_thousand_levels_are_checked_in_seconds()
    {
        var wide = CleanRuns.Of(1, rows: 60, tasks: 2, parameters: 10_000);
        Assert.Equal(10_000, Check(wide).Columns.Count(c => c.Role == ColumnRole.Parameter));

        var levels = CleanRuns.Of(1, rows: 10_000) is var table ? table with { Parameters = [.. table.Parameters, new ParameterColumn(new ParameterShape("name", ParameterKind.Category) { Levels = [.. Enumerable.Range(0, 5000).Select(i => $"l{i:0000}")] }, [.. Enumerable.Range(0, 10_000).Select(i => (double)(i % 5000))])] } : table;
        Assert.Equal("name", Found(levels, CheckNames.Levels).Column);
    }

    [Fact]
    public void Nothing_to_analyze_blocks_with_the_reason()
    {
        var dead = clean with { Status = [.. Enumerable.Repeat(RunStatus.Failed, 900)], Metrics = [new MetricColumn(clean.Metrics[0].Shape, [[.. Enumerable.Repeat(double.NaN, 900)]])] };
        Assert.Contains("All 900 runs", Found(dead, CheckNames.Basis).Sentence, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Blocks, Found(Named("strength", _ => 3), CheckNames.Constant).Severity);
        var undirected = clean with { Metrics = [new MetricColumn(new MetricShape("strength", null), clean.Metrics[0].Replicates)] };
        Assert.True(Check(undirected).Blocks);
        Assert.True(Check(clean, [.. Enumerable.Range(0, 900)]).Blocks);
        Assert.True(Check(clean.Rows([])).Blocks);
        Assert.True(Check(clean.Rows([1, 2, 3])).Blocks);
        Assert.True(Check(clean with { Parameters = [] }).Blocks);
    }

    [Fact]
    public void What_no_run_says_is_told_once_and_what_some_do_not_say_with_their_share()
    {
        for (var i = 0; i < 300; i++)
            clean.Start[i] = double.NaN;
        var table = clean with { Seeds = LabelColumn.Empty(900), Splits = LabelColumn.Empty(900) };
        var findings = Of(Check(table), CheckNames.Metadata).Findings;

        Assert.Contains(findings, f => f.RowCount == 300 && f.Column == "start" && f.Sentence.Contains("33", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Sentence.StartsWith("No run says its seed and split of the data", StringComparison.Ordinal));
    }

    [Fact]
    public void Repetitions_that_disagree_are_found_where_they_do()
    {
        var random = new SeededRandom(2);
        var replicates = Enumerable.Range(0, 3).Select(_ => Outcomes.Select(v => v + (0.05 * random.NextNormal())).ToArray()).ToArray();
        replicates[2][77] += 3;

        Assert.Equal([77], Found(clean with { Metrics = [new MetricColumn(clean.Metrics[0].Shape, replicates)] }, CheckNames.Replicates).Rows);
    }

    private static CheckResult Of(QualityReport report, string check) => report.Checks.First(c => c.Check == check);

    private static QualityFinding Found(RunTable table, string check) => Of(Check(table), check) is { Findings: [var first, ..] } ? first : throw new InvalidOperationException(Of(Check(table), check).Sentence);

    private RunTable Named(string metric, Func<int, double> value) => clean with { Metrics = [new MetricColumn(new MetricShape(metric, MetricGoal.Maximize), [[.. Enumerable.Range(0, clean.Count).Select(value)]])] };
}
