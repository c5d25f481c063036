using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>A number with the range that it has for 90 % of the functions that the data allow.</summary>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>How much of a modeled objective's variance over the space goes back to one parameter.</summary>
/// <param name="FirstOrder">By the parameter alone.</param>
/// <param name="Total">With everything it has a part in; null when it cannot change while the others stand still.</param>
public sealed record Importance(string Parameter, Estimate FirstOrder, Estimate? Total);

/// <summary>
/// Sobol indices of every parameter, of the model's mean, in the order of the space. The intervals hold the 5th to 95th percentile over two kinds of draws, as many of each:
/// functions from the posterior, which tell what the model does not know between the results (Le Gratiet et al. 2014, SIAM/ASA J. Uncertain. Quantif. 2, 336), and means of
/// models fitted to random parts of the results, which tell what hangs on a few of them and on the length scales. Each draw has a bootstrap sample of the base points.
/// Empty, with the reason, where the data do not carry them. Immutable.
/// </summary>
/// <param name="Missing">Why there are none; null when there are.</param>
/// <param name="Remark">Over which points the variance is taken, where it is not the whole box.</param>
public sealed record Importances(IReadOnlyList<Importance> Parameters, string? Missing, string? Remark)
{
    /// <summary>Draws of each kind.</summary>
    private const int Draws = 24;

    /// <summary>Share of the results that a model of a part of them takes.</summary>
    private const double Part = 0.8;

    /// <summary>With more rows than this, models of parts take their length scales from so many.</summary>
    private const int MaxFittedRows = 150;

    /// <summary>About how many points are asked; base points are the power of two that fits.</summary>
    private const int Points = 12000;

    public static Importances None(string why) => new([], why, null);

    internal static Importances Of(ObjectiveModel model, FeasibleSampler sampler, int distinct, long seed, CancellationToken cancellationToken)
    {
        var cube = sampler.Region.Cube;
        if (distinct < cube.Dimension + 3)
            return None($"Importances need results of at least {cube.Dimension + 3} configurations here; there are {distinct}.");
        if (model.RSquared <= 0)
            return None($"The model does not predict results better than their mean (leave-one-out r² {Quantity.Text(model.RSquared, digits: 2)}), so it cannot say which parameters matter.");
        var count = 256;
        while (count < 1024 && 2 * count * (cube.Dimension + 2) <= Points)
            count *= 2;
        var design = SensitivityDesign.Of(sampler, count, SeededRandom.DeriveSeed(seed, 0x50B));
        var all = Enumerable.Range(0, count).ToArray();
        var center = SobolIndices.Estimate(design, Means(design, model.Process), all);
        var random = SeededRandom.Derive(seed, 0xB007);
        var sample = new int[count];
        (double[] First, double[] Total) Bootstrap(double[][] values)
        {
            for (var k = 0; k < count; k++)
                sample[k] = (int)random.NextInt(count);
            return SobolIndices.Estimate(design, values, sample);
        }

        var draws = Functions(design, new PosteriorPaths(model.Process, cube, Draws, seed), cancellationToken).Select(Bootstrap).ToList();
        for (var p = 0; p < Draws; p++)
            draws.Add(Bootstrap(Means(design, OfPart(model.Process, random, cancellationToken))));
        return new Importances(
            [.. cube.Columns.Select((c, j) => new Importance(c.Name, Interval(center.First[j], draws.Select(x => x.First[j])), design.Moves[j] || c.LevelCount == 1 ? Interval(center.Total[j], draws.Select(x => x.Total[j])) : null))],
            null,
            design.IsIndependent ? null : "Taken over the configurations that keep the constraints; the total effect of a parameter redraws it among the values that keep them while the others stand still.");
    }

    private static GaussianProcess OfPart(GaussianProcess process, SeededRandom random, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(0, process.Data.Count).ToArray();
        random.Shuffle<int>(rows);
        var part = process.Data.Rows([.. rows.Take(Math.Max(2, (int)Math.Ceiling(Part * rows.Length))).Order()]);
        return GaussianProcess.Fit(part, new FitOptions { WarmStart = process.Hyper, MaxPoints = MaxFittedRows }, cancellationToken: cancellationToken);
    }

    private static IEnumerable<double[][]> Blocks(SensitivityDesign design)
    {
        yield return design.Base;
        for (var j = 0; j < design.Moves.Length; j++)
            yield return design.Redrawn(j);
        if (design.IsIndependent)
            yield return design.Donors;
    }

    /// <summary>A model's mean at the blocks of the design.</summary>
    private static double[][] Means(SensitivityDesign design, GaussianProcess process) =>
        [.. Blocks(design).Select(points =>
        {
            var means = new double[points.Length];
            process.PosteriorBatch([.. points.SelectMany(p => p)], means, default);
            return means;
        })];

    /// <summary>Functions from the posterior at the blocks of the design, one after the other.</summary>
    private static double[][][] Functions(SensitivityDesign design, PosteriorPaths paths, CancellationToken cancellationToken)
    {
        var blocks = Blocks(design).ToList();
        var values = Enumerable.Range(0, paths.Count).Select(_ => blocks.Select(_ => new double[design.Count]).ToArray()).ToArray();
        var at = new double[paths.Count];
        for (var b = 0; b < blocks.Count; b++)
        {
            for (var k = 0; k < design.Count; k++)
            {
                if (k % 64 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                paths.Values(blocks[b][k], at);
                for (var p = 0; p < at.Length; p++)
                    values[p][b][k] = at[p];
            }
        }

        return values;
    }

    private static Estimate Interval(double value, IEnumerable<double> draws)
    {
        var sorted = draws.Order().ToArray();
        return new Estimate(value, Math.Min(value, SortedArrayStatistics.QuantileCustom(sorted, 0.05, QuantileDefinition.R7)), Math.Max(value, SortedArrayStatistics.QuantileCustom(sorted, 0.95, QuantileDefinition.R7)));
    }
}
