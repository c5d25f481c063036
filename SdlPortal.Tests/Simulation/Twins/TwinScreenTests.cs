using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Twins;

namespace SdlPortal.Tests.Simulation.Twins;

public class TwinScreenTests
{
    private static readonly SearchSpace Square = new([new ContinuousParameter("x1", 0, 10), new ContinuousParameter("x2", 0, 10)], []);
    private static readonly Objective Yield = new("yield", Goal.Maximize, "%");
    private static readonly Prescreen Usual = new(TwinKind.Function, "hill", 1000, 0.05);

    /// <summary>The twin says: best at (2, 8).</summary>
    private static readonly TwinScreen Screen = TwinScreen.Of(Usual, new Hill(2, 8), new FeasibleSampler(Square), seed: 1);

    [Fact]
    public void The_shortlist_is_the_best_share_of_what_was_simulated_best_first_and_spread_out()
    {
        Assert.Equal(50, Screen.Shortlist.Count);
        Assert.Equal(50, Screen.Shortlist.Distinct().Count());
        Assert.All(Screen.Shortlist, c => Assert.True(Screen.Simulate(c) >= Screen.Threshold));
        Assert.Equal(Screen.Shortlist.Max(Screen.Simulate), Screen.Simulate(Screen.Shortlist[0]));
        // A twentieth of the square is a disk of radius 1.26: the first three lie apart in it, not beside each other.
        Assert.True(Distance(Screen.Shortlist[0], Screen.Shortlist[1]) > 0.8);
        Assert.True(Distance(Screen.Shortlist[1], Screen.Shortlist[2]) > 0.8);
    }

    [Fact]
    public void The_same_definition_gives_the_same_shortlist_and_another_seed_another()
    {
        Assert.Equal(Screen.Shortlist, TwinScreen.Of(Usual, new Hill(2, 8), new FeasibleSampler(Square), seed: 1).Shortlist);
        Assert.NotEqual(Screen.Shortlist, TwinScreen.Of(Usual, new Hill(2, 8), new FeasibleSampler(Square), seed: 2).Shortlist);
    }

    [Fact]
    public void Initial_experiments_come_from_the_shortlist_but_every_fifth_does_not()
    {
        var pending = new List<Configuration>();
        for (var k = 0; k < 10; k++)
        {
            var suggestion = Screen.Suggest(Request(k, [], pending));
            var isFree = k % 5 == 4;
            Assert.Equal(!isFree, suggestion.Rationale.Twin!.Screened);
            Assert.Equal(isFree ? "initial random" : "initial shortlist", suggestion.Rationale.Strategy);
            if (isFree)
                Assert.Equal(Strategies.Suggest(Request(k, [], pending)).Configuration, suggestion.Configuration);
            else
                Assert.Equal(Screen.Shortlist.First(c => !pending.Contains(c)), suggestion.Configuration);
            pending.Add(suggestion.Configuration);
        }
    }

    [Theory]
    [InlineData("ei")]
    [InlineData("auto")]
    [InlineData("thompson")]
    [InlineData("mode-cycle")]
    public void A_strategy_is_kept_to_what_the_twin_lets_through_and_follows_it_again_when_the_twin_is_taken_away(string strategy)
    {
        // Nothing was learned yet that speaks for either side: seven results on a diagonal, all about the same.
        var results = Enumerable.Range(1, 7).Select(i => new Observation(At(i, i), [0.01 * i])).ToList();
        var request = Request(20, results, [], strategy);

        var screened = Screen.Suggest(request);

        Assert.True(Screen.Simulate(screened.Configuration) > Screen.Threshold - 3, $"{screened.Configuration} {Screen.Simulate(screened.Configuration)} < {Screen.Threshold}");
        Assert.Contains("times the twin's screen", screened.Rationale.Acquisition, StringComparison.Ordinal);
        Assert.Equal(Strategies.Suggest(request with { Index = 24 }).Configuration, Screen.Suggest(request with { Index = 24 }).Configuration);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("sobol")]
    public void Strategies_without_a_model_draw_within_the_threshold(string strategy)
    {
        var drawn = Enumerable.Range(20, 4).Select(k => Screen.Suggest(Request(k, [], [], strategy)).Configuration).ToList();

        Assert.All(drawn, c => Assert.True(Screen.Simulate(c) >= Screen.Threshold));
        Assert.Equal(4, drawn.Distinct().Count());
    }

