using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Survival;

public sealed class DiminishingReturnsTests
{
    private static double[] Normals(int n, long seed = 4)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
    }

    [Fact]
    public void The_order_of_exchangeable_runs_changes_nothing_and_the_unit_scales_all()
    {
        var y = Normals(60);
        var forecast = DiminishingReturns.Of(y, SequenceKind.Exchangeable).Value;
        Assert.Equal(forecast.Gains, DiminishingReturns.Of([.. y.Reverse()], SequenceKind.Exchangeable).Value.Gains);
        var scaled = DiminishingReturns.Of([.. y.Select(v => 8 * v)], SequenceKind.Exchangeable).Value;
        Assert.Equal(forecast.Gains.Select(g => 8 * g.Gain), scaled.Gains.Select(g => g.Gain));
        Assert.Equal(forecast.Gains.Select(g => g.ChanceOfAny), [.. new[] { 1, 5, 10, 20, 50 }.Select(k => (double)k / (60 + k))]);
        Assert.True(forecast.Gains.Zip(forecast.Gains.Skip(1)).All(p => p.First.Gain < p.Second.Gain));
    }

    [Fact]
    public void It_is_time_to_stop_when_the_next_runs_cost_more_than_they_gain()
    {
        var y = Normals(100);
        var cheap = DiminishingReturns.Of(y, SequenceKind.Exchangeable, question: new ReturnsQuestion { CostPerRun = 1e-4 }).Value.Advice;
        var dear = DiminishingReturns.Of(y, SequenceKind.Exchangeable, question: new ReturnsQuestion { CostPerRun = 1 }).Value.Advice;
        var idle = DiminishingReturns.Of(y, SequenceKind.Exchangeable, question: new ReturnsQuestion { Threshold = 10 }).Value.Advice;
        var worth = DiminishingReturns.Of(y, SequenceKind.Exchangeable, question: new ReturnsQuestion { Threshold = 1e-6 }).Value.Advice;

        Assert.Equal((false, 50), (cheap.Stop, cheap.Runs));
        Assert.Equal((true, 0), (dear.Stop, dear.Runs));
        Assert.StartsWith("Stop: the next 1 runs are expected to gain", dear.Sentence, StringComparison.Ordinal);
        Assert.True(idle.Stop);
        Assert.Contains("less than 10 (the gain that counts)", idle.Sentence);
        Assert.Equal((false, 1), (worth.Stop, worth.Runs));
    }

    [Fact]
    public void A_sequence_that_stood_still_for_long_promises_little()
    {
        double[] y = [.. Enumerable.Range(0, 200).Select(i => i < 20 ? i / 20.0 : 0.5 + (0.4 * Math.Sin(i)))];
        var forecast = DiminishingReturns.Of(y, SequenceKind.Optimized).Value;

        Assert.True(forecast.Gains[^1].Gain < 0.05);
        Assert.Contains("19 improvements of the sequence itself", forecast.Method);
    }

    [Fact]
    public void Too_little_is_an_answer()
    {
        Assert.Equal("3 runs; at least 10 are needed to say what further ones may gain.", DiminishingReturns.Of([1, 2, 3], SequenceKind.Exchangeable).WhyNot);
        Assert.Equal("All 12 runs have the same outcome, so nothing can be said about gains.", DiminishingReturns.Of(new double[12], SequenceKind.Exchangeable).WhyNot);
        Assert.True(DiminishingReturns.Of([.. Enumerable.Repeat(0.0, 11), 1], SequenceKind.Exchangeable).HasValue);
        Assert.True(DiminishingReturns.Of([.. Enumerable.Repeat(1.0, 11), 0], SequenceKind.Exchangeable).HasValue);
        Assert.True(DiminishingReturns.Of([.. Enumerable.Repeat(1.0, 11), 0], SequenceKind.Optimized).HasValue);
    }

    [Fact]
    public void Tasks_whose_outcomes_rise_along_their_start_are_taken_as_optimized()
    {
        var random = new SeededRandom(2);
        const int Count = 200;
        int[] tasks = [.. Enumerable.Range(0, Count).Select(i => i / 100)];
        double[] start = [.. Enumerable.Range(0, Count).Select(i => (double)i)];
        double[] outcomes = [.. Enumerable.Range(0, Count).Select(i => random.NextNormal() + (i < 100 ? i / 20.0 : 0))];
        var table = new AnalysisTable
        {
            Metric = new MetricShape("y", MetricGoal.Maximize),
            Parameters = [],
            Outcomes = outcomes,
            Variances = outcomes,
            Tasks = new LabelColumn(["climbing", "wandering"], tasks),
            Variants = LabelColumn.Empty(Count),
            Start = start,
            DurationSeconds = start,
            Cost = start,
            Rows = tasks,
        };

        var forecasts = DiminishingReturns.OfTasks(table);
        Assert.Equal([SequenceKind.Optimized, SequenceKind.Exchangeable], forecasts.Select(f => f.Forecast.Value.Kind));
        Assert.All(DiminishingReturns.OfTasks(table with { Start = [.. start.Select(_ => double.NaN)] }), f => Assert.Equal(SequenceKind.Exchangeable, f.Forecast.Value.Kind));
    }
}
