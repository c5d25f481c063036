using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Survival;

public sealed class SurvivalPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_subjects_changes_nothing(long seed)
    {
        var (sample, x, groups) = Draw(seed, 80);
        int[] order = [.. Enumerable.Range(0, 80)];
        new SeededRandom(seed).Shuffle<int>(order);
        var shuffled = new SurvivalSample([.. order.Select(i => sample.Times[i])], [.. order.Select(i => sample.Events[i])]);
        List<Moderator> turned = [.. x.Select(m => new Moderator(m.Name, [.. order.Select(i => m.Values[i])]))];

        var (a, b) = (KaplanMeier.Estimate("", sample), KaplanMeier.Estimate("", shuffled));
        Assert.Equal(a.Survival, b.Survival);
        Assert.Equal(a.Low, b.Low);
        var (c, d) = (CoxRegression.Fit(sample, x).Value, CoxRegression.Fit(shuffled, turned).Value);
        Assert.Equal(c.Coefficients, d.Coefficients);
        Assert.Equal(c.BaselineHazard, d.BaselineHazard);
        Assert.Equal(c.LogLikelihood, d.LogLikelihood);
        Assert.Equal(LogRank.Test(sample, groups).Value.ChiSquared, LogRank.Test(shuffled, groups with { Codes = [.. order.Select(i => groups.Codes[i])] }).Value.ChiSquared, 1e-12);
    }

    [Fact]
    public void A_monotone_change_of_time_changes_no_test_and_a_negated_covariate_only_the_sign()
    {
        var (sample, x, groups) = Draw(7, 60);
        var squared = sample with { Times = [.. sample.Times.Select(t => t * t)] };
        Assert.Equal(LogRank.Test(sample, groups).Value.ChiSquared, LogRank.Test(squared, groups).Value.ChiSquared);
        var (a, b) = (CoxRegression.Fit(sample, x).Value, CoxRegression.Fit(squared, x).Value);
        Assert.Equal(a.Coefficients, b.Coefficients);

        List<Moderator> negated = [new Moderator(x[0].Name, [.. x[0].Values.Select(v => -v)]), x[1]];
        var c = CoxRegression.Fit(sample, negated).Value;
        Assert.Equal(a.Coefficients[0].Estimate, -c.Coefficients[0].Estimate, 1e-10);
        Assert.Equal(a.Coefficients[1].Estimate, c.Coefficients[1].Estimate, 1e-10);
        Assert.Equal(a.LikelihoodRatioTest.ChiSquared, c.LikelihoodRatioTest.ChiSquared, 1e-10);
        List<Moderator> scaled = [new Moderator(x[0].Name, [.. x[0].Values.Select(v => (1000 * v) + 5e5)]), x[1]];
        Assert.Equal(a.Coefficients[0].Estimate / 1000, CoxRegression.Fit(sample, scaled).Value.Coefficients[0].Estimate, 1e-10);
    }

    /// <summary>With one binary covariate and no ties the score test of Cox's model is the log-rank test.</summary>
    [Fact]
    public void The_score_test_of_a_group_is_the_log_rank_test()
    {
        var (sample, _, groups) = Draw(3, 50);
        var fit = CoxRegression.Fit(sample, [new Moderator("group", [.. groups.Codes.Select(c => (double)c)])]).Value;

        Assert.Equal(LogRank.Test(sample, groups).Value.ChiSquared, fit.ScoreTest.ChiSquared, 1e-9);
        var strata = new LabelColumn(["p", "q"], [.. Enumerable.Range(0, 50).Select(i => i % 2)]);
        var stratified = CoxRegression.Fit(sample, [new Moderator("group", [.. groups.Codes.Select(c => (double)c)])], strata: strata).Value;
        Assert.Equal(LogRank.Test(sample, groups, strata).Value.ChiSquared, stratified.ScoreTest.ChiSquared, 1e-9);
    }

    [Fact]
    public void Without_ties_all_treatments_of_ties_agree()
    {
        var (sample, x, _) = Draw(4, 30);
        var fits = Enum.GetValues<TiesMethod>().Select(t => CoxRegression.Fit(sample, x, t).Value).ToList();

        Assert.All(fits, f => Assert.Equal(fits[0].Coefficients[0].Estimate, f.Coefficients[0].Estimate, 1e-9));
        Assert.All(fits, f => Assert.Equal(fits[0].LogLikelihood, f.LogLikelihood, 1e-9));
    }

    [Fact]
    public void A_likelihood_that_rises_for_ever_is_said_so()
    {
        // All events come with x = 1.
        SurvivalSample sample = new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [true, false, true, false, true, false, true, false, true, false]);
        Moderator x = new("x", [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]), other = new("other", [0.3, 0.1, 0.9, 0.2, 0.5, 0.6, 0.1, 0.8, 0.4, 0.7]);
        var fit = CoxRegression.Fit(sample, [x, other]).Value;

        Assert.True(fit.Coefficients[0].IsInfinite);
        Assert.Equal(double.PositiveInfinity, fit.Coefficients[0].HazardRatio);
        Assert.InRange(fit.Coefficients[0].PValue, 0.001, 0.1);
        Assert.False(fit.Coefficients[1].IsInfinite);
        Assert.True(double.IsFinite(fit.Coefficients[1].StandardError));
        Assert.Contains(fit.Remarks, r => r.StartsWith("x: all events come on one side", StringComparison.Ordinal));
        Assert.True(double.IsFinite(fit.LogLikelihood));
    }

    [Fact]
    public void Constant_and_repeated_covariates_are_left_out_and_too_few_events_are_an_answer()
    {
        var (sample, x, groups) = Draw(5, 40);
        var fit = CoxRegression.Fit(sample, [x[0], new Moderator("constant", new double[40]), new Moderator("twice", [.. x[0].Values.Select(v => 2 * v)]), x[1]]).Value;

        Assert.Equal(["a", "b"], fit.Coefficients.Select(c => c.Name));
        Assert.Contains("constant is the same for all subjects that are compared and was left out.", fit.Remarks);
        Assert.Contains("twice follows from the covariates before it and was left out.", fit.Remarks);
        var none = sample with { Events = new bool[40] };
        Assert.Equal("0 events and 2 covariates that differ between 40 subjects; at least one covariate and 3 events are needed.", CoxRegression.Fit(none, x).WhyNot);
        Assert.Contains("0 events in 2 groups", LogRank.Test(none, groups).WhyNot);
        Assert.Throws<ArgumentException>(() => KaplanMeier.Estimate("", new SurvivalSample([], [])));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Estimate("", new SurvivalSample([-1], [true])));
    }

    /// <summary>Simulated exponential times with a known hazard ratio and censoring: the 95 % intervals hold it about as often as they say.</summary>
    [Fact]
    public void Intervals_of_a_hazard_ratio_hold_it_as_often_as_they_say()
    {
        var held = 0;
        for (var round = 0; round < 200; round++)
        {
            var random = SeededRandom.Derive(17, round);
            var (times, events, x) = (new double[60], new bool[60], new double[60]);
            for (var i = 0; i < 60; i++)
            {
                x[i] = i % 2;
                var (time, censored) = (-Math.Log(1 - random.NextDouble()) / Math.Exp(0.7 * x[i]), 2 * random.NextDouble());
                (times[i], events[i]) = (Math.Min(time, censored), time <= censored);
            }

            held += CoxRegression.Fit(new SurvivalSample(times, events), [new Moderator("x", x)]).Value.Coefficients[0].HazardRatioInterval.Holds(Math.Exp(0.7)) ? 1 : 0;
        }

        Assert.InRange(held / 200.0, 0.91, 0.99);
    }

    private static (SurvivalSample Sample, List<Moderator> X, LabelColumn Groups) Draw(long seed, int n)
    {
        var random = SeededRandom.Derive(seed, n);
        var (times, events, a, b, codes) = (new double[n], new bool[n], new double[n], new double[n], new int[n]);
        for (var i = 0; i < n; i++)
        {
            (a[i], b[i], codes[i]) = (random.NextNormal(), random.NextDouble(), random.NextDouble() < 0.5 ? 0 : 1);
            times[i] = -Math.Log(1 - random.NextDouble()) * Math.Exp(-0.5 * a[i]);
            events[i] = random.NextDouble() < 0.7;
        }

        return (new SurvivalSample(times, events), [new Moderator("a", a), new Moderator("b", b)], new LabelColumn(["g", "h"], codes));
    }
}
