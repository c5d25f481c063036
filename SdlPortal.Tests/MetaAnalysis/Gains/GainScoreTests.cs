using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Gains;

/// <summary>What fresh experiments say about a forecast, in verdicts and sentences.</summary>
public sealed class GainScoreTests
{
    private static readonly GainForecast Forecast = SimulatedGains.Forecast(SeededRandom.Derive(2), middle: 1.4, tau: 0.3, tasks: 6, inside: 40, outside: 300);

    [Fact]
    public void Two_tasks_are_too_few_for_a_forecast()
    {
        var answer = GainForecast.Of([.. Forecast.ByTask.Take(2)], "test", []);

        Assert.Contains("2 tasks have runs on both sides", answer.WhyNot, StringComparison.Ordinal);
        Assert.Contains("at least 3", answer.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forecast_holds_how_tasks_differ_and_lies_within_0_and_1()
    {
        var alike = GainForecast.Of([.. Enumerable.Range(0, 8).Select(i => new TaskGain($"{i}", 100, 900, default, 1.5, 0.1))], "test", []).Value;
        var unlike = GainForecast.Of([.. Enumerable.Range(0, 8).Select(i => new TaskGain($"{i}", 100, 900, default, i % 2 == 0 ? 0.5 : 2.5, 0.1))], "test", []).Value;

        Assert.Equal(alike.Superiority.Mean, unlike.Superiority.Mean, 2);
        Assert.True(unlike.Superiority.Low < 0.5 && alike.Superiority.Low > 0.7, $"{unlike.Superiority} {alike.Superiority}");
        Assert.True(alike.Tau2 < 0.05 && unlike.Tau2 > 0.5, $"{alike.Tau2} {unlike.Tau2}");
        Assert.InRange(Forecast.Superiority.High, Forecast.Superiority.Mean, 1);
    }

    [Theory]
    [InlineData(10, 0.82, GainVerdict.AsForecast, "as forecast")]
    [InlineData(10, 0.6, GainVerdict.NotShown, "does not show")]
    [InlineData(10, 0.1, GainVerdict.Contradicted, "worse than the rest")]
    [InlineData(4, 1.0, GainVerdict.Open, "At least 5 of each")]
    [InlineData(60, 0.62, GainVerdict.BetterButNotAsForecast, "by less than forecast")]
    public void A_verdict_follows_from_the_share_of_pairs_and_the_number_of_experiments(int each, double share, GainVerdict verdict, string words)
    {
        var score = GainScore.Of(Forecast, Came(each, share));

        Assert.Equal(verdict, score.Verdict);
        Assert.Contains(words, score.Sentence, StringComparison.Ordinal);
        Assert.Equal(score.IsInside, score.Realized.Superiority.Mean >= score.Expected.Low - 1e-9 && score.Realized.Superiority.Mean <= score.Expected.High + 1e-9);
    }

    [Fact]
    public void Without_experiments_on_a_side_the_score_is_open_and_says_how_many_are_needed()
    {
        var score = GainScore.Of(Forecast, RealizedGain.Of([1, 2, 3], [], MetricGoal.Maximize));

        Assert.Equal(GainVerdict.Open, score.Verdict);
        Assert.Contains("3 experiments inside and 0 outside", score.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_experiments_are_expected_to_scatter_more()
    {
        double Width(int each) => GainScore.Of(Forecast, Came(each, 0.8)).Expected is var e ? e.High - e.Low : 0;

        Assert.True(Width(6) > Width(12) && Width(12) > Width(24) && Width(24) > Width(100));
        Assert.True(Width(100) > 0.8 * (Forecast.Superiority.High - Forecast.Superiority.Low));
    }

    [Fact]
    public void The_size_of_a_validation_has_the_power_that_was_asked_for()
    {
        var each = ValidationSize.For(Forecast, 0.8)!.Value;

        Assert.InRange(each, 6, 20);
        Assert.True(ValidationSize.Power(each, each, Forecast.Superiority.Mean) >= 0.8);
        Assert.True(ValidationSize.Power(each - 1, each - 1, Forecast.Superiority.Mean) < 0.8);
        Assert.Null(ValidationSize.For(Forecast with { Superiority = new(0.52, 0.4, 0.6) }));
    }

    [Fact]
    public void Campaigns_are_compared_within_themselves_and_chosen_experiments_do_not_count()
    {
        var (low, high) = (RealizedGain.Of([5, 6, 7], [1, 2, 6.5], MetricGoal.Maximize), RealizedGain.Of([105, 106, 107, 108], [101, 102, 106.5, 104], MetricGoal.Maximize));
        var pooled = GainPooling.Of([new("spring", EvidenceKind.Randomized, low), new("summer", EvidenceKind.Randomized, high), new("harvest", EvidenceKind.Chosen, low), new("tiny", EvidenceKind.Randomized, RealizedGain.Of([1], [2], MetricGoal.Maximize))], MetricGoal.Maximize);

        // (9/7 · 7/9 + 16/9 · 14/16) / (9/7 + 16/9), weights n m / (n + m + 1).
        Assert.Equal((1 + (14 / 9.0)) / ((9 / 7.0) + (16 / 9.0)), pooled.Gain.Superiority.Mean, 12);
        Assert.Equal((7, 7), (pooled.Gain.Inside, pooled.Gain.Outside));
        Assert.Equal(["spring", "summer"], pooled.Counted);
        Assert.Contains("chosen by an optimizer", pooled.LeftOut[0], StringComparison.Ordinal);
        Assert.Contains("1 inside and 1 outside", pooled.LeftOut[1], StringComparison.Ordinal);
        Assert.Equal((108, 106.5), (pooled.Gain.BestInside, pooled.Gain.BestOutside));
        Assert.Equal(0, GainPooling.Of([], MetricGoal.Maximize).Gain.Inside);
    }

    [Fact]
    public void A_region_is_tried_on_later_tasks_with_each_configuration_once()
    {
        ParameterShape[] shapes = [new("x", ParameterKind.Number)];
        var runs = SampleTables.Of(shapes, [[1, 1, 2, 5, 6, 1, 5, 5, 6]], new MetricShape("yield", MetricGoal.Maximize), [9, 1, 7, 6, 4, 3, 1, 2, 0], ["b", "b", "b", "b", "b", "a", "a", "a", "c"]);
        ConfigurationBox[] boxes = [new(new([new NumberSide("x", null, 3, null, false)]))];
        var gains = RegionGains.Of(boxes, runs.Analyzed(OutcomeScale.Raw), _ => true);

        // b: 5 (the mean of 9 and 1) and 7 against 6 and 4; a: 3 against 1.5; c has nothing inside.
        Assert.Equal([("a", 1, 1, 1.0), ("b", 2, 2, 0.75)], gains.Select(g => (g.Task, g.Inside, g.Outside, g.Superiority.Mean)));
        Assert.Equal("b", Assert.Single(RegionGains.Of(boxes, runs.Analyzed(OutcomeScale.Raw), t => t == "b")).Task);
    }

    /// <summary>As many inside as outside that won (about) this share of their pairs.</summary>
    private static RealizedGain Came(int each, double share)
    {
        var won = (int)Math.Round(share * each * each);
        return RealizedGain.Of([.. Enumerable.Range(0, each).Select(i => ((won + i) / each) - 0.5)], [.. Enumerable.Range(0, each).Select(i => (double)i)], MetricGoal.Maximize);
    }
}
