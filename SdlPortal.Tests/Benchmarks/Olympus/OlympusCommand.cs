using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Benchmarks.Olympus;

/// <summary>
/// `olympus --out DIR`: writes for every real table a campaign file and its CSV, one study of all that carry a model, and README.md, which says of each table what
/// it is worth and why those left out are. Then `study run DIR/study.json` runs it.
/// </summary>
internal static class OlympusCommand
{
    /// <summary>
    /// As many observations as the paper's, so that the figures compare. One repetition of all tables takes two minutes of one core, so fifteen, paired on the same luck, end
    /// within 25 minutes on two cores; over all tables they are more than 400 pairs for each delay.
    /// </summary>
    private const int Observations = 100;
    private const int Repetitions = 15;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["--out", var folder])
        {
            await errors.WriteLineAsync("olympus --out DIR");
            return 2;
        }

        if (SharedData.Folder is null)
        {
            await errors.WriteLineAsync("The folder shared/data with the real tables is not beside the repository.");
            return 1;
        }

        Directory.CreateDirectory(folder);
        var source = SharedData.Path("olympus");
        var problems = new JsonArray();
        var readme = new StringBuilder("| table | rows | inputs | objective | goal | optimum | noise | r² | in the study | remarks |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var name in Directory.GetFiles(source, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal))
        {
            var table = OlympusTable.Read(source, name);
            var campaign = CampaignFile.Write(table.Campaign);
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".json"), campaign);
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".csv"), table.Csv);
            var watch = Stopwatch.StartNew();
            var (row, isIn) = Row(table, campaign);
            readme.Append(row);
            if (isIn)
                problems.Add(new JsonObject { ["name"] = "table", ["label"] = name, ["path"] = name + ".csv", ["campaign"] = name + ".json" });
            await output.WriteLineAsync($"{name}: {watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s, {(isIn ? "in" : "left out")}");
        }

        var study = new JsonObject
        {
            ["problems"] = problems,
            ["delays"] = new JsonArray(0, 3, 7),
            ["strategies"] = new JsonArray("random", "ei", "qnei", "mode-cycle", "auto"),
            ["repetitions"] = Repetitions,
            ["observations"] = Observations,
            ["initial"] = 10,
            ["seed"] = 1,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "study.json"), study.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), readme.ToString());
        return 0;
    }

    /// <summary>What is known of a table, and whether a study may rest on it.</summary>
    private static (string Row, bool IsIn) Row(OlympusTable table, string campaign)
    {
        var objective = table.Campaign.Objectives[0];
        var head = string.Create(CultureInfo.InvariantCulture, $"| {table.Name} | {table.Csv.Count(c => c == '\n') - 1} | {table.Campaign.Parameters.Count} | {objective.Name} | {objective.Goal} |");
        try
        {
            var problem = StudyProblem.Of(new PlannedProblem(table.Name, StudySource.Table, table.Campaign.Parameters.Count) { Table = table.Csv, Campaign = campaign });
            var check = problem.Check!;
            var remarks = string.Join(" ", table.Remarks.Concat(check.Remarks)).Replace("|", "\\|", StringComparison.Ordinal);
            return (string.Create(CultureInfo.InvariantCulture,
                $"{head} {Quantity.Text(problem.Optimum)} | {Quantity.Text(problem.Truth.NoiseSds[0], digits: 3)} | {check.R2:F2} | {(check.IsReliable ? "yes" : "no: unreliable")} | {remarks} |\n"), check.IsReliable);
        }
        catch (GroundTruthException e)
        {
            return ($"{head} | | | no: refused | {string.Join(" ", table.Remarks.Append(e.Message))} |\n", false);
        }
    }
}
