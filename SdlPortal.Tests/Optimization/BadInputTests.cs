using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

/// <summary>What every strategy does with input that is wrong, poor or extreme: a suggestion inside the space whose every number is finite, or a refusal with a remedy; soon, and the same each time.</summary>
public sealed class BadInputTests
{
    private static readonly Objective Yield = new("yield", Goal.Maximize);

    public static TheoryData<string> All => [.. Strategies.Names];

    public static TheoryData<string, double> AllWithSpoiledNumbers => Cross(double.NaN, double.PositiveInfinity, double.NegativeInfinity);

    [Theory]
    [MemberData(nameof(AllWithSpoiledNumbers))]
    public void A_result_that_is_no_finite_number_is_refused_by_its_configuration(string strategy, double spoiled)
    {
        var message = Refusal(Request(strategy, Box(2), [.. Points(Box(2), 4), new(At(0.25, 0.75), [spoiled])]));
        Assert.Contains("x 0.25, y 0.75", message, StringComparison.Ordinal);
        Assert.Contains("finite", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllWithSpoiledNumbers))]
    public void A_parameter_that_is_no_finite_number_is_refused_wherever_it_stands(string strategy, double spoiled)
    {
        var sound = Request(strategy, Box(2), Points(Box(2), 4));
        var wrong = At(spoiled, 0.75);
        foreach (var request in new[] { sound with { Observations = [new(wrong, [1])] }, sound with { Pending = [wrong] }, sound with { Abandoned = [wrong] }, sound with { Refused = [wrong] } })
        {
            var message = Refusal(request);
            Assert.Contains($"x {spoiled.ToString(CultureInfo.InvariantCulture)}, y 0.75", message, StringComparison.Ordinal);
            Assert.Contains("finite", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllWithSpoiledNumbers))]
    public void A_standard_error_that_is_none_is_refused(string strategy, double spoiled)
    {
        foreach (var errors in new EquatableList<double>[] { [spoiled], [-1], [1, 1] })
        {
            var message = Refusal(Request(strategy, Box(2), [.. Points(Box(2), 4), new(At(0.25, 0.75), [1]) { StandardErrors = errors }]));
            Assert.Contains("x 0.25, y 0.75", message, StringComparison.Ordinal);
            Assert.Contains("standard error", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_result_with_too_few_or_too_many_values_is_refused(string strategy)
    {
        Assert.Contains("1 finite", Refusal(Request(strategy, Box(2), [new(At(0.5, 0.5), [])])), StringComparison.Ordinal);
        Assert.Contains("1 finite", Refusal(Request(strategy, Box(2), [new(At(0.5, 0.5), [1, 2])])), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Results_far_outside_the_space_do_not_lead_outside(string strategy)
    {
        foreach (var far in new[] { -0.5, 7, 1e9, 1e200, -double.MaxValue })
            Sound(Request(strategy, Box(2), [.. Points(Box(2), 6), new(At(far, 0.5), [50])]));
        Sound(Request(strategy, Box(2), [new(At(2, 2), [1]), new(At(3, 3), [2]), new(At(-4, 0.5), [3])]));
        var log = Space(new ContinuousParameter("x", 1e-3, 10, Scale.Log), new ContinuousParameter("y", 0, 1));
        Sound(Request(strategy, log, [.. Points(log, 6), new(At(-5, 0.5), [50]), new(At(0, 0.5), [50])]));
        Sound(Request(strategy, Box(2), Points(Box(2), 6)) with { Pending = [At(-3, 0.5), At(1e200, 4)], Abandoned = [At(9, 9)], Refused = [At(9, -9)] });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Repeated_results_are_replicates(string strategy)
    {
        var points = Points(Box(2), 5);
        Sound(Request(strategy, Box(2), [.. points, .. points, .. points]));
        Sound(Request(strategy, Box(2), [.. points, .. points.Select(o => o with { Values = [o.Values[0] + 10] })]));
        Sound(Request(strategy, Box(2), [.. Enumerable.Repeat(points[0], 12)]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Constant_results_teach_nothing_and_do_no_harm(string strategy)
    {
        foreach (var value in new[] { 0, 5, -1e-300, 1e300 })
            Sound(Request(strategy, Box(2), [.. Points(Box(2), 8).Select(o => o with { Values = [value] })]) with { Pending = [At(0.5, 0.5)] });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void None_or_one_result_gives_a_point_and_models_say_what_they_miss(string strategy)
    {
        foreach (var count in new[] { 0, 1 })
        {
            var suggestion = Sound(Request(strategy, Box(2), Points(Box(2), count)) with { Pending = [At(0.5, 0.5)] });
            if (strategy is not (StrategyNames.Random or StrategyNames.Sobol))
                Assert.Contains(suggestion.Rationale.Remarks, r => r.Contains("a model needs two", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_space_without_freedom_gives_its_only_configuration_and_says_when_that_is_a_repeat(string strategy)
    {
        var space = Space(new ContinuousParameter("x", 3, 3), new IntegerParameter("n", 2, 2), new DiscreteParameter("d", [0.5]), new CategoricalParameter("c", ["only"]), new ContinuousParameter("l", 5, 5, Scale.Log));
        var only = new Configuration([new("x", 3), new("n", 2), new("d", 0.5), new("c", "only"), new("l", 5)]);
        Assert.Equal(only, Sound(Request(strategy, space, [])).Configuration);
        foreach (var request in new[] { Request(strategy, space, [new(only, [1])]), Request(strategy, space, [new(only, [1]), new(only, [2])]), Request(strategy, space, []) with { Pending = [only] } })
        {
            var suggestion = Sound(request);
            Assert.Equal(only, suggestion.Configuration);
            Assert.Contains(suggestion.Rationale.Remarks, r => r.Contains("repeat", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Constraints_that_leave_nothing_are_named(string strategy)
    {
        LinearConstraint Constraint(Relation relation, double value, params string[] names) => new([.. names.Select(n => new LinearTerm(n, 1))], relation, value);
        var conflict = Box(3) with { Constraints = [Constraint(Relation.AtMost, 5, "x"), Constraint(Relation.AtLeast, 1.5, "x", "y"), Constraint(Relation.AtMost, 0.2, "x"), Constraint(Relation.AtMost, 2.9, "x", "y", "z")] };
        var message = Refusal(Request(strategy, conflict, []));
        Assert.Contains("x + y >= 1.5; x <= 0.2.", message, StringComparison.Ordinal);
        Assert.Contains("Loosen or remove", message, StringComparison.Ordinal);

        var odd = Space(new IntegerParameter("x", 0, 10), new IntegerParameter("y", 0, 10)) with { Constraints = [new LinearConstraint([new("x", 2), new("y", 2)], Relation.Equal, 7)] };
        Assert.Contains("2 x + 2 y = 7", Refusal(Request(strategy, odd, [])), StringComparison.Ordinal);
        Assert.Contains("no parameters", Refusal(Request(strategy, Space(), [])), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Constraints_that_leave_one_point_or_a_line_are_kept(string strategy)
    {
        var corner = Box(2) with { Constraints = [new LinearConstraint([new("x", 1), new("y", 1)], Relation.AtLeast, 2)] };
        Assert.Equal(At(1, 1), Sound(Request(strategy, corner, [new(At(1, 1), [1]), new(At(1, 1), [2])])).Configuration);
        var line = Box(2) with { Constraints = [new LinearConstraint([new("x", 1), new("y", -1)], Relation.Equal, 0)] };
        Sound(Request(strategy, line, Points(line, 6)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_parameter_whose_bounds_meet_stays_there(string strategy)
    {
        var space = Space(new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", -0.1, -0.1), new IntegerParameter("n", 4, 4), new CategoricalParameter("c", ["a"]));
        var suggestion = Sound(Request(strategy, space, Points(space, 8)));
        Assert.Equal((-0.1, 4.0), (suggestion.Configuration["y"].Number, suggestion.Configuration["n"].Number));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Twenty_parameters_are_no_trouble(string strategy)
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 20).Select(i => (Parameter)(i % 5 == 4 ? new IntegerParameter("p" + i, 0, 9) : new ContinuousParameter("p" + i, 0, 1)))], []);
        Sound(Request(strategy, space, Points(space, 30)) with { Pending = new FeasibleSampler(space).Sample(3, 5) });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fifty_pending_experiments_are_not_proposed_again(string strategy)
    {
        var pending = new FeasibleSampler(Box(2)).Sample(50, 8);
        var suggestion = Sound(Request(strategy, Box(2), Points(Box(2), 20)) with { Pending = pending });
        Assert.Equal(50, suggestion.Rationale.Pending);

        var same = Enumerable.Repeat(At(0.5, 0.5), 50).ToArray();
        Assert.NotEqual(At(0.5, 0.5), Sound(Request(strategy, Box(2), Points(Box(2), 5)) with { Pending = same }).Configuration);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Numbers_of_any_size_are_scaled(string strategy)
    {
        foreach (var (low, high) in new[] { (0, 1e300), (1e-300, 3e-300), (-5e-324, 5e-324), (1e300, 1.5e300), (-8e307, 8e307), (1 - 1e-15, 1 + 1e-15) })
        {
            var space = Space(new ContinuousParameter("x", low, high), new ContinuousParameter("y", 0, 1));
            Sound(Request(strategy, space, Points(space, 8)));
        }

        var log = Space(new ContinuousParameter("x", 1e-300, 1e300, Scale.Log), new DiscreteParameter("y", [1e-300, 1, 1e300], Scale.Log), new DiscreteParameter("z", [-1e300, 0, 1e-300, 1e300]));
        Sound(Request(strategy, log, Points(log, 8)));
        foreach (var factor in new[] { 1e-320, 1e-300, 1e-160, 1e160, 1e299 })
            Sound(Request(strategy, Box(2), [.. Points(Box(2), 8).Select(o => o with { Values = [factor * o.Values[0]] })]) with { Pending = [At(0.5, 0.5)] });
        Sound(Request(strategy, Box(2), [.. Points(Box(2), 8).Select((o, i) => o with { Values = [Math.Pow(10, -300 + (600.0 * i / 7))] })]));
        Sound(Request(strategy, Box(2), [new(At(0.2, 0.3), [-1e300]), new(At(0.7, 0.3), [1e300]), new(At(0.4, 0.9), [0])]));
        Assert.Contains("too large to compute with", Refusal(Request(strategy, Box(2), [new(At(0.2, 0.3), [-1.7e308])])), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_single_outlier_does_no_harm(string strategy)
    {
        foreach (var outlier in new[] { 1e12, -1e12 })
        {
            var suggestion = Sound(Request(strategy, Box(2), [.. Points(Box(2), 15), new(At(0.31, 0.62), [outlier])]) with { Pending = [At(0.5, 0.5)] });
            if (suggestion.Rationale.Predicted.Count == 0)
                continue;
            Assert.Contains(suggestion.Rationale.Remarks, r => r.Contains("at x 0.31, y 0.62 lies so far from all others", StringComparison.Ordinal));

            // The others lie between -2 and 2; the outlier is seen a hundred of their spreads away, which bounds what is expected anywhere.
            Assert.InRange(suggestion.Rationale.Predicted[0].Mean, -200, 200);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Whole_numbers_over_a_huge_range_stay_whole(string strategy)
    {
        var space = Space(new IntegerParameter("x", -(1L << 53), 1L << 53), new IntegerParameter("y", 1, 1L << 53, Scale.Log));
        Sound(Request(strategy, space, Points(space, 8)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Predictions_of_huge_and_tiny_results_are_in_their_own_units(string strategy)
    {
        var ordinary = Request(strategy, Box(2), Points(Box(2), 10)) with { Pending = [At(0.5, 0.5)] };
        var expected = Sound(ordinary);
        foreach (var exponent in new[] { -1000, -500, 500, 990 })
        {
            var scaled = Sound(ordinary with { Observations = [.. ordinary.Observations.Select(o => o with { Values = [Math.ScaleB(o.Values[0], exponent)] })] });
            foreach (var (one, other) in expected.Rationale.Predicted.Zip(scaled.Rationale.Predicted))
            {
                Assert.Equal(one.Mean, Math.ScaleB(other.Mean, -exponent), 1e-4);
                Assert.Equal(one.Sd, Math.ScaleB(other.Sd, -exponent), 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Two_thousand_results_are_not_too_many(string strategy)
    {
        var suggestion = Sound(Request(strategy, Box(3), Points(Box(3), 2000)) with { Pending = [.. Points(Box(3), 2003).Skip(2000).Select(o => o.Configuration)] });
        Assert.Equal(2000, suggestion.Rationale.Observed);
    }

    public static TheoryData<string, PendingPolicy> AllPolicies
    {
        get
        {
            var cases = new TheoryData<string, PendingPolicy>();
            foreach (var strategy in Strategies.All)
            {
                foreach (var policy in strategy.PendingPolicies)
                    cases.Add(strategy.Name, policy);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(AllPolicies))]
    public void Every_pending_policy_stands_poor_data(string strategy, PendingPolicy policy)
    {
        var request = Request(strategy, Box(2), Points(Box(2), 8)) with { Strategy = new StrategyChoice(strategy) { Pending = policy } };
        Configuration[] pending = [At(0.5, 0.5), At(0.5, 0.5), At(0, 1), request.Observations[0].Configuration];
        foreach (var observations in new[]
        {
            request.Observations,
            [.. request.Observations.Select(o => o with { Values = [3] })],
            [.. request.Observations.Select(o => o with { Values = [1e299 * o.Values[0]] })],
            [.. request.Observations, new(At(0.31, 0.62), [1e12])],
            [.. Enumerable.Repeat(request.Observations[0], 6), request.Observations[1]],
        })
        {
            var suggestion = Sound(request with { Observations = observations, Pending = pending });
            Assert.DoesNotContain(suggestion.Configuration, pending);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Aims_of_every_kind_stand_poor_data(string strategy)
    {
        var cost = new Objective("cost", Goal.Minimize);
        (EquatableList<Objective> Objectives, EquatableList<OutcomeConstraint> Constraints, Combination Combination)[] aims =
        [
            ([Yield with { Goal = Goal.Target, Target = 0.5 }, cost with { Goal = Goal.Measure }], [], Combination.TradeOff),
            ([Yield, cost], [], Combination.TradeOff),
            ([Yield, cost with { Goal = Goal.Measure }], [new OutcomeConstraint("cost", Relation.AtMost, -1e9)], Combination.TradeOff),
            ([Yield with { Desirability = new Desirability(1e6, 1e9) }, cost with { Desirability = new Desirability(-1e9, -1e6) }], [], Combination.Desirability),
        ];
        var points = Points(Box(2), 8);
        foreach (var (objectives, constraints, combination) in aims)
        {
            foreach (var values in new Func<double, EquatableList<double>>[] { y => [y, 2 - y], y => [y, 7], _ => [7, 7], y => [1e299 * y, 1e-299 * y] })
            {
                Sound(Request(strategy, Box(2), [.. points.Select(o => o with { Values = values(o.Values[0]) })]) with
                {
                    Objectives = objectives,
                    OutcomeConstraints = constraints,
                    Combination = combination,
                    Pending = [At(0.5, 0.5)],
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Standard_errors_of_any_size_are_taken(string strategy)
    {
        foreach (var error in new[] { 0, 1e-300, 1e-3, 1e12, 1e300 })
            Sound(Request(strategy, Box(2), [.. Points(Box(2), 8).Select((o, i) => o with { StandardErrors = i % 3 == 0 ? [] : [error] })]));
    }

    /// <summary>A suggestion of the request, proved to be inside the space, of finite numbers, the same twice, and soon.</summary>
    internal static Suggestion Sound(SuggestionRequest request)
    {
        var chosen = Task.Run(() => Strategies.Suggest(request));
        Assert.True(chosen.Wait(TimeSpan.FromSeconds(60)), "no suggestion within a minute");
        var suggestion = chosen.Result;
        Assert.Empty(request.Space.Objections(suggestion.Configuration));
        Assert.Equal(request.Space.Parameters.Select(p => p.Name), suggestion.Configuration.Select(v => v.Key));

        // JSON has no NaN and no infinity: writing it proves that there is none anywhere in the rationale.
        Assert.NotEmpty(EventSerializer.Write(new ExperimentSuggested(1, SuggestionSource.Strategy, suggestion.Configuration, suggestion.Rationale)).Json);
        return suggestion;
    }

    private static string Refusal(SuggestionRequest request)
    {
        var message = Assert.Throws<SuggestionException>(() => Strategies.Suggest(request)).Message;
        Assert.True(message.TrimEnd('.').Contains(". ", StringComparison.Ordinal), $"'{message}' has no remedy");
        return message;
    }

    private static TheoryData<string, double> Cross(params double[] numbers)
    {
        var cases = new TheoryData<string, double>();
        foreach (var strategy in Strategies.Names)
        {
            foreach (var number in numbers)
                cases.Add(strategy, number);
        }

        return cases;
    }

    private static SuggestionRequest Request(string strategy, SearchSpace space, IReadOnlyList<Observation> observations) =>
        new(space, [Yield], observations, [], new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice(strategy), 7, 30);

    private static SearchSpace Space(params Parameter[] parameters) => new([.. parameters], []);

    private static SearchSpace Box(int dimension) => new([.. "xyz"[..dimension].Select(n => (Parameter)new ContinuousParameter(n.ToString(), 0, 1))], []);

    private static Configuration At(double x, double y) => new([new("x", x), new("y", y)]);

    /// <summary>Feasible configurations with a smooth result of size 1.</summary>
    private static Observation[] Points(SearchSpace space, int count)
    {
        var cube = new UnitCube(space);
        return [.. new FeasibleSampler(space).Sample(count, 3).Select(c => new Observation(c, [cube.Encode(c).Select((u, j) => Math.Sin((3 + j) * u)).Sum()]))];
    }
}
