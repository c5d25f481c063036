using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Gains;

/// <summary>Promises against a truth that is known.</summary>
public sealed class GainCalibrationTests
{
    [Fact]
    public void Intervals_for_fresh_experiments_hold_at_their_level_over_families_of_tasks()
    {
        var random = new SeededRandom(31);
        var scores = Enumerable.Range(0, 8).SelectMany(_ => SimulatedGains.Families.Select(f => SimulatedGains.Draw(f, random).Score)).ToList();
        var calibration = GainCalibration.Of(scores);

        Assert.Equal(1920, calibration.Scores);
        // What intervals promise, and at most 2.5 points more: τ is not known, and the prior on it is on the careful side.
        foreach (var coverage in calibration.Coverage)
            Assert.True(coverage.Held.High >= coverage.Level && coverage.Held.Low <= coverage.Level + 0.025, $"{coverage}");
        Assert.InRange(calibration.Bias.Mean, -0.01, 0.025);
        Assert.Equal(5, calibration.Bins.Count);
        Assert.True(calibration.Bins.Zip(calibration.Bins.Skip(1), (a, b) => b.Realized.Mean > a.Realized.Mean).All(grows => grows));
    }

    [Fact]
    public void Where_every_region_is_chance_the_same_tasks_flatter_it_and_the_forecast_does_not()
    {
        var found = Enumerable.Range(0, 8).Select(i => TrueRegion.Draw(tasks: 4, runs: 50, signal: 0, seed: i)).OfType<TrueRegion>().ToList();
        var told = string.Join("; ", found);

        Assert.True(found.Average(f => f.Naive) > 0.62, told);
        Assert.InRange(found.Average(f => f.Forecast.Superiority.Mean), 0.45, 0.55);
        Assert.InRange(found.Average(f => f.Truth), 0.48, 0.52);
        Assert.True(found.Count(f => f.Truth >= f.Forecast.Superiority.Low && f.Truth <= f.Forecast.Superiority.High) >= 7, told);
    }

    [Fact]
    public void Where_there_is_something_to_find_the_forecast_says_about_what_it_is_worth()
    {
        var found = Enumerable.Range(0, 6).Select(i => TrueRegion.Draw(tasks: 4, runs: 80, signal: 1, seed: 100 + i)).OfType<TrueRegion>().ToList();
        var told = string.Join("; ", found);

        Assert.True(found.Average(f => f.Truth) > 0.65, told);
        Assert.InRange(found.Average(f => f.Forecast.Superiority.Mean - f.Truth), -0.08, 0.05);
        Assert.True(found.Average(f => f.Naive) > found.Average(f => f.Truth), told);
    }

    [Fact]
    public void The_alarm_is_rarely_false_however_often_it_is_asked()
    {
        const int recommendations = 600, looks = 4;
        var random = new SeededRandom(17);
        var (first, ever) = (0, 0);
        for (var r = 0; r < recommendations; r++)
        {
            var (forecast, truth) = SimulatedGains.Claim(random);
            var validation = SimulatedGains.Realize(random, (1, false), truth, 10, 10);
            var alarms = SimulatedGains.Alarms(random, forecast, validation, truth, looks);
            first += alarms[0] ? 1 : 0;
            ever += alarms.Any(a => a) ? 1 : 0;
        }

        // 99.9 % points of binomial counts at 1 % and 2 % of 600.
        Assert.True(first <= 15, $"{first}");
        Assert.True(ever <= 24, $"{ever}");
    }

    [Fact]
    public void A_region_that_turned_bad_raises_the_alarm()
    {
        var random = new SeededRandom(18);
        var (bad, even) = (0, 0);
        for (var r = 0; r < 100; r++)
        {
            var forecast = SimulatedGains.Forecast(random, middle: 1.5, tau: 0.2, tasks: 8, inside: 50, outside: 450);
            var validation = SimulatedGains.Realize(random, (1, false), 0.85, 12, 12);
            bad += SimulatedGains.Alarms(random, forecast, validation, 0.3, 2).Any(a => a) ? 1 : 0;
            even += SimulatedGains.Alarms(random, forecast, validation, 0.5, 2).Any(a => a) ? 1 : 0;
        }

        Assert.True(bad >= 95, $"{bad}");
        Assert.True(even >= 50, $"{even}");
    }

    [Fact]
    public void New_tasks_that_contradict_raise_the_alarm_and_those_that_are_only_a_little_worse_do_not()
    {
        var forecast = GainForecast.Of([.. Enumerable.Range(0, 8).Select(i => new TaskGain($"{i}", 100, 900, default, 1.5 + (0.1 * (i % 3)), 0.1))], "test", []).Value;
        TaskGain New(double logit) => new("new", 100, 900, default, logit, 0.1);

        var bad = StalenessTest.Of(forecast, null, null, [New(-0.5), New(0)], look: 1);
        Assert.True(bad.IsContradicted, bad.Sentence);
        Assert.Contains("That contradicts it", bad.Sentence, StringComparison.Ordinal);
        Assert.Contains("1 %", bad.Sentence, StringComparison.Ordinal);
        var less = StalenessTest.Of(forecast, null, null, [New(0.5), New(0.5)], look: 1);
        Assert.True(less.P < less.Level && !less.IsContradicted, less.Sentence);
        Assert.Contains("still better than the rest", less.Sentence, StringComparison.Ordinal);
        Assert.False(StalenessTest.Of(forecast, null, null, [New(1.4)], look: 1).IsContradicted);
        Assert.False(StalenessTest.Of(forecast, null, null, [], look: 1).IsContradicted);
        Assert.True(Enumerable.Range(1, 1000).Sum(StalenessTest.Level) <= StalenessTest.TotalLevel);
    }
}
