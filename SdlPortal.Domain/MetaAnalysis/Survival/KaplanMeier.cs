using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>Kaplan and Meier 1958, checked against R's survival. Pure; the order of subjects does not matter.</summary>
public static class KaplanMeier
{
    /// <summary>Probabilities that differ by less are the same: a product of fractions hits 1/2 only nearly.</summary>
    private const double Same = 1e-9;

    /// <exception cref="ArgumentException">Nobody, arrays of different lengths, or a time that is negative or no number.</exception>
    public static SurvivalCurve Estimate(string name, SurvivalSample sample, BandTransform transform = BandTransform.LogLog, double level = 0.95)
    {
        sample.ThrowIfUnfit();
        var order = Enumerable.Range(0, sample.Count).ToArray();
        Array.Sort((double[])sample.Times.Clone(), order);
        var points = new List<(double Time, int AtRisk, int Events, int Censored)>();
        for (var i = 0; i < order.Length;)
        {
            var (time, start, events) = (sample.Times[order[i]], i, 0);
            for (; i < order.Length && sample.Times[order[i]] == time; i++)
                events += sample.Events[order[i]] ? 1 : 0;
            points.Add((time, order.Length - start, events, i - start - events));
        }

        var z = TailProbability.NormalCritical(level);
        var n = points.Count;
        double[] survival = new double[n], error = new double[n], low = new double[n], high = new double[n], hazard = new double[n], tied = new double[n];
        var (s, greenwood, sum, split) = (1.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var (_, risk, events, _) = points[i];
            s *= (double)(risk - events) / risk;
            greenwood += events == 0 ? 0 : events / ((double)risk * (risk - events));
            sum += (double)events / risk;
            for (var k = 0; k < events; k++)
                split += 1.0 / (risk - k);
            (survival[i], error[i], hazard[i], tied[i]) = (s, Math.Sqrt(greenwood), sum, split);
            (low[i], high[i]) = Band(s, error[i], z, transform);
        }

        return new SurvivalCurve
        {
            Name = name,
            Count = sample.Count,
            EventCount = sample.EventCount,
            Times = [.. points.Select(p => p.Time)],
            AtRisk = [.. points.Select(p => p.AtRisk)],
            Events = [.. points.Select(p => p.Events)],
            Censored = [.. points.Select(p => p.Censored)],
            Survival = survival,
            HazardStandardError = error,
            Low = low,
            High = high,
            CumulativeHazard = hazard,
            TieCorrectedHazard = tied,
            Level = level,
            Transform = transform,
        };
    }

    internal static (double Low, double High) Band(double s, double error, double z, BandTransform transform)
    {
        if (s <= 0)
            return (double.NaN, double.NaN);
        if (error == 0)
            return (1, 1);
        switch (transform)
        {
            case BandTransform.Log:
                return (s * Math.Exp(-z * error), Math.Min(1, s * Math.Exp(z * error)));
            case BandTransform.LogLog:
                var (center, half) = (Math.Log(-Math.Log(s)), z * error / -Math.Log(s));
                return (Math.Exp(-Math.Exp(center + half)), Math.Exp(-Math.Exp(center - half)));
            case BandTransform.Plain:
                return (Math.Max(0, s - (z * s * error)), Math.Min(1, s + (z * s * error)));
            default:
                throw new ArgumentOutOfRangeException(nameof(transform), transform, "An unknown band.");
        }
    }

    /// <summary>S at a time: 1 before the first.</summary>
    public static double At(SurvivalCurve curve, double time)
    {
        var index = Array.BinarySearch(curve.Times, time);
        var last = index >= 0 ? index : ~index - 1;
        return last < 0 ? 1 : curve.Survival[last];
    }

    /// <summary>The first time at which S falls to 1 − p or below; where S is exactly 1 − p over a stretch, its midpoint. The interval turns the band around (Brookmeyer and Crowley 1982).</summary>
    public static QuantileTime Quantile(SurvivalCurve curve, double probability) =>
        new(probability, Crossing(curve, curve.Survival, 1 - probability), Crossing(curve, curve.Low, 1 - probability), Crossing(curve, curve.High, 1 - probability));

    /// <summary>The first time at which a falling step function is at most the level, or the middle of the stretch over which it equals it.</summary>
    private static double? Crossing(SurvivalCurve curve, double[] values, double level)
    {
        var at = Array.FindIndex(values, v => v <= level + Same);
        if (at < 0)
            return null;
        if (values[at] < level - Same)
            return curve.Times[at];
        var end = Array.FindIndex(values, at, v => !(v >= level - Same));
        return (curve.Times[at] + (end < 0 ? curve.Times[^1] : curve.Times[end])) / 2;
    }

    /// <summary>Its standard error is Greenwood's: √Σ (area beyond t)² d/(n (n − d)).</summary>
    /// <param name="upTo">Null for the last time.</param>
    public static RestrictedMean RestrictedMean(SurvivalCurve curve, double? upTo = null)
    {
        var end = upTo ?? curve.Times[^1];
        var inside = curve.Times.TakeWhile(t => t < end).Count();
        var areas = new double[inside + 1];
        var (time, s) = (0.0, 1.0);
        for (var i = 0; i <= inside; i++)
        {
            var next = i < inside ? curve.Times[i] : end;
            areas[i] = s * (next - time);
            (time, s) = (next, i < inside ? curve.Survival[i] : s);
        }

        var (mean, variance, beyond) = (areas.Sum(), 0.0, 0.0);
        for (var i = inside - 1; i >= 0; i--)
        {
            beyond += areas[i + 1];
            var (risk, events) = ((double)curve.AtRisk[i], curve.Events[i]);
            if (events > 0 && risk > events)
                variance += beyond * beyond * events / (risk * (risk - events));
        }

        return new RestrictedMean(end, mean, Math.Sqrt(variance), Interval.Around(mean, TailProbability.NormalCritical(curve.Level) * Math.Sqrt(variance)));
    }
}
