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
    public void The_alarm_is_rarely_false_however_often_it_is_asked()
    {
        const int recommendations = 600, looks = 4;
        var random = new SeededRandom(17);
        var (first, ever) = (0, 0);
        for (var r = 0; r < recommendations; r++)
        {
            var (forecast, truth) = Claim(random);
            var validation = SimulatedGains.Realize(random, (1, false), truth, 10, 10);
            var alarms = Alarms(random, forecast, validation, truth, looks);
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
            bad += Alarms(random, forecast, validation, 0.3, 2).Any(a => a) ? 1 : 0;
            even += Alarms(random, forecast, validation, 0.5, 2).Any(a => a) ? 1 : 0;
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

    /// <summary>A forecast, and a true gain that is a draw from it: a claim that holds.</summary>
    private static (GainForecast Forecast, double Truth) Claim(SeededRandom random)
    {
        var forecast = SimulatedGains.Forecast(random, 2 * random.NextDouble(), 0.3, tasks: 6, inside: 20, outside: 180);
        var drawn = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, forecast.DegreesOfFreedom, (random.NextBits() >> 11) * (1.0 / (1UL << 53)) * 0.999998 + 0.000001);
        return (forecast, SimulatedGains.Logistic(forecast.LogitMean + (Math.Sqrt(forecast.Tau2 + (forecast.LogitError * forecast.LogitError)) * drawn)));
    }

    /// <summary>Ten more experiments of each kind at every look.</summary>
    private static bool[] Alarms(SeededRandom random, GainForecast forecast, RealizedGain validation, double truth, int looks)
    {
        var (evidence, alarms) = (new List<FreshEvidence>(), new bool[looks]);
        for (var look = 1; look <= looks; look++)
        {
            evidence.Add(new FreshEvidence($"campaign {look}", EvidenceKind.Randomized, SimulatedGains.Realize(random, (1, false), truth, 10, 10)));
            alarms[look - 1] = StalenessTest.Of(forecast, validation, GainPooling.Of(evidence, Domain.MetaAnalysis.Runs.MetricGoal.Maximize).Gain, [], look).IsContradicted;
        }

        return alarms;
    }
}
