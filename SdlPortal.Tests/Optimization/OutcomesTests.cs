using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

/// <summary>What strategies do about several objectives, targets, bounds on outcomes and recipes that were given up.</summary>
public class OutcomesTests
{
    private static readonly SearchSpace Plane = new([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1)], []);
    private static readonly Objective F = new("f", Goal.Maximize);
    private static readonly Objective G = new("g", Goal.Minimize);

    [Theory]
    [InlineData("ei", "expected hypervolume improvement")]
    [InlineData("qnei", "expected hypervolume improvement")]
    [InlineData("ucb", "upper confidence bound")]
    public void Two_objectives_widen_the_front_faster_than_random_points(string strategy, string acquisition)
    {
        double[] Measure(double a, double b) => [1 - ((a - 0.2) * (a - 0.2)) - (b * b), ((a - 0.8) * (a - 0.8)) + (b * b)];
        var model = Run([F, G], strategy, 18, Measure, pending: 2);
        var random = Run([F, G], "random", 18, Measure, pending: 2);
        double Volume(List<Observation> done) => Hypervolume.Of([.. done.Select(o => new[] { o.Values[0], -o.Values[1] })], [0, -1]);
        Assert.True(Volume(model.Done) > Volume(random.Done) + 0.02, $"{Volume(model.Done)} {Volume(random.Done)}");
        Assert.Equal(acquisition, model.Last.Acquisition);
        Assert.Equal(2, model.Last.Predicted.Count);
        Assert.Null(model.Last.Feasibility);
    }

    [Fact]
    public void Three_objectives_use_the_front_and_four_are_weighed()
    {
        Objective[] four = [F, G, new("h", Goal.Maximize), new("i", Goal.Maximize)];
        double[] Measure(double a, double b) => [a, b, a * b, 1 - a];
        Assert.Equal("expected hypervolume improvement", Run(four[..3], "ei", 9, (a, b) => Measure(a, b)[..3], pending: 1).Last.Acquisition);
        var last = Run(four, "ei", 9, Measure, pending: 1).Last;
        Assert.Equal("expected improvement", last.Acquisition);
        Assert.Contains(last.Remarks, r => r.Contains("weighed at random", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_results_in_every_objective_still_give_a_suggestion()
    {
        var last = Run([F, G], "ei", 8, (_, _) => [1, 2], pending: 1).Last;
        Assert.Contains(last.Remarks, r => r.Contains("are equal so far", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ei")]
    [InlineData("ucb")]
    public void A_target_is_approached_from_both_sides(string strategy)
    {
        var target = new Objective("f", Goal.Target) { Target = 7.3 };
        var run = Run([target], strategy, 20, (a, b) => [(10 * a) + (3 * b * b)], pending: 1);
        Assert.True(run.Done.Min(o => Math.Abs(o.Values[0] - 7.3)) < 0.05, $"{run.Done.Min(o => Math.Abs(o.Values[0] - 7.3))}");
        if (strategy == "ei")
            Assert.Equal(7.3, run.Last.Incumbent!.Value, 0.1);
    }

    [Fact]
    public void Mirroring_a_target_and_its_results_changes_no_suggestion()
    {
        double Measure(double a, double b) => (10 * a) + (3 * b * b);
        var up = Run([new Objective("f", Goal.Target) { Target = 7 }], "ei", 10, (a, b) => [Measure(a, b)], pending: 0);
        var down = Run([new Objective("f", Goal.Target) { Target = -7 }], "ei", 10, (a, b) => [-Measure(a, b)], pending: 0);
        foreach (var (one, other) in up.Done.Zip(down.Done))
        {
            foreach (var (name, value) in one.Configuration)
                Assert.Equal(value.Number, other.Configuration[name].Number, 1e-6);
        }
    }

    [Fact]
    public void A_bound_on_an_outcome_is_kept_while_the_objective_rises()
    {
        // f grows with a + b, but heat has to stay at most 1, which a + 2 b breaks for most of the plane.
        EquatableList<OutcomeConstraint> bounds = [new("heat", Relation.AtMost, 1)];
        Objective[] objectives = [F, new("heat", Goal.Measure)];
        var run = Run(objectives, "ei", 25, (a, b) => [a + b, a + (2 * b)], pending: 1, change: r => r with { OutcomeConstraints = bounds });
        var best = run.Done.Where(o => o.Values[1] <= 1).Max(o => o.Values[0]);
        Assert.True(best > 0.93, $"{best}");
        Assert.InRange(run.Last.Feasibility!.Value, 0.05, 1);
        Assert.EndsWith("times probability of feasibility", run.Last.Acquisition, StringComparison.Ordinal);
        Assert.True(run.Done.Skip(10).Count(o => o.Values[1] <= 1.05) > 10);
    }

    [Fact]
    public void While_no_result_keeps_the_bounds_the_likeliest_place_is_tried()
    {
        EquatableList<OutcomeConstraint> bounds = [new("heat", Relation.AtMost, 0.15), new("f", Relation.AtLeast, 0)];
        Objective[] objectives = [F, new("heat", Goal.Measure)];
        var run = Run(objectives, "ei", 14, (a, b) => [a + b, 0.1 + (4 * Math.Pow(a - 0.9, 2)) + (4 * Math.Pow(b - 0.9, 2))], pending: 0, change: r => r with { OutcomeConstraints = bounds });
        var first = run.Rationales.Find(r => r.Acquisition == "probability of feasibility")!;
        Assert.Null(first.Incumbent);
        Assert.Contains(first.Remarks, r => r.Contains("keeps every bound", StringComparison.Ordinal));
        Assert.Contains(run.Done, o => o.Values[1] <= 0.15);
    }

    [Fact]
    public void Bounds_that_nothing_can_keep_still_give_suggestions()
    {
        EquatableList<OutcomeConstraint> bounds = [new("f", Relation.AtLeast, 1e9)];
        var run = Run([F], "ei", 8, (a, b) => [a + b], pending: 1, change: r => r with { OutcomeConstraints = bounds });
        Assert.Equal("probability of feasibility", run.Last.Acquisition);
    }

    [Theory]
    [InlineData("ei")]
    [InlineData("ucb")]
    [InlineData("mode-cycle")]
    public void A_region_where_recipes_fail_is_soon_avoided(string strategy)
    {
        // The best lies at a = 1, but every recipe beyond 0.6 has to be given up.
        var (done, abandoned) = (new List<Observation>(), new List<Configuration>());
        for (var i = 0; i < 32; i++)
        {
            var configuration = Strategies.Suggest(Request([F], strategy, i, done, []) with { Abandoned = [.. abandoned] }).Configuration;
            if (configuration["a"].Number > 0.6)
                abandoned.Add(configuration);
            else
                done.Add(new Observation(configuration, [configuration["a"].Number]));
        }

        Assert.True(abandoned.Count is >= 1 and <= 16, $"{abandoned.Count}: {string.Join(' ', abandoned.Select(c => $"{c["a"].Number:F2}/{c["b"].Number:F2}"))}");
        Assert.True(done.Max(o => o.Values[0]) > 0.5, $"{done.Max(o => o.Values[0])}");
    }

    [Fact]
    public void One_accident_does_not_keep_the_best_place_shut()
    {
        var (done, abandoned) = (new List<Observation>(), new List<Configuration>());
        for (var i = 0; i < 18; i++)
        {
            var configuration = Strategies.Suggest(Request([F], "ei", i, done, []) with { Abandoned = [.. abandoned] }).Configuration;
            var (a, b) = (configuration["a"].Number, configuration["b"].Number);
            if (abandoned.Count == 0 && a > 0.75 && b > 0.5)
                abandoned.Add(configuration);
            else
                done.Add(new Observation(configuration, [-Math.Pow(a - 0.9, 2) - Math.Pow(b - 0.7, 2)]));
        }

        Assert.Single(abandoned);
        Assert.True(done.Max(o => o.Values[0]) > -0.005, $"{done.Max(o => o.Values[0])}");
    }

    [Fact]
    public void Desirability_finds_the_balance_and_ignores_a_weight_of_zero()
    {
        Objective[] objectives =
        [
            F with { Desirability = new Desirability(0, 1) },
            G with { Desirability = new Desirability(0, 1) },
            new Objective("h", Goal.Maximize) { Desirability = new Desirability(0, 1, 0) },
        ];

        // d = √(a (1 - a²)) has its top at a = 0.577.
        var run = Run(objectives, "ei", 18, (a, b) => [a - (b * b), (a * a) + (b * b), -5], pending: 1, change: r => r with { Combination = Combination.Desirability });
        Assert.True(run.Done.Max(o => Desirability.Score(objectives, o.Values)) > 0.61);
        Assert.Contains(run.Last.Remarks, r => r.Contains("one desirability", StringComparison.Ordinal));
    }

    [Fact]
    public void Desirability_is_the_weighted_geometric_mean_and_falls_on_below_zero()
    {
        Objective[] objectives = [F with { Desirability = new(0, 10) }, G with { Desirability = new(0, 10, 3) }, new Objective("t", Goal.Target) { Target = 5, Desirability = new(4, 8, 0) }];
        Assert.Equal(Math.Pow(0.5 * Math.Pow(0.25, 3), 0.25), Desirability.Score(objectives, [5, 7.5, 0]), 1e-12);
        Assert.Equal(1, Desirability.Score(objectives, [12, -3, 0]));
        Assert.Equal(-0.25 * 0.2, Desirability.Score(objectives, [-2, 5, 0]), 1e-12);
        Assert.Equal(0, Desirability.Score([F], [1]));
        Objective[] target = [new Objective("t", Goal.Target) { Target = 5, Desirability = new(4, 8) }];
        Assert.Equal([0.5, 1, 0.5, -0.5], [.. new[] { 4.5, 5, 6.5, 9.5 }.Select(v => Desirability.Score(target, [v]))]);
    }

    [Fact]
    public void The_best_keeps_the_bounds_and_is_the_closest_to_a_target()
    {
        var aims = new Aims([new Objective("t", Goal.Target) { Target = 5 }, new Objective("heat", Goal.Measure)], [new OutcomeConstraint("heat", Relation.AtMost, 1)], Combination.TradeOff);
        Assert.True(aims.IsBetter([5.5, 0], [4, 0]));
        Assert.False(aims.IsBetter([4, 0], [5.5, 0]));
        Assert.True(aims.AreKept([9, 1]));
        Assert.False(aims.AreKept([5, 1.1]));
        Assert.False(aims.Objectives[1].IsBetter(2, 1));
    }

    [Fact]
    public void Requests_that_seek_nothing_or_bound_a_stranger_are_refused()
    {
        var request = Request([new Objective("f", Goal.Measure)], "ei", 9, [], []);
        Assert.Contains("nothing is sought", Assert.Throws<SuggestionException>(() => Strategies.Suggest(request)).Message);
        var stray = Request([F], "ei", 9, [], []) with { OutcomeConstraints = [new("x", Relation.AtMost, 1)] };
        Assert.Contains("x <= 1", Assert.Throws<SuggestionException>(() => Strategies.Suggest(stray)).Message);
    }

    private static (List<Observation> Done, Rationale Last, List<Rationale> Rationales) Run(Objective[] objectives, string strategy, int experiments, Func<double, double, double[]> measure,
        int pending, Func<SuggestionRequest, SuggestionRequest>? change = null)
    {
        var done = new List<Observation>();
        var waiting = new Queue<Configuration>();
        var rationales = new List<Rationale>();
        for (var i = 0; i < experiments; i++)
        {
            var request = Request(objectives, strategy, i, done, [.. waiting]);
            var suggestion = Strategies.Suggest(change?.Invoke(request) ?? request);
            Assert.DoesNotContain(suggestion.Configuration, waiting);
            rationales.Add(suggestion.Rationale);
            waiting.Enqueue(suggestion.Configuration);
            if (waiting.Count > pending && waiting.TryDequeue(out var c))
                done.Add(new Observation(c, [.. measure(c["a"].Number, c["b"].Number)]));
        }

        return (done, rationales[^1], rationales);
    }

    private static SuggestionRequest Request(Objective[] objectives, string strategy, int index, List<Observation> done, List<Configuration> pending) =>
        new(Plane, [.. objectives], [.. done], pending, new InitialDesign(InitialDesignKind.Sobol, 6), new StrategyChoice(strategy), 3, index);
}
