using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Analytics.Drift;

public sealed class ChangePointTests
{
    /// <summary>The level's ratio has its maximum on the hull (the points lie below a concave curve that touches it there), so no beginning is missed.</summary>
    [Fact]
    public void The_best_beginning_is_among_the_corners() => Check.One(Cases.Drawn(200), Prop.ForAll<short[]>(steps =>
    {
        var detector = default(ClimbDetector);
        var totals = default(DriftTotals);
        var sums = new List<double> { 0 };
        foreach (var step in steps.Take(60))
        {
            var gain = step / 20.0;
            detector = detector.With(gain, totals);
            totals = totals.With(gain, gain);
            sums.Add(sums[^1] + gain);
            var best = Enumerable.Range(0, sums.Count - 1).Select(t => sums[^1] > sums[t] ? DriftMonitor.LevelRatio(sums[^1] - sums[t], sums.Count - 1 - t, 50) : 0).Max();

            Assert.Equal(best, detector.Best((g, m) => DriftMonitor.LevelRatio(g, m, 50)).Ratio, 1e-9);
        }
    }));

    [Fact]
    public void Few_corners_are_kept_of_a_long_stream()
    {
        var detector = default(ClimbDetector);
        var random = new Domain.Numerics.SeededRandom(5);
        for (var i = 0; i < 100_000; i++)
            detector = detector.With(random.NextNormal(), default);
        var corners = 0;
        for (var point = detector.Last; point is not null; point = point.Earlier)
            corners++;

        Assert.InRange(corners, 1, 60);
    }

    /// <summary>By hand: the sum 6 over 4 values against 12 of the reference is 36 / (2 (4 + 16/12)); twice the variance in 10 values against 10: ½ (20 ln 1.5 − 10 ln 2).</summary>
    [Fact]
    public void Likelihood_ratios_are_those_worked_out_by_hand()
    {
        Assert.Equal(3.375, DriftMonitor.LevelRatio(6, 4, 12), 1e-12);
        Assert.Equal(0.588915, DriftMonitor.SpreadRatio(2, 10, 10, 0), 1e-6);
        Assert.Equal(0, DriftMonitor.SpreadRatio(1, 10, 10, 0), 1e-12);
    }
}
