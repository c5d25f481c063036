using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Analysis;

public sealed class AnalysisTableBuilderTests
{
    private static readonly MetricShape Accuracy = new("accuracy", MetricGoal.Maximize);

    [Theory]
    [InlineData(OutcomeScale.Raw)]
    [InlineData(OutcomeScale.Rank)]
    [InlineData(OutcomeScale.Quantile)]
    [InlineData(OutcomeScale.Standardized)]
    [InlineData(OutcomeScale.RelativeToBest)]
    public void Rows_columns_and_tasks_in_another_order_give_the_same_table(OutcomeScale scale) =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed =>
        {
            var runs = Drawn(seed);
            var random = SeededRandom.Derive(seed, 1);
            var order = Enumerable.Range(0, runs.Count).OrderBy(_ => random.NextDouble()).ToArray();
            var shuffled = runs.Rows(order) with { Parameters = [.. runs.Rows(order).Parameters.Reverse()] };

            AssertSame(runs.Analyzed(scale), shuffled.Analyzed(scale));
        }).Check(Cases.Drawn(20));

    [Theory]
    [InlineData(OutcomeScale.Raw)]
    [InlineData(OutcomeScale.Rank)]
    [InlineData(OutcomeScale.Quantile)]
    [InlineData(OutcomeScale.Standardized)]
    [InlineData(OutcomeScale.RelativeToBest)]
    public void Minimizing_equals_maximizing_the_negation(OutcomeScale scale) =>
        Prop.ForAll(Gen.Choose(0, 10_000).ToArbitrary(), seed => AssertSame(Drawn(seed).Analyzed(scale), Drawn(seed).Negated().Analyzed(scale))).Check(Cases.Drawn(20));

    [Fact]
    public void A_run_whose_outcome_is_infinite_has_failed_and_one_that_was_not_measured_is_left_out()
    {
        var runs = Of([1, double.PositiveInfinity, double.NaN, 2], ["a", "a", "a", "a"]);

        var built = AnalysisTableBuilder.Build(runs, new AnalysisSelection("accuracy"), [false, false, false, true]).Value;

        Assert.Equal(new RunsTaken(Used: 1, Failed: 1, WithoutMetric: 1, Unfinished: 0, Excluded: 1), built.Taken);
        Assert.Equal([1], built.Table.Failed!.Rows);
    }

    [Fact]
    public void Ranks_count_ties_half_and_stay_inside_the_task()
    {
        var table = Of([1, 1, 3, 10, 20], ["a", "a", "a", "b", "b"]).Analyzed();

        Assert.Equal([1 / 3.0, 1 / 3.0, 2.5 / 3, 0.25, 0.75], table.Outcomes);
    }

    [Fact]
    public void Relative_to_the_best_goes_from_the_median_to_the_best()
    {
        var table = Of([4, 2, 3, 1, 6], ["a", "a", "a", "a", "a"]).Analyzed(OutcomeScale.RelativeToBest);

        Assert.Equal([-2 / 3.0, -1 / 3.0, 0, 1 / 3.0, 1], table.Outcomes.Order().Select(v => Math.Round(v, 12)).Zip([-2 / 3.0, -1 / 3.0, 0, 1 / 3.0, 1.0], (v, e) => Math.Abs(v - e) < 1e-9 ? e : v));
    }

    [Fact]
    public void A_metric_without_goal_is_not_analyzed_and_the_answer_says_where_to_set_it()
    {
        var runs = Of([1], ["a"]);
        var undecided = runs with { Metrics = [runs.Metrics[0] with { Shape = new MetricShape("accuracy", null) }] };

        Assert.Contains("larger or smaller", AnalysisTableBuilder.Build(undecided, new AnalysisSelection("accuracy")).WhyNot, StringComparison.Ordinal);
        Assert.Contains("there is accuracy", AnalysisTableBuilder.Build(runs, new AnalysisSelection("loss")).WhyNot, StringComparison.Ordinal);
    }

    private static RunTable Of(double[] outcomes, string[] tasks) =>
        SampleTables.Of([new("x", ParameterKind.Number)], [[.. Enumerable.Range(0, outcomes.Length).Select(i => (double)i)]], Accuracy, outcomes, tasks);

    /// <summary>Few distinct values, so that ties and equal configurations are common, and some absent ones.</summary>
    private static RunTable Drawn(int seed)
    {
        var random = SeededRandom.Derive(seed, 0);
        var n = 30;
        double[] Column() => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() < 0.2 ? double.NaN : Math.Floor(random.NextDouble() * 4))];
        return SampleTables.Of([new("b", ParameterKind.Integer), new("a", ParameterKind.Number)], [Column(), Column()], Accuracy,
            [.. Enumerable.Range(0, n).Select(_ => Math.Round(random.NextDouble(), 1))], [.. Enumerable.Range(0, n).Select(_ => "task " + Math.Floor(random.NextDouble() * 3))]);
    }

    private static void AssertSame(AnalysisTable expected, AnalysisTable actual)
    {
        Assert.Equal(expected.Outcomes, actual.Outcomes);
        Assert.Equal(expected.Tasks.Labels, actual.Tasks.Labels);
        Assert.Equal(expected.Tasks.Codes, actual.Tasks.Codes);
        Assert.Equal(expected.Parameters.Select(p => p.Shape), actual.Parameters.Select(p => p.Shape));
        foreach (var (left, right) in expected.Parameters.Zip(actual.Parameters))
            Assert.Equal(left.Values, right.Values);
    }
}
