using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>
/// What a stream is compared with: values from a time when all was well. Knows their distribution (by ranks, so that its shape does not matter), their autocorrelation, their resolution and how many were missing. Immutable.
/// </summary>
public sealed class DriftReference
{
    public const int FewestValues = 30;

    private const double FewestIndependent = 30;

    /// <summary>Beyond it a reference wanders so slowly that nobody can tell wandering from drift.</summary>
    internal const double MostAutocorrelation = 0.85;

    /// <summary>The share of a new innovation in the smoothed center.</summary>
    internal const double Smoothing = 0.1;

    private const double MostBeyond = 1;
    private const double WildFrom = 6;
    private const double CoarseStay = 0.2;

    private readonly double[] sorted;

    // By twice the mid-rank.
    private readonly double[] scoreOf;
    private readonly (double Low, double High) tailScale;
    private readonly double wild;
    private readonly double innovationMean;
    private readonly double innovationSd;

    private DriftReference(ReadOnlySpan<double> values, double[] sorted)
    {
        this.sorted = sorted;
        (Count, Missing) = (sorted.Length, values.Length - sorted.Length);
        (Mean, var variance) = ArrayStatistics.MeanVariance(sorted);
        (Sd, Median) = (Math.Sqrt(variance), Robust.Median(sorted));
        var mad = Robust.NormalMad * Robust.Mad(sorted);
        wild = WildFrom * (mad > 0 ? mad : Sd);
        double[] tamed = [.. sorted.Select(Tamed)];
        (var center, variance) = ArrayStatistics.MeanVariance(tamed);
        TamedSd = Math.Sqrt(variance);
        TamedKurtosis = TamedSd > 0 ? tamed.Average(v => Math.Pow((v - center) / TamedSd, 4)) : 3;
        scoreOf = [.. Enumerable.Range(0, (2 * Count) + 1).Select(twice => Normal.Quantile(((twice / 2.0) + 0.5) / (Count + 1)))];
        tailScale = (TailScale(i => -sorted[i]), TailScale(i => sorted[Count - 1 - i]));
        var scores = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            scores[i] = double.IsFinite(values[i]) ? Score(values[i]) : double.NaN;
        Autocorrelation = EstimateAutocorrelation(scores);
        double[] innovations = [.. Innovations(scores)];
        (innovationMean, var innovationVariance) = ArrayStatistics.MeanVariance(innovations);
        innovationSd = Math.Sqrt(innovationVariance);
        var (smooth, squares) = (0.0, 0.0);
        foreach (var raw in innovations)
        {
            var e = (raw - innovationMean) / innovationSd;
            squares += (e - smooth) * (e - smooth);
            smooth += Smoothing * (e - smooth);
        }

        Power = squares / innovations.Length;
        Stillness = new Stillness(values);
        Gaps = new Gaps(values);
        Remarks = [.. Oddities(scores)];
    }

    /// <summary>Values that are not missing.</summary>
    public int Count { get; }

    public int Missing { get; }

    public double Mean { get; }

    public double Sd { get; }

    public double Median { get; }

    /// <summary>Of the values with wild ones brought in (see <see cref="Tamed"/>).</summary>
    internal double TamedSd { get; }

    /// <summary>The fourth moment of the same, standardized: 3 for a normal distribution.</summary>
    internal double TamedKurtosis { get; }

    /// <summary>Of neighboring normal scores, corrected for its bias.</summary>
    public double Autocorrelation { get; }

    /// <summary>What may make alerts less trustworthy, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The mean square of the innovations about their smoothed center.</summary>
    internal double Power { get; }

    internal Stillness Stillness { get; }

    internal Gaps Gaps { get; }

    /// <summary>How much longer a mean takes to settle than that of independent values: (1 + φ) / (1 − φ).</summary>
    internal double Inflation => (1 + Math.Max(0, Autocorrelation)) / (1 - Math.Max(0, Autocorrelation));

    /// <param name="values">In the order of time; what is not finite is missing.</param>
    public static Answer<DriftReference> Of(ReadOnlySpan<double> values)
    {
        var sorted = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                sorted.Add(value);
        }

