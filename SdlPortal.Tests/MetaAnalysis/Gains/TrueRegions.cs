using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Gains;

/// <summary>A recommendation that the search made from noisy tasks, with what it promises, what looking at the same tasks would have promised, and what it is truly worth in a further task.</summary>
internal sealed record TrueRegion(GainForecast Forecast, double Naive, double Truth)
{
    private const int Fresh = 4000;

    private static readonly ParameterShape[] Shapes = [.. Enumerable.Range(0, 4).Select(j => new ParameterShape($"x{j}", ParameterKind.Number, Low: 0, High: 1))];

    /// <param name="signal">How much the parameters explain, in standard deviations of the noise; 0: nothing, every region is chance.</param>
    /// <returns>Null where fewer than three tasks have runs inside of what the others recommend.</returns>
    public static TrueRegion? Draw(int tasks, int runs, double signal, long seed)
    {
        var random = SeededRandom.Derive(seed, 0x6A1);
        // Each task has its best elsewhere, around a common place.
        double[] Center() => [0.3 + (0.15 * random.NextNormal()), 0.7 + (0.15 * random.NextNormal())];
        var table = Runs([.. Enumerable.Range(0, tasks).Select(_ => Center())], runs, signal, random).Analyzed();
        var findings = RegionSearch.Find(table, null, null, new RegionOptions { Resamples = 0, MostBoxes = 1, Threads = 1, Seed = seed }).Value;
        var boxes = findings.Recommended.Boxes;
        var naive = GainForecast.Of(RegionGains.Of(boxes, table, _ => true), "naive", []);
        var further = RegionGains.Of(boxes, Runs([Center()], Fresh, signal, random).Analyzed(), _ => true);
        return findings.Forecast!.HasValue && naive.HasValue && further.Count == 1 ? new TrueRegion(findings.Forecast.Value, naive.Value.Superiority.Mean, further[0].Superiority.Mean) : null;
    }

    /// <summary>Four parameters of ten values each, of which two matter.</summary>
    private static RunTable Runs(double[][] centers, int runs, double signal, SeededRandom random)
    {
        var n = centers.Length * runs;
        double[][] values = [.. Shapes.Select(_ => Enumerable.Range(0, n).Select(_ => (0.5 + random.NextInt(10)) / 10).ToArray())];
        double[] outcomes = [.. Enumerable.Range(0, n).Select(i =>
        {
            var (a, b) = (values[0][i] - centers[i / runs][0], values[1][i] - centers[i / runs][1]);
            return (4 * signal * Math.Exp(-5 * ((a * a) + (b * b)))) + random.NextNormal();
        })];
        return SampleTables.Of(Shapes, values, new MetricShape("m", MetricGoal.Maximize), outcomes, [.. Enumerable.Range(0, n).Select(i => $"task {i / runs:00}")]);
    }
}
