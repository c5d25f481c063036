using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// By how much the best value that the space still holds exceeds the best configuration known (the result with the best model mean), for functions drawn
/// from the posterior: mean, and 5th to 95th percentile, in the objective's units, never negative. Limits on other outcomes are
/// left aside. The maxima are found by search, so all are lower bounds.
/// </summary>
/// <param name="Result">Index of the result that the improvement is measured against.</param>
public sealed record RemainingImprovement(double Mean, double Low, double High, int Result)
{
    private const int Paths = 48;
    private const int Candidates = 1024;
    private const int Rounds = 4;
    private const int Steps = 24;

    /// <returns>Null when no result may be the best.</returns>
    internal static RemainingImprovement? Of(ObjectiveModel model, ModelRows rows, FeasibleSampler sampler, long seed, CancellationToken cancellationToken)
    {
        var region = sampler.Region;
        var merit = model.Objective.Merit;
        var means = model.Process.FittedMeans();
        var inside = Enumerable.Range(0, rows.Count).Where(i => rows.MayBeBest[i]).OrderByDescending(i => merit.Of(means[i])).ThenBy(i => i).ToList();
        if (inside.Count == 0)
            return null;
        var paths = new PosteriorPaths(model.Process, region.Cube, Paths, SeededRandom.DeriveSeed(seed, 0x1A));
        var incumbent = new double[Paths];
        paths.Values(rows.Inputs[inside[0]], incumbent);
        for (var p = 0; p < Paths; p++)
            incumbent[p] = merit.Of(incumbent[p]);
        var best = (double[])incumbent.Clone();
        var where = Enumerable.Repeat(rows.Inputs[inside[0]], Paths).ToArray();
        var at = new double[Paths];
        foreach (var point in inside.Skip(1).Take(256).Select(i => rows.Inputs[i]).Concat(Spread(sampler, seed)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            paths.Values(point, at);
            for (var p = 0; p < Paths; p++)
            {
                if (merit.Of(at[p]) is var value && value > best[p])
                    (best[p], where[p]) = (value, point);
            }
        }

        var random = SeededRandom.Derive(seed, 0x1B);
        for (var p = 0; p < Paths; p++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Climb(paths, p, merit, region, ref best[p], where[p], random);
        }

        var gains = best.Select((b, p) => b - incumbent[p]).Order().ToArray();
        return new RemainingImprovement(gains.Average(), SortedArrayStatistics.QuantileCustom(gains, 0.05, QuantileDefinition.R7), SortedArrayStatistics.QuantileCustom(gains, 0.95, QuantileDefinition.R7), rows.Results[inside[0]]);
    }

    private static IEnumerable<double[]> Spread(FeasibleSampler sampler, long seed)
    {
        if (sampler.Region.Enumerate(Candidates) is { } all)
            return all;
        var sequence = Sobol.Wide(sampler.Region.Cube.Dimension, seed);
        var random = SeededRandom.Derive(seed, 0x1C);
        return Enumerable.Range(0, Candidates).Select(i => (sampler.Share > 0.2 ? sampler.FromSequence(sequence(i)) : null) ?? sampler.SampleUnit(random));
    }

    /// <summary>Random steps around the best point, shorter from round to round; a step that leaves the space is not taken.</summary>
    private static void Climb(PosteriorPaths paths, int path, Merit merit, FeasibleRegion region, ref double best, double[] start, SeededRandom random)
    {
        var (center, width) = (start, 0.1);
        for (var round = 0; round < Rounds; round++, width /= 2)
        {
            var from = center;
            for (var step = 0; step < Steps; step++)
            {
                var point = (double[])from.Clone();
                for (var j = 0; j < point.Length; j++)
                {
                    if (!region.Cube.Columns[j].IsCategorical)
                        point[j] = region.Cube.Columns[j].Snap(point[j] + (width * random.NextNormal()));
                }

                if (region.IsConstrained && !region.Accepts(point, out _))
                    continue;
                var value = merit.Of(paths.Value(path, point));
                if (value > best)
                    (best, center) = (value, point);
            }
        }
    }
}
