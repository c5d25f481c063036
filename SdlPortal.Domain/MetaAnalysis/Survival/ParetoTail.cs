using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>
/// How far beyond the best so far a better run goes: a generalized Pareto distribution of what the best fifth of the runs exceed the rest by (Coles 2001, An Introduction to Statistical Modeling of Extreme Values, ch. 4), with its shape and scale
/// uncertain (posterior on a grid; shape ~ N(−0.2, 0.35²) a priori, since outcomes mostly have an end; scale flat in its logarithm).
/// </summary>
internal sealed class ParetoTail
{
    private const int Shapes = 25;
    private const int Scales = 40;
    private readonly double[] cumulative;
    private readonly double[] shapes;
    private readonly double[] scales;
    private readonly double above;

    private ParetoTail(double[] excesses)
    {
        Count = excesses.Length;
        above = excesses[^1];
        var mean = excesses.Sum() / Count;
        (shapes, scales, cumulative) = (new double[Shapes * Scales], new double[Shapes * Scales], new double[Shapes * Scales]);
        var logs = new double[Shapes * Scales];
        for (var a = 0; a < Shapes; a++)
        {
            for (var b = 0; b < Scales; b++)
            {
                var c = (a * Scales) + b;
                shapes[c] = -1.05 + (1.6 * a / (Shapes - 1));
                scales[c] = mean * Math.Exp(-1.5 + (3.0 * b / (Scales - 1)));
                logs[c] = LogLikelihood(excesses, shapes[c], scales[c]) - (0.5 * Math.Pow((shapes[c] + 0.2) / 0.35, 2));
            }
        }

        var highest = logs.Max();
        var sum = 0.0;
        for (var c = 0; c < logs.Length; c++)
            cumulative[c] = sum += Math.Exp(logs[c] - highest);
        for (var c = 0; c < logs.Length; c++)
            cumulative[c] /= sum;
    }

    /// <summary>Excesses that the tail is fitted to.</summary>
    public int Count { get; }

    /// <param name="ascending">At least ten outcomes that are not all the same.</param>
    public static ParetoTail Fit(double[] ascending)
    {
        var n = ascending.Length;
        var count = Math.Min(n - 1, Math.Clamp((int)Math.Ceiling(0.2 * n), 9, 200));
        // A threshold tied with the best would leave nothing to exceed it.
        while (count < n - 1 && ascending[n - 1 - count] == ascending[n - 1])
            count++;
        var threshold = ascending[n - 1 - count];
        return new ParetoTail([.. ascending.TakeLast(count).Select(v => v - threshold).Where(e => e > 0)]);
    }

    /// <summary>By how much the largest of so many better runs exceeds the best so far.</summary>
    public double DrawLargest(SeededRandom random, int records)
    {
        var place = Array.BinarySearch(cumulative, random.NextDouble());
        var c = Math.Min(place < 0 ? ~place : place, cumulative.Length - 1);
        // The largest of j uniform numbers; beyond the best the tail is again a Pareto tail, of scale σ + ξ (best − threshold).
        var p = Math.Pow(1 - random.NextDouble(), 1.0 / records);
        var scale = Math.Max(0, scales[c] + (shapes[c] * above));
        return Math.Abs(shapes[c]) < 1e-9 ? -scale * Math.Log(1 - p) : scale / shapes[c] * (Math.Pow(Math.Max(1 - p, 1e-16), -shapes[c]) - 1);
    }

    private static double LogLikelihood(double[] excesses, double shape, double scale)
    {
        var sum = -excesses.Length * Math.Log(scale);
        foreach (var excess in excesses)
        {
            var inner = 1 + (shape * excess / scale);
            if (inner <= 0)
                return double.NegativeInfinity;
            sum -= Math.Abs(shape) < 1e-9 ? excess / scale : ((1 / shape) + 1) * Math.Log(inner);
        }

        return sum;
    }
}
