using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>
/// `warm-start --out DIR`: holds out each task of each family in turn, lets the others advise, and counts the experiments until a campaign makes one of the task's best configurations. Goes on where it was: campaigns stand in DIR/campaigns.jsonl, the
/// advice in DIR/advice; DIR/tables.md is written from what is finished.
/// </summary>
internal static class WarmStartCommand
{
    private static readonly Option<string> Out = new("--out") { Required = true };
    private static readonly Option<string[]> Families = new("--families") { DefaultValueFactory = _ => [.. TaskFamily.All.Select(f => f.Name)], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Tasks = new("--tasks") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Arms = new("--arms") { DefaultValueFactory = _ => [Arm.Cold.Name, Arm.Warm.Name, "warm + misleading", "misleading only", "cold, 4 initial", "random"], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> Seeds = new("--seeds") { DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Delay = new("--delay") { DefaultValueFactory = _ => 0 };
    private static readonly Option<int> Most = new("--most") { DefaultValueFactory = _ => 80, Description = "Experiments of a campaign at most." };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 1 };

    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var command = new RootCommand("warm-start --out DIR") { Out, Families, Tasks, Arms, Seeds, Delay, Most, Threads };
        command.SetAction((parsed, cancellationToken) => Run(parsed, output, cancellationToken));
        return command.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
    }

    private static async Task<int> Run(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(Out)!;
        Directory.CreateDirectory(Path.Combine(folder, "advice"));
        var journal = Path.Combine(folder, "campaigns.jsonl");
        var (delay, most) = (parsed.GetValue(Delay), parsed.GetValue(Most));
        var done = CampaignLine.Read(journal).Select(c => c.Key).ToHashSet();
        var arms = parsed.GetValue(Arms)!.Select(n => Arm.All.First(a => a.Name == n)).ToArray();
        var wanted = parsed.GetValue(Tasks)!;
        foreach (var family in TaskFamily.All.Where(f => parsed.GetValue(Families)!.Contains(f.Name)))
        {
            var runs = family.Load();
            var tasks = runs.Tasks.Labels.Where(t => wanted.Length == 0 || wanted.Contains(t)).Select(t => family.Task(runs, t)).ToArray();
            var missing = (from seed in Enumerable.Range(1, parsed.GetValue(Seeds))
                           from task in tasks
                           from arm in arms
                           where !done.Contains((family.Name, task.Name, arm.Name, seed, delay, most))
                           select (task, arm, seed)).ToArray();
            var advice = missing.Where(m => m.arm.Advise is not null).Select(m => m.task.Name).Distinct().ToDictionary(t => t, t => AdviceOn(folder, family, runs, t, cancellationToken), StringComparer.Ordinal);
            // One object for all seeds: what a warm start's models cost is paid once.
            var starts = missing.Where(m => m.arm.Advise is not null).Select(m => (Task: m.task.Name, Arm: m.arm)).Distinct().ToDictionary(k => (k.Task, k.Arm.Name), k => k.Arm.Advise!(advice[k.Task]));
            await output.WriteLineAsync($"{family.Name}: {missing.Length} campaigns to run");
            var clock = Stopwatch.StartNew();
            var (gate, finished) = (new Lock(), 0);
            Parallel.ForEach(missing, new ParallelOptions { MaxDegreeOfParallelism = parsed.GetValue(Threads), CancellationToken = cancellationToken }, m =>
            {
                var line = Campaign(family, m.task, m.arm, m.seed, delay, most, starts.GetValueOrDefault((m.task.Name, m.arm.Name)), cancellationToken);
                lock (gate)
                {
                    File.AppendAllText(journal, JsonSerializer.Serialize(line, CampaignLine.Options) + "\n");
                    if (++finished % 20 == 0 || finished == missing.Length)
                        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family.Name}: {finished} of {missing.Length}, {clock.Elapsed.TotalSeconds:0} s"));
                }
            });
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "tables.md"), WarmStartTables.Of(CampaignLine.Read(journal)), cancellationToken);
        return 0;
    }

    private static CampaignLine Campaign(TaskFamily family, FiniteTask task, Arm arm, int seed, int delay, int most, Domain.Optimization.WarmStarts.WarmStart? start, CancellationToken cancellationToken)
    {
        var campaign = TableCampaign.Run(task, arm, start, seed, delay, most, cancellationToken: cancellationToken);
        return new CampaignLine(family.Name, task.Name, arm.Name, seed, delay, most, campaign.Hit, campaign.Rows, start is null ? [] : [.. campaign.Rationales.Select(CampaignLine.NoteOf)]);
    }

    private static Advice AdviceOn(string folder, TaskFamily family, RunTable runs, string task, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "advice", $"{family.Name}-{task.Replace(' ', '-')}.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<Advice>(File.ReadAllText(path), AnalysisJson.Indented)!;
        var advice = Advice.Of(family, runs, task, cancellationToken);
        File.WriteAllText(path, JsonSerializer.Serialize(advice, AnalysisJson.Indented));
        return advice;
    }
}
