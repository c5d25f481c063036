using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Orchestration;

public class SuggestionRequestTests
{
    [Fact]
    public void Recipes_that_a_person_gave_up_are_told_and_what_machines_or_stops_ended_is_not()
    {
        var story = new CampaignStory();
        for (var number = 1; number <= 5; number++)
        {
            story.Tell(number, new ExperimentSuggested(number, SuggestionSource.Strategy, CampaignStory.Recipe(100 + number), Reason(number)));
            story.Tell(number, new StageStarted(number, 0, 1, $"c{number}", new Place("dispenser-1", 0), 60, null));
        }

        // 1: given up while at work; 2: given up after the machine failed; 3: stopped at its station; 4: nobody knows; 5: failed.
        story.Tell(10, new AbandonRequested(1, "a gel"));
        story.Tell(11, new StageFailed(2, 0, 1, StageFault.Instrument, "clogged", false)).Tell(11, new ExperimentFailed(2, "clogged"));
        story.Tell(12, new ExperimentAbandoned(2, "it clogs every nozzle"));
        story.Tell(13, new StageFailed(1, 0, 1, StageFault.Aborted, "stopped", false)).Tell(13, new ExperimentAbandoned(1, "a gel"));
        story.Tell(14, new StageFailed(3, 0, 1, StageFault.Aborted, "stopped", false)).Tell(14, new ExperimentAbandoned(3, "dispense was aborted"));
        story.Tell(15, new StageOutcomeUnknown(4, 0, 1, "no answer")).Tell(15, new UnknownOutcomeDecided(4, 0, 1, UnknownDecision.Abandon, null)).Tell(15, new ExperimentAbandoned(4, "nobody knows"));
        story.Tell(16, new StageFailed(5, 0, 1, StageFault.Timeout, "late", false)).Tell(16, new ExperimentFailed(5, "late"));

        var request = Decisions.Request(story.Campaign);

        Assert.Equal([CampaignStory.Recipe(102), CampaignStory.Recipe(101)], request.Abandoned);
        Assert.Empty(request.Refused);
        Assert.Empty(request.Observations);
    }

    [Fact]
    public void The_next_fit_starts_from_the_last_suggestion_that_had_a_model()
    {
        var story = new CampaignStory();
        Assert.Empty(Decisions.Request(story.Campaign).LastFit);
        story.Tell(1, new ExperimentSuggested(1, SuggestionSource.Strategy, CampaignStory.Recipe(101), Reason(1)));
        story.Tell(2, new ExperimentSuggested(2, SuggestionSource.Strategy, CampaignStory.Recipe(102), Reason(2)));
        story.Tell(3, new ExperimentSuggested(3, SuggestionSource.Manual, CampaignStory.Recipe(103), new Rationale { Strategy = "by hand", Observed = 0, Pending = 0 }));
        Assert.Equal(2, Assert.Single(Decisions.Request(story.Campaign).LastFit).Noise);
    }

    [Fact]
    public void Rejected_suggestions_are_told_as_refused()
    {
        var story = new CampaignStory();
        story.Tell(1, new ExperimentSuggested(1, SuggestionSource.Strategy, CampaignStory.Recipe(101), Reason(1)));
        story.Tell(2, new ExperimentRejected(1, "too hot"));
        var request = Decisions.Request(story.Campaign);
        Assert.Equal([CampaignStory.Recipe(101)], request.Refused);
        Assert.Empty(request.Pending);
    }

    [Fact]
    public void The_stored_log_gives_every_suggestion_again()
    {
        var story = new CampaignStory(d => (d.Strategy, d.InitialCount, d.ExplorationShare) = ("qnei", 4, 0.2));
        var made = new List<Suggestion>();
        for (var number = 1; number <= 12; number++)
        {
            var suggestion = Strategies.Suggest(Decisions.Request(story.Campaign));
            made.Add(suggestion);
            story.Tell(number, new ExperimentSuggested(number, SuggestionSource.Strategy, suggestion.Configuration, suggestion.Rationale));
            if (number > 2)
                story.Tell(number, new ExperimentCompleted(number - 2, [Math.Sin(number) + made[number - 3].Configuration["temperature"].Number / 100]));
        }

        var stored = story.Events.Select(e =>
        {
            var (type, version, json) = EventSerializer.Write(e.Event);
            return e with { Event = EventSerializer.Read(type, version, json) };
        }).ToList();
        for (var i = 0; i < stored.Count; i++)
        {
            if (stored[i].Event is ExperimentSuggested told)
                Assert.Equal(new Suggestion(told.Configuration, told.Rationale), Strategies.Suggest(Decisions.Request(Campaign.Fold(CampaignStory.Id, stored[..i]))));
        }

        Assert.Contains(made, s => s.Rationale.Fit.Count > 0);
    }

    private static Rationale Reason(int noise) => new() { Strategy = "ei", Observed = 0, Pending = 0, Fit = [new FittedModel("conductivity", [1, 1, 1], 1, noise, 0)] };
}
