using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Optimization;

public class StrategiesTests
{
    private static readonly Objective Yield = new("yield", Goal.Maximize, "%");

    [Fact]
    public void Suggestions_belong_to_the_space_whatever_it_looks_like() =>
        Check.One(Cases.Drawn(60), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), number =>
        {
            var space = RandomSpaces.Build(number);
            var configurations = new FeasibleSampler(space).Sample(9, number);
            var random = new SeededRandom(number);
            var observed = configurations.Take(7).Select(c => new Observation(c, [random.NextNormal()])).ToArray();
            foreach (var strategy in Strategies.All)
            {
                var suggestion = Strategies.Suggest(Request(space, observed, [.. configurations.Skip(7)], strategy.Name, seed: number, index: 9));
                Assert.Empty(space.Objections(suggestion.Configuration));
                Assert.Equal(strategy.Name, suggestion.Rationale.Strategy);
                if (!suggestion.Rationale.Remarks.Any(r => r.Contains("repeat")))
                    Assert.DoesNotContain(suggestion.Configuration, configurations.Skip(7));
            }
        }));

    [Fact]
    public void Same_request_gives_the_same_suggestion_and_another_index_another_one()
    {
        var (space, observed) = Mixture(12);
        var pending = new FeasibleSampler(space).Sample(3, 9);
        var first = Strategies.Suggest(Request(space, observed, pending, "ei"));
        Assert.Equal(first, Strategies.Suggest(Request(space with { }, observed, pending, "ei")));
        Assert.NotEqual(Strategies.Suggest(Request(space, observed, pending, "random", index: 31)), Strategies.Suggest(Request(space, observed, pending, "random")));
    }

    [Fact]
    public void Maximizing_equals_minimizing_the_negation()
    {
        var (space, observed) = Mixture(12);
        var pending = new FeasibleSampler(space).Sample(2, 9);
        var up = Strategies.Suggest(Request(space, observed, pending, "ei"));
        var down = Strategies.Suggest(Request(space, [.. observed.Select(o => o with { Values = [-o.Values[0]] })], pending, "ei") with { Objectives = [Yield with { Goal = Goal.Minimize }] });
        Assert.Equal(up.Configuration, down.Configuration);
        Assert.Equal(up.Rationale.Predicted[0].Mean, -down.Rationale.Predicted[0].Mean);
        Assert.Equal(up.Rationale.Incumbent, -down.Rationale.Incumbent);
    }

    [Fact]
    public void Expected_improvement_keeps_the_sum_to_one_and_tells_why()
    {
        var (space, observed) = Mixture(15);
        var pending = new List<Configuration>();
        for (var index = 15; index < 21; index++)
        {
            var suggestion = Strategies.Suggest(Request(space, observed, pending, "ei", index: index));
            Assert.Equal(0, space.Constraints[0].Violation(suggestion.Configuration));
            Assert.DoesNotContain(suggestion.Configuration, pending);
            Assert.Equal(pending.Count, suggestion.Rationale.Pending);
            Assert.Equal(15, suggestion.Rationale.Observed);
            Assert.Equal("expected improvement", suggestion.Rationale.Acquisition);
            Assert.Equal(3, suggestion.Rationale.LengthScales.Count);
            Assert.True(suggestion.Rationale.AcquisitionValue > 0 && suggestion.Rationale.NoiseSd > 0);
            pending.Add(suggestion.Configuration);
        }
    }

    [Theory]
    [InlineData("ackley", -32.768, 32.768)]
    [InlineData("levy", -10, 10)]
    public void Expected_improvement_finds_the_optimum_better_than_random(string name, double low, double high)
    {
        var space = new SearchSpace([new ContinuousParameter("x", low, high), new ContinuousParameter("y", low, high), new ContinuousParameter("z", low, high)], []);
        var truth = GroundTruth.BuiltIn(name, space, [Yield]);
        double Mean(string strategy) => Enumerable.Range(1, 3).Average(seed => Campaign(space, truth, strategy, seed, 40, delay: 3));
        var (model, chance) = (Mean("ei"), Mean("random"));
        Assert.True(model > 0.5 * chance, $"ei {model:F2}, random {chance:F2}: at most half of random's regret expected");
    }

    [Fact]
    public void Initial_design_comes_first_and_prior_results_do_not_count_towards_it()
    {
        var (space, observed) = Mixture(12);
        var request = Request(space, observed, [], "ei", index: 3) with { InitialDesign = new InitialDesign(InitialDesignKind.Sobol, 5) };
        Assert.Equal("initial sobol", Strategies.Suggest(request).Rationale.Strategy);
        Assert.Equal("initial random", Strategies.Suggest(request with { InitialDesign = new InitialDesign(InitialDesignKind.Random, 5) }).Rationale.Strategy);
        Assert.Equal("ei", Strategies.Suggest(request with { Index = 5 }).Rationale.Strategy);
    }

    [Fact]
    public void Without_two_results_a_point_fills_the_space_and_the_remark_says_so()
    {
        var (space, observed) = Mixture(1);
        var suggestion = Strategies.Suggest(Request(space, observed, [], "ei", index: 1));
        Assert.Contains("a model needs two", Assert.Single(suggestion.Rationale.Remarks));
    }

    [Fact]
    public void Finite_space_is_used_up_without_repeats_and_then_repeats_with_a_remark()
    {
        var space = new SearchSpace([new IntegerParameter("n", 1, 3), new CategoricalParameter("solvent", ["water", "ethanol"])], []);
        foreach (var strategy in Strategies.All.Select(s => s.Name))
        {
            var done = new List<Observation>();
            for (var index = 0; index < 6; index++)
            {
                var suggestion = Strategies.Suggest(Request(space, done, [], strategy, index: index));
                Assert.DoesNotContain(suggestion.Configuration, done.Select(o => o.Configuration));
                done.Add(new Observation(suggestion.Configuration, [suggestion.Configuration["n"].Number]));
            }

            Assert.Contains(Strategies.Suggest(Request(space, done, [done[0].Configuration], strategy, index: 6)).Rationale.Remarks, r => r.Contains("repeat"));
        }
    }

    [Fact]
    public void Whole_numbers_are_optimized_as_well_as_continuous_ones()
    {
        var space = new SearchSpace([new IntegerParameter("n", 0, 100), new ContinuousParameter("x", 0, 1), new CategoricalParameter("k", ["bad", "good", "worse"])], []);
        var done = new List<Observation>();
        for (var index = 0; index < 35; index++)
        {
            var c = Strategies.Suggest(Request(space, done, [], "ei", index: index) with { InitialDesign = new InitialDesign(InitialDesignKind.Sobol, 8) }).Configuration;
            var y = -Math.Pow((c["n"].Number - 63) / 20, 2) - Math.Pow((c["x"].Number - 0.3) / 0.2, 2) + (c["k"].Text == "good" ? 1 : 0);
            done.Add(new Observation(c, [y]));
        }

        Assert.True(done.Max(o => o.Values[0]) > 0.95);
    }

    [Fact]
    public void Several_objectives_are_all_predicted_and_those_who_do_not_seek_improvement_see_them_weighed()
    {
        var (space, observed) = Mixture(12);
        foreach (var strategy in Strategies.All.OfType<ModelStrategy>())
        {
            var request = Request(space, [.. observed.Select(o => o with { Values = [o.Values[0], -2 * o.Values[0] + 1] })], [], strategy.Name) with { Objectives = [Yield, new Objective("cost", Goal.Minimize)] };
            var rationale = Strategies.Suggest(request).Rationale;
            Assert.Equal(["yield", "cost"], rationale.Predicted.Select(p => p.Objective));
            Assert.Equal(strategy.SeeksImprovement, rationale.Acquisition == "expected hypervolume improvement");
            Assert.Equal(!strategy.SeeksImprovement, rationale.Remarks.Any(r => r.StartsWith("Several objectives are weighed", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Refusals_name_the_reason_and_the_remedy()
    {
        var (space, observed) = Mixture(3);
        Assert.Contains("Choose one of auto", Assert.Throws<SuggestionException>(() => Strategies.Suggest(Request(space, observed, [], "magic"))).Message);
        Assert.Contains("finite", Assert.Throws<SuggestionException>(() => Strategies.Suggest(Request(space, [observed[0] with { Values = [double.NaN] }], [], "ei"))).Message);
        var impossible = space with { Constraints = [.. space.Constraints, new LinearConstraint([new LinearTerm("a", 1)], Relation.AtLeast, 2)] };
        Assert.Contains("a >= 2", Assert.Throws<SuggestionException>(() => Strategies.Suggest(Request(impossible, [], [], "random"))).Message);
    }

    [Fact]
    public void Results_with_unknown_choices_are_left_out_with_a_remark()
    {
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1), new CategoricalParameter("k", ["a", "b"])], []);
        Configuration At(double x, string k) => new([new("x", x), new("k", k)]);
        var suggestion = Strategies.Suggest(Request(space, [new(At(0.1, "a"), [1]), new(At(0.5, "b"), [2]), new(At(0.9, "old"), [9])], [], "ei"));
        Assert.Equal(2, suggestion.Rationale.Observed);
        Assert.Contains("left out", suggestion.Rationale.Remarks[0]);
    }

    private static (SearchSpace Space, Observation[] Observed) Mixture(int count)
    {
        var space = new SearchSpace([.. new[] { "a", "b", "c" }.Select(n => (Parameter)new ContinuousParameter(n, 0, 1))],
            [new LinearConstraint([.. new[] { "a", "b", "c" }.Select(n => new LinearTerm(n, 1))], Relation.Equal, 1)]);
        return (space, [.. new FeasibleSampler(space).Sample(count, 3).Select(c => new Observation(c, [Math.Sin(5 * c["a"].Number) - Math.Pow(c["b"].Number - 0.4, 2)]))]);
    }

    private static SuggestionRequest Request(SearchSpace space, IReadOnlyList<Observation> observed, IReadOnlyList<Configuration> pending, string strategy, long seed = 7, int index = 30) =>
        new(space, [Yield], observed, pending, new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice(strategy), seed, index);

    /// <summary>The best true value of a campaign whose results come back after <paramref name="delay"/> further experiments.</summary>
    private static double Campaign(SearchSpace space, GroundTruth truth, string strategy, long seed, int experiments, int delay)
    {
        var done = new List<Observation>();
        for (var index = 0; index < experiments; index++)
        {
            var known = Math.Max(0, index - delay);
            var request = Request(space, done[..known], [.. done[known..].Select(o => o.Configuration)], strategy, seed, index);
            var configuration = Strategies.Suggest(request with { InitialDesign = new InitialDesign(InitialDesignKind.Random, 10) }).Configuration;
            done.Add(new Observation(configuration, [.. truth.Measure(configuration, SeededRandom.DeriveSeed(seed, index))]));
        }

        return done.Max(o => truth.TrueValues(o.Configuration)[0]);
    }
}
