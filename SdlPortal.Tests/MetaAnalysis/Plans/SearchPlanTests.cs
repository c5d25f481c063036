using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Plans;

public sealed class SearchPlanTests
{
    [Fact]
    public void A_plan_goes_broad_then_dense_with_something_elsewhere_then_where_it_is_unsure()
    {
        var plan = SearchPlanner.Make(PlannedLab.Request());
        Assert.Equal(PlanVerdict.Feasible, plan.Verdict);
        Assert.Equal(20, plan.Points.Count);
        Assert.Equal(Enumerable.Range(1, 20), plan.Points.Select(p => p.Number));
        Assert.Equal([PhaseKind.Broad, PhaseKind.Dense, PhaseKind.Sparse, PhaseKind.Unsure], plan.Phases.Select(p => p.Kind));
        Assert.Equal(20, plan.Phases.Sum(p => p.Experiments));
        Assert.All(plan.Points.Take(4), p => Assert.Equal(PhaseKind.Broad, p.Phase));
        Assert.All(plan.Points.TakeLast(3), p => Assert.Equal(PhaseKind.Unsure, p.Phase));
        Assert.All(plan.Points.Where(p => p.Phase == PhaseKind.Dense), p => Assert.True(p.Configuration["depth"].Number >= 6 && p.Configuration["rate"].Number is >= 1e-4 and <= 1e-2));
        Assert.All(plan.Points.Where(p => p.Phase == PhaseKind.Sparse), p => Assert.Equal("elsewhere", p.Arm));
        Assert.All(plan.Points, p => Assert.True(PlannedLab.Space.Contains(p.Configuration), p.Configuration.ToString()));
        Assert.Equal(20, plan.Points.Select(p => p.Configuration).Distinct().Count());
    }

    [Fact]
    public void Dense_points_are_where_the_tasks_are_good()
    {
        var plan = SearchPlanner.Make(PlannedLab.Request());
        double Mean(PhaseKind phase) => plan.Points.Where(p => p.Phase == phase).Average(p => PlannedLab.Good(p.Configuration));
        Assert.True(Mean(PhaseKind.Dense) > Mean(PhaseKind.Broad) + 0.5, $"{Mean(PhaseKind.Dense)} against {Mean(PhaseKind.Broad)}");
        double Chance(PhaseKind phase) => plan.Points.Where(p => p.Phase == phase).Average(p => p.TopDecile.Mean);
        Assert.True(Chance(PhaseKind.Dense) > 2 * Chance(PhaseKind.Sparse));
    }

    [Fact]
    public void A_plan_is_the_same_to_the_last_bit_and_outlives_its_file()
    {
        var (one, other) = (Json(SearchPlanner.Make(PlannedLab.Request())), Json(SearchPlanner.Make(PlannedLab.Request())));
        Assert.Equal(one, other);
        Assert.Equal(one, Json(JsonSerializer.Deserialize<SearchPlan>(one, AnalysisJson.Options)!));
        Assert.Equal(PlannedLab.Request().Key(), PlannedLab.Request().Key());
        Assert.NotEqual(PlannedLab.Request().Key(), (PlannedLab.Request() with { Seed = 2 }).Key());
        Assert.NotEqual(PlannedLab.Request().Key(), (PlannedLab.Request() with { Stations = [PlannedLab.Station("mixer")] }).Key());
    }

    [Fact]
    public void The_promise_rises_with_every_experiment_and_is_above_chance()
    {
        var promise = SearchPlanner.Make(PlannedLab.Request()).Promise;
        Assert.Equal(20, promise.Count);
        for (var i = 1; i < promise.Count; i++)
        {
            Assert.True(promise[i].TopDecile.Mean >= promise[i - 1].TopDecile.Mean);
            Assert.True(promise[i].TopTwentieth.Mean <= promise[i].TopDecile.Mean);
        }

        Assert.All(promise, p => Assert.True(p.TopDecile.Low <= p.TopDecile.Mean && p.TopDecile.Mean <= p.TopDecile.High));
        Assert.True(promise[^1].TopDecile.Mean > promise[^1].ByChance);
    }

    [Fact]
    public void The_campaign_begins_with_the_opening_and_the_optimizer_chooses_the_rest_unless_all_was_wanted()
    {
        var request = PlannedLab.Request();
        var plan = SearchPlanner.Make(request);
        Assert.InRange(plan.Start!.InitialPoints.Count, 4, 19);
        Assert.Equal(plan.Points.Take(plan.Start.InitialPoints.Count).Select(p => p.Configuration), plan.Start.InitialPoints);
        Assert.Single(plan.Start.Regions);
        Assert.Equal(3, plan.Start.Donors.Count);
        Assert.Equal(20, SearchPlanner.Make(request with { HandsOverAll = true }).Start!.InitialPoints.Count);
    }

    [Fact]
    public void Without_donors_the_regions_own_figures_carry_the_plan()
    {
        var plan = SearchPlanner.Make(PlannedLab.Request() with { Recommendation = PlannedLab.Recommendation(withDonors: false) });
        Assert.Equal(20, plan.Points.Count);
        Assert.True(plan.Arms[0].Experiments > plan.Arms[1].Experiments);
        Assert.Contains(plan.Remarks, r => r.StartsWith("No runs of donors", StringComparison.Ordinal));
    }

    [Fact]
    public void A_better_region_gets_more_and_elsewhere_never_nothing()
    {
        int Inside(double chance)
        {
            var recommendation = PlannedLab.Recommendation(withDonors: false) with { Region = PlannedLab.Region(PlannedLab.Box, chance) };
            var plan = SearchPlanner.Make(PlannedLab.Request(40) with { Recommendation = recommendation });
            Assert.True(plan.Arms.Single(a => a.Box is null).Experiments >= 1);
            Assert.Equal(1, plan.Arms.Sum(a => a.Share), 9);
            return plan.Arms[0].Experiments;
        }

        var counts = new[] { 0.08, 0.15, 0.3, 0.6 }.Select(Inside).ToList();
        Assert.Equal(counts.Order(), counts);
        Assert.True(counts[^1] > counts[0]);
    }

