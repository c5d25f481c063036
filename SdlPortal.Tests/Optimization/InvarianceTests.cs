using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

/// <summary>What must not matter to a suggestion: who asks, on which thread, in which units, and in which order the data come.</summary>
public sealed class InvarianceTests
{
    private static readonly Objective Yield = new("yield", Goal.Maximize);
    private static readonly Objective Cost = new("cost", Goal.Minimize);

    /// <summary>What differs in the last digits moves the end of a climb by a little more: shares of a parameter's range.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Climbs from other starts end at the same optimum as far as this share of the acquisition.</summary>
    private const double SameOptimum = 1e-3;

    /// <summary>Their region follows from which result came when.</summary>
    private static readonly string[] ThatReplayTheOrder = [StrategyNames.TrustRegion, StrategyNames.Auto];

    /// <summary>A random function belongs to its columns as a random point does: in another order it is another draw.</summary>
    private static readonly string[] ThatDrawFunctions = [StrategyNames.Thompson];

    public static TheoryData<string> All => [.. Strategies.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_request_gives_the_same_suggestion_bit_by_bit_on_any_thread(string strategy)
    {
        // New objects each time, so that nothing remembered from the first call can help.
        SuggestionRequest[] Requests() => [.. Spaces().SelectMany(space => Enumerable.Range(0, 2).Select(i => Request(strategy, space, 12 + i, Yield) with { Seed = i })), .. Spaces().Take(2).Select(s => Request(strategy, s, 14, Yield, Cost))];
        var serial = Requests().Select(Text).ToArray();
        Assert.Equal(8, serial.Length);
        Assert.Equal(serial.Length, serial.Distinct().Count());

        var requests = Requests();
        var parallel = new string[requests.Length];
        var threads = Enumerable.Range(0, requests.Length).Select(i => new Thread(() => parallel[i] = Text(requests[i]))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(serial, parallel);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Maximizing_is_minimizing_the_negation(string strategy)
    {
        foreach (var space in Spaces())
        {
            var up = Request(strategy, space, 12, Yield, Cost);
            var down = up with
            {
                Objectives = [Yield with { Goal = Goal.Minimize }, Cost with { Goal = Goal.Maximize }],
                Observations = [.. up.Observations.Select(o => o with { Values = [.. o.Values.Select(v => -v)] })],
            };
            Mirrored(Strategies.Suggest(up), Strategies.Suggest(down));
            Mirrored(
                Strategies.Suggest(up with { Objectives = [Yield], Observations = First(up) }),
                Strategies.Suggest(down with { Objectives = [down.Objectives[0]], Observations = First(down) }));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_unit_of_the_results_does_not_matter(string strategy)
    {
        foreach (var space in Spaces())
        {
            var request = Request(strategy, space, 12, Yield);
            var own = Strategies.Suggest(request);
            foreach (var (factor, shift) in new[] { (1e-6, 0), (1e6, 0), (1, 100), (-1, 0), (1L << 40, 0), (1e-6, 1e-4) })
            {
                var other = Strategies.Suggest(request with
                {
                    Objectives = [factor < 0 ? Yield with { Goal = Goal.Minimize } : Yield],
                    Observations = [.. request.Observations.Select(o => o with { Values = [(factor * o.Values[0]) + shift] })],
                });
                Assert.InRange(Distance(space, own, other), 0, Rounding);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_unit_of_a_parameter_does_not_matter(string strategy)
    {
        var space = Spaces()[0];
        var request = Request(strategy, space, 12, Yield);
        var own = Strategies.Suggest(request);
        foreach (var (factor, shift) in new[] { (1e-6, 0), (1e6, 0), (1, -50), (1e3, 273.15) })
        {
            SearchSpace there = new([.. space.Parameters.Cast<ContinuousParameter>().Select(p => (Parameter)(p with { Low = (factor * p.Low) + shift, High = (factor * p.High) + shift }))], []);
            Configuration Moved(Configuration c) => new(c.Select((v, j) => KeyValuePair.Create(v.Key, ParameterValue.Of(Math.Clamp((factor * v.Value.Number) + shift, ((ContinuousParameter)there.Parameters[j]).Low, ((ContinuousParameter)there.Parameters[j]).High)))));
            var other = Strategies.Suggest(request with
            {
                Space = there,
                Observations = [.. request.Observations.Select(o => o with { Configuration = Moved(o.Configuration) })],
                Pending = [.. request.Pending.Select(Moved)],
            });
            var (a, b) = (new UnitCube(space).Encode(own.Configuration), new UnitCube(there).Encode(other.Configuration));
            Assert.InRange(a.Zip(b, (x, y) => Math.Abs(x - y)).Max(), 0, Rounding);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_results_and_pending_experiments_does_not_matter(string strategy)
    {
        foreach (var space in Spaces())
        {
            var request = Request(strategy, space, 12, Yield);
            var own = Strategies.Suggest(request);
            foreach (var seed in new[] { 1, 2 })
            {
                if (ThatReplayTheOrder.Contains(strategy))
                    break;
                var observations = request.Observations.ToArray();
                new SeededRandom(seed).Shuffle<Observation>(observations);
                Assert.InRange(Distance(space, own, Strategies.Suggest(request with { Observations = observations })), 0, Rounding);
            }

            var reversed = Strategies.Suggest(request with { Pending = [.. request.Pending.Reverse()] });
            Assert.Equal(own, reversed);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_parameters_does_not_matter(string strategy)
    {
        foreach (var space in Spaces())
        {
            // One pending experiment: of several, the order of the columns decides which is averaged over with which sample.
            var request = Request(strategy, space, 12, Yield) is var r ? r with { Pending = [r.Pending[0]] } : r;
            var own = Strategies.Suggest(request);
            SearchSpace there = space with { Parameters = [.. space.Parameters.Reverse()] };
            static Configuration Moved(Configuration c) => new(c.Reverse());
            var other = Strategies.Suggest(request with
            {
                Space = there,
                Observations = [.. request.Observations.Select(o => o with { Configuration = Moved(o.Configuration) })],
                Pending = [.. request.Pending.Select(Moved)],
            });

            // Sobol points and random draws belong to columns, so climbs start elsewhere; and what is only drawn is another draw.
            if (own.Rationale.AcquisitionValue is { } value && !ThatDrawFunctions.Contains(strategy))
                Assert.InRange(other.Rationale.AcquisitionValue!.Value, value - (SameOptimum * Math.Abs(value)), value + (SameOptimum * Math.Abs(value)));
            Assert.Empty(space.Objections(Moved(other.Configuration)));
        }
    }

    /// <summary>The largest difference of two suggestions in any column of the unit cube.</summary>
    private static double Distance(SearchSpace space, Suggestion a, Suggestion b)
    {
        var cube = new UnitCube(space);
        return cube.Encode(a.Configuration).Zip(cube.Encode(b.Configuration), (x, y) => Math.Abs(x - y)).Max();
    }

    private static void Mirrored(Suggestion up, Suggestion down)
    {
        Assert.Equal(up.Configuration, down.Configuration);
        Assert.Equal(up.Rationale.Predicted.Select(p => (p.Mean, p.Sd)), down.Rationale.Predicted.Select(p => (-p.Mean, p.Sd)));
        Assert.Equal(up.Rationale.Incumbent, -down.Rationale.Incumbent);
        Assert.Equal(up.Rationale.LengthScales, down.Rationale.LengthScales);
        Assert.Equal(up.Rationale.NoiseSd, down.Rationale.NoiseSd);
    }

    private static string Text(SuggestionRequest request)
    {
        var suggestion = Strategies.Suggest(request);
        return EventSerializer.Write(new ExperimentSuggested(1, SuggestionSource.Strategy, suggestion.Configuration, suggestion.Rationale)).Json;
    }

    private static IReadOnlyList<Observation> First(SuggestionRequest request) => [.. request.Observations.Select(o => o with { Values = [o.Values[0]] })];

    /// <summary>A box, a mixture that sums to one, and parameters of every kind.</summary>
    private static SearchSpace[] Spaces() =>
    [
        new([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", -2, 3), new ContinuousParameter("z", 10, 20)], []),
        new([.. "abc".Select(n => (Parameter)new ContinuousParameter(n.ToString(), 0, 1))], [new LinearConstraint([.. "abc".Select(n => new LinearTerm(n.ToString(), 1))], Relation.Equal, 1)]),
        new([new ContinuousParameter("flow", 1e-2, 10, Scale.Log), new IntegerParameter("n", 1, 40), new DiscreteParameter("t", [0.1, 0.25, 0.5, 2]), new CategoricalParameter("k", ["a", "b", "c"])], []),
    ];

    /// <summary>Smooth results in the unit cube with a little scatter, and three pending experiments.</summary>
    private static SuggestionRequest Request(string strategy, SearchSpace space, int count, params Objective[] objectives)
    {
        var cube = new UnitCube(space);
        var configurations = new FeasibleSampler(space).Sample(count + 3, 5);
        double Value(Configuration c, int objective) =>
            cube.Encode(c).Select((u, j) => Math.Cos((2.5 + j) * (u - 0.3 - (0.2 * objective)))).Sum() + (0.05 * SeededRandom.Derive(objective, (long)(1e6 * cube.Encode(c)[0])).NextNormal());
        return new SuggestionRequest(space, [.. objectives], [.. configurations.Take(count).Select(c => new Observation(c, [.. objectives.Select((_, o) => Value(c, o))]))],
            [.. configurations.Skip(count)], new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice(strategy), 7, 30);
    }
}
