using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// The region of TuRBO (Eriksson et al. 2019, arXiv 1910.01739, section 2 and supplement D) as a function of the results: their order is replayed, three
/// improvements in a row double the base length, as many misses as there are parameters (at least 4) halve it, and below 2⁻⁷ it starts anew elsewhere.
/// </summary>
/// <param name="Length">Base length in the unit cube, 2⁻⁷ to 1.6.</param>
/// <param name="Since">First result (row) that belongs to this region; those before a restart do not.</param>
/// <param name="Restarts">How often it was given up.</param>
public sealed record TrustRegion(double Length, int Since, int Restarts)
{
    public const double FirstLength = 0.8;
    private const double LeastLength = 0.0078125;
    private const double MostLength = 1.6;
    private const int Successes = 3;

    /// <summary>An improvement has to be larger than this share of the best value's distance from the mean result.</summary>
    private const double Least = 1e-3;

    /// <summary>
    /// The region after the results in their order, larger is better. The first <paramref name="given"/> of them (prior results, initial design) are what the region starts from;
    /// each later one counts as a success or a failure.
    /// </summary>
    public static TrustRegion Replay(IReadOnlyList<double> values, int given, int dimension)
    {
        var failures = Math.Max(4, dimension);
        var (length, since, restarts) = (FirstLength, 0, 0);
        var (hits, misses) = (0, 0);
        var best = double.NegativeInfinity;
        var spread = values.Count == 0 ? 0 : values.Max() - values.Min();
        for (var i = 0; i < values.Count; i++)
        {
            var better = values[i] > best + (Least * spread);
            best = Math.Max(best, values[i]);
            if (i < given || i - since < 2)
                continue;
            (hits, misses) = better ? (hits + 1, 0) : (0, misses + 1);
            if (hits == Successes)
                (length, hits) = (Math.Min(MostLength, 2 * length), 0);
            else if (misses == failures)
                (length, misses) = (length / 2, 0);
            if (length >= LeastLength)
                continue;
            (length, since, restarts) = (FirstLength, i + 1, restarts + 1);
            (hits, misses, best) = (0, 0, double.NegativeInfinity);
        }

        return new TrustRegion(length, since, restarts);
    }

    /// <summary>The box around a point: sides proportional to the length scales, their product as for a cube of the base length, cut off at the unit cube.</summary>
    public SearchBox Around(double[] center, Hyperparameters hyper, bool[] categorical)
    {
        var ordered = Enumerable.Range(0, center.Length).Where(j => !categorical[j]).ToList();
        var middle = ordered.Count == 0 ? 1 : Math.Exp(ordered.Average(j => Math.Log(hyper.LengthScales[j])));
        var (low, high) = (new double[center.Length], new double[center.Length]);
        Array.Fill(high, 1);
        foreach (var j in ordered)
        {
            var half = 0.5 * Length * hyper.LengthScales[j] / middle;
            var at = Math.Clamp(center[j], 0, 1);
            (low[j], high[j]) = (Math.Max(0, at - half), Math.Min(1, at + half));
        }

        return new SearchBox(low, high);
    }
}