        sorted.Sort();
        if (sorted.Count < FewestValues)
            return Answer<DriftReference>.NotEnough($"The reference has {sorted.Count} values; at least {FewestValues} are needed to know how the stream varies when all is well.");
        return sorted[0] == sorted[^1]
            ? Answer<DriftReference>.NotEnough($"All {sorted.Count} values of the reference are {Quantity.Text(sorted[0])}; choose a part in which the signal moves, or every other value would be an alert.")
            : Answer<DriftReference>.Of(new DriftReference(values, [.. sorted]));
    }

    /// <summary>
    /// The normal score of the value's place among those of the reference: Φ⁻¹((below + ½ equal + ½) / (n + 1)). Its distribution does not hang on that of the values (van der Waerden 1952), and it ends at the reference's
    /// extremes: one wild value is one wild value.
    /// </summary>
    internal double Score(double value) => scoreOf[Below(value, orEqual: false) + Below(value, orEqual: true)];

    /// <summary>How much farther out a value beyond the extremes would lie with the slope of that tail, 1 at most; signed. Spread needs it, for which ranks alone are blunt. Not where values are so few
    /// different ones that the next one is a large step.</summary>
    internal double Beyond(double value) => Stillness.MostLikelyStay > CoarseStay ? 0
        : value > sorted[^1] ? Math.Min(MostBeyond, (value - sorted[^1]) / tailScale.High)
        : value < sorted[0] ? -Math.Min(MostBeyond, (sorted[0] - value) / tailScale.Low)
        : 0;

    /// <summary>The value less the median, brought in to where it is six robust standard deviations away.</summary>
    internal double Tamed(double value) => Math.Clamp(value - Median, -wild, wild);

    internal bool IsBeyond(double value) => value < sorted[0] || value > sorted[^1];

    /// <summary>What a score brings that the one before did not announce, on the scale of the reference's innovations: mean 0, sd 1.</summary>
    /// <param name="before">Not a number where it is missing.</param>
    internal double Innovation(double score, double before) => (Whiten(score, before) - innovationMean) / innovationSd;

    /// <summary>How far values lie apart, by score, in the outer tenth of one tail.</summary>
    /// <param name="outward">The value at a place counted from the extreme, growing outward.</param>
    private double TailScale(Func<int, double> outward)
    {
        var tenth = Math.Max(3, Count / 10);
        var scale = (outward(0) - outward(tenth)) / (scoreOf[(2 * Count) - 1] - scoreOf[(2 * (Count - tenth)) - 1]);
        return scale > 0 ? scale : Sd;
    }

    private double Whiten(double score, double before) => double.IsNaN(before) ? score : (score - (Autocorrelation * before)) / Math.Sqrt(1 - (Autocorrelation * Autocorrelation));

    private IEnumerable<double> Innovations(double[] scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (!double.IsNaN(scores[i]))
                yield return Whiten(scores[i], i == 0 ? double.NaN : scores[i - 1]);
        }
    }

    /// <summary>The lag-1 autocorrelation r of the scores, with the bias −(1 + 4r) / n of a series of unknown mean (Marriott and Pope 1954, Biometrika 41, 390) taken off.</summary>
    private static double EstimateAutocorrelation(double[] scores)
    {
        var present = scores.Where(s => !double.IsNaN(s)).ToArray();
        var mean = present.Average();
        var (products, pairs) = (0.0, 0);
        for (var i = 1; i < scores.Length; i++)
        {
            if (!double.IsNaN(scores[i]) && !double.IsNaN(scores[i - 1]))
                (products, pairs) = (products + ((scores[i] - mean) * (scores[i - 1] - mean)), pairs + 1);
        }

        var power = present.Sum(s => (s - mean) * (s - mean)) / present.Length;
        if (pairs < FewestValues / 2 || power <= 0)
            return 0;
        var r = products / pairs / power;
        return Math.Clamp(((present.Length * r) + 1) / (present.Length - 4.0), -0.5, MostAutocorrelation);
    }

    private int Below(double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private IEnumerable<string> Oddities(double[] scores)
    {
        var present = scores.Where(s => !double.IsNaN(s)).ToArray();
        var half = present.Length / 2;
        var gap = present.AsSpan(half).ToArray().Average() - present.AsSpan(0, half).ToArray().Average();
        // 3.3 standard errors: one reference in a thousand.
        if (Math.Abs(gap) > 3.3 * Math.Sqrt(4.0 / present.Length * Inflation))
            yield return "The reference itself drifts: its second half lies " + (gap > 0 ? "above" : "below") + " its first. Choose a calmer part, or alerts are likelier to be false than stated.";
        if (Autocorrelation >= MostAutocorrelation)
            yield return $"Neighboring values of the reference are so alike (autocorrelation {Quantity.Text(MostAutocorrelation, digits: 2)} or more) that slow wandering can't be told from drift: take fewer values, such as means over longer steps, or alerts are likelier to be false than stated.";
        else if (Count / Inflation < FewestIndependent)
            yield return $"Neighboring values of the reference are alike (autocorrelation {Quantity.Text(Autocorrelation, digits: 2)}): its {Count} values say no more than {Count / Inflation:0} independent ones. Take a longer reference, or only large changes are noticed.";
        if (Missing > Count)
            yield return $"More than half of the reference is missing ({Missing} of {Missing + Count}).";
    }
}
