using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Plans;

/// <summary>In the small lab an experiment takes 20 min on the mixer and an hour on the hotplate; with two in flight the hotplate never rests: n experiments take n hours and 20 min.</summary>
public sealed class FeasibilityTests
{
    private static PlanRequest Request(int? experiments = 12) => PlannedLab.Request(experiments) with { Recommendation = PlannedLab.Recommendation(withDonors: false) };

    [Fact]
    public void Time_that_is_short_shrinks_the_plan_and_says_what_more_in_flight_would_do()
    {
        var plan = SearchPlanner.Make(Request() with { Budget = new PlanBudget(12, Hours: 6.5) });
        Assert.Equal((PlanVerdict.Reshaped, 6), (plan.Verdict, plan.Experiments));
        var finding = plan.Feasibility.Single(f => f.Check == FeasibilityCheck.Duration);
        Assert.Equal((FeasibilityEffect.Shrunk, (int?)6), (finding.Effect, finding.Allows));
        Assert.Contains("More in flight would not help", finding.Remedy, StringComparison.Ordinal);

        var serial = SearchPlanner.Make(Request() with { Budget = new PlanBudget(12, Hours: 12.5), MaxInFlight = 1 });
        Assert.Equal(9, serial.Experiments);
        Assert.Equal("With 2 in flight all 12 would fit.", serial.Feasibility.Single(f => f.Check == FeasibilityCheck.Duration).Remedy);
    }

    [Fact]
    public void Hours_alone_are_a_budget()
    {
        var plan = SearchPlanner.Make(Request(null) with { Budget = new PlanBudget(null, Hours: 8.4) });
        Assert.Equal((PlanVerdict.Feasible, 8), (plan.Verdict, plan.Experiments));
        Assert.Equal(8 + (1.0 / 3), plan.Hours!.Value, 6);
    }

    [Fact]
    public void Access_on_some_days_stretches_the_plan()
    {
        var monday = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(1));
        var limits = new PlanLimits { Start = monday, Access = [new AccessWindow([DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(9, 0), new TimeOnly(14, 0))] };
        var plan = SearchPlanner.Make(Request(6) with { Limits = limits });
        // Four experiments in the five hours of Monday, from nine o'clock on; two on Tuesday, from nine o'clock on.
        Assert.Equal(6, plan.Experiments);
        Assert.Equal(25 + 2 + (1.0 / 3), plan.Hours!.Value, 6);
        var cut = SearchPlanner.Make(Request(6) with { Limits = limits with { Deadline = monday.AddHours(20) } });
        Assert.Equal(4, cut.Experiments);
        Assert.Contains(cut.Feasibility, f => f is { Check: FeasibilityCheck.Access, Effect: FeasibilityEffect.Shrunk });
    }

