using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Series;

public sealed class AnomalyTests
{
    /// <summary>
    /// By hand, two values on each side. Of 4: 3 5 4 100 6, median 5, distances 2 0 1 95 1, so MAD 1. Of 100: 5 4 100 6 5, median 5, distances 0 1 95 1 0, MAD 1. Of the first, 3 5 4: median 4, distances 1 1 0, MAD 1.
    /// </summary>
    [Fact]
    public void Hampels_medians_and_scales_are_those_worked_out_by_hand()
    {
        var places = Anomalies.Hampel([3, 5, 4, 100, 6, 5, double.NaN, 4], 2);

        Assert.Equal(new Anomalies.Place(4, Robust.NormalMad), places[0]);
        Assert.Equal(new Anomalies.Place(5, Robust.NormalMad), places[2]);
        Assert.Equal(new Anomalies.Place(5, Robust.NormalMad), places[3]);
        // 100 6 5 and 4, one missing: median 5.5, distances 94.5 0.5 0.5 1.5, MAD 1.
        Assert.Equal(new Anomalies.Place(5, Robust.NormalMad), places[7 - 1]);
    }

    [Fact]
    public void Single_spikes_and_level_shifts_are_told_apart()
    {
        var random = new SeededRandom(3);
        double[] values = [.. Enumerable.Range(0, 400).Select(i => (i >= 250 ? 12.0 : 0) + random.NextNormal())];
        values[80] += 15;
        values[248] -= 14;
        values[300] -= 13;

        var found = Anomalies.Find(values, 10, 6);

        Assert.Equal([(AnomalyKind.Spike, 80), (AnomalyKind.Spike, 248), (AnomalyKind.LevelShift, 250), (AnomalyKind.Spike, 300)], found.Select(f => (f.Kind, f.Index)));
        Assert.InRange(found[2].Value - found[2].Expected, 10.5, 13.5);
    }

    [Fact]
    public void Slow_waves_trends_and_noise_are_nothing_conspicuous()
    {
        var random = new SeededRandom(4);
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => (10 * Math.Sin(i / 100.0)) + (0.02 * i) + random.NextNormal())];

        Assert.Empty(Anomalies.Find(values, 10, 6));
    }

    [Fact]
    public void A_series_that_hardly_ever_moves_has_spikes_too()
    {
        double[] values = [.. Enumerable.Repeat(5.0, 100)];
        (values[40], values[70]) = (6, 5.2);

        Assert.Equal([40, 70], Anomalies.Find(values, 5, 5).Select(f => f.Index));
        Assert.Empty(Anomalies.Find([.. Enumerable.Repeat(5.0, 100)], 5, 5));
        Assert.Empty(Anomalies.Find([1, 2, double.NaN], 5, 5));
    }
}
