using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Forests;

public sealed class RandomForestTests
{
    private static readonly ForestOptions Few = new() { Trees = 30 };

    /// <summary>One tree of one split over all rows: what it does can be checked by trying everything.</summary>
    private static readonly ForestOptions Stump = new() { Trees = 1, MaxDepth = 1, MinLeaf = 1, Replace = false };

    [Fact]
    public void Same_bytes_for_any_number_of_threads()
    {
        var (columns, outcomes) = Mixed(400, 1);
        var one = RandomForest.Grow(columns, outcomes, Few, 7, threads: 1);
        var four = RandomForest.Grow(columns, outcomes, Few, 7, threads: 4);
        Assert.Equal(one.Predict(columns), four.Predict(columns, threads: 3));
        Assert.Equal(one.ImpurityShares, four.ImpurityShares);
        Assert.Equal(one.OutOfBagRSquared, four.OutOfBagRSquared);
        Assert.NotEqual(one.Predict(columns), RandomForest.Grow(columns, outcomes, Few, 8).Predict(columns));
    }

    [Fact]
    public void Negated_outcomes_give_negated_predictions_to_the_last_bit()
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var (columns, outcomes) = Mixed(300, seed);
            var plain = RandomForest.Grow(columns, outcomes, Few, seed);
            var negated = RandomForest.Grow(columns, [.. outcomes.Select(y => -y)], Few, seed);
            Assert.Equal(plain.Predict(columns), negated.Predict(columns).Select(p => -p));
            Assert.Equal(plain.ImpurityShares, negated.ImpurityShares);
        }
    }

    [Fact]
    public void Scaled_and_shifted_outcomes_give_scaled_and_shifted_predictions()
    {
        var (columns, tied) = Mixed(300, 3);
        double[] outcomes = [.. tied.Select((y, i) => y + (0.01 * Math.Sin(i)))];
        var plain = RandomForest.Grow(columns, outcomes, Few, 3).Predict(columns);
        var moved = RandomForest.Grow(columns, [.. outcomes.Select(y => (1e-3 * y) + 17)], Few, 3).Predict(columns);
        Assert.All(plain.Zip(moved), p => Assert.Equal((1e-3 * p.First) + 17, p.Second, 1e-10));
    }

    [Fact]
    public void A_category_is_split_by_the_best_of_all_its_subsets()
    {
        foreach (var seed in Enumerable.Range(0, 40))
        {
            var random = new SeededRandom(seed);
            double[] levels = [.. Enumerable.Range(0, 40).Select(_ => (double)random.NextInt(6))];

            // Few distinct outcomes, so that levels tie.
            double[] outcomes = [.. levels.Select(l => Math.Round((l * l % 5) + random.NextNormal()))];
            var fitted = RandomForest.Grow([Category("c", 6, levels)], outcomes, Stump, seed).Predict([Category("c", 6, levels)]);
            var best = Enumerable.Range(0, 64).Min(mask => Error(outcomes, [.. levels.Select(l => (mask >> (int)l & 1) != 0)]));
            Assert.Equal(best, outcomes.Zip(fitted, (y, p) => (y - p) * (y - p)).Sum(), 1e-9);
        }
    }

    [Fact]
    public void A_number_is_split_at_its_best_place_and_not_active_goes_where_it_gains_more_or_stands_alone()
    {
        foreach (var seed in Enumerable.Range(0, 40))
        {
            var random = new SeededRandom(seed);
            double[] values = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble() < 0.2 ? double.NaN : random.NextInt(8))];
            double[] outcomes = [.. values.Select(v => (double.IsNaN(v) ? random.NextInt(9) - 3 : v > 4 ? 2 : 0) + random.NextNormal())];
            var column = Number("x", values);
            var fitted = RandomForest.Grow([column], outcomes, Stump, seed).Predict([column]);
            var best = Enumerable.Range(-1, 9).SelectMany(cut => new[] { true, false }.Select(left => Error(outcomes, [.. values.Select(v => double.IsNaN(v) ? left : v <= cut)]))).Min();
            Assert.Equal(best, outcomes.Zip(fitted, (y, p) => (y - p) * (y - p)).Sum(), 1e-9);
        }
    }

    [Fact]
    public void Five_thousand_levels_are_split_natively()
    {
        var random = new SeededRandom(5);
        const int n = 20_000;
        double[] levels = [.. Enumerable.Range(0, n).Select(_ => (double)random.NextInt(5000))];
        double[] noise = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        double[] outcomes = [.. levels.Select(l => (l * 7919 % 100 / 100) + (0.1 * random.NextNormal()))];
        var forest = RandomForest.Grow([Category("level", 5000, levels), Number("noise", noise)], outcomes, new ForestOptions { Trees = 20, ColumnsPerSplit = 2 }, 1, threads: 2);
        Assert.InRange(forest.OutOfBagRSquared, 0.6, 0.95);
        Assert.True(forest.ImpurityShares[0] > 0.8);
    }

    [Fact]
    public void A_conditional_parameter_is_told_from_one_that_is_active()
    {
        var random = new SeededRandom(9);
        double[] values = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() < 0.4 ? double.NaN : random.NextDouble())];
        double[] outcomes = [.. values.Select(v => double.IsNaN(v) ? 0.5 : v > 0.5 ? 1 : 0)];
        var forest = RandomForest.Grow([Number("x", values)], outcomes, Few, 1);
        Assert.Equal(0.5, forest.Predict([double.NaN]), 1e-9);
        Assert.Equal(0, forest.Predict([0.2]), 1e-9);
        Assert.Equal(1, forest.Predict([0.9]), 1e-9);
    }

    [Fact]
    public void Rows_of_weight_zero_are_never_drawn_and_heavier_rows_count_more()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? 0.0 : 1)];
        double[] outcomes = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1.0 : 3)];
        double[] onlyEven = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1.0 : 0)];
        Assert.Equal(1, RandomForest.Grow([Number("x", x)], outcomes, Few, 1, onlyEven).Predict([0.0]), 1e-12);
        double[] mostlyOdd = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? 1.0 : 9)];
        Assert.InRange(RandomForest.Grow([Number("x", x)], outcomes, Few, 1, mostlyOdd).Predict([0.0]), 2.7, 2.9);
    }

    [Fact]
    public void Constant_outcomes_missing_columns_and_unseen_levels_do_no_harm()
    {
        double[] nothing = [.. Enumerable.Repeat(double.NaN, 50)];
        double[] levels = [.. Enumerable.Range(0, 50).Select(i => (double)(i % 3))];
        ParameterColumn[] columns = [Number("nothing", nothing), Category("c", 5, levels)];
        var constant = RandomForest.Grow(columns, [.. Enumerable.Repeat(0.1, 50)], Few, 1);
        Assert.Equal(0.1, constant.Predict([1.0, 4.0]), 1e-15);
        Assert.Equal([0, 0], constant.ImpurityShares);
        Assert.True(double.IsNaN(constant.OutOfBagRSquared));
        var varied = RandomForest.Grow(columns, [.. levels.Select(l => l * l)], Few, 1);
        Assert.InRange(varied.Predict([double.NaN, 4.0]), 0, 4);
        Assert.Equal(0, varied.ImpurityShares[0]);
    }

    [Fact]
    public void The_spread_between_trees_is_wider_where_nothing_was_seen()
    {
        var random = new SeededRandom(2);
        double[] x = [.. Enumerable.Range(0, 300).Select(i => i < 290 ? random.NextDouble() : 2 + (3 * random.NextDouble()))];
        double[] outcomes = [.. x.Select(v => Math.Sin(3 * v))];
        var forest = RandomForest.Grow([Number("x", x)], outcomes, new ForestOptions { Trees = 100 }, 1);
        Assert.True(forest.PredictWithSpread([3.0]).TreeSd > 5 * forest.PredictWithSpread([0.5]).TreeSd);
    }

    private static ParameterColumn Number(string name, double[] values) => new(new ParameterShape(name, ParameterKind.Number), values);

    private static ParameterColumn Category(string name, int levels, double[] values) =>
        new(new ParameterShape(name, ParameterKind.Category) { Levels = [.. Enumerable.Range(0, levels).Select(l => $"level {l:0000}")] }, values);

    /// <summary>Numbers with ties, a category, a conditional number; outcomes with ties.</summary>
    private static (ParameterColumn[] Columns, double[] Outcomes) Mixed(int n, int seed)
    {
        var random = SeededRandom.Derive(seed, 77);
        double[] x = [.. Enumerable.Range(0, n).Select(_ => Math.Round(random.NextDouble(), 2))];
        double[] c = [.. Enumerable.Range(0, n).Select(_ => (double)random.NextInt(7))];
        double[] z = [.. Enumerable.Range(0, n).Select(i => c[i] < 3 ? double.NaN : random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, n).Select(i => Math.Round((2 * x[i]) + (c[i] % 3) + (double.IsNaN(z[i]) ? 0 : z[i]) + (0.2 * random.NextNormal()), 1))];
        return ([Category("c", 7, c), Number("x", x), Number("z", z)], y);
    }

    private static double Error(double[] outcomes, bool[] left)
    {
        var sum = 0.0;
        foreach (var side in new[] { true, false })
        {
            double[] part = [.. outcomes.Where((_, i) => left[i] == side)];
            if (part.Length > 0)
                sum += part.Sum(y => (y - part.Average()) * (y - part.Average()));
        }

        return sum;
    }
}
