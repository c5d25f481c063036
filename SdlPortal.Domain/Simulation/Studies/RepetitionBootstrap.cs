using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// Intervals of numbers for which there is no formula: the repetitions of each problem are drawn again with replacement, each keeping all its delays and strategies
/// (they share its luck), and the number is computed anew; the middle 95 % of the results are the interval (Efron and Tibshirani 1993, ch. 13). Seeded: the same every time.
/// </summary>
public static class RepetitionBootstrap
{
    private const int Draws = 2000;
    private const long Seed = 0xB007;

    /// <param name="repetitions">How many there are of each problem.</param>
    /// <param name="number">From the repetitions drawn of each problem, as indices with repeats.</param>
    public static Estimate Of(IReadOnlyList<int> repetitions, Func<IReadOnlyList<int[]>, double> number) => Of(repetitions, drawn => [number(drawn)], 1)[0];

    /// <summary>Several numbers from the same draws.</summary>
    /// <param name="numbers">Returns <paramref name="count"/> of them.</param>
    public static IReadOnlyList<Estimate> Of(IReadOnlyList<int> repetitions, Func<IReadOnlyList<int[]>, double[]> numbers, int count)
    {
        var drawn = repetitions.Select(n => Enumerable.Range(0, n).ToArray()).ToArray();
        var plain = numbers(drawn);
        var random = new SeededRandom(Seed);
        var results = Enumerable.Range(0, count).Select(_ => new double[Draws]).ToArray();
        for (var b = 0; b < Draws; b++)
        {
            foreach (var indices in drawn)
            {
                for (var i = 0; i < indices.Length; i++)
                    indices[i] = (int)random.NextInt(indices.Length);
            }

            var next = numbers(drawn);
            for (var k = 0; k < count; k++)
                results[k][b] = next[k];
        }

        foreach (var sorted in results)
            Array.Sort(sorted);
        return [.. results.Select((r, k) => new Estimate(plain[k], r[(int)(0.025 * Draws)], r[(int)(0.975 * Draws) - 1]))];
    }
}
