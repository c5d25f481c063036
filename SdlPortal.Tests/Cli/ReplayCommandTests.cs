using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Processes;
using SdlPortal.Tests.Simulation.Replay;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_log_is_replayed_and_written_the_same_each_time()
    {
        var log = Log(20);
        var (code, output, error) = await RunAsync(log, "--strategies", "sobol", "--seeds", "4", "--out", Path.Combine(folder.Path, "a.csv"));
        await RunAsync(log, "--strategies", "sobol", "--seeds", "4", "--threads", "1", "--out", Path.Combine(folder.Path, "b.csv"));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("With Sobol sequence the replays end at", output, StringComparison.Ordinal);
        Assert.Contains("Simulated, not measured: 4 replays", output, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "a.csv"));
        Assert.Equal(1 + (2 * 20), rows.Length);
        Assert.Equal(rows, await File.ReadAllLinesAsync(Path.Combine(folder.Path, "b.csv")));
    }

    [Fact]
    public async Task What_is_wrong_with_the_options_is_said_all_at_once()
    {
        var (code, _, error) = await RunAsync("--strategies", "nonsense", "--seeds", "1");

        Assert.Equal(2, code);
        Assert.Contains("Name one campaign", error, StringComparison.Ordinal);
        Assert.Contains("no strategy 'nonsense'", error, StringComparison.Ordinal);
        Assert.Contains("--seeds 1 is not possible", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_that_cannot_be_replayed_is_refused_with_the_reason()
    {
        var (code, _, error) = await RunAsync(Log(4), "--strategies", "sobol");

        Assert.Equal(1, code);
        Assert.Contains("needs at least 10", error, StringComparison.Ordinal);
    }

    private string Log(int experiments)
    {
        var path = Path.Combine(folder.Path, "events.jsonl");
        using var writer = new StreamWriter(path);
        CampaignExport.WriteEvents(CounterfactualReplayTests.Story(experiments, (x, y, noise) => x + y + (0.1 * noise)), writer);
        return path;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] options)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(["replay", .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
