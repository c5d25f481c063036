using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Functional ANOVA of a random forest over its configurations, and the main effects it rests on. A share is the variance of a part (one parameter's marginal, a pair's interaction) over the forest's whole variance, both as
/// products of halves of the runs (<see cref="HalfForests"/>), so a parameter without effect comes out around 0 and its interval holds 0. Immutable.
/// </summary>
internal sealed class FunctionalAnova
{
    /// <summary>Pairs are taken among so many parameters, the strongest.</summary>
    public const int MostPaired = 10;

    /// <summary>Total shares are taken of so many.</summary>
    private const int MostTotals = 30;

    /// <summary>A category with more levels has no pairs.</summary>
    private const int MostPairedCodes = 66;

    private readonly HalfForests forests;
    private readonly HalfAnova[,] halves = new HalfAnova[HalfForests.Splits, 2];
    private readonly HalfProducts whole = new();
    private readonly HalfProducts?[] totals;
    private readonly List<(int First, int Second)> pairs = [];

    private FunctionalAnova(HalfForests forests, EffectMeasure measure)
    {
        this.forests = forests;
        Measures = [.. forests.Table.Columns.Select((c, j) => ColumnMeasure.Of(c, forests.Table.Codes[j], measure))];
        totals = new HalfProducts?[Measures.Count];
    }

    public IReadOnlyList<ColumnMeasure> Measures { get; }

    /// <summary>Not above 0 where halves agree on nothing.</summary>
    public double Variance => whole.Mean;

    /// <param name="count">Configurations at which whole variance and total shares are taken.</param>
    public static FunctionalAnova Of(HalfForests forests, EffectMeasure measure, int count, long seed, int threads, CancellationToken cancellationToken)
    {
        var anova = new FunctionalAnova(forests, measure);
        var columns = forests.Table.Columns;
        int[] ranked = [.. Enumerable.Range(0, columns.Length).Where(j => forests.ImpurityShares[j] > 0).OrderByDescending(j => forests.ImpurityShares[j]).ThenBy(j => j)];
        int[] paired = [.. ranked.Where(j => anova.Measures[j].Codes <= MostPairedCodes).Take(MostPaired).Order()];
        var slots = new int[columns.Length];
        Array.Fill(slots, -1);
        var pairOf = new int[paired.Length, paired.Length];
        for (var a = 0; a < paired.Length; a++)
        {
            slots[paired[a]] = a;
            for (var b = a + 1; b < paired.Length; b++)
            {
                pairOf[a, b] = anova.pairs.Count;
                anova.pairs.Add((paired[a], paired[b]));
            }
        }

        var sample = EffectSample.Of(forests.Table, anova.Measures, count, seed);
        int[] withTotal = [.. ranked.Take(MostTotals)];
        foreach (var j in withTotal)
            anova.totals[j] = new HalfProducts();
        Parallel.For(0, HalfForests.Splits, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, split =>
        {
            for (var side = 0; side < 2; side++)
            {
                var half = new HalfAnova(anova.Measures, anova.pairs);
                foreach (var tree in forests.Halves[split, side].Trees)
                    half.Add(TreeAnova.Of(tree, columns, anova.Measures, slots, pairOf, half));
                anova.halves[split, side] = half.Close();
            }

            anova.Sampled(split, sample, withTotal, cancellationToken);
        });
        return anova;
    }

    public IReadOnlyList<ParameterImportance> Parameters() => [.. Measures.Select((_, j) =>
    {
        var part = new HalfProducts();
        for (var s = 0; s < HalfForests.Splits; s++)
            part.Set(s, Product(j, halves[s, 0], halves[s, 1]), Product(j, halves[s, 0], halves[s, 0]), Product(j, halves[s, 1], halves[s, 1]));
        var (mean, sd) = OfTrees(j);
        return new ParameterImportance(forests.Table.Columns[j].Shape.Name, part.Over(whole), forests.ImpurityShares[j] > 0 ? totals[j]?.Over(whole) : new Share(0, 0, 0, 0), mean, sd);
    })];

