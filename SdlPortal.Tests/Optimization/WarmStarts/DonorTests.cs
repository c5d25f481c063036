using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Optimization.WarmStarts;

/// <summary>Related tasks speed a campaign up where they are related, and do it no harm where they are not.</summary>
public sealed class DonorTests
{
    private static readonly Func<double[], double> Branin = SimulatedTasks.Shifted(TestFunction.Branin);
    private static readonly Func<double[], double> Levy = SimulatedTasks.Shifted(TestFunction.Levy);
    private static readonly Func<double[], double> Hartmann = SimulatedTasks.Shifted(TestFunction.Hartmann);

    /// <summary>The mean best of four cold campaigns.</summary>
    private static readonly Lazy<double> Cold = new(() => Enumerable.Range(0, 4).Average(s => SimulatedTasks.Campaign(Branin, 2, null, 25, s).Values.Max()));

    public static TheoryData<string> WithModel => [.. Strategies.All.OfType<ModelStrategy>().Select(s => s.Name)];

    [Theory]
    [InlineData("branin", 2, 30)]
    [InlineData("levy", 3, 60)]
    [InlineData("hartmann", 6, 120)]
    public void Related_tasks_find_in_half_of_the_experiments_what_a_cold_start_finds(string name, int dimension, int runs)
    {
        var function = TestFunction.Find(name)!;
        var place = name == "levy" ? -0.3 : 0;
        var target = SimulatedTasks.Shifted(function, place);
        var warm = Siblings(function, dimension, runs, place);
        const int most = 12;
        var cold = Enumerable.Range(0, 4).Select(s => SimulatedTasks.Campaign(target, dimension, null, most, s).Values.Max()).ToArray();
        var early = Enumerable.Range(0, 4).Select(s => SimulatedTasks.Campaign(target, dimension, warm, most / 2, s).Values.Max()).ToArray();
        Assert.True(Median(early) >= Median(cold), $"{Median(early)} against {Median(cold)}");
    }

    [Theory]
    [InlineData("negation")]
    [InlineData("two negations")]
    [InlineData("noise")]
    [InlineData("three runs")]
    [InlineData("constant")]
    [InlineData("huge")]
    [InlineData("one place")]
    public void A_donor_that_tells_nothing_true_loses_its_weight_and_the_campaign_ends_as_well(string kind)
    {
        Donor[] donors = kind switch
        {
            "negation" => [SimulatedTasks.Donor("liar", u => -Branin(u), 2, 60, 5, weight: 100)],
            "two negations" => [SimulatedTasks.Donor("liar", u => -Branin(u), 2, 60, 5, weight: 100), SimulatedTasks.Donor("accomplice", u => -Branin(u), 2, 40, 6)],
            "noise" => [SimulatedTasks.Donor("noise", Noise, 2, 60, 7), SimulatedTasks.Donor("more noise", u => Noise([u[1], u[0]]), 2, 60, 8)],
            "three runs" => [SimulatedTasks.Donor("few", u => -Branin(u), 2, 3, 9)],
            "constant" => [SimulatedTasks.Donor("constant", _ => 7, 2, 30, 10)],
            "huge" => [SimulatedTasks.Donor("huge", u => -1e200 * Branin(u), 2, 40, 11)],
            _ => [new Donor("one place", 1, [.. Enumerable.Range(0, 20).Select(i => new DonorRun(SimulatedTasks.At(0.9, 0.9), i))])],
        };
        var warm = 0.0;
        for (var seed = 0; seed < 4; seed++)
        {
            var (values, reasons) = SimulatedTasks.Campaign(Branin, 2, SimulatedTasks.From(donors), 25, seed);
            warm += values.Max() / 4;
            Assert.All(reasons.Skip(16), r => Assert.True(r.WarmStart!.Belief <= 0.1, $"{r.WarmStart.Belief}"));
            Assert.All(reasons.Skip(16), r => Assert.True(r.WarmStart!.Donors.Sum(d => d.Weight) <= 0.2));
        }

        // The best is -0.4; random points of the box have a standard deviation of 50.
        Assert.True(warm >= Cold.Value - 0.5, $"{warm} against {Cold.Value}");
    }

