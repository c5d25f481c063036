using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Hardware.Simulated;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>
/// A demo campaign that has come so far and still runs: recorded by the real orchestrator in virtual time, dated so that it ends now, and stored in a data folder
/// where the server takes it up.
/// </summary>
internal static class PreparedCampaign
{
    public static CampaignDefinition Definition(string strategy, int budget)
    {
        var draft = BuiltInTemplates.All.Single(t => t.Id == BuiltInTemplates.CoatingId).Draft();
        (draft.Name, draft.Strategy, draft.BudgetExperiments) = ("Speed", strategy, budget);
        return CampaignDefinition.From(draft);
    }

    /// <summary>The events of a campaign up to the moment at which <paramref name="completed"/> experiments are done.</summary>
    public static IReadOnlyList<RecordedEvent> Record(CampaignDefinition definition, int completed, double timeScale = 1)
    {
        var id = Guid.NewGuid();
        IReadOnlyList<RecordedEvent> events = [];
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        time.Run(async () =>
        {
            var log = new MemoryCampaignLog();
            var feed = new LabFeed(log);
            var lab = SimulatedLab.For(definition, time, timeScale);
            var orchestrator = new Orchestrator(log, lab, feed, time, (request, cancel) => Task.FromResult(Strategies.Suggest(request, cancel)));
            await orchestrator.CreateAsync(definition, People.Ada, id, default);
            using var following = await feed.FollowAsync(id);
            await orchestrator.StartAsync(id, People.Ada);
            for (var done = 0; done < completed;)
            {
                var item = await following.Next.ReadAsync();
                done += item.Event is ExperimentCompleted ? 1 : 0;
            }

            await orchestrator.DisposeAsync();
            events = await log.ReadAsync(id);
        });
        return events;
    }

    /// <summary>Stores a campaign that is about to run, or goes on after <paramref name="completed"/> experiments.</summary>
    /// <returns>Its id, and how many events and stage runs it has.</returns>
    public static async Task<(Guid Id, int Events, int Runs)> StoreAsync(string folder, CampaignDefinition definition, int completed, double timeScale)
    {
        var now = TimeProvider.System.GetUtcNow();
        IReadOnlyList<NewEvent> events = [new NewEvent(new CampaignCreated(definition), now, "Ada"), new NewEvent(new CampaignStarted(timeScale), now, "Ada")];
        if (completed > 0)
        {
            var recorded = Record(definition, completed, timeScale);
            var shift = now - recorded[^1].At;
            // The server's lab forgets its commands with the folder, so that what was in flight is sent again.
            events = [.. recorded.Select(e => new NewEvent(e.Event, e.At + shift, e.Actor))];
        }

        var (id, stored) = await StoredCampaign.StoreAsync(folder, events);
        return (id, stored, events.Count(e => e.Event is StageStarted));
    }
}
