using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Campaigns;

/// <summary>An advice in a campaign's record.</summary>
public sealed class GivenAdviceTests
{
    [Fact]
    public void An_advice_is_read_as_it_was_written()
    {
        var item = new AdviceRecorded(Advices.Of().ForRecord());
        var (type, version, json) = EventSerializer.Write(item);
        Assert.Equal(item, EventSerializer.Read(type, version, json));
    }

    [Fact]
    public void An_advice_for_the_record_keeps_the_ends_of_its_curves_and_stays_small()
    {
        var advice = Advices.Of();
        var kept = advice.ForRecord();
        var (whole, thin) = (advice.Recommended.ByHours, kept.Recommended.ByHours);
        Assert.Equal(200, whole.At.Count);
        Assert.Equal(ThinnedAdvice.MostPoints, thin.At.Count);
        Assert.Equal(thin.At.Count, thin.Reached.Count);
        Assert.Equal([whole.At[0], whole.At[^1]], [thin.At[0], thin.At[^1]], (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal(whole.Reached[^1].Mean, thin.Reached[^1].Mean, 4);
        Assert.Equal(thin.At.Order(), thin.At);
        Assert.Equal(kept, kept.ForRecord());
        Assert.InRange(EventSerializer.Write(new AdviceRecorded(kept)).Json.Length, 1, 8 * 3000);
    }

    [Fact]
    public void A_short_curve_is_kept_whole()
    {
        var advice = Advices.Of();
        var curve = new AdviceCurve([1, 2], [new Estimate(0, 0, 0), new Estimate(1, 1, 1)]);
        var choice = advice.Choices[0] with { ByHours = curve };
        Assert.Equal(curve, (advice with { Choices = [choice] }).ForRecord().Choices[0].ByHours);
    }

    [Fact]
    public async Task An_advice_is_recorded_with_who_asked_and_what_it_was_about_and_another_one_takes_its_place()
    {
        var portal = new VirtualPortal();
        var definition = CampaignDefinition.From(Drafts.Small());
        var id = await portal.Orchestrator.CreateAsync(definition, People.Ada);
        Assert.Null((await FoldAsync()).Advice);

        await portal.Orchestrator.RecordAdviceAsync(id, Advices.Of(repetitions: 20), People.Ada);
        await portal.Orchestrator.ChangeAsync(id, definition with { MaxInFlight = 2 }, People.Ben);
        await portal.Orchestrator.RecordAdviceAsync(id, Advices.Of(repetitions: 60), People.Ben);

        var given = (await FoldAsync()).Advice!;
        Assert.Equal((60, "Ben", 0, 2), (given.Advice.Repetitions, given.By, given.PriorResults, given.Definition.MaxInFlight));
        Assert.Equal(ThinnedAdvice.MostPoints, given.Advice.Choices[0].ByHours.At.Count);

        await portal.Orchestrator.StartAsync(id, People.Ada);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => portal.Orchestrator.RecordAdviceAsync(id, Advices.Of(), People.Ada));
        Assert.Contains("Duplicate it to ask again", refused.Message, StringComparison.Ordinal);

        async Task<Campaign> FoldAsync() => Campaign.Fold(id, await portal.Log.ReadAsync(id));
    }

    [Fact]
    public void An_advice_answers_for_every_definition_that_differs_only_in_what_it_decides_or_does_not_look_at()
    {
        var asked = CampaignDefinition.From(Drafts.Small());
        Assert.True(Same(d => (d.Name, d.MaxInFlight, d.Strategy, d.Seed) = ("Other", 7, "qnei", 99)));
        Assert.False(Same(d => d.BudgetExperiments = 6));
        Assert.False(Same(d => d.BudgetHours = 2));
        Assert.False(Same(d => d.Stages[0].Seconds = 11));
        Assert.False(Same(d => d.Parameters[0].High = 11));
        Assert.False(Same(d => d.InitialCount = 1));
        Assert.False(Same(d => d.Objectives[0].Goal = "minimize"));

        bool Same(Action<CampaignDraft> change)
        {
            var draft = Drafts.Small();
            change(draft);
            return GivenAdvice.IsSameQuestion(asked, CampaignDefinition.From(draft));
        }
    }
}
