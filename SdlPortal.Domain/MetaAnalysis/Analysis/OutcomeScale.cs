using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>How the outcomes of different tasks are made comparable. On all of them larger is better.</summary>
public enum OutcomeScale
{
    /// <summary>The metric as measured; only for tasks whose levels mean the same.</summary>
    Raw,

    /// <summary>The share of the task's runs that a run is better than, ties counting half: 0 to 1.</summary>
    Rank,

    /// <summary>The normal quantile of that share (Gaussian copula scores, Salinas et al. 2020): as ranks, but the ends count more.</summary>
    Quantile,

    /// <summary>Standard deviations above the task's mean.</summary>
    Standardized,

    /// <summary>The way from the task's median (0) to its best run (1). Where half of the runs are the best, from its worst.</summary>
    RelativeToBest,
}

/// <summary>Brings one task's outcomes on a scale. Pure.</summary>
public static class OutcomeScaling
{
    public static string Words(this OutcomeScale scale) => scale switch
    {
        OutcomeScale.Raw => "as measured",
        OutcomeScale.Rank => "rank within the task",
        OutcomeScale.Quantile => "normal score within the task",
        OutcomeScale.Standardized => "standard deviations above the task's mean",
        OutcomeScale.RelativeToBest => "share of the way from the task's median to its best",
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "No such scale."),
    };

    /// <param name="outcomes">Of one task, finite, larger is better. Not changed.</param>
    /// <returns>As many values on the scale, and the factor by which differences were multiplied; not a number where the scale is not linear.</returns>
    public static (double[] Values, double Factor) Apply(OutcomeScale scale, ReadOnlySpan<double> outcomes)
    {
        if (outcomes.Length == 0)
            return ([], double.NaN);
        switch (scale)
        {
            case OutcomeScale.Raw:
                return (outcomes.ToArray(), 1);
            case OutcomeScale.Rank:
                return (SharesBeaten(outcomes), double.NaN);
            case OutcomeScale.Quantile:
                var scores = SharesBeaten(outcomes);
                for (var i = 0; i < scores.Length; i++)
                    scores[i] = Normal.Quantile(scores[i]);
                return (scores, double.NaN);
            case OutcomeScale.Standardized:
                var values = outcomes.ToArray();
                var (mean, deviation) = values.MeanStandardDeviation();
                return Linear(values, mean, deviation);
            case OutcomeScale.RelativeToBest:
                var sorted = outcomes.ToArray();
                Array.Sort(sorted);
                var middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
                var from = sorted[^1] > middle ? middle : sorted[0];
                return Linear(outcomes.ToArray(), from, sorted[^1] - from);
            default:
                throw new ArgumentOutOfRangeException(nameof(scale), scale, "No such scale.");
        }
    }

    /// <summary>A task in which all outcomes are equal says nothing: zero for all.</summary>
    private static (double[] Values, double Factor) Linear(double[] values, double origin, double unit)
    {
        var factor = unit > 0 ? 1 / unit : 0;
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - origin) * factor;
        return (values, factor);
    }

    /// <summary>(number worse + half of those equal, itself among them) / n: inside 0 and 1, its mean is exactly one half.</summary>
    private static double[] SharesBeaten(ReadOnlySpan<double> outcomes)
    {
        var n = outcomes.Length;
        var sorted = outcomes.ToArray();
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var shares = new double[n];
        for (var first = 0; first < n;)
        {
            var next = first + 1;
            while (next < n && sorted[next] == sorted[first])
                next++;
            var share = (first + next) / 2.0 / n;
            for (var i = first; i < next; i++)
                shares[order[i]] = share;
            first = next;
        }

        return shares;
    }
}