    [Fact]
    public void A_liar_among_the_related_is_found_out_before_the_first_result_whatever_weight_it_claims()
    {
        var honest = Siblings(TestFunction.Branin, 2, 40).Donors;
        var liar = SimulatedTasks.Donor("liar", u => -Branin(u), 2, 40, 5, weight: 100);
        var first = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), [], 0, SimulatedTasks.From([.. honest, liar]))).Rationale.WarmStart!;

        Assert.Equal(0, first.Donors.Single(d => d.Task == "liar").Weight);
        Assert.Equal(1, first.Donors.Sum(d => d.Weight), 9);
    }

    [Fact]
    public void One_donor_alone_is_not_asked_before_results_can_judge_it()
    {
        var warm = SimulatedTasks.From(SimulatedTasks.Donor("only", Branin, 2, 40, 5));
        var first = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), [], 0, warm));
        Assert.Equal("initial sobol", first.Rationale.Strategy);

        var later = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), SimulatedTasks.Results(Branin, 2, 5), 5, warm)).Rationale;
        Assert.True(later.WarmStart!.Belief > 0.3);
        Assert.Contains(later.Remarks, r => r.Contains("only", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WithModel))]
    public void Every_strategy_with_a_model_begins_where_related_tasks_expect_the_best(string strategy)
    {
        var space = SimulatedTasks.Space(3);
        var warm = Siblings(TestFunction.Levy, 3, 60);
        var suggestion = Strategies.Suggest(SimulatedTasks.Request(space, [], 0, warm, strategy));
        Assert.Equal("initial warm start", suggestion.Rationale.Strategy);

        // 95 of 100 uniform places are worse.
        var random = SeededRandom.Derive(4);
        var others = Enumerable.Range(0, 400).Select(_ => Levy([random.NextDouble(), random.NextDouble(), random.NextDouble()])).Order().ToArray();
        Assert.True(Levy(SimulatedTasks.Of(suggestion.Configuration)) > others[380]);
    }

    [Theory]
    [MemberData(nameof(WithModel))]
    public void Experiments_that_begin_at_the_same_time_are_not_in_the_same_place(string strategy)
    {
        var space = SimulatedTasks.Space(2);
        var warm = Siblings(TestFunction.Branin, 2, 40);
        List<Configuration> pending = [];
        for (var i = 0; i < 6; i++)
            pending.Add(Strategies.Suggest(SimulatedTasks.Request(space, [], i, warm, strategy, design: 0) with { Pending = [.. pending] }).Configuration);
        for (var i = 0; i < pending.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(SimulatedTasks.Of(pending[i]).Zip(SimulatedTasks.Of(pending[j]), (a, b) => Math.Abs(a - b)).Max() > 0.05, $"{pending[i]} and {pending[j]}");
        }
    }

    [Fact]
    public void With_many_results_of_its_own_a_campaign_chooses_as_if_it_had_no_donors()
    {
        var space = SimulatedTasks.Space(2);
        var warm = SimulatedTasks.From(SimulatedTasks.Donor("a", u => Branin(u) + (60 * u[0]), 2, 40, 5), SimulatedTasks.Donor("b", u => Branin(u) + (60 * u[0]), 2, 40, 6));
        var results = SimulatedTasks.Results(Branin, 2, 60);
        var with = Strategies.Suggest(SimulatedTasks.Request(space, results, 60, warm));
        var without = Strategies.Suggest(SimulatedTasks.Request(space, results, 60, null));

        Assert.True(with.Rationale.WarmStart!.IsSpent);
        Assert.Equal(without.Configuration, with.Configuration);
        Assert.Equal(without.Rationale.Predicted, with.Rationale.Predicted);
    }

    [Theory]
    [MemberData(nameof(WithModel))]
    public void The_order_of_donors_and_of_their_runs_changes_nothing_and_asking_twice_neither(string strategy)
    {
        var space = SimulatedTasks.Space(2);
        var donors = Siblings(TestFunction.Branin, 2, 25).Donors;
        var results = SimulatedTasks.Results(Branin, 2, 7);
        string Text(WarmStart warm, int count, long seed) => Strategies.Suggest(SimulatedTasks.Request(space, [.. results.Take(count)], 7, warm, strategy, seed) with { Pending = [SimulatedTasks.At(0.3, 0.8)] }) is var s
            ? $"{string.Join(' ', s.Configuration.Select(v => v.Value.Number.ToString("R", null)))} {s.Rationale.AcquisitionValue:R} {string.Join(' ', s.Rationale.Remarks)}" : "";
        foreach (var count in new[] { 0, 7 })
        {
            var text = Text(SimulatedTasks.From(donors), count, 1);
            var turned = SimulatedTasks.From(donors.Reverse().Select(d => d with { Runs = [.. d.Runs.Reverse()] }));
            Assert.Equal(text, Text(turned, count, 1));
            Assert.Equal(text, Text(SimulatedTasks.From(donors), count, 1));
            Assert.Equal(text, Text(turned, count, 1));
        }
    }

    [Theory]
    [MemberData(nameof(WithModel))]
    public void Minimizing_is_maximizing_the_negation(string strategy)
    {
        var warm = Siblings(TestFunction.Branin, 2, 25);
        foreach (var count in new[] { 0, 6 })
        {
            var up = SimulatedTasks.Request(SimulatedTasks.Space(2), SimulatedTasks.Results(Branin, 2, count), 6, warm, strategy);
            var down = up with { Objectives = [new Objective("yield", Goal.Minimize)], Observations = [.. up.Observations.Select(o => o with { Values = [.. o.Values.Select(v => -v)] })] };
            Assert.Equal(Strategies.Suggest(up).Configuration, Strategies.Suggest(down).Configuration);
        }
    }

    [Fact]
    public void Choices_and_constraints_are_kept()
    {
        var mixed = new SearchSpace([new CategoricalParameter("solvent", ["water", "dmso", "toluene"]), new IntegerParameter("cycles", 1, 9), new DiscreteParameter("load", [0.1, 0.2, 0.5, 1])], []);
        double Of(Configuration c) => (c["solvent"].Text == "dmso" ? 3 : 0) - Math.Abs(c["cycles"].Number - 6) + c["load"].Number;
        var simplex = new SearchSpace([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new ContinuousParameter("c", 0, 1)],
            [new LinearConstraint([new("a", 1), new("b", 1), new("c", 1)], Relation.Equal, 1)]);
        double On(Configuration c) => -Math.Abs(c["a"].Number - 0.7) - Math.Abs(c["b"].Number - 0.2);
        foreach (var (space, function) in new (SearchSpace, Func<Configuration, double>)[] { (mixed, Of), (simplex, On) })
        {
            var sampler = new FeasibleSampler(space);
            var warm = SimulatedTasks.From(Enumerable.Range(0, 2).Select(t => new Donor($"task {t}", 1, [.. sampler.Sample(40, t).Select(c => new DonorRun(c, function(c)))])));
            var results = new List<Observation>();
            for (var i = 0; i < 8; i++)
            {
                var next = Strategies.Suggest(SimulatedTasks.Request(space, results, i, warm)).Configuration;
                Assert.True(space.Contains(next), next.ToString());
                results.Add(new Observation(next, [function(next)]));
            }

            var best = sampler.Sample(400, 9).Max(function);
            Assert.True(results.Max(r => r.Values[0]) >= best - 0.3, $"{results.Max(r => r.Values[0])} of {best}");
        }
    }

    [Fact]
    public void Runs_that_do_not_fit_are_left_out_and_said_so()
    {
        var good = Siblings(TestFunction.Branin, 2, 25).Donors;
        Configuration Named(string name, ParameterValue value) => new([KeyValuePair.Create("x0", (ParameterValue)0.5), KeyValuePair.Create(name, value)]);
        var odd = new Donor("odd", 1,
        [
            new DonorRun(Named("y", 0.5), 1), new DonorRun(Named("x1", "water"), 2), new DonorRun(Named("x1", double.NaN), 3), new DonorRun(Named("x1", 1e9), 3), new DonorRun(Named("x1", 0.5), double.NaN),
        ]);
        var suggestion = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), [], 0, SimulatedTasks.From([.. good, odd])));

        Assert.Equal("initial warm start", suggestion.Rationale.Strategy);
        Assert.Contains(suggestion.Rationale.Remarks, r => r.StartsWith("5 runs of the related task 'odd' were left out", StringComparison.Ordinal));
        Assert.DoesNotContain(suggestion.Rationale.WarmStart!.Donors, d => d.Task == "odd");
    }

    [Fact]
    public void Where_more_than_their_objective_is_sought_donors_are_not_asked_and_the_rationale_says_so()
    {
        var warm = Siblings(TestFunction.Branin, 2, 25);
        var request = SimulatedTasks.Request(SimulatedTasks.Space(2), [.. SimulatedTasks.Results(Branin, 2, 8).Select(o => o with { Values = [o.Values[0], -o.Values[0]] })], 8, warm);
        foreach (var second in new[] { new Objective("cost", Goal.Minimize), new Objective("color", Goal.Target) { Target = 3 } })
        {
            var asked = Strategies.Suggest(request with { Objectives = [SimulatedTasks.Yield, second] });
            var cold = Strategies.Suggest(request with { Objectives = [SimulatedTasks.Yield, second], WarmStart = null });
            Assert.Equal(cold.Configuration, asked.Configuration);
            Assert.Contains(asked.Rationale.Remarks, r => r.Contains("not asked", StringComparison.Ordinal));
        }
    }

    private static WarmStart Siblings(TestFunction function, int dimension, int runs, double place = 0) =>
        SimulatedTasks.From(Enumerable.Range(0, 3).Select(t => SimulatedTasks.Donor($"task {t}", SimulatedTasks.Shifted(function, place + (0.02 * (t - 1))), dimension, runs, 40 + t)));

    private static double Noise(double[] u) => SeededRandom.Derive(BitConverter.DoubleToInt64Bits(u[0])).NextNormal();

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
