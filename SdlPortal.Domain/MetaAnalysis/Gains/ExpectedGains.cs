using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>
/// What so many fresh experiments may come to: the true gain is drawn from the forecast (Student's t on the logit scale), the share of won pairs from that gain (<see cref="PairWins"/>). On a grid of true gains, without any chance in it; made once for a
/// pair of sizes. Immutable.
/// </summary>
internal sealed class ExpectedGains
{
    private const double Reach = 8;
    private const double Step = 0.2;

    private static readonly double[] Logits = [.. Enumerable.Range(0, (int)Math.Round(2 * Reach / Step) + 1).Select(i => -Reach + (Step * i))];

    private const int MostRemembered = 16;

    /// <summary>The last sizes asked for: a live validation asks for the same again and again, and they take a moment to work out.</summary>
    private static readonly ConcurrentDictionary<(int Inside, int Outside), ExpectedGains> Remembered = [];

    private readonly PairWins[] given;

    private ExpectedGains(PairWins[] given) => this.given = given;

    public static ExpectedGains For(int inside, int outside)
    {
        if (Remembered.TryGetValue((inside, outside), out var known))
            return known;
        if (Remembered.Count >= MostRemembered)
            Remembered.Clear();
        return Remembered[(inside, outside)] = new([.. Logits.Select(l => PairWins.Of(inside, outside, GainForecast.Logistic(l)))]);
    }

    /// <summary>The probability of each true gain of the grid; the ends stand for all beyond them.</summary>
    public static double[] Prior(GainForecast forecast)
    {
        var (masses, before) = (new double[Logits.Length], 0.0);
        var scale = Math.Sqrt(forecast.Tau2 + (forecast.LogitError * forecast.LogitError));
        for (var i = 0; i < masses.Length; i++)
        {
            var upTo = i == masses.Length - 1 ? 1 : StudentT.CDF(forecast.LogitMean, scale, forecast.DegreesOfFreedom, Logits[i] + (Step / 2));
            (masses[i], before) = (upTo - before, upTo);
        }

        return masses;
    }

    /// <summary>The same after the experiments that these are for came to <paramref name="realized"/>.</summary>
    public double[] Posterior(double[] prior, double realized)
    {
        var masses = new double[prior.Length];
        var place = realized * (given[0].Masses.Length - 1);
        for (var i = 0; i < masses.Length; i++)
            masses[i] = prior[i] * (given[i].Masses[(int)Math.Floor(place + 1e-6)] + given[i].Masses[(int)Math.Ceiling(place - 1e-6)]);
        var total = masses.Sum();
        if (!(total > 0))
            return prior;
        for (var i = 0; i < masses.Length; i++)
            masses[i] /= total;
        return masses;
    }

    public PairWins Of(double[] truths)
    {
        var masses = new double[given[0].Masses.Length];
        for (var i = 0; i < truths.Length; i++)
        {
            for (var u = 0; u < masses.Length; u++)
                masses[u] += truths[i] * given[i].Masses[u];
        }

        return new PairWins(masses);
    }

    /// <summary>The mean, and the values between which lie <paramref name="level"/> of it: those with at least (1 − level)/2 on either side when half of their own mass counts, so that the interval holds at its level in spite of the steps between values.</summary>
    public static Estimate Range(PairWins wins, double level)
    {
        var (last, below, mean) = (wins.Masses.Length - 1, 0.0, 0.0);
        var (low, high) = (0, last);
        for (var u = 0; u <= last; u++)
        {
            var middle = below + (wins.Masses[u] / 2);
            if (middle < (1 - level) / 2)
                low = u + 1;
            if (middle <= (1 + level) / 2)
                high = u;
            below += wins.Masses[u];
            mean += wins.Masses[u] * u / last;
        }

        low = Math.Min(low, last);
        return new Estimate(mean, (double)low / last, (double)Math.Max(low, high) / last);
    }
}
