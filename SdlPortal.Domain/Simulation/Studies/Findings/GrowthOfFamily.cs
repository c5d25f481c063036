
namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// How the regret on one function in several numbers of dimensions grows: factors from the fewest to the most dimensions (mean over the delays) and from the
/// smallest to the largest delay (mean over the dimensions), for one strategy or the mean of several.
/// </summary>
/// <param name="Excess">Factor of the dimension over the factor of the delay.</param>
internal sealed record GrowthOfFamily(string Label, int LowestDimension, int HighestDimension, int SmallestDelay, int LargestDelay, Estimate WithDimension, Estimate WithDelay, Estimate Excess)
{
    /// <summary>Factors exist only of positive regrets.</summary>
    public bool IsDefined => double.IsFinite(Excess.Mean) && double.IsFinite(Excess.Low) && double.IsFinite(Excess.High);

    /// <summary>Families with at least two numbers of dimensions and two delays common to all of them.</summary>
    public static IReadOnlyList<IReadOnlyList<RegretGrid>> Families(StudySummary summary) =>
        [.. GrowsWithDelay.Grids(summary, 2).GroupBy(g => g.Problem.Label)
            .Select(g => (IReadOnlyList<RegretGrid>)[.. g.OrderBy(x => x.Problem.Dimensions)])
            .Where(f => f.Count > 1 && Common(f).Count > 1)];

    public static GrowthOfFamily Of(IReadOnlyList<RegretGrid> family, IReadOnlyList<string> strategies)
    {
        var delays = Common(family);

        // Sums over the strategies per problem and repetition: over all delays, at the smallest and at the largest.
        double[] Sums(RegretGrid g, IReadOnlyList<int> over) => [.. Enumerable.Range(0, g.Repetitions.Count).Select(r => over.Sum(d => strategies.Sum(s => g.Regrets(d, s)[r])))];
        var total = family.Select(g => Sums(g, delays)).ToArray();
        var first = family.Select(g => Sums(g, [delays[0]])).ToArray();
        var last = family.Select(g => Sums(g, [delays[^1]])).ToArray();
        if (total.Concat(first).Concat(last).Any(regrets => !(regrets.Average() > 0)))
            return new GrowthOfFamily(family[0].Problem.Label, family[0].Problem.Dimensions, family[^1].Problem.Dimensions, delays[0], delays[^1], Undefined, Undefined, Undefined);
        var factors = RepetitionBootstrap.Of([.. family.Select(g => g.Repetitions.Count)], drawn =>
        {
            var dimension = Mean(total[^1], drawn[^1]) / Mean(total[0], drawn[0]);
            var (slow, fast) = (0.0, 0.0);
            for (var p = 0; p < drawn.Count; p++)
            {
                slow += Mean(last[p], drawn[p]);
                fast += Mean(first[p], drawn[p]);
            }

            return [dimension, slow / fast, dimension / (slow / fast)];
        }, 3);
        return new GrowthOfFamily(family[0].Problem.Label, family[0].Problem.Dimensions, family[^1].Problem.Dimensions, delays[0], delays[^1], factors[0], factors[1], factors[2]);
    }

    private static Estimate Undefined => new(double.NaN, double.NaN, double.NaN);

    private static double Mean(double[] regrets, int[] drawn)
    {
        var sum = 0.0;
        foreach (var r in drawn)
            sum += regrets[r];
        return sum / drawn.Length;
    }

    private static IReadOnlyList<int> Common(IReadOnlyList<RegretGrid> family) =>
        [.. family.Select(g => g.Delays.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).Order()];
}
