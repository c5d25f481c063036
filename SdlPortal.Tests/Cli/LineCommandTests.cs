using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class LineCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task The_belt_and_the_serial_line_stand_side_by_side()
    {
        Assert.Equal(0, await RunAsync("line", Example, "--in-flight", "1,4", "--out", folder.Path));

        var lines = output.ToString().Split('\n');
        Assert.Equal(["1", "0.25", "36", "0", "0", "0"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6));
        Assert.Contains("mixer 75 %, coater 75 %, hotplate 75 %, probe 75 %", lines[2], StringComparison.Ordinal);
        Assert.Equal(1 + (2 * 36), (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "runs.csv"))).Length);
        Assert.Contains("9 experiments done in 12 h", await File.ReadAllTextAsync(Path.Combine(folder.Path, "gantt.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_without_a_needed_station_is_said_and_mistakes_of_the_lab_file_are_listed()
    {
        var lab = Path.Combine(folder.Path, "lab.json");
        await File.WriteAllTextAsync(lab, """{ "stations": [ { "kind": "mixer" } ] }""");
        Assert.Equal(PortalCli.Failed, await RunAsync("line", Example, "--lab", lab));
        Assert.Contains("This lab has no station of the kind coater or hotplate or probe.", error.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(lab, """{ "stations": [ { "kind": "mixer", "capacity": 0 } ] }""");
        Assert.Equal(PortalCli.BadUsage, await RunAsync("line", Example, "--lab", lab));
        Assert.Contains("lab.json has 1 problem:", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(PortalCli.BadUsage, await RunAsync("line", Example, "--in-flight", "0"));
    }

    public void Dispose() => folder.Dispose();

    private static string Example => Path.Combine(Repository.Root, "docs", "examples", "belt.json");

    private Task<int> RunAsync(params string[] args) => PortalCli.RunAsync(args, output, error);
}
