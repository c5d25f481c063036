using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Replay;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Replay;

public class CounterfactualReplayTests
{
    private static readonly ReplayOptions Few = new(Seeds: 5, Seed: 1);

    /// <summary>A finished campaign of random points on a smooth hill over two numbers, two experiments in flight, little noise.</summary>
    private static readonly RecordedCampaign Random = Recorded(24, (x, y, noise) => (10 * Math.Exp(-(((x - 7.5) * (x - 7.5)) + ((y - 2) * (y - 2))) / 12)) + (0.05 * noise));

    private static readonly ReplayReport AgainstImprovement = CounterfactualReplay.Run(Random, ["ei"], Few);

    [Fact]
    public void A_better_strategy_is_found_to_be_better_and_the_report_carries_its_labels()
    {
        var report = AgainstImprovement;
        var other = Assert.Single(report.Others);
        Assert.True(other.AgainstOwn!.Advantage.Low > 0, $"{other.AgainstOwn}");
        Assert.Equal(1, other.AgainstOwn.Better);
        Assert.True(report.IsReliable);
        Assert.Equal((24, 5, 5), (report.Surrogate.Rows, report.Seeds, report.Given));
        Assert.InRange(report.Surrogate.R2, 0.9, 1);
        Assert.Equal(24, report.Hours.Count);
        Assert.True(report.Hours.Zip(report.Hours.Skip(1), (a, b) => a < b).All(rises => rises));
        Assert.Contains("likely have done better", Assert.Single(ReplaySentences.Answers(report)), StringComparison.Ordinal);
        Assert.Contains("Simulated, not measured: 5 replays", ReplaySentences.Basis(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_campaign_s_own_strategy_against_itself_is_no_difference_at_all()
    {
        var report = CounterfactualReplay.Run(Random, ["random"], Few);

        var again = Assert.Single(report.Others);
        Assert.Equal(0, again.AgainstOwn!.Advantage.Mean);
        Assert.Equal(0.5, again.AgainstOwn.Better);
        Assert.Equal(report.Own.Best, again.Best);
        Assert.Contains("cannot be told apart", Assert.Single(ReplaySentences.Answers(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_does_not_depend_on_the_number_of_threads()
    {
        Assert.Equal(Text(CounterfactualReplay.Run(Random, ["sobol"], Few)), Text(CounterfactualReplay.Run(Random, ["sobol"], Few with { Threads = 4 })));
        Assert.NotEqual(Text(CounterfactualReplay.Run(Random, ["sobol"], Few)), Text(CounterfactualReplay.Run(Random, ["sobol"], Few with { Seed = 2 })));

        static string Text(ReplayReport report)
        {
            var text = new StringWriter();
            ReplayTable.Write(report, text);
            return text.ToString();
        }
    }

    [Fact]
    public void Until_the_first_choice_of_a_strategy_has_ended_all_replays_are_what_happened()
    {
        var report = AgainstImprovement;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(report.Happened[i], report.Own.Best[i].Mean, 9);
            Assert.Equal(report.Own.Best[i], report.Others[0].Best[i]);
        }
    }

    [Fact]
    public void Results_that_nothing_predicts_make_it_unreliable_and_it_says_why()
    {
        var report = CounterfactualReplay.Run(Recorded(30, (_, _, noise) => noise), ["sobol"], Few);

        Assert.False(report.IsReliable);
        Assert.Contains("r²", report.Doubts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_far_from_all_results_are_counted_and_said()
    {
        // All results lie in one corner; points spread over the square lie elsewhere.
        var report = CounterfactualReplay.Run(Recorded(30, (x, y, noise) => Math.Sin(3 * x) + Math.Cos(3 * y) + (0.01 * noise), corner: 0.2), ["sobol"], Few);

        Assert.True(report.Others[0].Outside > 0.6, $"{report.Others[0].Outside}");
        Assert.Contains(report.Reservations, r => r.Contains("the surrogate mostly guesses", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_little_to_replay_is_refused_with_the_reason()
    {
        Refused("has not run yet", new CampaignStory(start: false).Events);
        Refused("at least 10", Story(6, (x, _, _) => x));
        Refused("same under any strategy", Story(12, (x, _, _) => x, initial: 12));
        Refused("Every result has the same y", Story(20, (_, _, _) => 3));
        Refused("no strategy 'nonsense'", Story(20, (x, _, _) => x), "nonsense");

        static void Refused(string why, IReadOnlyList<RecordedEvent> events, string strategy = "sobol") =>
            Assert.Contains(why, Assert.Throws<RefusedException>(() => CounterfactualReplay.Run(RecordedCampaign.Of(events), [strategy], Few)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_canceled()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CounterfactualReplay.Run(Random, ["ei"], Few, (done, _) =>
        {
            if (done == 1)
                stop.Cancel();
        }, stop.Token));
    }

    private static RecordedCampaign Recorded(int experiments, Func<double, double, double, double> measure, double corner = 1) => RecordedCampaign.Of(Story(experiments, measure, corner: corner));

    /// <summary>Two in flight, each for two hours, one chosen every hour; the first five are the initial design.</summary>
    internal static IReadOnlyList<RecordedEvent> Story(int experiments, Func<double, double, double, double> measure, int initial = 5, double corner = 1)
    {
        var story = new CampaignStory(draft =>
        {
            draft.Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 10 }, new ParameterDraft { Name = "y1", Kind = "continuous", Low = 0, High = 10 }];
            draft.Objectives = [new ObjectiveDraft { Name = "y", Goal = "maximize", Unit = "S" }];
            draft.Stages[^1].Measures = ["y"];
            draft.InitialCount = initial;
        });
        var random = new SeededRandom(3);
        var values = new List<double>();
        for (var k = 0; k < experiments + 2; k++)
        {
            if (k >= 2)
                story.Tell(3600 * k, new ExperimentCompleted(k - 1, [values[k - 2]]));
            if (k >= experiments)
                continue;
            var (x, y) = (10 * corner * random.NextDouble(), 10 * corner * random.NextDouble());
            values.Add(measure(x, y, random.NextNormal()));
            story.Tell(3600 * k, new ExperimentSuggested(k + 1, k < initial ? SuggestionSource.Initial : SuggestionSource.Strategy,
                new Domain.SearchSpaces.Configuration([KeyValuePair.Create("x", Domain.SearchSpaces.ParameterValue.Of(x)), KeyValuePair.Create("y1", Domain.SearchSpaces.ParameterValue.Of(y))]),
                new Rationale { Strategy = "random", Observed = Math.Max(0, k - 1), Pending = Math.Min(k, 1) }));
        }

        return story.Events;
    }
}
