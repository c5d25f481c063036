using SdlPortal.Domain.Analytics.Drift;

namespace SdlPortal.Tests.Analytics.Drift;

/// <summary>A fast part of `drift-study` (docs/results/drift.md): the stated rates and delays, and that the limits are the simulated ones.</summary>
public sealed class DriftRateTests
{
    private const int Streams = 250;

    /// <summary>1 % is allowed of each. Of 250 streams 9 or more would have a false alarm once in a thousand such tests.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    public void False_alarms_stay_under_the_stated_rate(int which)
    {
        var (kind, reference) = DriftStudy.Cases[which];

        Assert.InRange(DriftStudy.FalseAlarms(kind, reference, Streams, seed: 77).Count(f => f.Count > 0), 0, 8);
    }

    /// <summary>A limit that were too high would keep the rate for nothing.</summary>
    [Fact]
    public void What_is_allowed_is_made_use_of() =>
        Assert.InRange(DriftStudy.FalseAlarms(StreamKind.Normal, 200, Streams, falseAlarms: 0.2, seed: 78).Count(f => f.Count > 0), 15, 75);

    [Theory]
    [InlineData("level + 1 sd", 65)]
    [InlineData("level + 2 sd", 16)]
    [InlineData("sd x 2", 60)]
    [InlineData("stuck", 6)]
    [InlineData("30 % missing", 50)]
    public void Changes_are_noticed_within_the_stated_delay(string change, int within)
    {
        var delays = DriftStudy.Delays(StreamKind.Normal, 200, DriftStudy.Changes.Single(c => c.Name == change), Streams, seed: 79);

        // 95 % are stated; of 250 streams 92 % leave room for chance.
        Assert.InRange(delays.Count(d => d?.Delay <= within) / (double)delays.Count, 0.92, 1);
        Assert.InRange(delays.Count(d => d?.Alert.Kind == DriftStudy.Changes.Single(c => c.Name == change).Kind) / (double)delays.Count, 0.85, 1);
    }

    [Theory]
    [InlineData(100, 0.25)]
    [InlineData(200, 0)]
    public void The_limits_are_those_that_simulation_gives(int reference, double autocorrelation)
    {
        var (level, spread) = DriftLimits.Simulate(reference, autocorrelation, 1000, seed: 80);
        var (levelLimit, spreadLimit) = DriftCalibration.Limits(reference, autocorrelation, 0.02);

        Assert.Equal(levelLimit, level[0], 1.2);
        Assert.Equal(spreadLimit, spread[0], 1.2);
    }

    [Fact]
    public void Limits_between_the_simulated_ones_lie_between_them_and_rarer_alarms_need_more()
    {
        var (between, _) = DriftCalibration.Limits(140, 0.1, 0.004);
        Assert.InRange(between, DriftCalibration.Limits(200, 0.1, 0.004).Level, DriftCalibration.Limits(100, 0.1, 0.004).Level);
        Assert.True(DriftCalibration.Limits(200, 0, 0.0004).Level > DriftCalibration.Limits(200, 0, 0.004).Level + 1);
        Assert.Equal(DriftCalibration.Limits(2000, 0.85, 0.004), DriftCalibration.Limits(50_000, 0.99, 0.004));
    }
}
