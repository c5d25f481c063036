using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Feasibility;

/// <summary>
/// How likely an experiment at a point of the unit cube is not given up because of its recipe, learned from completed and abandoned ones: Gaussian process
/// classification with a probit likelihood by Laplace's approximation (Rasmussen and Williams 2006, sections 3.4 and 3.6, algorithms 3.1 and 3.2) over a Matern-5/2
/// kernel. It leans towards feasible: its prior mean is the share of completed experiments as if nine more had been completed and one given up, and one length
/// scale for all parameters and the variance are chosen by evidence among a few, so that a single accident halves the chances near it but shuts no region.
/// Holds scratch space: one object per thread.
/// </summary>
public sealed class FeasibilityModel
{
    /// <summary>Length scales to choose from, for one parameter; they grow with the square root of the number of parameters, as distances do.</summary>
    private static readonly double[] LengthScales = [0.1, 0.2, 0.4, 0.8];
    private static readonly double[] Variances = [1, 4];
    private const double TypicalLengthScale = 0.25;
    private const int MaxRows = 150;
    private const double Steepness = 200;

    private readonly KernelRows kernel;
    private readonly LaplaceFit fit;
    private readonly double[] k;
    private readonly double[] slopes;
    private readonly double[] white;

    private FeasibilityModel(KernelRows kernel, LaplaceFit fit, double lengthScale, double leastChance)
    {
        LeastChance = leastChance;
        this.kernel = kernel;
        this.fit = fit;
        LengthScale = lengthScale;
        k = new double[kernel.Count];
        slopes = new double[kernel.Count];
        white = new double[kernel.Count];
    }

    /// <summary>
    /// Below this probability a place is shunned: one in five and more the larger the share that was given up, for whoever follows the edge of what works fails as often as
    /// this leaves room for; less than what is expected of an unknown place, so that those stay open.
    /// </summary>
    public double LeastChance { get; }

    /// <summary>The chosen length scale, the same for all parameters, in the unit cube.</summary>
    public double LengthScale { get; }

    /// <summary>
    /// Learns from points of d numbers each; null when nothing was abandoned, for then there is nothing to learn. Of more than 150 points the last abandoned
    /// ones (at most half) and the completed ones closest to them are taken.
    /// </summary>
    /// <exception cref="CholeskyException">The covariance cannot be factored.</exception>
    public static FeasibilityModel? Fit(IReadOnlyList<double[]> completed, IReadOnlyList<double[]> abandoned, bool[] categorical)
    {
        if (abandoned.Count == 0)
            return null;
        var (rows, labels) = Choose(completed, abandoned, categorical);
        var share = (completed.Count + 9.0) / (completed.Count + abandoned.Count + 10);
        var least = Math.Min(0.2 + (abandoned.Count / (abandoned.Count + completed.Count + 5.0)), 0.9 * share);
        FeasibilityModel? best = null;
        var highest = double.NegativeInfinity;
        foreach (var relative in LengthScales)
        {
            var length = relative * Math.Sqrt(categorical.Length);
            var deviation = Math.Log(relative / TypicalLengthScale) / 0.7;
            foreach (var variance in Variances)
            {
                var kernel = new KernelRows(rows, categorical, new Hyperparameters([.. categorical.Select(_ => length)], variance, 0, 0));
                var fit = LaplaceFit.Of(kernel, rows, labels, Normal.Quantile(share) * Math.Sqrt(1 + variance), variance);
                var evidence = fit.Evidence - (0.5 * deviation * deviation);
                if (evidence > highest)
                    (best, highest) = (new FeasibilityModel(kernel, fit, length, least), evidence);
            }
        }

        return best;
    }

    /// <summary>
    /// The log-probability at x, log Φ(μ / √(1 + σ²)) for the latent μ and σ² there (equation 3.82), and unless empty its d derivatives.
    /// </summary>
    public double LogProbability(ReadOnlySpan<double> x, Span<double> gradient)
    {
        kernel.Covariances(x, k, slopes);
        var mean = fit.Mean + Vectors.Dot(k, fit.Slopes);
        for (var i = 0; i < white.Length; i++)
            white[i] = fit.Roots[i] * k[i];
        fit.Factor.SolveLower(white);
        var spread = Math.Sqrt(1 + Math.Max(0, fit.Variance - Vectors.Dot(white, white)));
        var z = mean / spread;
        var log = Normal.LogCdf(z);
        if (gradient.IsEmpty)
            return log;

        // z = μ / √(1 + σ²); dσ²/dk = -2 W½ B⁻¹ W½ k.
        var slope = Normal.HazardBelow(z, log);
        var (byMean, byVariance) = (slope / spread, -slope * z / (2 * spread * spread));
        fit.Factor.SolveUpper(white);
        for (var i = 0; i < white.Length; i++)
            white[i] = ((byMean * fit.Slopes[i]) - (2 * byVariance * fit.Roots[i] * white[i])) * slopes[i];
        gradient.Clear();
        kernel.AddGradient(x, white, gradient);
        return log;
    }

    /// <summary>
    /// What to add to the logarithm of an acquisition: the log-probability, falling two hundred times as steeply below <see cref="LeastChance"/>. The logarithms of improvements
    /// differ by hundreds where a model is sure of itself, and no probability that a few failures can teach would outweigh that.
    /// </summary>
    public double LogWeight(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var log = LogProbability(x, gradient);
        var least = Math.Log(LeastChance);
        if (log >= least)
            return log;
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] *= Steepness;
        return least + (Steepness * (log - least));
    }

    private static (List<double[]> Rows, double[] Labels) Choose(IReadOnlyList<double[]> completed, IReadOnlyList<double[]> abandoned, bool[] categorical)
    {
        if (completed.Count + abandoned.Count > MaxRows)
        {
            abandoned = [.. abandoned.Skip(Math.Max(0, abandoned.Count - Math.Max(MaxRows / 2, MaxRows - completed.Count)))];
            double Distance(double[] a) => abandoned.Min(b => categorical.Select((c, j) => c ? (a[j] == b[j] ? 0 : 1) : (a[j] - b[j]) * (a[j] - b[j])).Sum());
            completed = [.. completed.OrderBy(Distance).Take(MaxRows - abandoned.Count)];
        }

        return ([.. completed, .. abandoned], [.. completed.Select(_ => 1.0), .. abandoned.Select(_ => -1.0)]);
    }
}
