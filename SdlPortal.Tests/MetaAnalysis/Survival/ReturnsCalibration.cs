using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Survival;

/// <summary>How well forecasts of gains hold on sequences whose future is known.</summary>
/// <param name="Held">Share of intervals (90 %) that held the gain.</param>
/// <param name="Gained">Mean gain that came, and <paramref name="Expected"/> the mean that was expected.</param>
/// <param name="Any">Share with any gain, and <paramref name="ExpectedAny"/> the mean chance that was stated.</param>
internal sealed record ReturnsCalibration(string Kind, int Runs, int Ahead, int Rounds, double Held, double Gained, double Expected, double Any, double ExpectedAny)
{
    public static IReadOnlyList<string> Random => ["normal", "uniform", "exponential", "student5", "steps"];

    public static IReadOnlyList<string> Climbing => ["local search", "rising mean", "plateau"];

    /// <summary>A sequence of n outcomes of a kind.</summary>
    public static double[] Sequence(string kind, int n, SeededRandom random)
    {
        var y = new double[n];
        var (x, best, ceiling) = (Enumerable.Range(0, 5).Select(_ => 2 * random.NextNormal()).ToArray(), double.NegativeInfinity, 1 + random.NextDouble());
        for (var i = 0; i < n; i++)
        {
            switch (kind)
            {
                case "normal":
                    y[i] = random.NextNormal();
                    break;
                case "uniform":
                    y[i] = random.NextDouble();
                    break;
                case "exponential":
                    y[i] = -Math.Log(1 - random.NextDouble());
                    break;
                case "student5":
                    y[i] = random.NextNormal() / Math.Sqrt(Enumerable.Range(0, 5).Sum(_ => Math.Pow(random.NextNormal(), 2)) / 5);
                    break;
                case "steps":
                    // Like an accuracy: bounded, skewed, in steps of 1/450.
                    y[i] = Math.Round(450 * (1 - Math.Pow(random.NextDouble(), 0.3) * 0.9)) / 450;
                    break;
                case "local search":
                    double[] next = [.. x.Select(v => v + (0.5 * random.NextNormal()))];
                    y[i] = -next.Sum(v => v * v);
                    if (y[i] > best)
                        (x, best) = (next, y[i]);
                    break;
                case "rising mean":
                    y[i] = ceiling - (2 / Math.Sqrt(i + 1)) + (0.15 * random.NextNormal());
                    break;
                default:
                    y[i] = ceiling - (2 * Math.Exp(-i / 8.0)) + (0.1 * random.NextNormal());
                    break;
            }
        }

        return y;
    }

    public static ReturnsCalibration Simulate(string kind, SequenceKind treatedAs, int n, int k, int rounds, int others = 0) =>
        Of(kind, treatedAs, n, k, rounds, (round, which) => Sequence(kind, n + k, SeededRandom.Derive(23, round, which)), others);

    /// <param name="sequence">By round and, from 1 on, the other sequences of the round; at least n + k outcomes.</param>
    public static ReturnsCalibration Of(string kind, SequenceKind treatedAs, int n, int k, int rounds, Func<int, int, double[]> sequence, int others = 0)
    {
        var (held, gained, expected, any, expectedAny) = (0, 0.0, 0.0, 0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var y = sequence(round, 0);
            var forecast = DiminishingReturns.Of(y[..n], treatedAs, [.. Enumerable.Range(1, others).Select(o => sequence(round, o))], new ReturnsQuestion { Ahead = [k], Seed = round }).Value;
            var gain = y[..(n + k)].Max() - y[..n].Max();
            held += forecast.Gains[0].Interval.Holds(gain) ? 1 : 0;
            gained += gain / rounds;
            expected += forecast.Gains[0].Gain / rounds;
            any += gain > 0 ? 1 : 0;
            expectedAny += forecast.Gains[0].ChanceOfAny / rounds;
        }

        return new ReturnsCalibration(kind, n, k, rounds, (double)held / rounds, gained, expected, (double)any / rounds, expectedAny);
    }

    public string Line => FormattableString.Invariant($"| {Kind} | {Runs} | {Ahead} | {Rounds} | {100 * Held:0.0} % | {Gained:G3} | {Expected:G3} | {100 * Any:0} % | {100 * ExpectedAny:0} % |");
}
