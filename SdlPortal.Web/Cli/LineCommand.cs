using System.CommandLine;
using System.Globalization;
using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Cli;

/// <summary>`line`: a campaign's workflow on a simulated line, for several numbers in flight (docs/lab-file.md).</summary>
internal sealed class LineCommand
{
    private const int MostInFlight = 1000;
    private const int MostRepetitions = 1000;
    private const int RepetitionsByChance = 20;

    /// <summary>More experiments than these nobody can tell apart in a drawing.</summary>
    private const int Drawn = 30;

    private readonly Argument<FileInfo> file = new("file") { Description = "The campaign file (docs/campaign-file.md)." };
    private readonly Option<FileInfo?> lab = new("--lab") { Description = "The lab file (docs/lab-file.md); without it one station for each kind, everything as expected." };
    private readonly Option<string?> inFlight = new("--in-flight") { Description = "Numbers in flight, separated by commas; without it the campaign's own and 1." };
    private readonly Option<int?> repetitions = new("--repetitions") { Description = $"Simulated campaigns for each number in flight; without it {RepetitionsByChance}, or 1 where nothing is left to chance." };
    private readonly Option<long> seed = new("--seed") { Description = "Decides all chance; the same seed gives the same answer.", DefaultValueFactory = _ => 1 };
    private readonly Option<DirectoryInfo?> output = new("--out") { Description = $"Folder for gantt.svg and runs.csv, the first {Drawn} experiments of the first repetition; made when missing." };

    public static Command Create()
    {
        var own = new LineCommand();
        var command = new Command("line", "Simulates a campaign's stations in time: throughput, utilization and bottleneck for each number in flight.")
        {
            own.file, own.lab, own.inFlight, own.repetitions, own.seed, own.output,
        };
        command.SetAction(own.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (print, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var definition = await CampaignCommands.ReadAsync(parsed, parsed.GetValue(file)!, null, null, cancellationToken);
        var model = definition is null ? null : await LabFiles.ReadAsync(parsed.GetValue(lab), definition, error, cancellationToken);
        if (definition is null || model is null)
            return PortalCli.BadUsage;
        var numbers = Numbers(parsed.GetValue(inFlight) ?? (definition.MaxInFlight == 1 ? "1" : string.Create(CultureInfo.InvariantCulture, $"1,{definition.MaxInFlight}")));
        var times = parsed.GetValue(repetitions) ?? (model.HasChance ? RepetitionsByChance : 1);
        if (numbers is null)
            await error.WriteLineAsync($"--in-flight '{parsed.GetValue(inFlight)}' is not a list of numbers from 1 to {MostInFlight}, such as 1,2,4.");
        if (times is < 1 or > MostRepetitions)
            await error.WriteLineAsync($"--repetitions {times} is not possible: give 1 to {MostRepetitions}.");
        if (numbers is null || times is < 1 or > MostRepetitions)
            return PortalCli.BadUsage;

        var rows = numbers.Select(n => (InFlight: n, Runs: Enumerable.Range(0, times)
            .Select(r => LineSimulation.Run(definition with { MaxInFlight = n }, model, parsed.GetValue(seed), r, r == 0 ? Drawn : 0, cancellationToken)).ToList())).ToList();
        if (rows.SelectMany(r => r.Runs).FirstOrDefault(r => r.Stuck is not null)?.Stuck is { } stuck)
        {
            await error.WriteLineAsync(stuck);
            return PortalCli.Failed;
        }

        await print.WriteLineAsync("in flight  experiments/h  makespan (h)  pending  lost  spoiled  bottleneck  utilization");
        foreach (var (number, runs) in rows)
            await print.WriteLineAsync(Row(number, runs));
        return parsed.GetValue(output) is not { } folder || await WriteAsync(folder, definition, [.. rows.Select(r => (r.InFlight, r.Runs[0]))], error, cancellationToken) ? 0 : PortalCli.Failed;
    }

    /// <summary>Means over the repetitions; the bottleneck is that of most of them.</summary>
    private static string Row(int number, List<LineRun> runs)
    {
        var bottleneck = runs.GroupBy(r => r.Bottleneck, StringComparer.Ordinal).MaxBy(g => g.Count())!.Key;
        var use = runs[0].Utilization.Select((u, i) => string.Create(CultureInfo.InvariantCulture, $"{u.Station} {100 * runs.Average(r => r.Utilization[i].Share):0} %"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{number,9}  {runs.Average(r => r.ThroughputPerHour),13:0.###}  {runs.Average(r => r.MakespanHours),12:0.##}  {runs.Average(r => r.MeanPending),7:0.##}  {runs.Average(r => r.Failed),4:0.#}  {runs.Average(r => r.Spoiled),7:0.#}  {bottleneck,10}  {string.Join(", ", use)}");
    }

    private static List<int>? Numbers(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries).Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        return numbers.TrueForAll(n => n is >= 1 and <= MostInFlight) ? [.. numbers.Distinct()] : null;
    }

    private static async Task<bool> WriteAsync(DirectoryInfo folder, CampaignDefinition definition, List<(int InFlight, LineRun Run)> lines, TextWriter error, CancellationToken cancellationToken)
    {
        var csv = new StringBuilder("in_flight,experiment,step,station,slot,start_hours,end_hours\n");
        foreach (var (number, run) in lines)
        {
            foreach (var step in run.Runs)
                csv.Append(CultureInfo.InvariantCulture, $"{number},{step.Experiment},{Quoted(definition.Workflow.Route[step.Step].Name)},{Quoted(step.Station)},{step.Slot},{step.Start:R},{step.End:R}\n");
        }

        try
        {
            folder.Create();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "runs.csv"), csv.ToString(), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "gantt.svg"), LineGantt.Svg(definition.Name, [.. lines.Select(l => (Heading(l.InFlight), l.Run))]), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The folder {folder.FullName} cannot be written: {e.Message}");
            return false;
        }
    }

    private static string Heading(int inFlight) => inFlight == 1 ? "One experiment at a time" : $"{inFlight} experiments in flight";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
