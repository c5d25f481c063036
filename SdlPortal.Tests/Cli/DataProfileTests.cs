using System.Text.Json;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class DataProfileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sdl-profile").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_becomes_its_profile_findings_outliers_correlations_and_plots()
    {
        var file = Path.Combine(folder, "runs.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{20 + (i % 7)},{(i == 30 ? 900 : 5 + Math.Sin(i))},{(i % 2 == 0 ? "DMF" : "MeCN")}")).Prepend("temperature (°C),yield,solvent"));
        var (output, error, target) = (new StringWriter(), new StringWriter(), Path.Combine(folder, "out"));

        Assert.Equal(0, await PortalCli.RunAsync(["data", "profile", file, "--out", target], output, error));

        Assert.Contains("60 rows, 60 of them complete; 3 columns", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Warning, bounds: yield", output.ToString(), StringComparison.Ordinal);
        var profile = JsonSerializer.Deserialize<TableProfile>(await File.ReadAllTextAsync(Path.Combine(target, "profile.json")), AnalysisJson.Options)!;
        Assert.Equal([60, 60, 60], profile.Columns.Select(c => c.Present));
        Assert.StartsWith("row,column,value,modified_z,mahalanobis_p\n31,yield,900,", await File.ReadAllTextAsync(Path.Combine(target, "outliers.csv")), StringComparison.Ordinal);
        Assert.StartsWith("check,title,severity,columns,rows,finding,remedy,row_ranges,examples\nbounds,Out of bounds,warns,yield,1,", await File.ReadAllTextAsync(Path.Combine(target, "findings.csv")), StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(target, "correlation.csv"))).Length);
        string[] plots = [.. Directory.GetFiles(target, "*.svg").Select(p => Path.GetFileName(p)!.Split('-')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["box", "box", "correlation", "correlation", "histogram", "histogram", "histogram"], plots);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_and_nothing_is_written()
    {
        var error = new StringWriter();

        Assert.NotEqual(0, await PortalCli.RunAsync(["data", "profile", Path.Combine(folder, "none.csv"), "--out", Path.Combine(folder, "out")], new StringWriter(), error));

        Assert.Contains("none.csv", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "out")));
    }
}
