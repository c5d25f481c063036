using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Optimization.WarmStarts;

/// <summary>The belief about where the best lies, which fades, and the points to begin with.</summary>
public sealed class PriorAndPointTests
{
    private static readonly Func<double[], double> Branin = SimulatedTasks.Shifted(TestFunction.Branin);

    /// <summary>One of the three best places is at (0.54, 0.15).</summary>
    private static readonly PriorRegion Good = Box(0.45, 0.65, 0.05, 0.25);

    private static readonly PriorRegion Bad = Box(0, 0.2, 0, 0.2);

    [Fact]
    public void The_density_is_high_inside_low_outside_and_integrates_to_one()
    {
        var remarks = new List<string>();
        var prior = RegionPrior.Of(From(Good), new UnitCube(SimulatedTasks.Space(2)), remarks)!;
        var (sum, n) = (0.0, 200);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                sum += Math.Exp(prior.LogDensity([(i + 0.5) / n, (j + 0.5) / n], default)) / (n * n);
        }

        Assert.Empty(remarks);
        Assert.InRange(sum, 0.9, 1.6);
        Assert.InRange(Math.Exp(prior.LogDensity([0.55, 0.15], default)), 12, 18);
        Assert.Equal(0.4, Math.Exp(prior.LogDensity([0.95, 0.95], default)), 6);
    }

    [Fact]
    public void Its_gradient_is_that_of_differences()
    {
        var prior = RegionPrior.Of(From(Good, Bad with { Probability = 0.2 }), new UnitCube(SimulatedTasks.Space(2)), [])!;
        foreach (var x in new double[][] { [0.44, 0.1], [0.21, 0.19], [0.66, 0.27], [0.5, 0.5] })
        {
            var gradient = new double[2];
            prior.LogDensity(x, gradient);
            for (var j = 0; j < 2; j++)
            {
                double At(double step) => prior.LogDensity([.. x.Select((v, k) => k == j ? v + step : v)], default);
                Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, gradient[j], 4);
            }
        }
    }

    [Fact]
    public void The_exponent_falls_with_results_and_at_once_with_results_that_contradict()
    {
        var prior = RegionPrior.Of(From(Good), new UnitCube(SimulatedTasks.Space(2)), [])!;
        double[][] points = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? new[] { 0.5, 0.1 + (0.01 * i) } : [0.9, 0.08 * i])];
        double Exponent(int count, Func<int, double> value) => prior.Exponent([.. points.Take(count)], [.. Enumerable.Range(0, count).Select(value)], isBelieved: true);

        Assert.Equal(1, Exponent(0, _ => 0));
        var confirmed = Enumerable.Range(1, 12).Select(n => Exponent(n, i => i % 2 == 0 ? 1 : 0)).ToArray();
        Assert.All(confirmed.Zip(confirmed.Skip(1)), p => Assert.True(p.Second < p.First));
        Assert.Equal(0.16, confirmed[^1], 6);
        Assert.Equal(0, Exponent(8, i => i % 2 == 0 ? 0 : 1));
        Assert.InRange(Exponent(12, _ => 1), 0, 0.05);
    }

    [Theory]
    [InlineData(StrategyNames.Auto)]
    [InlineData(StrategyNames.UpperConfidenceBound)]
    [InlineData(StrategyNames.LogImprovement)]
    [InlineData(StrategyNames.NoisyImprovement)]
    [InlineData(StrategyNames.Random)]
    [InlineData(StrategyNames.Sobol)]
    public void A_campaign_begins_in_the_region_more_often_than_by_chance_and_not_only_there(string strategy)
    {
        var inside = 0;
        for (var i = 0; i < 20; i++)
            inside += IsIn(Good, Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), [], i, From(Good), strategy, design: 20)).Configuration) ? 1 : 0;
        Assert.InRange(inside, 6, 17);
    }

    [Fact]
    public void A_good_region_speeds_up_and_a_bad_one_does_no_lasting_harm()
    {
        var (cold, good, bad) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < 4; seed++)
        {
            cold += SimulatedTasks.Campaign(Branin, 2, null, 20, seed).Values.Max() / 4;
            good += SimulatedTasks.Campaign(Branin, 2, From(Good), 10, seed).Values.Max() / 4;
            bad += SimulatedTasks.Campaign(Branin, 2, From(Bad), 22, seed).Values.Max() / 4;
        }

        Assert.True(good >= cold - 0.5, $"{good} against {cold}");
        Assert.True(bad >= cold - 0.5, $"{bad} against {cold}");
    }

    [Fact]
    public void After_many_results_the_prior_is_spent_and_the_choice_the_cold_one()
    {
        var results = SimulatedTasks.Results(Branin, 2, 80);
        var with = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), results, 80, From(Good)));
        var without = Strategies.Suggest(SimulatedTasks.Request(SimulatedTasks.Space(2), results, 80, null));
        Assert.True(with.Rationale.WarmStart is { IsSpent: true, PriorExponent: 0 });
        Assert.Equal(without.Configuration, with.Configuration);
        Assert.Contains(with.Rationale.Remarks, r => r.Contains("faded", StringComparison.Ordinal));
    }

    [Fact]
    public void A_region_of_choices_levels_and_a_simplex_is_kept_and_one_outside_is_left_out()
    {
        var space = new SearchSpace([new CategoricalParameter("solvent", ["water", "dmso", "toluene"]), new IntegerParameter("cycles", 1, 9), new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1)],
            [new LinearConstraint([new("a", 1), new("b", 1)], Relation.Equal, 1)]);
        var region = new PriorRegion([new PriorSide("solvent", null, null, ["dmso"]), new PriorSide("cycles", 3, 5, []), new PriorSide("a", 0.2, null, [])], 0.8);
        var outside = new PriorRegion([new PriorSide("cycles", 20, 30, [])], 0.1);
        var suggestion = Strategies.Suggest(SimulatedTasks.Request(space, [], 0, From(region, outside)));

        Assert.True(space.Contains(suggestion.Configuration));
        Assert.Contains(suggestion.Rationale.Remarks, r => r.Contains("no value of 'cycles' lies in it", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_points_come_first_and_in_order()
    {
        var warm = From() with { InitialPoints = [SimulatedTasks.At(0.1, 0.2), SimulatedTasks.At(0.3, 0.4)] };
        var space = SimulatedTasks.Space(2);
        var first = Strategies.Suggest(SimulatedTasks.Request(space, [], 0, warm));
        var second = Strategies.Suggest(SimulatedTasks.Request(space, [], 1, warm) with { Pending = [first.Configuration] });
        var third = Strategies.Suggest(SimulatedTasks.Request(space, [], 2, warm) with { Pending = [first.Configuration, second.Configuration] });

        Assert.Equal(warm.InitialPoints, [first.Configuration, second.Configuration]);
        Assert.Equal("initial given", first.Rationale.Strategy);
        Assert.Equal(2, second.Rationale.WarmStart!.InitialPoint);
        Assert.Equal("initial sobol", third.Rationale.Strategy);
        Assert.Equal(Strategies.Suggest(SimulatedTasks.Request(space, [], 2, null)).Configuration, third.Configuration);
    }

    [Fact]
    public void Given_points_that_cannot_be_are_passed_over_with_the_reason()
    {
        var space = SimulatedTasks.Space(2);
        var warm = From() with { InitialPoints = [SimulatedTasks.At(0.1, 2), SimulatedTasks.At(0.2, 0.2), SimulatedTasks.At(0.3, 0.3), SimulatedTasks.At(0.4, 0.4)] };
        var request = SimulatedTasks.Request(space, [new Observation(SimulatedTasks.At(0.2, 0.2), [1])], 0, warm) with { Refused = [SimulatedTasks.At(0.3, 0.3)] };
        var suggestion = Strategies.Suggest(request);

        Assert.Equal(warm.InitialPoints[3], suggestion.Configuration);
        Assert.Equal(3, suggestion.Rationale.Remarks.Count(r => r.StartsWith("Given point", StringComparison.Ordinal) && r.Contains("passed over", StringComparison.Ordinal)));

        var none = Strategies.Suggest(request with { Pending = [SimulatedTasks.At(0.4, 0.4)], Index = 3 });
        Assert.Equal("initial sobol", none.Rationale.Strategy);
        Assert.Contains(none.Rationale.Remarks, r => r.Contains("pending", StringComparison.Ordinal));

        var replicate = Strategies.Suggest(request with { Strategy = new StrategyChoice(StrategyNames.Auto) { Duplicates = DuplicatePolicy.AsReplicates } });
        Assert.Equal(warm.InitialPoints[1], replicate.Configuration);
    }

    private static PriorRegion Box(double low, double high, double bottom, double top) => new([new PriorSide("x0", low, high, []), new PriorSide("x1", bottom, top, [])], 0.6);

    private static WarmStart From(params PriorRegion[] regions) => SimulatedTasks.From() with { Regions = [.. regions] };

    private static bool IsIn(PriorRegion region, Configuration configuration) => region.Sides.All(s => configuration[s.Parameter].Number >= s.Low - 0.05 && configuration[s.Parameter].Number <= s.High + 0.05);
}
