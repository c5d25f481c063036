using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>How well predictions meet what was observed. Pure; a score that cannot be told (one class among the tested rows) is not a number.</summary>
internal static class ModelScoring
{
    /// <summary>Probabilities are taken as at least this, so that one wrong certainty does not cost everything: as scikit-learn 1.2 has it.</summary>
    private const double Least = 1e-15;

    private const int Bins = 10;

    private static readonly string[] Number = ["rmse", "r2", "mae", "median_ae"];
    private static readonly string[] Class = ["brier", "log_loss", "auc", "accuracy", "balanced_accuracy", "calibration_error"];

    /// <summary>Keys of the scores, the deciding one first.</summary>
    public static IReadOnlyList<string> Keys(TargetKind kind) => kind == TargetKind.Number ? Number : Class;

    /// <summary>What a score can be at all, at which intervals end.</summary>
    public static (double Least, double Most) Limits(string key) => key switch
    {
        "r2" => (double.NegativeInfinity, 1),
        "auc" or "accuracy" or "balanced_accuracy" or "calibration_error" => (0, 1),
        _ => (0, double.PositiveInfinity),
    };

    /// <summary>One score for each key.</summary>
    /// <param name="predicted">Of numbers n values, of classes n x classes, row-major.</param>
    public static double[] Of(double[] observed, double[] predicted, int classes) => classes == 0 ? Numbers(observed, predicted) : Classified(observed, predicted, classes);

    /// <summary>The root mean squared error of a number, Brier's score of classes (Brier 1950): smaller is better. The latter is as proper as the log loss and bounded, so that one wrong certainty of a few neighbors or trees does not decide.</summary>
    public static double Deciding(double[] observed, double[] predicted, int classes) => classes == 0 ? Math.Sqrt(Squares(observed, predicted) / observed.Length) : Brier(observed, predicted, classes);

    private static double[] Numbers(double[] observed, double[] predicted)
    {
        var n = observed.Length;
        var away = new double[n];
        var mean = observed.Average();
        var total = observed.Sum(y => (y - mean) * (y - mean));
        for (var i = 0; i < n; i++)
            away[i] = Math.Abs(observed[i] - predicted[i]);
        var squares = Squares(observed, predicted);
        Array.Sort(away);
        return [Math.Sqrt(squares / n), total > 0 ? 1 - (squares / total) : double.NaN, away.Average(), Robust.Median(away)];
    }

    private static double Squares(double[] observed, double[] predicted)
    {
        var sum = 0.0;
        for (var i = 0; i < observed.Length; i++)
            sum += (observed[i] - predicted[i]) * (observed[i] - predicted[i]);
        return sum;
    }

    private static double[] Classified(double[] observed, double[] predicted, int classes)
    {
        var n = observed.Length;
        var right = 0;
        var (hits, counts) = (new int[classes], new int[classes]);
        for (var i = 0; i < n; i++)
        {
            var own = (int)observed[i];
            var row = predicted.AsSpan(i * classes, classes);
            var likeliest = Likeliest(row);
            counts[own]++;
            right += likeliest == own ? 1 : 0;
            hits[own] += likeliest == own ? 1 : 0;
        }

        var recall = Enumerable.Range(0, classes).Where(k => counts[k] > 0).Average(k => (double)hits[k] / counts[k]);
        return [Brier(observed, predicted, classes), LogLoss(observed, predicted, classes), Auc(observed, predicted, classes), (double)right / n, recall, CalibrationError(Calibration(observed, predicted, classes))];
    }

    /// <summary>The mean of Σ (p − [class observed])² over the classes; of two classes of the second alone, as the two squares are the same.</summary>
    private static double Brier(double[] observed, double[] predicted, int classes)
    {
        var sum = 0.0;
        for (var i = 0; i < observed.Length; i++)
        {
            for (var k = classes == 2 ? 1 : 0; k < classes; k++)
            {
                var d = predicted[(i * classes) + k] - (observed[i] == k ? 1 : 0);
                sum += d * d;
            }
        }

        return sum / observed.Length;
    }

    /// <summary>−mean ln p of the class observed.</summary>
    private static double LogLoss(double[] observed, double[] predicted, int classes)
    {
        var sum = 0.0;
        for (var i = 0; i < observed.Length; i++)
            sum -= Math.Log(Math.Clamp(predicted[(i * classes) + (int)observed[i]], Least, 1));
        return sum / observed.Length;
    }

    /// <summary>The share of pairs of rows that are in the right order; of more than two classes the mean over each against the rest, of those that were tested.</summary>
    private static double Auc(double[] observed, double[] predicted, int classes)
    {
        var n = observed.Length;
        var (sum, count) = (0.0, 0);
        for (var k = classes == 2 ? 1 : 0; k < classes; k++)
        {
            var own = k;
            var positive = observed.Count(y => y == own);
            if (positive == 0 || positive == n)
                continue;
            var column = new double[n];
            for (var i = 0; i < n; i++)
                column[i] = predicted[(i * classes) + k];
            var ranks = Ranks.Average(column);
            var above = 0.0;
            for (var i = 0; i < n; i++)
                above += observed[i] == k ? ranks[i] : 0;
            sum += (above - (positive * (positive + 1.0) / 2)) / ((double)positive * (n - positive));
            count++;
        }

        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>Foretold probabilities against observed shares, in ten bins of equal width; of two classes of the second, of more of each against the rest.</summary>
    public static IReadOnlyList<CalibrationBin> Calibration(double[] observed, double[] predicted, int classes)
    {
        var (foretold, seen, counts) = (new double[Bins], new double[Bins], new int[Bins]);
        for (var i = 0; i < observed.Length; i++)
        {
            for (var k = classes == 2 ? 1 : 0; k < classes; k++)
            {
                var p = predicted[(i * classes) + k];
                var bin = Math.Clamp((int)(p * Bins), 0, Bins - 1);
                foretold[bin] += p;
                seen[bin] += observed[i] == k ? 1 : 0;
                counts[bin]++;
            }
        }

        return [.. Enumerable.Range(0, Bins).Where(b => counts[b] > 0).Select(b => new CalibrationBin(foretold[b] / counts[b], seen[b] / counts[b], counts[b]))];
    }

    private static double CalibrationError(IReadOnlyList<CalibrationBin> bins) => bins.Sum(b => b.Count * Math.Abs(b.Foretold - b.Observed)) / bins.Sum(b => b.Count);

    /// <summary>The first of equally likely classes.</summary>
    public static int Likeliest(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            best = probabilities[k] > probabilities[best] ? k : best;
        return best;
    }
}
