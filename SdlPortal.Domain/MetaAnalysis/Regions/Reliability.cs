using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>A probability that was predicted for a task that was held out, and what came.</summary>
/// <param name="Observed">0 or 1, or a share.</param>
/// <param name="Weight">How many configurations it speaks of.</param>
/// <param name="IsCovered">Whether the observed share lies in the predicted 95 % interval; true where there is none.</param>
internal readonly record struct Predicted(int Task, double Probability, double Observed, double Weight, bool IsCovered);

/// <summary>Compares predicted probabilities with what came. Whole tasks are the unit of chance: predictions for one task are right or wrong together. Pure.</summary>
internal static class Reliability
{
    private const int Resamples = 1000;

    private static readonly double[] Edges = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

    public static Calibration Of(IReadOnlyList<Predicted> predictions, long seed)
    {
        var tasks = predictions.Select(p => p.Task).Distinct().Order().ToArray();
        var bins = Edges.Length;
        var (weight, predicted, observed) = (new double[bins, tasks.Length], new double[bins, tasks.Length], new double[bins, tasks.Length]);
        var counts = new int[bins];
        foreach (var p in predictions)
        {
            var (b, t) = (Array.FindIndex(Edges, e => p.Probability < e), Array.IndexOf(tasks, p.Task));
            counts[b]++;
            weight[b, t] += p.Weight;
            predicted[b, t] += p.Weight * p.Probability;
            observed[b, t] += p.Weight * p.Observed;
        }

        var once = new double[tasks.Length];
        Array.Fill(once, 1);
        var random = SeededRandom.Derive(seed, 0xCA1);
        var (errors, chance) = (new double[Resamples], 0.0);
        var shares = Enumerable.Range(0, bins).Select(_ => new List<double>()).ToArray();
        var drift = Enumerable.Range(0, bins).Select(b => Total(weight, b, once) is var w && w > 0 ? (Total(observed, b, once) - Total(predicted, b, once)) / w : 0).ToArray();
        for (var r = 0; r < Resamples; r++)
        {
            var times = new double[tasks.Length];
            for (var k = 0; k < tasks.Length; k++)
                times[random.NextInt(tasks.Length)]++;
            errors[r] = Error(weight, predicted, observed, times, null);
            chance += Error(weight, predicted, observed, times, drift) / Resamples;
            for (var b = 0; b < bins; b++)
            {
                if (Total(weight, b, times) is var w && w > 0)
                    shares[b].Add(Total(observed, b, times) / w);
            }
        }

        Array.Sort(errors);
        var rows = new List<ReliabilityBin>();
        for (var b = 0; b < bins; b++)
        {
            var w = Total(weight, b, once);
            if (w <= 0)
                continue;
            var sorted = shares[b].Order().ToArray();
            rows.Add(new ReliabilityBin(counts[b], Total(predicted, b, once) / w, Total(observed, b, once) / w, At(sorted, 0.025), At(sorted, 0.975)));
        }

        var covered = predictions.Count == 0 ? double.NaN : predictions.Count(p => p.IsCovered) / (double)predictions.Count;
        return new Calibration(rows, Error(weight, predicted, observed, once, null), chance, At(errors, 0.025), At(errors, 0.975), predictions.Count, tasks.Length, covered);
    }

    /// <param name="drift">What is taken off the residuals of each bin, so that predictions are right on average and only chance is left; null for the error as it is.</param>
    private static double Error(double[,] weight, double[,] predicted, double[,] observed, double[] times, double[]? drift)
    {
        var (sum, total) = (0.0, 0.0);
        for (var b = 0; b < weight.GetLength(0); b++)
        {
            var w = Total(weight, b, times);
            sum += Math.Abs(Total(observed, b, times) - Total(predicted, b, times) - ((drift?[b] ?? 0) * w));
            total += w;
        }

        return total > 0 ? sum / total : double.NaN;
    }

    private static double Total(double[,] values, int bin, double[] times)
    {
        var sum = 0.0;
        for (var t = 0; t < times.Length; t++)
            sum += times[t] * values[bin, t];
        return sum;
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Round(share * (sorted.Length - 1))];
}
