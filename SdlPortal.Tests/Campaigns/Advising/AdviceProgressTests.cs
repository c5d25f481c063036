using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Advising;

namespace SdlPortal.Tests.Campaigns.Advising;

/// <summary>How far a campaign has come, beside what was expected.</summary>
public class AdviceProgressTests
{
    private static readonly Objective Objective = new("y", Goal.Maximize, "g");

    private static readonly CampaignShares Shares = new(SharesBasis.Truth, 1, 5, 0,
        [new(new EndedExperiment(1, 0.5, 0), 0.25, 2), new(new EndedExperiment(3, 1, 1), 0.5, 3)], null);

    [Fact]
    public void The_campaigns_own_steps_stand_beside_the_expected_curve_by_hours_and_by_experiments()
    {
        var advice = Advices.Of();
        var plot = AdviceProgressChart.ByHours(advice.Recommended, advice.Recommended, Shares, Objective);
        Assert.Equal(["95 % of the expected mean", "Expected", "This campaign"], plot.Traces.Select(t => t.Name));
        Assert.Equal([0.5, 1], plot.Traces[^1].X);
        Assert.Equal([25, 50], plot.Traces[^1].Y);
        Assert.Equal("hv", plot.Traces[^1].Line!.Shape);
        Assert.Contains("experiment 3", plot.Traces[^1].Text![1], StringComparison.Ordinal);
        Assert.Equal([1, 2], AdviceProgressChart.ByExperiments(advice.Recommended, advice.Recommended, Shares, Objective).Traces[^1].X);
    }

    [Fact]
    public void A_choice_of_ones_own_is_compared_with_its_own_expectation_and_the_advised_one_is_dashed()
    {
        var advice = Advices.Of();
        var own = advice.Choices.First(c => c is { InFlight: 2, Strategy: "random" });
        var plot = AdviceProgressChart.ByExperiments(advice.Recommended, own, null, Objective);
        Assert.Equal(["95 % of the expected mean", "Expected as chosen (2 in flight)", "Expected as advised (4 in flight)"], plot.Traces.Select(t => t.Name));
        Assert.Equal("dash", plot.Traces[^1].Line!.Dash);
        Assert.Equal(100 * own.ByExperiments.Reached[^1].Mean, plot.Traces[1].Y[^1], 9);
    }

    [Fact]
    public void Words_say_how_far_it_has_come_and_what_the_scale_is()
    {
        var expected = Advices.Of().Recommended;
        Assert.Equal($"After 2 experiments it has reached 50\u00a0% of the way to the optimum; {AdviceWords.Percent(expected.ByExperiments.Reached[1].Mean)} were expected on average.", AdviceProgressWords.Reached(expected, Shares));
        Assert.Null(AdviceProgressWords.Reached(expected, null));
        Assert.Contains("0 % is the mean y of a random configuration, 1\u00a0g, and 100 % the optimum, 5\u00a0g. The stations are simulated, so both are known", AdviceProgressWords.Scale(Shares, Objective, 2), StringComparison.Ordinal);
        Assert.Contains("what a model of its own results believes now (leave-one-out r² 0.62)", AdviceProgressWords.Scale(Shares with { Basis = SharesBasis.Model, R2 = 0.62 }, Objective, 2), StringComparison.Ordinal);
        Assert.Contains("begins with its first results", AdviceProgressWords.Scale(null, Objective, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_between_two_points_of_a_curve_lies_between_them()
    {
        var curve = new AdviceCurve([1, 3], [new Estimate(0.2, 0, 1), new Estimate(0.6, 0, 1)]);
        Assert.Equal(0.4, AdviceProgressWords.At(curve, 2)!.Value, 12);
        Assert.Equal(0.2, AdviceProgressWords.At(curve, 1));
        Assert.Equal(0.6, AdviceProgressWords.At(curve, 3));
        Assert.Null(AdviceProgressWords.At(curve, 0.5));
        Assert.Null(AdviceProgressWords.At(curve, 4));
    }
}
