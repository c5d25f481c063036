using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>Whether promises are kept: forecasts against what fresh experiments came to, over many recommendations. Scores without experiments on both sides do not count.</summary>
/// <param name="Scores">How many count.</param>
/// <param name="Coverage">Of the intervals at 50, 80 and 95 %.</param>
/// <param name="Bias">Realized minus expected, the mean with its 95 % interval (not numbers at its ends with fewer than two); below 0 promises were too high.</param>
/// <param name="Bins">By ascending expectation, at most five of the same size.</param>
public sealed record GainCalibration(int Scores, IReadOnlyList<GainCoverage> Coverage, Estimate Bias, IReadOnlyList<GainBin> Bins)
{
    private const int MostBins = 5;

    public static GainCalibration Of(IReadOnlyList<GainScore> scores)
    {
        var counted = scores.Where(s => s.Realized is { Inside: > 0, Outside: > 0 }).ToList();
        var sizes = counted.Select(s => (s.Realized.Inside, s.Realized.Outside)).Distinct().ToDictionary(s => s, s => ExpectedGains.For(s.Inside, s.Outside));
        var wins = counted.ConvertAll(s => sizes[(s.Realized.Inside, s.Realized.Outside)].Of(ExpectedGains.Prior(s.Forecast)));
        GainCoverage Covered(double level) => new(level, Share(counted.Where((s, i) => GainScore.Holds(ExpectedGains.Range(wins[i], level), s.Realized.Superiority.Mean)).Count(), counted.Count));
        var ascending = counted.OrderBy(s => s.Expected.Mean).ToList();
        var bins = Math.Clamp(ascending.Count / 4, Math.Min(1, ascending.Count), MostBins);
        return new GainCalibration(counted.Count, [Covered(0.5), Covered(0.8), Covered(0.95)], Mean([.. counted.Select(s => s.Realized.Superiority.Mean - s.Expected.Mean)]),
            [.. Enumerable.Range(0, bins).Select(b => ascending[(b * ascending.Count / bins)..((b + 1) * ascending.Count / bins)]).Select(b => new GainBin(b.Count, b.Average(s => s.Expected.Mean), Mean([.. b.Select(s => s.Realized.Superiority.Mean)])))]);
    }

    /// <summary>Exact (Clopper and Pearson 1934, Biometrika 26, 404).</summary>
    private static Estimate Share(int held, int of) => of == 0 ? new Estimate(double.NaN, 0, 1)
        : new Estimate((double)held / of, held == 0 ? 0 : Beta.InvCDF(held, of - held + 1, 0.025), held == of ? 1 : Beta.InvCDF(held + 1, of - held, 0.975));

    private static Estimate Mean(double[] values)
    {
        if (values.Length == 0)
            return new Estimate(double.NaN, double.NaN, double.NaN);
        var mean = values.Sum() / values.Length;
        if (values.Length == 1)
            return new Estimate(mean, double.NaN, double.NaN);
        var reach = TailProbability.StudentCritical(0.95, values.Length - 1) * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
        return new Estimate(mean, mean - reach, mean + reach);
    }
}

/// <summary>How often intervals held what came.</summary>
/// <param name="Level">What they promise: 0.95.</param>
/// <param name="Held">The share that did, with the exact 95 % interval of so many trials.</param>
public sealed record GainCoverage(double Level, Estimate Held);

/// <summary>Forecasts of about the same size.</summary>
/// <param name="Expected">The mean of what was expected.</param>
/// <param name="Realized">The mean of what came, with its 95 % interval; not numbers at the ends where there is one score only.</param>
public sealed record GainBin(int Count, double Expected, Estimate Realized);
