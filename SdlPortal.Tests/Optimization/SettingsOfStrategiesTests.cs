using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

public class SettingsOfStrategiesTests
{
    private static readonly SearchSpace Square = new([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", 0, 1)], []);

    public static TheoryData<string> ModelStrategies => [.. Strategies.All.OfType<ModelStrategy>().Select(s => s.Name)];

    [Fact]
    public void Another_strategy_takes_over_at_exactly_the_experiment_of_its_phase()
    {
        var choice = new StrategyChoice("ei") { Phases = [new StrategyPhase(20, "sobol"), new StrategyPhase(25, "ucb")] };
        string At(int index) => Strategies.Suggest(Request(12, choice, index)).Rationale.Strategy;
        Assert.Equal(["ei", "sobol", "sobol", "ucb"], [At(19), At(20), At(24), At(25)]);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3333)]
    [InlineData(1)]
    [InlineData(0)]
    public void Share_of_exploring_suggestions_is_exact_in_the_long_run(double share)
    {
        foreach (var seed in new long[] { 1, 2, 3 })
        {
            var count = 0;
            for (var index = 0; index < 1000; index++)
            {
                count += Exploration.IsDue(Request(0, new StrategyChoice("ei") { ExplorationShare = share }, index) with { Seed = seed }) ? 1 : 0;
                Assert.InRange(count, (share * (index + 1)) - 1, (share * (index + 1)) + 1);
            }
        }
    }

    [Fact]
    public void An_exploring_suggestion_is_labelled_with_its_reason_and_where_the_optimum_is()
    {
        var plain = Strategies.Suggest(Request(12, new StrategyChoice("ei"), 12));
        var exploring = Strategies.Suggest(Request(12, new StrategyChoice("ei") { ExplorationShare = 1 }, 12));
        Assert.Null(plain.Rationale.Deviation);
        Assert.Equal(1, plain.Rationale.AcquisitionShare);
        Assert.Equal(plain.Configuration, exploring.Rationale.Deviation!.Optimum);
        Assert.StartsWith("100 % of the suggestions fill the space", exploring.Rationale.Deviation.Reason, StringComparison.Ordinal);
        Assert.InRange(exploring.Rationale.AcquisitionShare!.Value, 0, 0.9999);
        Assert.NotEqual(plain.Configuration, exploring.Configuration);
        Assert.True(exploring.Rationale.AcquisitionValue < plain.Rationale.AcquisitionValue);
    }

    [Theory]
    [InlineData(DuplicatePolicy.Forbid, false)]
    [InlineData(DuplicatePolicy.AsReplicates, true)]
    [InlineData(DuplicatePolicy.WhenNoisy, true)]
    public void A_measured_configuration_is_repeated_as_the_policy_says(DuplicatePolicy policy, bool repeats)
    {
        // All of a coarse grid but the hopeless corner is measured, under noise: what the acquisition wants most is the good corner again.
        var grid = new SearchSpace([new IntegerParameter("x", 0, 4), new IntegerParameter("y", 0, 4)], []);
        var random = new SeededRandom(3);
        var observed = Enumerable.Range(1, 24).Select(i => Grid(i / 5, i % 5))
            .Select(c => new Observation(c, [c["x"].Number + c["y"].Number + (0.4 * random.NextNormal())])).ToArray();
        var suggestion = Strategies.Suggest(Request(0, new StrategyChoice("ucb") { Duplicates = policy }, 30) with { Space = grid, Observations = observed });
        Assert.Equal(repeats, observed.Any(o => o.Configuration.Equals(suggestion.Configuration)));
    }

    [Fact]
    public void Without_noise_a_repeat_tells_nothing_and_is_not_proposed_even_at_a_bound()
    {
        var line = new SearchSpace([new ContinuousParameter("x", 0, 1)], []);
        var observed = Enumerable.Range(0, 11).Select(i => new Observation(new Configuration([new("x", i / 10.0)]), [i / 10.0])).ToArray();
        foreach (var strategy in ModelStrategies)
        {
            var suggestion = Strategies.Suggest(Request(0, new StrategyChoice(strategy), 30) with { Space = line, Observations = observed });
            Assert.All(observed, o => Assert.True(Math.Abs(o.Configuration["x"].Number - suggestion.Configuration["x"].Number) > 1e-6, strategy));
        }
    }

    [Fact]
    public void What_a_person_rejected_is_not_proposed_again_while_anything_else_is_left()
    {
        var few = new SearchSpace([new IntegerParameter("n", 1, 3)], []);
        Configuration N(int n) => new([new("n", n)]);
        foreach (var strategy in Strategies.Names)
        {
            var request = Request(0, new StrategyChoice(strategy), 5) with { Space = few, Observations = [new(N(1), [1]), new(N(2), [2])], Refused = [N(3)] };
            var repeat = Strategies.Suggest(request);
            Assert.NotEqual(N(3), repeat.Configuration);
            Assert.Equal(N(3), Strategies.Suggest(request with { Pending = [N(1), N(2)] }).Configuration);
            Assert.Equal(N(3), Strategies.Suggest(request with { Refused = [] }).Configuration);
        }

        var first = Strategies.Suggest(Request(12, new StrategyChoice("ei"), 12));
        var other = Strategies.Suggest(Request(12, new StrategyChoice("ei"), 12) with { Refused = [first.Configuration] });
        Assert.NotEqual(first.Configuration, other.Configuration);
    }

    [Theory]
    [MemberData(nameof(ModelStrategies))]
    public void The_order_of_results_and_of_pending_experiments_does_not_matter(string strategy)
    {
        // The trust region is about the order; without an own result it is not either.
        var request = Request(14, new StrategyChoice(strategy), 14) with { InitialDesign = new InitialDesign(InitialDesignKind.Random, 14), Index = 15 };
        request = request with { Pending = new FeasibleSampler(Square).Sample(2, 77) };
        var turned = request with { Observations = [.. request.Observations.Reverse()], Pending = [.. request.Pending.Reverse()] };
        var (a, b) = (Strategies.Suggest(request), Strategies.Suggest(turned));
        foreach (var name in new[] { "x", "y" })
            Assert.Equal(a.Configuration[name].Number, b.Configuration[name].Number, 1e-3);
    }

    [Theory]
    [MemberData(nameof(ModelStrategies))]
    public async Task The_same_request_gives_the_same_suggestion_on_every_thread(string strategy)
    {
        var request = Request(14, new StrategyChoice(strategy), 17) with { Pending = new FeasibleSampler(Square).Sample(2, 77) };
        var first = Strategies.Suggest(request);
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Strategies.Suggest(request with { Space = Square with { } }))));
        Assert.All(others, other => Assert.Equal(first, other));
    }

    [Fact]
    public void Influences_add_up_to_the_prediction()
    {
        var request = Request(5, new StrategyChoice("logei"), 12);
        var rationale = Strategies.Suggest(request).Rationale;
        Assert.Equal(5, rationale.Influences.Count);
        Assert.Equal(Enumerable.Range(0, 5), rationale.Influences.Select(i => i.Result).Order());
        Assert.Equal(rationale.Influences.Select(i => Math.Abs(i.Effect)).OrderDescending(), rationale.Influences.Select(i => Math.Abs(i.Effect)));
        var encoded = new EncodedRequest(request);
        var model = new ObjectiveModels(encoded, new NoisyImprovementStrategy()).Main;
        var mean = model.Data.Mean + (model.Data.Deviation * model.Hyper.Mean);
        Assert.Equal(rationale.Predicted[0].Mean, mean + rationale.Influences.Sum(i => i.Effect), 1e-9);

        var negated = Strategies.Suggest(request with { Objectives = [new Objective("z", Goal.Minimize)], Observations = [.. request.Observations.Select(o => o with { Values = [-o.Values[0]] })] }).Rationale;
        Assert.Equal(rationale.Influences.Select(i => -i.Effect), negated.Influences.Select(i => i.Effect));
    }

    [Fact]
    public void Every_strategy_introduces_itself()
    {
        Assert.Equal(Strategies.Names.Count, Strategies.Names.Distinct().Count());
        foreach (var strategy in Strategies.All)
        {
            Assert.EndsWith(".", strategy.Description, StringComparison.Ordinal);
            Assert.NotEmpty(strategy.PendingPolicies);
        }
    }

    private static Configuration Grid(int x, int y) => new([new("x", x), new("y", y)]);

    private static SuggestionRequest Request(int observed, StrategyChoice strategy, int index) =>
        new(Square, [new Objective("z", Goal.Maximize)], [.. new FeasibleSampler(Square).Sample(observed, 3).Select(c => new Observation(c, [Math.Sin(6 * c["x"].Number) - c["y"].Number]))],
            [], new InitialDesign(InitialDesignKind.Random, 0), strategy, 7, index);
}