    [Fact]
    public void A_further_region_is_an_arm_of_its_own_unless_it_lies_in_another()
    {
        var far = PlannedLab.Region(new ConfigurationBox([new NumberSide("rate", 0.05, 1, null, false)]));
        var within = PlannedLab.Region(new ConfigurationBox([new NumberSide("rate", 5e-4, 5e-3, null, false), new NumberSide("depth", 7, null, null, false)]));
        var plan = SearchPlanner.Make(PlannedLab.Request() with { Further = [far, within] });
        Assert.Equal(["region", "further 1", "elsewhere"], plan.Arms.Select(a => a.Name));
    }

    [Fact]
    public void Where_runs_failed_no_point_is_put()
    {
        var risky = PlannedLab.Region(new ConfigurationBox([new ChoiceSide("solvent", ["toluene"], false)])) with { Kind = RegionKind.Risky };
        var plan = SearchPlanner.Make(PlannedLab.Request() with { Recommendation = PlannedLab.Recommendation() with { Avoid = [risky] } });
        Assert.Equal(20, plan.Points.Count);
        Assert.DoesNotContain(plan.Points, p => p.Configuration["solvent"].Text == "toluene");
    }

    [Fact]
    public void A_space_with_few_configurations_gives_no_more_points_than_it_has()
    {
        var space = new SearchSpace([new DiscreteParameter("rate", [1e-4, 1e-3, 1e-2], Scale.Log), new IntegerParameter("depth", 5, 6), new CategoricalParameter("solvent", ["water"])], []);
        var plan = SearchPlanner.Make(PlannedLab.Request(20) with { Space = space });
        Assert.Equal(6, plan.Experiments);
        Assert.Contains(plan.Remarks, r => r.Contains("no more than 6", StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_without_sense_is_refused_with_everything_that_is_wrong()
    {
        var request = PlannedLab.Request(0) with
        {
            MaxInFlight = 0,
            Limits = new PlanLimits
            {
                Parameters = [new ParameterLimit("pressure", 1, 2), new ParameterLimit("rate", 1, 0.5), new ParameterLimit("depth", 1, 2, "°C")],
                Materials = [new MaterialStock("water", -1, "mL", 1), new MaterialStock("dye", 1, "g", 1, UseUnit: "mL")],
                Deadline = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
        };
        var problems = Assert.Throws<DefinitionException>(() => SearchPlanner.Make(request)).Problems;
        Assert.Equal(["budget.experiments", "limits.deadline", "limits.materials[0]", "limits.materials[1]", "limits.parameters[0]", "limits.parameters[1]", "limits.parameters[2]", "maxInFlight"], problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.All(problems, p => Assert.NotEmpty(p.Remedy));
    }

    [Fact]
    public void A_region_outside_of_the_space_is_refused()
    {
        var space = PlannedLab.Space with { Parameters = [new ContinuousParameter("rate", 0.1, 1, Scale.Log), .. PlannedLab.Space.Parameters.Skip(1)] };
        var problems = Assert.Throws<DefinitionException>(() => SearchPlanner.Make(PlannedLab.Request() with { Space = space })).Problems;
        Assert.Contains("lies outside", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_keep_every_space_and_constraint_and_add_up_to_the_budget()
    {
        var cases = from low in Gen.Choose(-5, -4)
                    from high in Gen.Choose(-2, 0)
                    from depth in Gen.Choose(1, 4)
                    from most in Gen.Choose(6, 12)
                    from n in Gen.Choose(1, 40)
                    from seed in Gen.Choose(0, 1000)
                    select (low, high, depth, most, n, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var space = new SearchSpace([new ContinuousParameter("rate", Math.Pow(10, c.low), Math.Pow(10, c.high), Scale.Log), new IntegerParameter("depth", c.depth, 10), new CategoricalParameter("solvent", ["water", "ethanol"]), new ContinuousParameter("share", 0, 4)],
                [new LinearConstraint([new LinearTerm("depth", 1), new LinearTerm("share", 1)], Relation.AtMost, c.most)]);
            var plan = SearchPlanner.Make(PlannedLab.Request(c.n) with { Space = space, Recommendation = PlannedLab.Recommendation(withDonors: false), Seed = c.seed });
            Assert.Equal(c.n, plan.Points.Count);
            Assert.All(plan.Points, p => Assert.Empty(space.Objections(p.Configuration)));
            Assert.Equal(c.n, plan.Points.Select(p => p.Configuration).Distinct().Count());
        }).Check(Cases.Drawn(15));
    }

    [Fact]
    public void Shares_that_must_add_up_stay_on_their_sum()
    {
        var space = new SearchSpace([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new ContinuousParameter("c", 0, 1), .. PlannedLab.Space.Parameters],
            [new LinearConstraint([new LinearTerm("a", 1), new LinearTerm("b", 1), new LinearTerm("c", 1)], Relation.Equal, 1)]);
        var plan = SearchPlanner.Make(PlannedLab.Request(12) with { Space = space, Recommendation = PlannedLab.Recommendation(withDonors: false) });
        Assert.Equal(12, plan.Points.Count);
        Assert.All(plan.Points, p => Assert.Empty(space.Objections(p.Configuration)));
    }

    private static string Json(SearchPlan plan) => JsonSerializer.Serialize(plan, AnalysisJson.Options);
}
