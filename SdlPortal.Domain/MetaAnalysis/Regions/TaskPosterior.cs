using MathNet.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// What a share will be in a further task, from what it was in several: a hierarchical beta-binomial model. Each task's share is a draw from Beta(mκ, (1 − m)κ), its successes are binomial; m has a weak prior around chance and log κ a normal
/// one, and both are integrated out on a grid. With few tasks the spread between tasks is mostly prior, so the distribution stays wide. Where the further task has trials of its own, they count fully. Immutable.
/// </summary>
internal sealed class TaskPosterior
{
    private const int MeanPoints = 49;
    private const int ConcentrationPoints = 21;
    private const int SharePoints = 281;

    /// <summary>How much the belief is worth, against the spread between tasks, that a region is no better than chance.</summary>
    private const double PriorDraws = 1;

    /// <summary>Median and log-sd of κ: shares around one half then differ between tasks with a standard deviation of 0.2.</summary>
    private const double TypicalConcentration = 5;
    private const double ConcentrationLogSd = 1.25;

    /// <summary>Shares and means of the grid in logits.</summary>
    private const double Reach = 8;

    private static readonly double[] Shares = [.. Enumerable.Range(0, SharePoints).Select(i => Logistic(Reach * ((2.0 * i / (SharePoints - 1)) - 1)))];

    private static readonly double[] LogShares = [.. Shares.Select(s => Math.Log(s))];
    private static readonly double[] LogRests = [.. Shares.Select(s => Math.Log(1 - s))];

    private readonly double[] masses;

    private TaskPosterior(double[] masses)
    {
        this.masses = masses;
        for (var i = 0; i < masses.Length; i++)
            Mean += masses[i] * Shares[i];
    }

    public double Mean { get; }

    /// <param name="successes">Of each task; need not be whole.</param>
    /// <param name="weights">What each task counts; 0 leaves it out. Only their ratios matter: together they are worth (Σw)²/Σw² tasks.</param>
    /// <param name="chance">The share that everything has.</param>
    /// <param name="own">Of the further task itself; (0, 0) where it has none.</param>
    public static TaskPosterior Of(double[] successes, double[] trials, double[] weights, double chance, (double Successes, double Trials) own)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var t = 0; t < weights.Length; t++)
        {
            var weight = trials[t] > 0 ? weights[t] : 0;
            sum += weight;
            squares += weight * weight;
        }

        var scale = squares > 0 ? sum / squares : 0;
        var logs = new double[MeanPoints * ConcentrationPoints];
        var largest = double.NegativeInfinity;
        for (var g = 0; g < logs.Length; g++)
        {
            var (a, b, prior) = Point(g, chance);
            for (var t = 0; t < weights.Length; t++)
            {
                if (trials[t] > 0 && weights[t] > 0)
                    prior += weights[t] * scale * LogEvidence(successes[t], trials[t], a, b);
            }

            logs[g] = prior + (own.Trials > 0 ? LogEvidence(own.Successes, own.Trials, a, b) : 0);
            largest = Math.Max(largest, logs[g]);
        }

        var masses = new double[SharePoints];
        var total = 0.0;
        for (var g = 0; g < logs.Length; g++)
        {
            var weight = Math.Exp(logs[g] - largest);
            if (weight < 1e-6)
                continue;
            var (a, b, _) = Point(g, chance);
            (a, b) = (a + own.Successes, b + own.Trials - own.Successes);
            var norm = LogBeta(a, b);
            for (var i = 0; i < SharePoints; i++)
            {
                // Even steps in the logit: density times p (1 − p).
                var mass = weight * Math.Exp((a * LogShares[i]) + (b * LogRests[i]) - norm);
                masses[i] += mass;
                total += mass;
            }
        }

        for (var i = 0; i < SharePoints; i++)
            masses[i] /= total;
        return new TaskPosterior(masses);
    }

    public double Quantile(double probability)
    {
        var sum = 0.0;
        for (var i = 0; i < SharePoints; i++)
        {
            if (sum + masses[i] >= probability)
            {
                var part = masses[i] > 0 ? (probability - sum) / masses[i] : 0;
                return i == 0 ? Shares[0] : Shares[i - 1] + (part * (Shares[i] - Shares[i - 1]));
            }

            sum += masses[i];
        }

        return Shares[^1];
    }

    public double ProbabilityAbove(double share)
    {
        var sum = 0.0;
        for (var i = 0; i < SharePoints; i++)
            sum += Shares[i] > share ? masses[i] : 0;
        return Math.Min(1, sum);
    }

    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static (double A, double B, double LogPrior) Point(int g, double chance)
    {
        var mean = Logistic(Reach * ((2.0 * (g % MeanPoints) / (MeanPoints - 1)) - 1) * 0.9);
        var z = 2.5 * ((2.0 * (g / MeanPoints) / (ConcentrationPoints - 1)) - 1);
        var concentration = TypicalConcentration * Math.Exp(ConcentrationLogSd * z);
        var prior = (PriorDraws * chance * Math.Log(mean)) + (PriorDraws * (1 - chance) * Math.Log(1 - mean)) - (0.5 * z * z);
        return (mean * concentration, (1 - mean) * concentration, prior);
    }

    private static double LogEvidence(double successes, double trials, double a, double b) => LogBeta(a + successes, b + Math.Max(0, trials - successes)) - LogBeta(a, b);

    private static double LogBeta(double a, double b) => SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}
