using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Orchestration;

public sealed class OrchestratorTests
{
    private readonly VirtualPortal portal = new();

    [Fact]
    public void Serial_campaign_takes_the_sum_of_its_stages_for_each_experiment()
    {
        var campaign = portal.Run(Drafts.Small(experiments: 9, inFlight: 1));

        Assert.Equal(9, campaign.Completed);
        Assert.Equal(FinishReason.BudgetOfExperiments, campaign.Finished);
        Assert.Equal(9 * 50, campaign.RunningFor(campaign.FinishedAt!.Value).TotalSeconds);
    }

    [Fact]
    public void Conveyor_belt_is_paced_by_its_bottleneck()
    {
        var campaign = portal.Run(Drafts.Small(experiments: 9, inFlight: 3));

        Assert.Equal(9, campaign.Completed);
        Assert.Equal(10 + (9 * 30) + 10, campaign.RunningFor(campaign.FinishedAt!.Value).TotalSeconds);
    }

    [Fact]
    public void A_station_never_holds_more_samples_than_its_capacity()
    {
        var campaign = new VirtualPortal(("mixer", 1), ("oven", 2), ("meter", 1), ("robot", 1)).Run(Drafts.Small(12, 5, robotSeconds: 3));

        foreach (var group in campaign.Experiments.SelectMany(e => e.Runs).GroupBy(r => r.Place))
        {
            var runs = group.OrderBy(r => r.StartedAt).ToList();
            for (var i = 1; i < runs.Count; i++)
                Assert.True(runs[i].StartedAt >= runs[i - 1].EndedAt, $"{group.Key} ran experiments {runs[i - 1].Experiment} and {runs[i].Experiment} at once");
        }

        Assert.Contains(campaign.Experiments.SelectMany(e => e.Runs), r => r.Place is { Station: "oven", Slot: 1 });
    }

    [Fact]
    public void The_robot_moves_every_sample_between_stations_and_blocks_the_one_it_leaves()
    {
        var campaign = portal.Run(Drafts.Small(3, 3, robotSeconds: 5));

        Assert.All(campaign.Experiments, e => Assert.Equal(["mix", "to bake", "bake", "to measure", "measure"], e.Runs.Select(r => campaign.Route[r.Step].Name)));
        var first = campaign.Experiment(1);
        var second = campaign.Experiment(2);
        Assert.True(second.StartedAt >= first.Runs[1].EndedAt, "the mixer was used again before the first sample had left it");
    }

    [Fact]
    public void Strategy_is_told_what_is_measured_and_what_is_pending()
    {
        portal.Run(Drafts.Small(6, 3));

        Assert.Equal([0, 1, 2], portal.Requests.Take(3).Select(r => r.Pending.Count));
        Assert.All(portal.Requests.Skip(3), r => Assert.Equal(2, r.Pending.Count));
        Assert.Equal([0, 0, 0, 1, 2, 3], portal.Requests.Select(r => r.Observations.Count));
    }

    [Fact]
    public void Operator_can_pause_a_campaign_while_a_station_is_running_and_resume_it()
    {
        var campaign = portal.Run(Drafts.Small(3, 2), async () =>
        {
            await portal.AfterAsync(15);
            await portal.Orchestrator.PauseAsync(portal.Campaign, "lunch", People.Ben);
            await portal.AfterAsync(1000);
            var paused = await portal.FoldAsync();
            Assert.Equal(CampaignStatus.Paused, paused.Status);
            Assert.DoesNotContain(paused.InFlight, e => e.Current is not null);
            Assert.Equal(StageRunStatus.Finished, paused.Experiment(1).Runs[1].Status);
            await portal.Orchestrator.ResumeAsync(portal.Campaign, People.Ben);
        });

        Assert.Equal(3, campaign.Completed);
        Assert.Equal(1000, campaign.PausedBefore.TotalSeconds);
    }

