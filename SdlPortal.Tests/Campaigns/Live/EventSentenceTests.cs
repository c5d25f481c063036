using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class EventSentenceTests
{
    private static readonly CampaignEvent[] Each =
    [
        new CampaignCreated(CampaignDefinition.From(CampaignStory.Draft())),
        new DefinitionChanged(CampaignDefinition.From(CampaignStory.Draft())),
        new PriorResultsAdded("march.csv", []),
        new CampaignStarted(60),
        new ExperimentSuggested(7, SuggestionSource.Strategy, CampaignStory.Recipe(), new Rationale { Strategy = "ei", Observed = 27, Pending = 4 }),
        new SuggestionFailed("no configuration fulfills the constraints."),
        new SuggestionEdited(7, CampaignStory.Recipe(200), "too hot"),
        new ExperimentApproved(7),
        new ExperimentRejected(7, "too hot"),
        new StageStarted(7, 1, 2, "c", new Place("robot-1", 0), 10, new Place("hotplate-1", 1)),
        new StageFinished(7, 4, 1, [new MeasuredValue("conductivity", 3.42e6)]),
        new StageFailed(7, 0, 1, StageFault.Timeout, "no answer for 90 s", WillRetry: true),
        new StageOutcomeUnknown(7, 0, 1, "the controller restarted"),
        new UnknownOutcomeDecided(7, 0, 1, UnknownDecision.RunAgain, "the vial is empty"),
        new ExperimentCompleted(7, [3.42e6]),
        new ExperimentFailed(7, "the nozzle is blocked"),
        new ExperimentRetried(7),
        new AbandonRequested(7, "cracked"),
        new ExperimentAbandoned(7, "cracked"),
        new CampaignPaused("lunch"),
        new CampaignResumed(),
        new CampaignStopping(StopMode.AbortRunning, "fire alarm"),
        new CampaignFinished(FinishReason.Stopped),
        new AdviceRecorded(Advices.Of()),
    ];

    [Fact]
    public void Every_event_has_a_sentence_and_a_kind_and_names_its_experiment()
    {
        var known = typeof(CampaignEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CampaignEvent))).ToHashSet();
        Assert.Equal(known, [.. Each.Select(e => e.GetType())]);
        var campaign = new CampaignStory().Campaign;
        foreach (var item in Each)
        {
            Assert.InRange(EventSentence.Of(item, campaign).Length, 15, 300);
            Assert.True(Enum.IsDefined(EventSentence.KindOf(item)));
            Assert.Equal(item.GetType().GetProperty("Experiment") is null ? null : 7, EventSubject.ExperimentOf(item));
        }
    }

    [Theory]
    [InlineData(9, "Experiment 7: to anneal started on robot-1, to hotplate-1 slot 2, attempt 2.")]
    [InlineData(10, "Experiment 7: measure finished, measured conductivity 3.42×10⁶\u00a0S/m.")]
    [InlineData(11, "Experiment 7: dispense failed in attempt 1 (no end in time): no answer for 90 s. It is tried again.")]
    [InlineData(13, "Experiment 7: a person decided that dispense is to run again (the vial is empty).")]
    [InlineData(21, "The campaign is being stopped; what runs is aborted: fire alarm.")]
    [InlineData(23, "The advisor recommended 4 in flight with automatic choice, from 40 simulated campaigns of each choice (close).")]
    public void Sentences_use_the_labs_words(int index, string sentence) => Assert.Equal(sentence, EventSentence.Of(Each[index], new CampaignStory().Campaign));
}
