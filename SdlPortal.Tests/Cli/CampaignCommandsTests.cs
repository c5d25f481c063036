using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class CampaignCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_writes_its_experiments_and_events()
    {
        var (code, output, error) = await RunAsync(Drafts.Coating(12, 4), "a");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("12 of 12 experiments completed, 0 failed.", output, StringComparison.Ordinal);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "a", "experiments.csv"));
        Assert.Equal("experiment,status,source,pending_when_suggested,started_at,finished_at,dmso,concentration,spray_rate,air_flow,passes,height,temperature,conductivity,conductivity_true", rows[0]);
        Assert.Equal(13, rows.Length);
        Assert.All(rows.Skip(1), r => Assert.Equal("completed", r.Split(',')[1]));
        Assert.Equal(["0", "1", "2", "3", "3"], rows.Skip(1).Take(5).Select(r => r.Split(',')[3]));
        var events = File.ReadAllLines(Path.Combine(folder.Path, "a", "events.jsonl")).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e["sequence"]!.GetValue<int>()));
        Assert.Equal("CampaignFinished", events[^1]["type"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("random")]
    [InlineData("ei")]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others(string strategy)
    {
        var draft = Drafts.Coating(16, 4);
        await RunAsync(draft, "a", "--strategy", strategy, "--seed", "7");
        await RunAsync(draft, "b", "--strategy", strategy, "--seed", "7");
        await RunAsync(draft, "c", "--strategy", strategy, "--seed", "8");

        foreach (var file in new[] { "experiments.csv", "events.jsonl" })
        {
            Assert.Equal(Bytes("a", file), Bytes("b", file));
            Assert.NotEqual(Bytes("a", file), Bytes("c", file));
        }
    }

    [Fact]
    public async Task Real_time_and_virtual_time_choose_the_same_initial_experiments()
    {
        var draft = Drafts.Coating(3, 1);
        await RunAsync(draft, "virtual");
        await RunAsync(draft, "real", "--speed", "5000");

        Assert.Equal(Configurations("virtual"), Configurations("real"));
    }

    [Fact]
    public async Task A_file_with_mistakes_lists_all_of_them_and_writes_nothing()
    {
        var path = Path.Combine(folder.Path, "wrong.json");
        await File.WriteAllTextAsync(path, """{ "schema": 1, "parameters": [ { "name": "x", "kind": "continuous", "low": 5, "high": "ten" } ], "maxInFlight": 0, "budjet": {} }""");

        var error = new StringWriter();
        var code = await PortalCli.RunAsync(["campaign", "run", path, "--out", Path.Combine(folder.Path, "out")], TextWriter.Null, error);

        Assert.Equal(2, code);
        foreach (var place in new[] { "name:", "parameters[0].high:", "objectives:", "workflow.stages:", "budget:", "maxInFlight:", "seed:", "budjet:" })
            Assert.Contains($"  {place}", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task A_missing_file_table_or_strategy_is_said_plainly()
    {
        var error = new StringWriter();
        Assert.Equal(2, await PortalCli.RunAsync(["campaign", "run", Path.Combine(folder.Path, "none.json"), "--out", folder.Path], TextWriter.Null, error));
        Assert.Contains("cannot be read", error.ToString(), StringComparison.Ordinal);

        var draft = Drafts.Coating(3, 1);
        draft.GroundTruth = new GroundTruthDraft { Kind = "table", Path = "none.csv" };
        var (code, _, said) = await RunAsync(draft, "a");
        Assert.Equal(2, code);
        Assert.Contains("There is no table 'none.csv'", said, StringComparison.Ordinal);

        (code, _, said) = await RunAsync(Drafts.Coating(3, 1), "a", "--strategy", "magic");
        Assert.Equal(2, code);
        Assert.Contains("'magic' is not a known choice", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_that_pauses_ends_the_run_with_its_reason()
    {
        var draft = Drafts.Coating(3, 1);
        draft.Approval = "required";

        var (code, output, error) = await RunAsync(draft, "a");

        Assert.Equal(1, code);
        Assert.Contains("0 of 1 experiments completed", output, StringComparison.Ordinal);
        Assert.Contains("did not come to its end", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(CampaignDraft draft, string name, params string[] options)
    {
        var path = Path.Combine(folder.Path, $"{name}.json");
        await File.WriteAllTextAsync(path, CampaignFile.Write(draft));
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(["campaign", "run", path, "--out", Path.Combine(folder.Path, name), .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }

    private byte[] Bytes(string name, string file) => File.ReadAllBytes(Path.Combine(folder.Path, name, file));

    private List<string> Configurations(string name) =>
        [.. File.ReadAllLines(Path.Combine(folder.Path, name, "experiments.csv")).Select(r => string.Join(',', r.Split(',')[6..13]))];
}