    [Fact]
    public void A_twin_that_ranks_the_measurements_wrongly_is_set_aside_and_says_so()
    {
        // The lab's optimum is in the opposite corner.
        var results = Results(new Hill(8, 2), 12);
        var request = Request(20, results, []);

        var suggestion = Screen.Suggest(request);

        Assert.Contains("it contradicts the measurements: rank correlation", suggestion.Rationale.Twin!.SetAside, StringComparison.Ordinal);
        Assert.False(suggestion.Rationale.Twin.Screened);
        Assert.Equal(Strategies.Suggest(request).Configuration, suggestion.Configuration);
        Assert.Null(Screen.Suggest(Request(20, Results(new Hill(2, 8), 12), [])).Rationale.Twin!.SetAside);
    }

    [Fact]
    public void Results_from_before_the_campaign_neither_speak_for_the_twin_nor_against_it()
    {
        var request = Request(20, Results(new Hill(8, 2), 12), []) with { PriorResults = 6 };

        Assert.Equal(new TwinStanding(6, null), Screen.Judge(request));
    }

    [Fact]
    public void A_table_that_says_nothing_is_set_aside_from_the_start()
    {
        var random = new SeededRandom(1);
        var table = "x1,x2,yield\n" + string.Concat(Enumerable.Range(0, 40).Select(_ => FormattableString.Invariant($"{10 * random.NextDouble()},{10 * random.NextDouble()},{random.NextNormal()}\n")));
        var screen = TwinScreen.Build(new Prescreen(TwinKind.Table, "noise.csv", 200, 0.1), table, Square, Yield, seed: 1);

        var note = screen.Suggest(Request(0, [], [])).Rationale.Twin!;

        Assert.Contains("it predicts its own table with r²", note.SetAside, StringComparison.Ordinal);
        Assert.False(note.Screened);
        Assert.Equal(("the table noise.csv", 200), (note.Twin, note.Simulated));
    }

    [Fact]
    public void The_note_gives_the_rank_among_the_simulated_experiments()
    {
        var note = Screen.Suggest(Request(0, [], [])).Rationale.Twin!;

        Assert.Equal(1, note.Rank);
        Assert.Equal(Screen.Simulate(Screen.Shortlist[0]), note.Simulation);
        Assert.Equal(1000, note.Simulated);
    }

    [Fact]
    public void Constraints_hold_on_the_shortlist()
    {
        var half = Square with { Constraints = [new LinearConstraint([new LinearTerm("x1", 1), new LinearTerm("x2", 1)], Relation.AtMost, 9)] };

        var screen = TwinScreen.Of(Usual, new Hill(2, 8), new FeasibleSampler(half), seed: 1);

        Assert.All(screen.Shortlist, c => Assert.True(half.Contains(c)));
    }

    private static SuggestionRequest Request(int index, IReadOnlyList<Observation> results, IReadOnlyList<Configuration> pending, string strategy = "ei") =>
        new(Square, [Yield], results, [.. pending], new InitialDesign(InitialDesignKind.Random, 10), new StrategyChoice(strategy), Seed: 1, index);

    private static List<Observation> Results(Hill lab, int count) =>
        [.. new FeasibleSampler(Square).Sample(count, 5).Select(c => new Observation(c, [.. lab.TrueValues(c)]))];

    private static Configuration At(double x1, double x2) => new([KeyValuePair.Create("x1", ParameterValue.Of(x1)), KeyValuePair.Create("x2", ParameterValue.Of(x2))]);

    private static double Distance(Configuration a, Configuration b) => Math.Max(Math.Abs(a["x1"].Number - b["x1"].Number), Math.Abs(a["x2"].Number - b["x2"].Number));

    /// <summary>100 less the squared distance from the top.</summary>
    private sealed class Hill(double x1, double x2) : GroundTruth([Yield], [0.0])
    {
        public override string Description => "A hill.";

        public override IReadOnlyList<double> TrueValues(Configuration c) => [100 - Square(c["x1"].Number - x1) - Square(c["x2"].Number - x2)];

        private static double Square(double value) => value * value;
    }
}