    /// <summary>Strongest first, then by name.</summary>
    public IReadOnlyList<PairImportance> Pairs() => [.. pairs.Select((pair, p) =>
    {
        var part = new HalfProducts();
        for (var s = 0; s < HalfForests.Splits; s++)
            part.Set(s, PairProduct(p, halves[s, 0], halves[s, 1]), PairProduct(p, halves[s, 0], halves[s, 0]), PairProduct(p, halves[s, 1], halves[s, 1]));
        return new PairImportance(forests.Table.Columns[pair.First].Shape.Name, forests.Table.Columns[pair.Second].Shape.Name, part.Over(whole));
    }).OrderByDescending(p => p.Interaction.Value).ThenBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal)];

    /// <summary>Mean over all halves of one parameter's marginal by class, overall mean included, and its standard error.</summary>
    public (double[] Values, double[] StandardErrors) Main(int column)
    {
        var (values, errors) = (new double[Measures[column].Codes], new double[Measures[column].Codes]);
        for (var b = 0; b < values.Length; b++)
        {
            for (var s = 0; s < HalfForests.Splits; s++)
            {
                var (first, second) = (At(halves[s, 0], column, b), At(halves[s, 1], column, b));
                values[b] += (first + second) / (2 * HalfForests.Splits);
                errors[b] += (first - second) * (first - second) / (4 * HalfForests.Splits);
            }

            errors[b] = Math.Sqrt(errors[b]);
        }

        return (values, errors);
    }

    private static double At(HalfAnova half, int column, int code) => half.Mean + (half.Main[column]?[code] ?? 0);

    /// <summary>Whole variance and total shares (Jansen 1999), at sampled configurations.</summary>
    private void Sampled(int split, EffectSample sample, int[] withTotal, CancellationToken cancellationToken)
    {
        var count = sample.Points[0].Length;
        var (first, second) = (forests.Halves[split, 0], forests.Halves[split, 1]);
        var (baseFirst, baseSecond) = (new double[count], new double[count]);
        var codes = new ushort[Measures.Count];
        var (product, squareFirst, squareSecond) = (0.0, 0.0, 0.0);
        for (var k = 0; k < count; k++)
        {
            for (var j = 0; j < codes.Length; j++)
                codes[j] = sample.Points[j][k];
            var (a, b) = (baseFirst[k] = first.Mean(codes), baseSecond[k] = second.Mean(codes));
            (a, b) = (a - halves[split, 0].Mean, b - halves[split, 1].Mean);
            product += a * b;
            squareFirst += a * a;
            squareSecond += b * b;
        }

        whole.Set(split, product / count, squareFirst / count, squareSecond / count);
        var sums = new double[withTotal.Length, 3];
        for (var k = 0; k < count; k++)
        {
            if (k % 256 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            for (var j = 0; j < codes.Length; j++)
                codes[j] = sample.Points[j][k];
            for (var t = 0; t < withTotal.Length; t++)
            {
                var j = withTotal[t];
                if (sample.Redrawn[j][k] == sample.Points[j][k])
                    continue;
                codes[j] = sample.Redrawn[j][k];
                var (a, b) = (first.Mean(codes) - baseFirst[k], second.Mean(codes) - baseSecond[k]);
                sums[t, 0] += a * b;
                sums[t, 1] += a * a;
                sums[t, 2] += b * b;
                codes[j] = sample.Points[j][k];
            }
        }

        for (var t = 0; t < withTotal.Length; t++)
            totals[withTotal[t]]!.Set(split, sums[t, 0] / (2 * count), sums[t, 1] / (2 * count), sums[t, 2] / (2 * count));
    }

    private double Product(int column, HalfAnova first, HalfAnova second)
    {
        if (first.Main[column] is not { } a || second.Main[column] is not { } b)
            return 0;
        var sum = 0.0;
        for (var c = 0; c < a.Length; c++)
            sum += Measures[column].Weights[c] * a[c] * b[c];
        return sum;
    }

    private double PairProduct(int pair, HalfAnova first, HalfAnova second)
    {
        var (rows, columns) = (Measures[pairs[pair].First].Weights, Measures[pairs[pair].Second].Weights);
        var sum = 0.0;
        for (var (r, at) = (0, 0); r < rows.Length; r++)
        {
            var along = 0.0;
            for (var c = 0; c < columns.Length; c++, at++)
                along += columns[c] * first.Pairs[pair][at] * second.Pairs[pair][at];
            sum += rows[r] * along;
        }

        return sum;
    }

    private (double Mean, double Sd) OfTrees(int column)
    {
        var (count, mean, square) = (0, 0.0, 0.0);
        foreach (var half in halves)
        {
            foreach (var shares in half.TreeShares)
            {
                count++;
                var off = shares[column] - mean;
                mean += off / count;
                square += off * (shares[column] - mean);
            }
        }

        return (mean, count < 2 ? double.NaN : Math.Sqrt(square / (count - 1)));
    }
}
