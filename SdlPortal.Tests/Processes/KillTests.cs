using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Processes;

/// <summary>The real program is killed at random instants and started again; the log and the instruments' own journals tell whether anything was lost or done twice.</summary>
public sealed class KillTests
{
    private const int Kills = 50;
    private const int Experiments = 400;

    [Fact]
    public async Task Fifty_kills_at_random_instants_lose_nothing_and_run_nothing_twice()
    {
        using var folder = new TemporaryFolder();
        var id = await StoredCampaign.StartedAsync(folder.Path, Drafts.Coating(Experiments, inFlight: 5), 600);
        await using var portal = new PortalProcess(folder.Path, "--Lab:Speed=600");
        var random = SeededRandom.Derive(20260101);
        for (var kill = 0; kill < Kills; kill++)
        {
            // One in three strikes somewhere in the start-up, the others at work.
            portal.Start();
            if (kill % 3 > 0)
                await portal.WaitUntilReadyAsync();
            await Task.Delay(TimeSpan.FromSeconds((kill % 3 > 0 ? 2.5 : 1.2) * random.NextDouble()));
            Assert.False(portal.HasExited, $"The portal ended by itself after kill {kill}:{Environment.NewLine}{portal.Output}");
            await portal.KillAsync();
        }

        var atLastKill = await StoredCampaign.FoldAsync(folder.Path, id);
        Assert.Equal(CampaignStatus.Running, atLastKill.Status);
        Assert.True(atLastKill.Completed > 10, $"Only {atLastKill.Completed} experiments were completed between the kills: they hit nothing but start-ups.");

        await portal.StartAndWaitAsync();
        var campaign = await FinishedAsync(folder.Path, id, portal);

        Assert.Equal(Experiments, campaign.Experiments.Count);
        Assert.Equal(Experiments, campaign.Completed);
        Assert.Equal(FinishReason.BudgetOfExperiments, campaign.Finished);
        var runs = campaign.Experiments.SelectMany(e => e.Runs).ToList();
        Assert.Equal(Experiments * campaign.Route.Count, runs.Count);
        Assert.All(runs, r => Assert.Equal((1, StageRunStatus.Finished), (r.Attempt, r.Status)));
        AssertInstrumentsAgree(folder.Path, runs);
    }

    /// <summary>Every command of the log was accepted by an instrument exactly once, and no instrument did anything besides.</summary>
    private static void AssertInstrumentsAgree(string folder, List<StageRun> runs)
    {
        var accepted = Directory.GetFiles(Path.Combine(folder, "instruments"), "*.jsonl").SelectMany(Accepted).ToList();
        Assert.Equal(runs.Select(r => r.Command).Order(StringComparer.Ordinal), accepted.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Accepted(string journal) => File.ReadLines(journal)
        .Select(line => JsonNode.Parse(line)!["accepted"]?.GetValue<string>())
        .OfType<string>();

    private static async Task<Campaign> FinishedAsync(string folder, Guid id, PortalProcess portal)
    {
        for (var i = 0; i < 600; i++)
        {
            var campaign = await StoredCampaign.FoldAsync(folder, id);
            if (campaign.Status == CampaignStatus.Finished)
                return campaign;
            Assert.False(campaign.Status == CampaignStatus.Paused, $"The campaign paused: {campaign.Pause?.Reason}");
            await Task.Delay(500);
        }

        throw new TimeoutException($"The campaign did not finish within five minutes:{Environment.NewLine}{portal.Output}");
    }
}
