using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Plans;

public sealed class RegionFitTests
{
    private static readonly ParameterShape[] Heat =
    [
        new("anneal_temperature", ParameterKind.Number, Unit: "°C", Low: 100, High: 400),
        new("time", ParameterKind.Number, Unit: "min", Low: 1, High: 60),
        new ParameterShape("gas", ParameterKind.Category) { Levels = ["argon", "nitrogen"] },
    ];

    [Fact]
    public void A_recommendation_for_the_same_space_comes_over_as_it_is()
    {
        var fit = RegionFit.To(PlannedLab.Space, PlannedLab.Recommendation());
        Assert.Empty(fit.Problems);
        var region = Assert.Single(fit.Regions);
        Assert.Equal([new PriorSide("rate", 1e-4, 1e-2, []), new PriorSide("depth", 6, null, [])], region.Sides);
        Assert.Equal(0.7, region.Probability, 12);
        Assert.Equal(3, fit.Donors.Count);
        Assert.All(fit.Donors, d => Assert.All(d.Runs, r => Assert.True(PlannedLab.Space.Contains(r.Configuration))));
    }

    [Fact]
    public void Units_are_converted_and_names_matched_and_both_are_said()
    {
        var space = new SearchSpace([new ContinuousParameter("Anneal temperature", 400, 600, Unit: "K"), new ContinuousParameter("time", 60, 3600, Unit: "s"), new CategoricalParameter("gas", ["argon", "nitrogen"])], []);
        var box = new ConfigurationBox([new NumberSide("anneal_temperature", 200, 300, "°C", false), new NumberSide("time", 10, null, "min", false)]);
        var fit = RegionFit.To(space, PlannedLab.Recommendation(box, Heat, withDonors: false));
        Assert.Empty(fit.Problems);
        var sides = Assert.Single(fit.Regions).Sides;
        Assert.Equal(("Anneal temperature", 473.15, 573.15), (sides[0].Parameter, Math.Round(sides[0].Low!.Value, 9), Math.Round(sides[0].High!.Value, 9)));
        Assert.Equal(("time", 600.0, null), (sides[1].Parameter, sides[1].Low, sides[1].High));
        Assert.Contains("Anneal temperature was converted from °C to K.", fit.Remarks);
        Assert.Contains("anneal_temperature of the prior runs is taken for the campaign's Anneal temperature.", fit.Remarks);
    }

    [Fact]
    public void Everything_that_does_not_fit_is_said_at_once()
    {
        var space = new SearchSpace([new ContinuousParameter("anneal_temperature", 100, 400, Unit: "bar"), new CategoricalParameter("gas", ["helium", "neon"])], []);
        var box = new ConfigurationBox([new NumberSide("anneal_temperature", 200, 300, "°C", false), new NumberSide("time", 10, 20, "min", false)]);
        var fit = RegionFit.To(space, PlannedLab.Recommendation(box, Heat, withDonors: false), new Objective("yield", Goal.Minimize));
        Assert.False(fit.IsPossible);
        Assert.Equal(["objectives[0]", "parameters", "parameters.anneal_temperature", "parameters.gas"], fit.Problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Throws<DefinitionException>(() => fit.ToWarmStart(new WarmStartOrigin("x")));
    }

    [Fact]
    public void A_region_outside_of_the_space_is_refused_with_where_the_space_ends()
    {
        var space = PlannedLab.Space with { Parameters = [new ContinuousParameter("rate", 0.1, 1, Scale.Log), .. PlannedLab.Space.Parameters.Skip(1)] };
        var fit = RegionFit.To(space, PlannedLab.Recommendation());
        var problem = Assert.Single(fit.Problems);
        Assert.Contains("lies outside of the campaign's space", problem.Message, StringComparison.Ordinal);
        Assert.Contains("between 0.1 and 1", problem.Message, StringComparison.Ordinal);
        Assert.Empty(fit.Regions);
    }

    [Fact]
    public void A_parameter_that_the_prior_runs_do_not_know_stays_free_and_donors_are_spread_over_it()
    {
        var space = PlannedLab.Space with { Parameters = [.. PlannedLab.Space.Parameters, new ContinuousParameter("pressure", 1, 3)] };
        var fit = RegionFit.To(space, PlannedLab.Recommendation());
        Assert.Empty(fit.Problems);
        Assert.DoesNotContain(fit.Regions[0].Sides, s => s.Parameter == "pressure");
        var pressures = fit.Donors[0].Runs.Select(r => r.Configuration["pressure"].Number).ToList();
        Assert.InRange(pressures.Average(), 1.9, 2.1);
        Assert.True(pressures.Max() - pressures.Min() > 1.8);
    }

    [Fact]
    public void Donors_of_a_minimized_metric_are_turned_so_that_larger_is_better()
    {
        var asked = PlannedLab.Recommendation();
        var fit = RegionFit.To(PlannedLab.Space, asked with { Metric = new MetricShape("yield", MetricGoal.Minimize) });
        Assert.Equal(asked.DonorRuns[0].Runs[0].Outcome, -fit.Donors[0].Runs[0].Value);
    }

    [Fact]
    public void Donor_runs_outside_of_the_space_are_left_out_and_counted()
    {
        var space = PlannedLab.Space with { Parameters = [PlannedLab.Space.Parameters[0], new IntegerParameter("depth", 4, 10), PlannedLab.Space.Parameters[2]] };
        var fit = RegionFit.To(space, PlannedLab.Recommendation());
        Assert.All(fit.Donors, d => Assert.All(d.Runs, r => Assert.True(r.Configuration["depth"].Number >= 4)));
        Assert.Contains(fit.Remarks, r => r.Contains("lie outside of the campaign's space", StringComparison.Ordinal));
    }

    [Fact]
    public void What_fits_is_what_a_campaign_file_takes()
    {
        var start = RegionFit.To(PlannedLab.Space, PlannedLab.Recommendation()).ToWarmStart(new WarmStartOrigin("history"));
        Assert.True(start.Regions.Sum(r => r.Probability) < 1);
        Assert.All(start.Regions, r => Assert.All(r.Sides, s => Assert.True(s.Low is not null || s.High is not null || s.Choices.Count > 0)));
    }
}