    [Fact]
    public void A_night_goes_on_past_midnight()
    {
        var limits = new PlanLimits { Start = new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero), Access = [new AccessWindow([DayOfWeek.Monday], new TimeOnly(22, 0), new TimeOnly(6, 0))] };
        var plan = SearchPlanner.Make(Request(7) with { Limits = limits });
        Assert.Equal(7, plan.Experiments);
        Assert.Equal(2 + 7 + (1.0 / 3), plan.Hours!.Value, 6);
    }

    [Fact]
    public void Access_that_is_shorter_than_an_experiment_allows_nothing()
    {
        var plan = SearchPlanner.Make(Request() with { Limits = new PlanLimits { Access = [new AccessWindow([DayOfWeek.Friday], new TimeOnly(9, 0), new TimeOnly(10, 0))] } });
        Assert.Equal(PlanVerdict.Refused, plan.Verdict);
        Assert.Contains("the stations may be used for 1 h at most without a break", plan.Sentence, StringComparison.Ordinal);
        Assert.Null(plan.Start);
    }

    [Fact]
    public void A_stage_without_a_station_refuses_the_plan_and_a_surrogate_can_answer_instead()
    {
        var request = Request() with { Stations = [PlannedLab.Station("mixer")] };
        var refused = SearchPlanner.Make(request);
        Assert.Equal(PlanVerdict.Refused, refused.Verdict);
        Assert.Contains("This lab has no station of the kind hotplate.", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(refused.Points);

        var simulated = SearchPlanner.Make(request with { WithSurrogate = true });
        Assert.Equal((PlanVerdict.OnSurrogate, 0), (simulated.Verdict, simulated.Experiments));
        Assert.Equal(12, simulated.Points.Count(p => p.IsSimulated));
        Assert.Null(simulated.Start);
    }

    [Fact]
    public void A_station_that_does_not_work_is_named_with_its_reason()
    {
        var plan = SearchPlanner.Make(Request() with { Stations = [PlannedLab.Station("mixer"), PlannedLab.Station("hotplate", StationCondition.Faulted, "over temperature")] });
        Assert.Equal(PlanVerdict.Refused, plan.Verdict);
        Assert.Contains("No hotplate works: hotplate is faulted (over temperature).", plan.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_stations_cut_bounds_and_boxes()
    {
        var plan = SearchPlanner.Make(Request() with { Limits = new PlanLimits { Parameters = [new ParameterLimit("depth", null, 8, Why: "the tray has eight places")] } });
        Assert.Equal(PlanVerdict.Reshaped, plan.Verdict);
        Assert.Equal(new IntegerParameter("depth", 1, 8), plan.Space["depth"]);
        Assert.All(plan.Points, p => Assert.True(p.Configuration["depth"].Number <= 8));
        Assert.Contains(plan.Feasibility, f => f.Sentence == "The lab reaches depth up to 8 (the tray has eight places): its range was cut to a whole number between 1 and 8.");
    }

    [Fact]
    public void A_region_beyond_what_the_lab_reaches_is_dropped_and_the_plan_searches_without_it()
    {
        var plan = SearchPlanner.Make(Request() with { Limits = new PlanLimits { Parameters = [new ParameterLimit("depth", null, 4)] } });
        Assert.Equal(PlanVerdict.Reshaped, plan.Verdict);
        Assert.Equal("elsewhere", Assert.Single(plan.Arms).Name);
        Assert.Contains(plan.Feasibility, f => f.Sentence.StartsWith("The recommended region lies beyond", StringComparison.Ordinal));
        Assert.All(plan.Points, p => Assert.True(p.Configuration["depth"].Number <= 4));
    }

    [Fact]
    public void Material_that_every_experiment_takes_bounds_their_number()
    {
        var plan = SearchPlanner.Make(Request() with { Limits = new PlanLimits { Materials = [new MaterialStock("ink", 1, "L", 150, UseUnit: "mL")] } });
        Assert.Equal(6, plan.Experiments);
        var finding = plan.Feasibility.Single(f => f.Check == FeasibilityCheck.Stock);
        Assert.Equal("1 L of ink at 0.15 L each is enough for 6 experiments, fewer than the 12 of the plan.", finding.Sentence);
        Assert.Equal("Get 0.8 L more of ink.", finding.Remedy);
    }

    [Fact]
    public void Material_by_a_parameter_leaves_the_cheapest_points_of_every_phase()
    {
        var all = SearchPlanner.Make(Request(20));
        double Use(PlannedPoint p) => 2 * p.Configuration["depth"].Number;
        var half = SearchPlanner.Make(Request(20) with { Limits = new PlanLimits { Materials = [new MaterialStock("film", all.Points.Sum(Use) / 2, "m", 0, "depth", 2)] } });
        Assert.InRange(half.Experiments, 5, 19);
        Assert.True(half.Points.Sum(Use) <= all.Points.Sum(Use) / 2);
        Assert.Equal(all.Phases.Select(p => p.Kind), half.Phases.Select(p => p.Kind));
        foreach (var phase in half.Phases)
        {
            var (kept, before) = (half.Points.Where(p => p.Phase == phase.Kind).ToList(), all.Points.Where(p => p.Phase == phase.Kind).ToList());
            var lost = before.Where(p => kept.TrueForAll(k => !k.Configuration.Equals(p.Configuration))).ToList();
            Assert.True(lost.Count == 0 || kept.Max(Use) <= lost.Min(Use));
        }
    }

    [Fact]
    public void Money_bounds_the_plan()
    {
        var plan = SearchPlanner.Make(Request() with { Budget = new PlanBudget(12, Cost: 100), Limits = new PlanLimits { CostPerExperiment = 10, CostPerHour = 2 } });
        // n experiments cost 10 n + 2 (n + 1/3).
        Assert.Equal(8, plan.Experiments);
        Assert.Equal(96 + (2.0 / 3), plan.Cost!.Value, 6);
    }

    [Fact]
    public void Tighter_limits_of_time_and_money_never_allow_more()
    {
        // Use that follows a parameter hangs on which points a plan of that size has, so it is not in here.
        var cases = from hours in Gen.Choose(1, 30)
                    from stock in Gen.Choose(0, 30)
                    from cost in Gen.Choose(5, 300)
                    from less in Gen.Choose(0, 10)
                    select (hours, stock, cost, less);
        int Allowed(double hours, double stock, double cost) => SearchPlanner.Make(Request() with
        {
            Budget = new PlanBudget(12, hours, cost),
            Limits = new PlanLimits { CostPerExperiment = 10, Materials = [new MaterialStock("ink", stock, "mL", 1)] },
        }).Experiments;
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var all = Allowed(c.hours, c.stock, c.cost);
            Assert.True(Allowed(Math.Max(0.5, c.hours - c.less), c.stock, c.cost) <= all);
            Assert.True(Allowed(c.hours, c.stock, Math.Max(1, c.cost - (10 * c.less))) <= all);
        }).Check(Cases.Drawn(12));
    }

    [Fact]
    public void More_on_the_shelf_never_loses_a_point()
    {
        var points = SearchPlanner.Make(Request(30));
        HashSet<Configuration> Kept(double amount) => [.. SearchPlanner.Make(Request(30) with { Limits = new PlanLimits { Materials = [new MaterialStock("film", amount, "m", 0, "depth", 1)] } }).Points.Select(p => p.Configuration)];
        var total = points.Points.Sum(p => p.Configuration["depth"].Number);
        var before = Kept(0.2 * total);
        foreach (var share in new[] { 0.5, 0.8, 1 })
        {
            var now = Kept(share * total);
            Assert.Subset(now, before);
            before = now;
        }

        Assert.Equal(30, before.Count);
    }

    [Fact]
    public void What_the_lab_cannot_do_in_time_a_surrogate_answers_and_says_so()
    {
        var plan = SearchPlanner.Make(PlannedLab.Request(12) with { Budget = new PlanBudget(12, Hours: 5.5), WithSurrogate = true });
        Assert.Equal((PlanVerdict.OnSurrogate, 5, 7), (plan.Verdict, plan.Experiments, plan.Points.Count(p => p.IsSimulated)));
        Assert.Equal("5 experiments for the lab; a surrogate of the prior runs answers 7 more, simulated and never results.", plan.Sentence);
        Assert.All(plan.Start!.InitialPoints, p => Assert.DoesNotContain(plan.Points, q => q.IsSimulated && q.Configuration.Equals(p)));
        Assert.Equal(5, plan.Promise.Count);
    }
}
