using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>A number with the range that it has for 90 % of the functions that the data allow.</summary>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>How much of a modeled objective's variance over the space goes back to one parameter.</summary>
/// <param name="FirstOrder">By the parameter alone.</param>
/// <param name="Total">With everything it has a part in; null when it cannot change while the others stand still.</param>
public sealed record Importance(string Parameter, Estimate FirstOrder, Estimate? Total);

/// <summary>
/// Sobol indices of every parameter in the order of the space: averages over functions drawn from the model's posterior. (The indices of the posterior mean alone
/// would flatter strong parameters, as the mean is smoother than the functions it stands for.) The intervals hold the 5th to 95th percentile over the functions, each with a
/// bootstrap sample of the base points (Le Gratiet et al. 2014, SIAM/ASA J. Uncertain. Quantif. 2, 336): what the model does not know and what the estimate leaves open,
/// hyperparameters kept. Empty, with the reason, where the data do not carry them. Immutable.
/// </summary>
/// <param name="Missing">Why there are none; null when there are.</param>
/// <param name="Remark">Over which points the variance is taken, where it is not the whole box.</param>
public sealed record Importances(IReadOnlyList<Importance> Parameters, string? Missing, string? Remark)
{
    private const int Paths = 32;

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
        var values = Evaluate(design, new PosteriorPaths(model.Process, cube, Paths, seed), cancellationToken);
        var all = Enumerable.Range(0, count).ToArray();
        var centers = Enumerable.Range(0, Paths).Select(p => SobolIndices.Estimate(design, values[p], all)).ToArray();
        var draws = new (double[] First, double[] Total)[Paths];
        var random = SeededRandom.Derive(seed, 0xB007);
        var sample = new int[count];
        for (var p = 0; p < Paths; p++)
        {
            for (var k = 0; k < count; k++)
                sample[k] = (int)random.NextInt(count);
            draws[p] = SobolIndices.Estimate(design, values[p], sample);
        }

        return new Importances(
            [.. cube.Columns.Select((c, j) => new Importance(c.Name, Interval(centers.Average(x => x.First[j]), draws.Select(x => x.First[j])), design.Moves[j] || c.LevelCount == 1 ? Interval(centers.Average(x => x.Total[j]), draws.Select(x => x.Total[j])) : null))],
            null,
            design.IsIndependent ? null : "Taken over the configurations that keep the constraints; the total effect of a parameter redraws it among the values that keep them while the others stand still.");
    }

    /// <summary>One row per path; in each the blocks of the design.</summary>
    private static double[][][] Evaluate(SensitivityDesign design, PosteriorPaths paths, CancellationToken cancellationToken)
    {
        var blocks = design.Moves.Length + (design.IsIndependent ? 2 : 1);
        var values = Enumerable.Range(0, paths.Count).Select(_ => Enumerable.Range(0, blocks).Select(_ => new double[design.Count]).ToArray()).ToArray();
        var at = new double[paths.Count];
        for (var b = 0; b < blocks; b++)
        {
            var points = b == 0 ? design.Base : b <= design.Moves.Length ? design.Redrawn(b - 1) : design.Donors;
            for (var k = 0; k < points.Length; k++)
            {
                if (k % 64 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                paths.Values(points[k], at);
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
