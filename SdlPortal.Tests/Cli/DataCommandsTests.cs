using System.Globalization;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class DataCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task Models_are_compared_the_best_is_kept_and_applied_to_new_rows()
    {
        var runs = await RunsAsync("runs.csv", 60, withYield: true);
        Assert.Equal(0, await RunAsync("data", "fit", runs, "--target", "yield", "--models", "ridge,k-nn", "--exclude", "note", "--out", folder.Path, "--folds", "4", "--seed", "3"));
        Assert.Contains("60 rows, 3 columns: temperature, amount, solvent.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Left out: note: excluded by whoever asked.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Best: ridge, α = ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("It beats the naive model", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1 + (3 * 4), (await LinesAsync("scores.csv")).Length);
        Assert.Equal(1 + (3 * 4), (await LinesAsync("folds.csv")).Length);
        Assert.Equal(1 + 3, (await LinesAsync("differences.csv")).Length);
        Assert.Equal(1 + 60, (await LinesAsync("predictions.csv")).Length);
        Assert.StartsWith("temperature,ridge,rmse,", (await LinesAsync("importances.csv"))[1], StringComparison.Ordinal);
        Assert.Equal("yield", SavedModel.Read(await File.ReadAllTextAsync(Path.Combine(folder.Path, "model.json"))).Target);

        var fresh = await RunsAsync("new.csv", 5, withYield: false);
        var predictions = Path.Combine(folder.Path, "said", "predictions.csv");
        Assert.Equal(0, await RunAsync("data", "predict", Path.Combine(folder.Path, "model.json"), fresh, "--out", predictions));
        var lines = await File.ReadAllLinesAsync(predictions);
        Assert.Equal("row,yield,low,high,outside", lines[0]);
        Assert.Equal(6, lines.Length);
        var first = lines[1].Split(',');
        Assert.Equal("1", first[0]);
        Assert.InRange(double.Parse(first[1], CultureInfo.InvariantCulture), double.Parse(first[2], CultureInfo.InvariantCulture), double.Parse(first[3], CultureInfo.InvariantCulture));
        Assert.Equal("temperature", lines[5].Split(',')[4]);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_a_sentence_and_nothing_is_written()
    {
        var runs = await RunsAsync("runs.csv", 60, withYield: true);
        var into = Path.Combine(folder.Path, "none");
        Assert.Equal(PortalCli.Failed, await RunAsync("data", "fit", runs, "--target", "purity", "--out", into));
        Assert.Contains("There is no column 'purity'.", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(into));
        Assert.Equal(PortalCli.Failed, await RunAsync("data", "predict", runs, runs));
        Assert.Contains("is no saved model", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(PortalCli.Failed, await RunAsync("data", "predict", Path.Combine(folder.Path, "gone.json"), runs));
        Assert.Contains("There is no file", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_without_the_columns_of_the_model_is_refused_with_their_names()
    {
        var runs = await RunsAsync("runs.csv", 60, withYield: true);
        Assert.Equal(0, await RunAsync("data", "fit", runs, "--target", "yield", "--models", "ridge", "--out", folder.Path));
        var other = Path.Combine(folder.Path, "other.csv");
        await File.WriteAllTextAsync(other, "amount,speed\n1,2\n3,4\n");
        Assert.Equal(PortalCli.Failed, await RunAsync("data", "predict", Path.Combine(folder.Path, "model.json"), other));
        Assert.Contains("The column 'temperature' is missing. The column 'solvent' is missing.", error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Yield rises with temperature and in DMF; the last of the new rows is hotter than any.</summary>
    private async Task<string> RunsAsync(string name, int rows, bool withYield)
    {
        var path = Path.Combine(folder.Path, name);
        var lines = Enumerable.Range(0, rows).Select(i =>
        {
            var (temperature, amount) = (!withYield && i == rows - 1 ? 900 : 20 + (37 * i % 100), 1 + (0.01 * (53 * i % 71)));
            var solvent = i % 3 == 0 ? "water" : "DMF";
            var outcome = 10 + (0.5 * temperature) + (3 * amount) + (i % 3 == 0 ? 0 : 8) + (0.7 * Math.Sin(i * i));
            return string.Create(CultureInfo.InvariantCulture, $"{temperature},{amount},{solvent},{(i % 2 == 0 ? "am" : "pm")}{(withYield ? $",{outcome:0.###}" : "")}");
        });
        await File.WriteAllLinesAsync(path, [$"temperature,amount,solvent,note{(withYield ? ",yield" : "")}", .. lines]);
        return path;
    }

    private Task<string[]> LinesAsync(string name) => File.ReadAllLinesAsync(Path.Combine(folder.Path, name));

    private Task<int> RunAsync(params string[] args) => PortalCli.RunAsync(args, output, error);
}