    [Fact]
    public void Stopping_to_finish_lets_the_line_run_empty()
    {
        var campaign = portal.Run(Drafts.Small(20, 4), async () =>
        {
            await portal.AfterAsync(45);
            await portal.Orchestrator.StopAsync(portal.Campaign, StopMode.FinishRunning, null, People.Ben);
        });

        Assert.Equal(FinishReason.Stopped, campaign.Finished);
        Assert.All(campaign.Experiments, e => Assert.True(e.Status is ExperimentStatus.Completed or ExperimentStatus.Rejected));
        Assert.All(campaign.Experiments.Where(e => e.Status == ExperimentStatus.Rejected), e => Assert.Empty(e.Runs));
        Assert.True(campaign.Completed >= 2);
    }

    [Fact]
    public void Stopping_to_abort_ends_what_runs_at_once()
    {
        var campaign = portal.Run(Drafts.Small(20, 3), async () =>
        {
            await portal.AfterAsync(25);
            await portal.Orchestrator.StopAsync(portal.Campaign, StopMode.AbortRunning, "smoke", People.Ben);
        });

        Assert.Equal(VirtualPortal.Start.AddSeconds(25), campaign.FinishedAt);
        Assert.Equal(0, campaign.Completed);
        Assert.Contains(campaign.Experiments, e => e.Status == ExperimentStatus.Abandoned);
        Assert.DoesNotContain(campaign.Experiments, e => e.InFlight);
    }

    [Fact]
    public void A_failed_stage_is_tried_again_as_often_as_the_policy_says()
    {
        var draft = Drafts.Small(1);
        draft.Failures.Retries = 2;
        portal.Lab["oven"].Script = c => c.Id.EndsWith("-3", StringComparison.Ordinal) ? null : new StageOutcome.Failed(StageFault.Instrument, "door open");

        var campaign = portal.Run(draft);

        Assert.Equal([1, 2, 3], campaign.Experiment(1).Runs.Where(r => r.Step == 1).Select(r => r.Attempt));
        Assert.Equal(ExperimentStatus.Completed, campaign.Experiment(1).Status);
        Assert.All(campaign.Experiment(1).Runs.Where(r => r.Step == 1), r => Assert.Equal(new Place("oven", 0), r.Place));
    }

