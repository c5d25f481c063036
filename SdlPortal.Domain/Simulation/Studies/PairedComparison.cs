using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The cumulative regret of a strategy in one cell against that of a reference in the same repetitions, that is with the same initial points and the same noise.
/// Regrets are of the measured running best, in the objective's unit; smaller is better.
/// </summary>
/// <param name="Reference">The strategy compared with, on the same problem at the same delay.</param>
public sealed record PairedComparison(StudyCell Cell, string Reference)
{
    /// <summary>Repetitions that both have finished.</summary>
    public required int Pairs { get; init; }

    /// <summary>Mean of (strategy - reference) with Student's t interval; negative where the strategy is better. With one pair the interval is not a number.</summary>
    public required Estimate Difference { get; init; }

    /// <summary>
    /// Mean regret over the reference's mean regret. The interval is that of a ratio of paired means by the delta method: sd of (strategy - ratio · reference)
    /// over |mean reference| √n. Not a number where the reference's mean is not positive.
    /// </summary>
    public required Estimate Ratio { get; init; }

    /// <summary>Repetitions with the smaller regret.</summary>
    public required int Wins { get; init; }

    /// <summary>Repetitions with the larger regret.</summary>
    public required int Losses { get; init; }

    /// <summary>Two-sided, of the paired t-test; 1 with a single pair.</summary>
    public required double PValue { get; init; }

    /// <summary>The same, corrected (Holm) for all comparisons that were made together.</summary>
    public required double AdjustedPValue { get; init; }

    public int Ties => Pairs - Wins - Losses;

    /// <summary>Better beyond chance, also in view of how many comparisons were made together.</summary>
    public bool IsBetter => AdjustedPValue < MultipleTesting.Level && Difference.Mean < 0;

    /// <summary>Worse beyond chance.</summary>
    public bool IsWorse => AdjustedPValue < MultipleTesting.Level && Difference.Mean > 0;

    /// <summary>Every other strategy against the reference in every cell where both have finished a repetition together; corrected for all of them.</summary>
    public static IReadOnlyList<PairedComparison> All(StudySummary summary, string reference) => Between(summary, summary.Plan.Strategies, [reference]);

    /// <summary>Each of the strategies against each of the references but itself, in every cell where both have finished a repetition together; corrected for all of them.</summary>
    public static IReadOnlyList<PairedComparison> Between(StudySummary summary, IReadOnlyCollection<string> strategies, IReadOnlyCollection<string> references)
    {
        var cells = summary.Cells.ToDictionary(c => c.Cell);
        // The quantiles take longer than all the rest, and there are only as many as there are numbers of pairs.
        var halfWidths = new Dictionary<int, double>();
        double HalfWidth(int pairs) => halfWidths.TryGetValue(pairs, out var known) ? known : halfWidths[pairs] = MeanEstimate.HalfWidth(1, pairs);
        var raw = (from own in summary.Cells
                   where strategies.Contains(own.Cell.Strategy)
                   from reference in references
                   where reference != own.Cell.Strategy
                   let other = cells.GetValueOrDefault(own.Cell with { Strategy = reference })
                   where other is not null
                   select Of(own, other, HalfWidth) into comparison
                   where comparison is not null
                   select comparison).ToList();

        // Two strategies that are each compared with the other make one claim, not two.
        var claims = raw.GroupBy(Claim).ToList();
        var adjusted = claims.Select(c => c.Key).Zip(MultipleTesting.Adjust([.. claims.Select(c => c.First().PValue)], Correction.Holm)).ToDictionary(p => p.First, p => p.Second);
        return [.. raw.Select(c => c with { AdjustedPValue = adjusted[Claim(c)] })];
    }

    /// <summary>One comparison alone. Null where the two have no finished repetition in common.</summary>
    public static PairedComparison? Of(CellSummary own, CellSummary reference) => Of(own, reference, pairs => MeanEstimate.HalfWidth(1, pairs));

    /// <param name="halfWidth">Of the 95 % interval in standard errors, by the number of pairs.</param>
    private static PairedComparison? Of(CellSummary own, CellSummary reference, Func<int, double> halfWidth)
    {
        var others = reference.Repetitions.Zip(reference.Regrets).ToDictionary(p => p.First, p => p.Second);
        var pairs = own.Repetitions.Zip(own.Regrets).Where(p => others.ContainsKey(p.First)).Select(p => (Own: p.Second, Other: others[p.First])).ToList();
        if (pairs.Count == 0)
            return null;
        var differences = pairs.Select(p => p.Own - p.Other).ToList();
        var p = MeanEstimate.PValue(differences);
        var (mean, half) = (differences.Average(), halfWidth(pairs.Count) * MeanEstimate.StandardError(differences));
        return new PairedComparison(own.Cell, reference.Cell.Strategy)
        {
            Pairs = pairs.Count,
            Difference = new Estimate(mean, mean - half, mean + half),
            Ratio = RatioOf(pairs, halfWidth(pairs.Count)),
            Wins = differences.Count(d => d < 0),
            Losses = differences.Count(d => d > 0),
            PValue = p,
            AdjustedPValue = p,
        };
    }

    private static (StudyCell, string) Claim(PairedComparison comparison) =>
        string.CompareOrdinal(comparison.Cell.Strategy, comparison.Reference) < 0
            ? (comparison.Cell, comparison.Reference)
            : (comparison.Cell with { Strategy = comparison.Reference }, comparison.Cell.Strategy);

    private static Estimate RatioOf(List<(double Own, double Other)> pairs, double halfWidth)
    {
        var mean = pairs.Average(p => p.Other);
        if (!(mean > 0))
            return new Estimate(double.NaN, double.NaN, double.NaN);
        var ratio = pairs.Average(p => p.Own) / mean;
        var error = pairs.Select(p => p.Own - (ratio * p.Other)).StandardDeviation() / (mean * Math.Sqrt(pairs.Count));
        var half = halfWidth * error;
        return new Estimate(ratio, ratio - half, ratio + half);
    }
}
