using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Orchestration;

public sealed class RecoveryTests
{
    private readonly VirtualPortal portal = new();

    [Fact]
    public void After_a_restart_at_any_second_the_campaign_ends_as_without_it()
    {
        for (var second = 0; second <= 200; second += 7)
        {
            var interrupted = new VirtualPortal();
            var campaign = interrupted.Run(Drafts.Small(4, 3, robotSeconds: 3), async () =>
            {
                await interrupted.AfterAsync(second + 0.5);
                await interrupted.RestartAsync();
            });

            Assert.Equal(4, campaign.Completed);
            Assert.Equal(4, campaign.Experiments.Count);
            Assert.All(interrupted.Lab.Scripted.SelectMany(s => s.Executions), e => Assert.Equal(1, e.Value));
        }
    }

    [Fact]
    public void A_stage_that_ended_while_the_portal_was_away_keeps_its_result()
    {
        portal.Time.Run(async () =>
        {
            var id = await StartAsync();
            await portal.AfterAsync(45);
            await portal.Orchestrator.DisposeAsync();
            await portal.AfterAsync(100);
            await portal.RestartAsync();
            await portal.Orchestrator.FinishedAsync(id);

            var campaign = Campaign.Fold(id, await portal.Log.ReadAsync(id));
            Assert.Equal(1, campaign.Completed);
            Assert.Equal(campaign.Experiment(1).Configuration["x"].Number, campaign.Experiment(1).Values[0]);
            Assert.Equal(1, portal.Lab["meter"].Executions.Values.Single());
        });
    }

    [Theory]
    [InlineData(UnknownDecision.RunAgain, ExperimentStatus.Completed, 2)]
    [InlineData(UnknownDecision.ItFinished, ExperimentStatus.Completed, 1)]
    [InlineData(UnknownDecision.Abandon, ExperimentStatus.Abandoned, 1)]
    public void A_stage_whose_outcome_nobody_knows_waits_for_a_person(UnknownDecision decision, ExperimentStatus expected, int executions)
    {
        portal.Time.Run(async () =>
        {
            var id = await StartAsync();
            await portal.AfterAsync(20);
            portal.Lab["oven"].RecallAnswer = new CommandMemory.NoMemory("it was switched off");
            await portal.RestartAsync();
            await portal.AfterAsync(1000);

            var waiting = Campaign.Fold(id, await portal.Log.ReadAsync(id)).Experiment(1);
            Assert.Equal(StageRunStatus.Unknown, waiting.Current!.Status);
            Assert.Contains("switched off", waiting.Current.Reason);

            await portal.Orchestrator.DecideUnknownAsync(id, 1, decision, "looked at it", People.Ben);
            await portal.Orchestrator.FinishedAsync(id);

            var campaign = Campaign.Fold(id, await portal.Log.ReadAsync(id));
            Assert.Equal(expected, campaign.Experiment(1).Status);
            Assert.Equal(executions, portal.Lab["oven"].Executions.Count);
        });
    }

    [Fact]
    public void A_measuring_stage_cannot_be_called_finished_without_its_value()
    {
        portal.Time.Run(async () =>
        {
            var id = await StartAsync();
            await portal.AfterAsync(45);
            portal.Lab["meter"].RecallAnswer = new CommandMemory.NoMemory("it was switched off");
            await portal.RestartAsync();
            await portal.AfterAsync(10);

            var refused = await Assert.ThrowsAsync<RefusedException>(() => portal.Orchestrator.DecideUnknownAsync(id, 1, UnknownDecision.ItFinished, null, People.Ben));
            Assert.Contains("measures y", refused.Message);
        });
    }

    [Fact]
    public void A_campaign_that_the_lab_cannot_run_any_more_is_paused_with_the_reason()
    {
        portal.Time.Run(async () =>
        {
            var id = await StartAsync();
            await portal.AfterAsync(5);
            portal.Lab.Problems.Add(new Problem("workflow.stages[1].stationKind", "There is no oven.", "Bring one."));
            await portal.RestartAsync();
            await portal.AfterAsync(100);

            var campaign = Campaign.Fold(id, await portal.Log.ReadAsync(id));
            Assert.Equal(CampaignStatus.Paused, campaign.Status);
            Assert.Contains("no oven", campaign.Pause!.Value.Reason);
        });
    }

    [Fact]
    public void Replaying_the_log_gives_the_same_state()
    {
        var campaign = portal.Run(Drafts.Small(6, 3, robotSeconds: 2));
        portal.Time.Run(async () =>
        {
            var again = await portal.FoldAsync();
            Assert.Equal(campaign.Experiments.Select(e => (e.Number, e.Status, e.Configuration, e.StartedAt, e.EndedAt)), again.Experiments.Select(e => (e.Number, e.Status, e.Configuration, e.StartedAt, e.EndedAt)));
            Assert.Equal(campaign.Best!.Number, again.Best!.Number);
        });
    }

    private async Task<Guid> StartAsync()
    {
        var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small(1)), People.Ada);
        await portal.Orchestrator.StartAsync(id, People.Ada);
        return id;
    }
}
