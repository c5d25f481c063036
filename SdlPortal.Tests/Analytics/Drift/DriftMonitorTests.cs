using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Drift;

public sealed class DriftMonitorTests
{
    private static readonly DriftReference Reference = DriftReference.Of(StreamKind.Normal.Draw(200, new SeededRandom(1))).Value;

    [Fact]
    public void A_shift_is_raised_once_with_its_beginning_and_size_and_is_over_when_the_stream_is_back()
    {
        var values = StreamKind.Normal.Draw(1500, new SeededRandom(2), (i, x) => i is >= 300 and < 700 ? x + 1.5 : x);

        var alert = Assert.Single(values.Aggregate(DriftState.Start, new DriftMonitor(Reference).Next).Alerts);

        Assert.Equal((DriftKind.Level, 1, true), (alert.Kind, alert.Direction, alert.IsOver));
        Assert.InRange(alert.Began, 290, 310);
        Assert.InRange(alert.RaisedAt, 302, 340);
        Assert.InRange(alert.LastSeen, 660, 705);
        Assert.InRange(1.5, alert.Low, alert.High);
        Assert.InRange(alert.High - alert.Low, 0.1, 0.6);
    }

    [Fact]
    public void A_wider_spread_is_told_from_a_shift()
    {
        var values = StreamKind.Normal.Draw(600, new SeededRandom(3), (i, x) => i >= 200 ? 2.5 * x : x);

        var alert = values.Aggregate(DriftState.Start, new DriftMonitor(Reference).Next).Alerts[0];

        Assert.Equal((DriftKind.Spread, 1, false), (alert.Kind, alert.Direction, alert.IsOver));
        Assert.InRange(2.5, alert.Low, alert.High);
    }

    [Fact]
    public void A_sensor_that_stands_still_is_stuck_and_nothing_else()
    {
        var held = 0.0;
        var values = StreamKind.Normal.Draw(600, new SeededRandom(4), (i, x) => i is >= 200 and < 320 ? held : held = x);

        var alert = Assert.Single(values.Aggregate(DriftState.Start, new DriftMonitor(Reference).Next).Alerts);

        Assert.Equal((DriftKind.Stuck, 199L, 319L, 121.0, true), (alert.Kind, alert.Began, alert.LastSeen, alert.Size, alert.IsOver));
        Assert.InRange(alert.RaisedAt, 199 + 4, 199 + 6);
    }

    [Fact]
    public void A_stuck_sensor_is_over_with_the_first_value_that_moves_and_goes_on_as_the_same_when_it_sticks_again()
    {
        var held = 0.0;
        var values = StreamKind.Normal.Draw(260, new SeededRandom(4), (i, x) => (i is >= 200 and < 240 && i != 220) || i >= 250 ? held : held = x);
        var monitor = new DriftMonitor(Reference);

        var states = new List<DriftState>();
        foreach (var value in values)
            states.Add(monitor.Next(states.Count > 0 ? states[^1] : DriftState.Start, value));

        Assert.False(Assert.Single(states[219].Alerts).IsOver);
        Assert.True(Assert.Single(states[220].Alerts).IsOver);
        Assert.False(Assert.Single(states[239].Alerts).IsOver);
        Assert.True(Assert.Single(states[249].Alerts).IsOver);
        Assert.False(Assert.Single(states[^1].Alerts).IsOver);
    }

    [Fact]
    public void A_burst_of_missing_values_is_raised_and_a_missing_one_here_and_there_is_not()
    {
        var monitor = new DriftMonitor(DriftReference.Of(StreamKind.Normal.Draw(400, new SeededRandom(5), (i, x) => i % 40 == 7 ? double.NaN : x)).Value);
        double[] Stream(bool bursts) => StreamKind.Normal.Draw(800, new SeededRandom(6), (i, x) => i % 40 == 3 || (bursts && i is >= 500 and < 530) ? double.NaN : x);

        Assert.Empty(Stream(bursts: false).Aggregate(DriftState.Start, monitor.Next).Alerts);
        var alert = Assert.Single(Stream(bursts: true).Aggregate(DriftState.Start, monitor.Next).Alerts);
        Assert.Equal(DriftKind.Missing, alert.Kind);
        Assert.InRange(alert.Began, 490, 503);
        Assert.InRange(alert.RaisedAt, 503, 515);
    }

    [Fact]
    public void A_stream_can_be_taken_up_where_it_was_left()
    {
        var monitor = new DriftMonitor(Reference);
        var values = StreamKind.Normal.Draw(500, new SeededRandom(7), (i, x) => i > 100 ? x + 1 : x);
        var half = values.Take(250).Aggregate(DriftState.Start, monitor.Next);
        var whole = values.Skip(250).Aggregate(half, monitor.Next);

        // The same again, also from the state that was kept meanwhile.
        Assert.Equal(values.Aggregate(DriftState.Start, new DriftMonitor(Reference).Next).Alerts, whole.Alerts);
        Assert.Equal(whole.Alerts, values.Skip(250).Aggregate(half, monitor.Next).Alerts);
        Assert.Equal(500, whole.Totals.Seen);
    }

    [Fact]
    public void The_shape_of_the_distribution_changes_nothing_about_when_a_shift_is_noticed()
    {
        static IReadOnlyList<(long, long)> Alerts(Func<double, double> shape)
        {
            var monitor = new DriftMonitor(DriftReference.Of([.. StreamKind.Normal.Draw(200, new SeededRandom(8)).Select(shape)]).Value);
            return [.. StreamKind.Normal.Draw(400, new SeededRandom(9), (i, x) => i >= 150 ? x + 1.2 : x).Select(shape).Aggregate(DriftState.Start, monitor.Next).Alerts.Where(a => a.Kind == DriftKind.Level).Select(a => (a.Began, a.RaisedAt))];
        }

        Assert.NotEmpty(Alerts(x => x));
        Assert.Equal(Alerts(x => x), Alerts(x => Math.Exp(x)));
    }

    [Fact]
    public void A_reference_that_cannot_serve_says_why()
    {
        Assert.Equal("The reference has 29 values; at least 30 are needed to know how the stream varies when all is well.", DriftReference.Of([.. StreamKind.Normal.Draw(29, new SeededRandom(1)), double.NaN]).WhyNot);
        Assert.StartsWith("All 50 values of the reference are 7;", DriftReference.Of(Enumerable.Repeat(7.0, 50).ToArray()).WhyNot, StringComparison.Ordinal);
        Assert.Contains(DriftReference.Of([.. StreamKind.Normal.Draw(200, new SeededRandom(1), (i, x) => x + (i * 0.02))]).Value.Remarks, r => r.StartsWith("The reference itself drifts", StringComparison.Ordinal));
        Assert.Contains(DriftReference.Of(StreamKind.StronglyCorrelated.Draw(60, new SeededRandom(3))).Value.Remarks, r => r.Contains("no more than", StringComparison.Ordinal) || r.Contains("so alike", StringComparison.Ordinal));
        Assert.Empty(Reference.Remarks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_autocorrelation_of_the_reference_is_estimated(double truth)
    {
        var kind = StreamKind.Normal with { Autocorrelation = truth };

        Assert.Equal(truth, Enumerable.Range(0, 40).Average(s => DriftReference.Of(kind.Draw(200, SeededRandom.Derive(1, s))).Value.Autocorrelation), 0.04);
    }
}
