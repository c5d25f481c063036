using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Simulation.Twins;

public sealed class PrescreenedCampaignTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_that_the_twin_simulated_is_in_observations_running_best_exports_or_what_the_model_learns_from()
    {
        // Another function than the lab's, so that no value can come from both.
        var campaign = await RunAsync("a", twin: "levy");

        var simulated = campaign.Experiments.Select(e => e.Rationale.Twin!.Simulation).ToHashSet();
        Assert.Equal(24, simulated.Count);
        Assert.DoesNotContain(campaign.Observations(), o => o.Values.Any(simulated.Contains));
        Assert.DoesNotContain(campaign.Best!.Values, simulated.Contains);
        Assert.DoesNotContain(Decisions.Request(campaign).Observations, o => o.Values.Any(simulated.Contains));
        Assert.Equal(campaign.Completed, Decisions.Request(campaign).Observations.Count);
        var words = simulated.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).ToHashSet();
        var table = await File.ReadAllTextAsync(Path.Combine(folder.Path, "a", "experiments.csv"));
        Assert.DoesNotContain(table.Split(',', '\n'), words.Contains);
        Assert.DoesNotContain("twin", table, StringComparison.OrdinalIgnoreCase);
        // The log keeps it in one place, under its own name.
        var log = await File.ReadAllTextAsync(Path.Combine(folder.Path, "a", "events.jsonl"));
        Assert.All(words, word => Assert.Equal(Occurrences(log, $"\"simulation\":{word},"), Occurrences(log, word)));
    }

    [Fact]
    public async Task The_same_definition_gives_the_same_bytes()
    {
        await RunAsync("a");
        await RunAsync("b");

        foreach (var file in new[] { "experiments.csv", "events.jsonl" })
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "a", file)), await File.ReadAllBytesAsync(Path.Combine(folder.Path, "b", file)));
    }

    [Fact]
    public async Task A_fifth_of_the_experiments_does_not_pass_the_twin_and_the_log_says_which()
    {
        var campaign = await RunAsync("a");

        Assert.Equal([5, 10, 15, 20], campaign.Experiments.Where(e => e.Rationale.Twin is { Screened: false, SetAside: null }).Select(e => e.Number));
    }

    [Fact]
    public async Task A_twin_whose_table_is_missing_or_wrong_is_said_with_the_reason()
    {
        var definition = CampaignDefinition.From(Draft(p => (p.Kind, p.Name, p.Path) = ("table", null, "none.csv")));
        var request = definition.Ask([], [], 0);

        var missing = await Assert.ThrowsAsync<SuggestionException>(() => new PrescreenedSuggestions((_, _) => Task.FromResult<string?>(null)).SuggestAsync(request, default));
        var wrong = await Assert.ThrowsAsync<SuggestionException>(() => new PrescreenedSuggestions((_, _) => Task.FromResult<string?>("a,b\n1,2\n")).SuggestAsync(request, default));

        Assert.Equal("The digital twin, the table none.csv, cannot be used. There is no table 'none.csv'.", missing.Message);
        Assert.Contains("there is no column 'dmso'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_is_read_once_for_all_suggestions_of_a_campaign()
    {
        var reads = 0;
        var optimizer = new PrescreenedSuggestions((_, _) =>
        {
            reads++;
            return Task.FromResult<string?>("x,y\n0,0\n1,1\n2,2.1\n3,3\n4,4.2\n5,5\n");
        });
        var draft = Drafts.Small();
        draft.Prescreen = new PrescreenDraft { Kind = "table", Path = "t.csv", Simulated = 100, Share = 0.2 };
        var definition = CampaignDefinition.From(draft);

        for (var k = 0; k < 3; k++)
            await optimizer.SuggestAsync(definition.Ask([], [], k), default);

        Assert.Equal(1, reads);
    }

    [Fact]
    public void A_file_keeps_its_prescreening_and_the_usual_numbers_need_not_be_written()
    {
        var definition = CampaignDefinition.From(Draft(p => (p.Simulated, p.Share) = (null, null)));

        Assert.Equal(new Prescreen(TwinKind.Function, "coating", 2000, 0.05), definition.Prescreen);
        Assert.Equal(definition, CampaignFile.ReadDefinition(CampaignFile.Write(definition)));
        Assert.Null(CampaignDefinition.From(Drafts.Coating(3, 1)).Prescreen);
    }

    [Fact]
    public void Mistakes_in_it_are_found_all_at_once()
    {
        var draft = Draft(p => (p.Kind, p.Name, p.Path, p.Simulated, p.Share) = ("table", null, " ", 10, 0.9));
        draft.Objectives.Add(new ObjectiveDraft { Name = "cost", Goal = "minimize" });
        draft.Stages[^1].Measures = ["conductivity", "cost"];

        Assert.Equal(["prescreen.twin.path", "prescreen.simulated", "prescreen.share", "prescreen"], DraftCheck.Problems(draft).Select(p => p.Path));
        Assert.Equal("prescreen.share", Assert.Single(DraftCheck.Problems(Draft(p => (p.Simulated, p.Share) = (100, 0.05)))).Path);
        Assert.Equal("prescreen.twin.name", Assert.Single(DraftCheck.Problems(Draft(p => p.Name = "nonsense"))).Path);
    }

    private async Task<Campaign> RunAsync(string name, string twin = "coating")
    {
        var path = Path.Combine(folder.Path, $"{name}.json");
        await File.WriteAllTextAsync(path, CampaignFile.Write(Draft(p => p.Name = twin)));
        var error = new StringWriter();
        Assert.Equal(0, await PortalCli.RunAsync(["campaign", "run", path, "--out", Path.Combine(folder.Path, name)], TextWriter.Null, error));
        Assert.Equal("", error.ToString());
        using var events = File.OpenText(Path.Combine(folder.Path, name, "events.jsonl"));
        return Campaign.Fold(Guid.Empty, CampaignExport.ReadEvents(events));
    }

    private static CampaignDraft Draft(Action<PrescreenDraft> change)
    {
        var draft = Drafts.Coating(24, 3);
        (draft.Strategy, draft.Prescreen) = ("ei", new PrescreenDraft { Kind = "function", Name = "coating", Simulated = 500, Share = 0.1 });
        change(draft.Prescreen);
        return draft;
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
