using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>
/// How an optimized sequence improves: records come at the rate r/i at run i (r = 1 for random runs; learned from the later two thirds of the sequence, Gamma posterior), and the logarithms of their sizes follow a line along the logarithm of the run,
/// with Student's t around it (the regression's own uncertainty included), none larger than all that was gained so far. So gains fall as a power of the number of runs.
/// </summary>
internal sealed class RecordTrend
{
    private const double Beforehand = 0.3;
    private readonly int count;
    private readonly double shape;
    private readonly double exposure;
    private readonly double[] logRuns;
    private readonly double[] logSizes;
    private readonly double meanRun;
    private readonly double meanSize;
    private readonly double spread;
    private readonly double slope;
    private readonly double noise;
    private readonly double largest;

    public RecordTrend(IReadOnlyList<double> outcomes)
    {
        count = outcomes.Count;
        var best = outcomes[0];
        var (runs, sizes) = (new List<double>(), new List<double>());
        for (var i = 1; i < count; i++)
        {
            if (outcomes[i] > best)
            {
                runs.Add(Math.Log(i + 1));
                sizes.Add(Math.Log(outcomes[i] - best));
                best = outcomes[i];
            }
        }

        Records = runs.Count;
        largest = Math.Log(Math.Max(double.Epsilon, best - outcomes.Min()));
        var start = count / 3;
        for (var i = start; i < count; i++)
            exposure += 1.0 / (i + 1);
        // A little knowledge beforehand: as at random, by the weight of a third of a record.
        shape = Beforehand + runs.Count(r => r > Math.Log(start + 0.5));
        exposure += Beforehand;
        (logRuns, logSizes) = ([.. runs], [.. sizes]);
        if (Records == 0)
            return;
        (meanRun, meanSize) = (logRuns.Sum() / Records, logSizes.Sum() / Records);
        var cross = 0.0;
        for (var i = 0; i < Records; i++)
        {
            spread += (logRuns[i] - meanRun) * (logRuns[i] - meanRun);
            cross += (logRuns[i] - meanRun) * (logSizes[i] - meanSize);
        }

        // A ridge of one unit draws few records to a slope of −1, the trend of a running best that approaches an end as 1/run.
        slope = (cross - 1) / (spread + 1);
        for (var i = 0; i < Records; i++)
            noise += Math.Pow(logSizes[i] - meanSize - (slope * (logRuns[i] - meanRun)), 2);
        // Two observations of spread 1 beforehand.
        noise = Math.Sqrt((noise + 2) / (Degrees + 1));
    }

    public int Records { get; }

    private double Degrees => Records + 1;

    /// <summary>What the next k runs gain in one possible future.</summary>
    public double Draw(SeededRandom random, int k)
    {
        if (Records == 0)
            return 0;
        var rate = Gamma(random, shape) / exposure;
        // One draw of the line and of its scatter belongs to the whole future.
        var sigma = noise * Math.Sqrt(Degrees / (2 * Gamma(random, Degrees / 2)));
        var (level, tilt) = (meanSize + (sigma / Math.Sqrt(Records) * random.NextNormal()), slope + (sigma / Math.Sqrt(spread + 1) * random.NextNormal()));
        var gain = 0.0;
        for (var i = count + 1; i <= count + k; i++)
        {
            if (random.NextDouble() < Math.Min(1, rate / i))
                gain += Math.Exp(Math.Min(largest, level + (tilt * (Math.Log(i) - meanRun)) + (sigma * random.NextNormal())));
        }

        return gain;
    }

    /// <summary>Marsaglia and Tsang 2000; below 1 by their boost.</summary>
    private static double Gamma(SeededRandom random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var z = random.NextNormal();
            var v = Math.Pow(1 + (c * z), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * z * z) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }
}
