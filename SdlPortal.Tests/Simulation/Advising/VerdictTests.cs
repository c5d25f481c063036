using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Tests.Simulation.Advising;

public sealed class VerdictTests
{
    private static readonly LineRun Line = new() { Timeline = new CampaignTimeline([]), MakespanHours = 1, ThroughputPerHour = 1, Utilization = [], Bottleneck = "oven", MeanPending = 0, Failed = 0, Spoiled = 0 };
    private static readonly string[] Preference = ["auto", "ei"];

    [Fact]
    public void After_hours_the_choice_that_reaches_most_is_recommended()
    {
        var verdict = Verdict.Of([Hours(1, 0.7), Hours(3, 0.9), Hours(6, 0.85)], Preference);

        Assert.Equal((3, AdviceSureness.Clear), (verdict.Recommended.InFlight, verdict.Sureness));
    }

    [Fact]
    public void Among_choices_that_do_about_as_well_fewer_in_flight_and_the_preferred_strategy_are_recommended()
    {
        var verdict = Verdict.Of([Hours(5, 0.906), Hours(3, 0.9, "ei"), Hours(3, 0.899), Hours(2, 0.89)], Preference);

        Assert.Equal((3, "auto", AdviceSureness.Close), (verdict.Recommended.InFlight, verdict.Recommended.Strategy.Name, verdict.Sureness));
        Assert.Equal(5, verdict.Leader.InFlight);
    }

    [Fact]
    public void Among_choices_that_do_about_as_well_more_experiments_in_the_same_time_are_recommended()
    {
        var verdict = Verdict.Of([Hours(2, 0.9, results: 20), Hours(4, 0.895, results: 40), Hours(5, 0.895, results: 41), Hours(6, 0.88, results: 50)], Preference);

        Assert.Equal((2, 4), (verdict.Leader.InFlight, verdict.Recommended.InFlight));
    }

    [Fact]
    public void After_experiments_the_soonest_that_costs_little_is_recommended()
    {
        var verdict = Verdict.Of([Experiments(1, 0.95, 10), Experiments(3, 0.94, 5), Experiments(6, 0.92, 3)], Preference);

        Assert.Equal(3, verdict.Recommended.InFlight);
    }

    [Fact]
    public void Little_time_saved_does_not_buy_a_worse_result()
    {
        var verdict = Verdict.Of([Experiments(3, 0.95, 5), Experiments(4, 0.935, 4.9)], Preference);

        Assert.Equal(3, verdict.Recommended.InFlight);
    }

    [Fact]
    public void What_was_given_up_is_not_recommended()
    {
        var dropped = Hours(2, 0.95);
        dropped.IsGivenUp = true;

        Assert.Equal(4, Verdict.Of([dropped, Hours(4, 0.9)], Preference).Recommended.InFlight);
    }

    private static Contestant Hours(int inFlight, double share, string strategy = "auto", int results = 1) => Contestant(inFlight, share, strategy, new Horizon(8, null, 10, false), 8, results);

    private static Contestant Experiments(int inFlight, double share, double hours) => Contestant(inFlight, share, "auto", new Horizon(null, 1, 1, false), hours);

    /// <summary>Four repetitions around the share, the same scatter for all.</summary>
    private static Contestant Contestant(int inFlight, double share, string strategy, Horizon horizon, double endedAt, int results = 1)
    {
        var contestant = new Contestant(inFlight, new StrategyChoice(strategy), horizon);
        for (var i = 0; i < 4; i++)
            contestant.Add(new ClimbingShare(0, [.. Enumerable.Repeat(endedAt, results)], [.. Enumerable.Repeat(share + (0.01 * (i - 1.5)) + (0.0005 * ((i * inFlight) % 3)), results)]), Line);
        return contestant;
    }
}
