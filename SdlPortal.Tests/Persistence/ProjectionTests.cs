using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Persistence;

public sealed class ProjectionTests
{
    private readonly Guid campaign = Guid.NewGuid();

    [Fact]
    public async Task Rows_rebuilt_from_the_log_equal_those_written_with_each_event()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var projections = portal.Services.GetRequiredService<Projections>();
        for (var told = 0; told < Story.Eventful.Count; told++)
        {
            await portal.Log.TellAsync(campaign, Story.Eventful.Skip(told).Take(1), told);
            // Read by another context of another program, so that nothing of the writer's memory is used.
            var live = await RowsAsync(portal);
            await portal.Open().GetRequiredService<Projections>().RebuildAsync();
            Assert.Equal(await RowsAsync(portal), live);
        }

        Assert.Equal(new RebuildReport(1, 7, 0, []), await projections.RebuildAsync() with { Problems = [] });
    }

    [Fact]
    public async Task Damaged_rows_are_rebuilt_and_rows_without_a_log_go()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.AppendAsync(campaign, 0, Story.At(0, Story.Eventful));
        var whole = await RowsAsync(portal);
        await portal.SqlAsync("UPDATE Campaigns SET Completed = 99, BestValue = NULL; DELETE FROM Experiments WHERE Number > 2; UPDATE Experiments SET Status = 'Failed'");
        await portal.SqlAsync($"INSERT INTO Campaigns SELECT '{Guid.NewGuid()}', Sequence, Name, Status, CreatedAt, CreatedBy, StartedAt, FinishedAt, LastEventAt, Completed, Failed, InFlight, Spent, BudgetExperiments, BudgetHours, Strategy, ObjectiveName, ObjectiveUnit, Goal, BestValue, BestExperiment, Sparkline, Attention, ResultTable FROM Campaigns");
        Assert.NotEqual(whole, await RowsAsync(portal));

        await portal.Services.GetRequiredService<Projections>().RebuildAsync();

        Assert.Equal(whole, await RowsAsync(portal));
    }

    [Fact]
    public async Task Appending_goes_on_when_the_rows_were_lost()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful.Take(8));
        await portal.SqlAsync("DELETE FROM Campaigns");

        await portal.Log.TellAsync(campaign, Story.Eventful.Skip(8), after: 8);

        Assert.Equal(7, (await portal.Index.ExperimentsAsync(campaign)).Count);
        Assert.Equal(3, (await portal.Index.FindAsync(campaign))!.Completed);
    }

    [Fact]
    public void Every_event_about_an_experiment_names_it_to_the_projection()
    {
        foreach (var item in Story.Eventful)
        {
            var number = item.GetType().GetProperty("Experiment", BindingFlags.Public | BindingFlags.Instance)?.GetValue(item) as int?;
            Assert.Equal(number, EventSubject.ExperimentOf(item));
        }
    }

    [Fact]
    public async Task Summary_tells_what_the_list_shows()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful);

        var summary = (await portal.Index.FindAsync(campaign))!;

        Assert.Equal(("Coatings", CampaignStatus.Finished, "Ada"), (summary.Name, summary.Status, summary.CreatedBy));
        Assert.Equal((3, 0, 0, 5), (summary.Completed, summary.Failed, summary.InFlight, summary.Spent));
        Assert.Equal((20, 12.5, "random"), (summary.BudgetExperiments, summary.BudgetHours, summary.Strategy));
        Assert.Equal(("conductivity", "S/m", Goal.Maximize), (summary.ObjectiveName, summary.ObjectiveUnit, summary.Goal));
        Assert.Equal((3.5, 3), (summary.BestValue, summary.BestExperiment));
        Assert.Equal([2.5, 2.5, 3.5], summary.Sparkline);
        Assert.Equal(Story.At(0, Story.Eventful)[^1].At, summary.LastEventAt);
        Assert.Equal(Story.At(0, Story.Eventful)[4].At, summary.StartedAt);
        Assert.Null(summary.Attention);
        Assert.Null(await portal.Index.FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Experiments_keep_their_exact_configuration_and_values()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(campaign, Story.Eventful);

        var experiments = await portal.Index.ExperimentsAsync(campaign);

        Assert.Equal([ExperimentStatus.Completed, ExperimentStatus.Completed, ExperimentStatus.Completed, ExperimentStatus.Rejected, ExperimentStatus.Abandoned, ExperimentStatus.Abandoned, ExperimentStatus.Rejected], experiments.Select(e => e.Status));
        Assert.Equal(Story.Recipe(21 + 1d / 3), experiments[0].Configuration);
        Assert.Equal([2.5, 1], experiments[0].Values);
        Assert.Equal((true, 4, Story.Recipe(99)), (experiments[2].Edited, experiments[2].Attempts, experiments[2].Configuration));
        Assert.Equal("boils", experiments[3].Reason);
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(6, "1 suggestion to approve")]
    [InlineData(29, null)]
    [InlineData(32, "1 failed experiment to retry or abandon; paused: The mixer's motor")]
    [InlineData(33, "1 stage with an unknown outcome; 1 failed experiment to retry or abandon; paused: The mixer's motor")]
    [InlineData(36, null)]
    public async Task Attention_names_what_waits_for_a_person(int events, string? attention)
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.AppendAsync(campaign, 0, Story.At(0, Story.Eventful.Take(events)));

        Assert.Equal(attention, (await portal.Index.FindAsync(campaign))!.Attention);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(1000, 60)]
    public void Sparkline_has_at_most_sixty_points_and_keeps_both_ends(int results, int points)
    {
        var fold = new Campaign(campaign);
        var sequence = 0L;
        foreach (var item in Story.Eventful.Take(5).Concat(Enumerable.Range(1, results).SelectMany(n => Story.Smooth(n, n % 2 == 0 ? n : -n))))
            fold.Apply(new RecordedEvent(campaign, ++sequence, item, Story.Begin, "Ada", ""));

        var line = RunningBest.Of(fold);

        Assert.Equal(points, line.Length);
        Assert.Equal(line.Order(), line);
        if (results > 0)
            Assert.Equal((-1, results > 1 ? results - results % 2 : -1), (line[0], line[^1]));
    }

    [Fact]
    public async Task Newest_campaign_comes_first_whatever_its_time_zone()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var noon = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        var moments = new[] { noon.ToOffset(TimeSpan.FromHours(-9)), noon.AddMinutes(1).ToOffset(TimeSpan.FromHours(9)), noon.AddTicks(1), noon.AddMinutes(-1).ToOffset(TimeSpan.FromHours(14)) };
        foreach (var at in moments)
            await portal.Log.AppendAsync(Guid.NewGuid(), 0, [new NewEvent(Story.Eventful[0], at, "Ada")]);

        Assert.Equal(moments.OrderDescending(), (await portal.Index.ListAsync()).Select(c => c.CreatedAt));
    }

    private static async Task<string> RowsAsync(TemporaryPortal portal)
    {
        await using var context = portal.Context();
        return JsonSerializer.Serialize(new
        {
            Campaigns = await context.Campaigns.AsNoTracking().OrderBy(c => c.Id).ToListAsync(),
            Experiments = await context.Experiments.AsNoTracking().OrderBy(e => e.CampaignId).ThenBy(e => e.Number).ToListAsync(),
        });
    }
}