    [Fact]
    public void A_failed_experiment_ends_with_its_reason_and_the_campaign_goes_on()
    {
        portal.Lab["meter"].Script = c => c.Sample.Experiment == 2 ? new StageOutcome.Failed(StageFault.Timeout, "no answer for 60 s") : null;

        var campaign = portal.Run(Drafts.Small(4, 2));

        Assert.Equal(3, campaign.Completed);
        Assert.Equal("measure: no answer for 60 s", campaign.Experiment(2).Reason);
        Assert.Equal(ExperimentStatus.Failed, campaign.Experiment(2).Status);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_not_a_number_fails_the_experiment(double value)
    {
        portal.Lab["meter"].Script = c => new StageOutcome.Finished([new MeasuredValue("y", value)]);

        var campaign = portal.Run(Drafts.Small(1));

        Assert.Equal(ExperimentStatus.Failed, campaign.Experiment(1).Status);
        Assert.Equal(StageFault.InvalidValue, campaign.Experiment(1).Runs[^1].Fault);
        Assert.Contains("not a number", campaign.Experiment(1).Reason);
    }

    [Fact]
    public void A_policy_of_pausing_waits_for_a_person_who_can_retry()
    {
        var draft = Drafts.Small(2);
        draft.Failures.Then = "pause";
        var broken = true;
        portal.Lab["oven"].Script = _ => broken ? new StageOutcome.Failed(StageFault.Instrument, "door open") : null;

        var campaign = portal.Run(draft, async () =>
        {
            await portal.AfterAsync(100);
            Assert.Equal(CampaignStatus.Paused, (await portal.FoldAsync()).Status);
            broken = false;
            await portal.Orchestrator.RetryAsync(portal.Campaign, 1, People.Ben);
            await portal.Orchestrator.ResumeAsync(portal.Campaign, People.Ben);
        });

        Assert.Equal(2, campaign.Completed);
        Assert.Equal(0, campaign.Failed);
        Assert.Equal([1, 1, 2, 1], campaign.Experiment(1).Runs.Select(r => r.Attempt));
    }

    [Fact]
    public void Three_failures_in_a_row_pause_any_campaign()
    {
        portal.Lab["meter"].Script = _ => new StageOutcome.Failed(StageFault.Nonsense, "answered 'banana'");

        portal.Time.Run(async () =>
        {
            var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small(10)), People.Ada);
            await portal.Orchestrator.StartAsync(id, People.Ada);
            await portal.AfterAsync(1000);
            var campaign = Campaign.Fold(id, await portal.Log.ReadAsync(id));
            Assert.Equal(CampaignStatus.Paused, campaign.Status);
            Assert.Equal(3, campaign.Failed);
            Assert.Contains("banana", campaign.Pause!.Value.Reason);
        });
    }

    [Fact]
    public void Operator_can_insert_edit_reject_and_abandon_experiments()
    {
        var campaign = portal.Run(Drafts.Small(6, 3), async () =>
        {
            await portal.AfterAsync(1);
            var id = portal.Campaign;
            await portal.Orchestrator.EditSuggestionAsync(id, 2, X(7.5), "rounder", People.Ben);
            await portal.Orchestrator.RejectAsync(id, 3, "too close to 2", People.Ben);
            Assert.Equal(5, await portal.Orchestrator.InsertAsync(id, X(9), "a hunch", People.Ben));
            await portal.Orchestrator.AbandonAsync(id, 1, "spilled", People.Ben);
        });

        Assert.Equal(ExperimentStatus.Abandoned, campaign.Experiment(1).Status);
        Assert.Equal(7.5, campaign.Experiment(2).Configuration["x"].Number);
        Assert.Equal(7.5, campaign.Experiment(2).Values[0]);
        Assert.Equal(ExperimentStatus.Rejected, campaign.Experiment(3).Status);
        Assert.Contains(campaign.Experiments, e => e.Source == SuggestionSource.Manual && e.Configuration.Equals(X(9)));
        Assert.Equal(6, campaign.Spent);
        Assert.Equal(5, campaign.Completed);
        Assert.Contains(portal.Requests, r => r.Refused.Count == 1);
    }

    [Fact]
    public void Suggestions_wait_for_approval_where_the_definition_asks_for_it()
    {
        var draft = Drafts.Small(1);
        draft.Approval = "required";

        var campaign = portal.Run(draft, async () =>
        {
            await portal.AfterAsync(500);
            Assert.Equal(ExperimentStatus.Suggested, (await portal.FoldAsync()).Experiment(1).Status);
            await portal.Orchestrator.ApproveAsync(portal.Campaign, 1, People.Ada);
        });

        Assert.Equal(VirtualPortal.Start.AddSeconds(500), campaign.Experiment(1).StartedAt);
        Assert.Equal(1, campaign.Completed);
    }

    [Fact]
    public void A_strategy_that_breaks_down_pauses_the_campaign_with_the_reason()
    {
        var draft = Drafts.Small(3);
        var strategy = portal.Strategy;
        var broken = true;
        portal.Strategy = r => r.Index == 1 && broken ? throw new InvalidOperationException("matrix is singular") : strategy(r);

        var campaign = portal.Run(draft, async () =>
        {
            await portal.AfterAsync(200);
            Assert.Contains("matrix is singular", (await portal.FoldAsync()).Pause!.Value.Reason);
            broken = false;
            await portal.Orchestrator.ResumeAsync(portal.Campaign, People.Ben);
        });

        Assert.Equal(3, campaign.Completed);
    }

    [Fact]
    public void A_budget_of_hours_ends_the_suggestions_and_finishes_what_runs()
    {
        var draft = Drafts.Small();
        (draft.BudgetExperiments, draft.BudgetHours) = (null, 120.0 / 3600);

        var campaign = portal.Run(draft);

        Assert.Equal(FinishReason.BudgetOfHours, campaign.Finished);
        Assert.Equal(3, campaign.Completed);
    }

    [Fact]
    public void A_faulted_station_holds_its_samples_back_with_a_reason_until_it_is_ready()
    {
        var campaign = portal.Run(Drafts.Small(1), async () =>
        {
            portal.Lab["oven"].State = new StationState(StationCondition.Faulted, "door open");
            await portal.AfterAsync(300);
            var waiting = Scheduler.Assign(await portal.FoldAsync(), portal.Orchestrator.Stations, portal.Time.GetUtcNow()).Waits.Single();
            Assert.Equal("oven is faulted: door open", waiting.Reason);
            portal.Lab["oven"].State = StationState.Ready;
        });

        Assert.Equal(340, campaign.RunningFor(campaign.FinishedAt!.Value).TotalSeconds);
    }

    [Fact]
    public void Commands_in_the_wrong_state_are_refused_with_the_reason()
    {
        portal.Run(Drafts.Small(1), async () =>
        {
            var id = portal.Campaign;
            await RefusedAsync("started already", () => portal.Orchestrator.StartAsync(id, People.Ben));
            await RefusedAsync("part of the record", () => portal.Orchestrator.ChangeAsync(id, CampaignDefinition.From(Drafts.Small(2)), People.Ben));
            await RefusedAsync("running already", () => portal.Orchestrator.ResumeAsync(id, People.Ben));
            await RefusedAsync("not failed", () => portal.Orchestrator.RetryAsync(id, 1, People.Ben));
            await RefusedAsync("no experiment 9", () => portal.Orchestrator.AbandonAsync(id, 9, "x", People.Ben));
            await RefusedAsync("between 0 and 10", () => portal.Orchestrator.EditSuggestionAsync(id, 1, X(11), null, People.Ben), orElse: "has started");
            await RefusedAsync("cannot", () => portal.Orchestrator.DeleteAsync(id, People.Ben), orElse: "not deleted");
        });
        portal.Time.Run(() => RefusedAsync("has finished", () => portal.Orchestrator.ResumeAsync(portal.Campaign, People.Ben)));
        portal.Time.Run(() => RefusedAsync("no campaign", () => portal.Orchestrator.StartAsync(Guid.NewGuid(), People.Ben)));
    }

    [Fact]
    public void A_second_campaign_on_the_same_stations_is_refused_until_the_first_has_ended()
    {
        portal.Run(Drafts.Small(1), async () =>
        {
            var second = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small(1)), People.Ben);
            await RefusedAsync("'Small' is using the mixer", () => portal.Orchestrator.StartAsync(second, People.Ben));
            await portal.Orchestrator.FinishedAsync(portal.Campaign);
            await portal.Orchestrator.StartAsync(second, People.Ben);
            await portal.Orchestrator.FinishedAsync(second);
        });
    }

    [Fact]
    public void A_lab_without_the_stations_refuses_the_start_with_every_problem()
    {
        portal.Lab.Problems.Add(new Problem("workflow.stages[0].stationKind", "There is no mixer.", "Choose another kind."));

        portal.Time.Run(async () =>
        {
            var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small(1)), People.Ada);
            var refused = await Assert.ThrowsAsync<DefinitionException>(() => portal.Orchestrator.StartAsync(id, People.Ada));
            Assert.Single(refused.Problems);
            Assert.Single(await portal.Log.ReadAsync(id));
        });
    }

    [Fact]
    public void Followers_get_every_event_once_and_in_order()
    {
        var seen = new List<long>();
        portal.Run(Drafts.Small(4, 3), async () =>
        {
            await portal.AfterAsync(33);
            var subscription = await portal.Feed.FollowAsync(portal.Campaign);
            seen.AddRange(subscription.Past.Select(e => e.Sequence));
            await portal.Orchestrator.FinishedAsync(portal.Campaign);
            while (subscription.Next.TryRead(out var item))
                seen.Add(item.Sequence);
        });

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i), seen);
        Assert.True(seen.Count > 30);
    }

    private static Configuration X(double value) => new([KeyValuePair.Create("x", ParameterValue.Of(value))]);

    private static async Task RefusedAsync(string reason, Func<Task> command, string? orElse = null)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(command);
        Assert.True(refused.Message.Contains(reason, StringComparison.Ordinal) || (orElse is not null && refused.Message.Contains(orElse, StringComparison.Ordinal)), refused.Message);
    }
}
