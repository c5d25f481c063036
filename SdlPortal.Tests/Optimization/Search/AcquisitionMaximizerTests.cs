using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Optimization.Search;

public class AcquisitionMaximizerTests
{
    [Fact]
    public void Whatever_is_found_belongs_to_the_space_and_is_not_taken() =>
        Check.One(Cases.Drawn(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), number =>
        {
            var space = RandomSpaces.Build(number);
            var sampler = new FeasibleSampler(space);
            var points = sampler.Sample(11, number).Select(sampler.Region.Cube.Encode).ToList();
            var pending = points.Skip(8).ToList();
            var (acquisition, near) = Acquisition(points.Take(8).ToList(), pending, sampler.Region.Cube, number);
            bool IsTaken(double[] unit, Configuration c) => pending.Exists(p => p.Zip(unit, (a, b) => Math.Abs(a - b)).Max() <= 1e-6);
            var found = AcquisitionMaximizer.Find(acquisition, sampler, near, IsTaken, number)!;
            foreach (var spot in new[] { found.Optimum, found.Free, found.RunnerUp }.OfType<Spot>())
            {
                Assert.Empty(space.Objections(spot.Configuration));
                Assert.Equal(spot.Configuration, sampler.Region.Cube.Decode(spot.Unit));
                Assert.Equal(acquisition.Score(spot.Unit, default), spot.Score, 1e-9 * Math.Max(1, Math.Abs(spot.Score)));
                Assert.True(spot.Score <= found.Optimum.Score);
                Assert.True(ReferenceEquals(spot, found.Optimum) || !IsTaken(spot.Unit, spot.Configuration));
            }

            if (found.Free is not null)
                Assert.False(IsTaken(found.Free.Unit, found.Free.Configuration));
            else
                Assert.All(sampler.Sample(100, number), c => Assert.True(IsTaken(sampler.Region.Cube.Encode(c), c)));
        }));

    [Fact]
    public void Mixed_space_is_searched_as_well_as_by_trying_everything() =>
        Check.One(Cases.Drawn(15), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var (found, grid) = MixedSpaceSearched(seed);
            Assert.True(found >= grid - 1e-9, $"{found} found, {grid} on the grid");
        }));

    /// <summary>Of 4,000 seeds the 7 that miss stop one whole number beside the best, where that number and x would have to move together; these two miss by the most.</summary>
    [Theory]
    [InlineData(704808)]
    [InlineData(530601)]
    public void Rare_stop_beside_the_best_whole_number_costs_next_to_nothing(int seed)
    {
        var (found, grid) = MixedSpaceSearched(seed);
        Assert.InRange(grid - found, 1e-9, 1e-3);
    }

    private static (double Found, double Grid) MixedSpaceSearched(int seed)
    {
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1), new IntegerParameter("n", 0, 40), new CategoricalParameter("k", ["a", "b", "c"])], []);
        var sampler = new FeasibleSampler(space);
        var points = sampler.Sample(15, seed).Select(sampler.Region.Cube.Encode).ToList();
        var (acquisition, near) = Acquisition(points, [], sampler.Region.Cube, seed);
        var found = AcquisitionMaximizer.Find(acquisition, sampler, near, (_, _) => false, seed)!;
        var grid = from k in Enumerable.Range(0, 3) from n in Enumerable.Range(0, 41) from x in Enumerable.Range(0, 101) select new[] { x / 100.0, n / 40.0, k };
        var scores = new double[3 * 41 * 101];
        acquisition.Scores([.. grid.SelectMany(p => p)], scores, default);
        return (found.Optimum.Score, scores.Max());
    }

    [Fact]
    public void Order_of_parameters_and_results_changes_nothing_beyond_rounding()
    {
        var random = new SeededRandom(5);
        var inputs = Enumerable.Range(0, 25).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() }).ToList();
        var outputs = inputs.Select(x => Math.Sin(5 * x[0]) - (x[1] * x[1]) + (0.3 * x[2])).ToList();
        var pending = Enumerable.Range(0, 3).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() }).ToList();
        Configuration Best(int[] columns, int[] rows)
        {
            double[] Permuted(double[] x) => [.. columns.Select(j => x[j])];
            var space = new SearchSpace([.. columns.Select(j => (Parameter)new ContinuousParameter("xyz"[j].ToString(), 0, 1))], []);
            var data = new TrainingSet([.. rows.Select(i => Permuted(inputs[i]))], [.. rows.Select(i => outputs[i])], new bool[3]);
            var model = new GaussianProcess(data, new Hyperparameters(Permuted([0.3, 0.4, 0.6]), 1.1, 0.01, 0));
            var acquisition = new NoisyExpectedImprovement(model, Baseline.Prune(model, [.. rows.Select(i => Permuted(inputs[i]))], 3), [.. pending.OrderBy(p => p[columns[0]]).Select(Permuted)], 4);
            var near = Enumerable.Range(0, 25).OrderByDescending(i => outputs[i]).Take(4).Select(i => Permuted(inputs[i])).ToList();
            return AcquisitionMaximizer.Find(acquisition, new FeasibleSampler(space), near, (_, _) => false, 9)!.Optimum.Configuration;
        }

        var forward = Enumerable.Range(0, 25).ToArray();
        var expected = Best([0, 1, 2], forward);
        foreach (var columns in new[] { new[] { 0, 1, 2 }, [2, 0, 1], [1, 0, 2] })
        {
            var actual = Best(columns, [.. forward.Reverse()]);
            foreach (var name in new[] { "x", "y", "z" })
                Assert.Equal(expected[name].Number, actual[name].Number, 1e-4);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Equalities_over_whole_numbers_are_kept_and_searched_in_time(int equalities)
    {
        var names = Enumerable.Range(0, 5).Select(j => "n" + j).ToArray();
        LinearConstraint Sum(IEnumerable<string> of, double value) => new([.. of.Select(n => new LinearTerm(n, 1))], Relation.Equal, value);
        var space = new SearchSpace([.. names.Select(n => (Parameter)new IntegerParameter(n, 0, 999))], [.. new[] { Sum(names[..3], 1000), Sum(names[2..], 1500) }.Take(equalities)]);
        var sampler = new FeasibleSampler(space);
        var points = sampler.Sample(30, 1).Select(sampler.Region.Cube.Encode).ToList();
        var (acquisition, near) = Acquisition(points, [], sampler.Region.Cube, 2);
        var found = Enumerable.Range(0, 3).Select(seed => AcquisitionMaximizer.Find(acquisition, sampler, near, (_, _) => false, seed)!).ToList();
        Assert.All(found, f => Assert.Empty(space.Objections(f.Optimum.Configuration)));

        // Different draws end at the same top, which no feasible point drawn at random beats.
        Assert.All(found, f => Assert.Equal(found[0].Optimum.Score, f.Optimum.Score, 1e-3));
        Assert.All(sampler.Sample(300, 8), c => Assert.True(acquisition.Score(sampler.Region.Cube.Encode(c), default) <= found[0].Optimum.Score + 1e-9));
        Assert.All(found, f => Assert.True(f.Evaluations < 100_000));
    }

    [Fact]
    public void Optimum_that_is_taken_is_named_and_the_best_free_place_taken_instead()
    {
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1), new IntegerParameter("n", 0, 9)], []);
        var sampler = new FeasibleSampler(space);
        var (acquisition, near) = Acquisition([.. sampler.Sample(8, 3).Select(sampler.Region.Cube.Encode)], [], sampler.Region.Cube, 1);
        var all = AcquisitionMaximizer.Find(acquisition, sampler, near, (_, _) => false, 1)!;
        Assert.Same(all.Optimum, all.Free);
        var found = AcquisitionMaximizer.Find(acquisition, sampler, near, (_, c) => c["n"] == all.Optimum.Configuration["n"], 1)!;
        Assert.Equal(all.Optimum.Configuration, found.Optimum.Configuration);
        Assert.NotEqual(all.Optimum.Configuration["n"], found.Free!.Configuration["n"]);
        Assert.Null(AcquisitionMaximizer.Find(acquisition, sampler, near, (_, _) => true, 1)!.Free);
    }

    [Fact]
    public void Runner_up_is_another_top_some_way_off()
    {
        var sampler = new FeasibleSampler(new SearchSpace([new ContinuousParameter("x", 0, 1)], []));
        var found = AcquisitionMaximizer.Find(new Hills(), sampler, [], (_, _) => false, 1)!;
        Assert.Equal(0.2, found.Optimum.Unit[0], 1e-3);
        Assert.Equal(0.8, found.RunnerUp!.Unit[0], 1e-3);
        Assert.False(found.IsFlat);
    }

    [Fact]
    public void Flat_acquisition_is_reported_and_still_gives_a_point()
    {
        var sampler = new FeasibleSampler(new SearchSpace([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", 0, 1)], []));
        var flat = AcquisitionMaximizer.Find(new Plain(), sampler, [], (_, _) => false, 1)!;
        Assert.True(flat.IsFlat);
        Assert.NotNull(flat.Free);
        var (acquisition, near) = Acquisition([[0.1, 0.2], [0.5, 0.9]], [], sampler.Region.Cube, 1);
        Assert.False(AcquisitionMaximizer.Find(acquisition, sampler, near, (_, _) => false, 1)!.IsFlat);
        var hopeless = new ExpectedImprovement(((ExpectedImprovement)acquisition).Model, [], 1e6, 0);
        Assert.True(AcquisitionMaximizer.Find(hopeless, sampler, near, (_, _) => false, 1)!.IsFlat);
    }

    [Fact]
    public void Search_can_be_canceled()
    {
        var sampler = new FeasibleSampler(new SearchSpace([new ContinuousParameter("x", 0, 1)], []));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => AcquisitionMaximizer.Find(new Hills(), sampler, [], (_, _) => false, 1, null, source.Token));
    }

    private static (AcquisitionFunction Acquisition, IReadOnlyList<double[]> Near) Acquisition(List<double[]> points, IReadOnlyList<double[]> pending, UnitCube cube, long seed)
    {
        var random = SeededRandom.Derive(seed, 4);
        var outputs = points.Select(p => p.Sum(v => Math.Sin(3 * v)) + (0.1 * random.NextNormal())).ToList();
        var model = new GaussianProcess(new TrainingSet(points, outputs, cube.Categorical), new Hyperparameters([.. cube.Columns.Select(_ => 0.5)], 1, 0.01, 0));
        var near = Enumerable.Range(0, points.Count).OrderByDescending(i => outputs[i]).Take(4).Select(i => points[i]).ToList();
        return (new ExpectedImprovement(model, pending, outputs.Max(), seed), near);
    }

    /// <summary>Two smooth tops, the higher at 0.2.</summary>
    private sealed class Hills : AcquisitionFunction
    {
        public override string Name => "hills";

        public override double Value(double score) => score;

        public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
        {
            var (left, right) = (Math.Exp(-50 * Math.Pow(x[0] - 0.2, 2)), 0.8 * Math.Exp(-50 * Math.Pow(x[0] - 0.8, 2)));
            if (!gradient.IsEmpty)
                gradient[0] = -100 * (((x[0] - 0.2) * left) + ((x[0] - 0.8) * right));
            return left + right;
        }
    }

    private sealed class Plain : AcquisitionFunction
    {
        public override string Name => "plain";

        public override double Value(double score) => score;

        public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
        {
            gradient.Clear();
            return 1;
        }
    }
}
