using System.Text.Json;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class AdviseCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task The_advice_is_a_sentence_a_line_for_each_choice_and_a_file()
    {
        var json = Path.Combine(folder.Path, "advice.json");
        Assert.Equal(0, await RunAsync("advise", Example, "--hours", "2", "--in-flight", "1,3", "--strategies", "ei", "--seconds", "1", "--json", json));

        Assert.StartsWith("Run ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("at a time with ei: after 2 h you reach", output.ToString(), StringComparison.Ordinal);
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        Assert.Equal([1, 3], written.RootElement.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("inFlight").GetInt32()));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Mistakes_of_the_campaign_and_of_the_lab_are_said_together()
    {
        var (campaign, lab) = (Path.Combine(folder.Path, "campaign.json"), Path.Combine(folder.Path, "lab.json"));
        await File.WriteAllTextAsync(campaign, """{ "name": "" }""");
        await File.WriteAllTextAsync(lab, """{ "stations": [ { "kind": "mixer", "capacity": 0 } ] }""");
        Assert.Equal(PortalCli.BadUsage, await RunAsync("advise", campaign, "--lab", lab));
        Assert.Contains("parameters", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("lab.json has 1 problem:", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task A_lab_that_cannot_run_the_workflow_gets_no_advice_but_the_reason()
    {
        var lab = Path.Combine(folder.Path, "lab.json");
        await File.WriteAllTextAsync(lab, """{ "stations": [ { "kind": "mixer" } ] }""");
        Assert.Equal(PortalCli.BadUsage, await RunAsync("advise", Example, "--lab", lab));
        Assert.Contains("no station of the kind", error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string Example => Path.Combine(Repository.Root, "docs", "examples", "coatings.json");

    private Task<int> RunAsync(params string[] args) => PortalCli.RunAsync(args, output, error);
}
