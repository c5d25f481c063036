using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Benchmarks.Studies;

/// <summary>`study`: runs what the results file lacks, then prints its tables. Stopped and started again it goes on where it was.</summary>
internal static class StudyCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var outFile = new Option<string>("--out") { Description = "CSV file of the results, read and appended to", Required = true };
        var problems = List("--problems", StudyProblem.Names, "test function and dimension, or coating");
        var delays = List("--delays", ["0", "1", "3", "5", "7"], "pending experiments");
        var strategies = List("--strategies", [.. new[] { "random", "ei", "qnei", "mode-cycle", "auto" }.Where(n => Strategies.Find(n) is not null)], "names of strategies");
        var optimum = List("--optimum", ["usual"], "usual, moved (a random place per repetition), or usual,moved");
        var repetitions = new Option<int>("--repetitions") { DefaultValueFactory = _ => 30 };
        var seed = new Option<long>("--seed") { Description = "another one gives other initial points, noise and places; use a file of its own for it", DefaultValueFactory = _ => StudyJob.DefaultSeed };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1 };
        var reference = new Option<string>("--reference") { Description = "strategy the others are paired with", DefaultValueFactory = _ => "auto" };
        var tables = new Option<bool>("--tables") { Description = "print the tables of what is there, run nothing" };
        var command = new RootCommand("Compares strategies under delay.") { outFile, problems, delays, strategies, optimum, repetitions, seed, threads, reference, tables };
        command.SetAction(async (parsed, _) =>
        {
            var plan = new StudyPlan(parsed.GetValue(problems)!, [.. parsed.GetValue(optimum)!.Select(o => o == "moved")], parsed.GetValue(strategies)!,
                [.. parsed.GetValue(delays)!.Select(d => int.Parse(d, CultureInfo.InvariantCulture))], parsed.GetValue(repetitions));
            if (plan.Strategies.FirstOrDefault(s => Strategies.Find(s) is null) is { } unknown)
            {
                await errors.WriteLineAsync($"There is no strategy '{unknown}'. Choose among {string.Join(", ", Strategies.Names)}.");
                return 2;
            }

            var file = new StudyFile(parsed.GetValue(outFile)!);
            if (!parsed.GetValue(tables))
                StudyJob.Run(plan, file, _ => request => Strategies.Suggest(request), parsed.GetValue(threads), parsed.GetValue(seed), row => output.WriteLine(row.ToString()));
            var rows = file.Rows.Where(r => plan.Problems.Contains(r.Key.Problem) && plan.Moved.Contains(r.Key.IsMoved) && plan.Delays.Contains(r.Key.Delay) && plan.Strategies.Contains(r.Key.Strategy)).ToList();
            await WriteAsync(output, StudyTable.Cells(rows, plan.Strategies));
            if (rows.Exists(r => r.Key.Strategy == parsed.GetValue(reference)))
                await WriteAsync(output, StudyTable.Paired(rows, plan.Strategies, parsed.GetValue(reference)!));
            await WriteAsync(output, StudyTable.Diagnosis(rows, plan.Strategies));
            return 0;
        });
        return await command.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
    }

    private static Option<string[]> List(string name, IReadOnlyList<string> all, string description) => new(name)
    {
        Description = description,
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        DefaultValueFactory = _ => [.. all],
        AllowMultipleArgumentsPerToken = true,
    };

    private static async Task WriteAsync(TextWriter output, IEnumerable<string> lines)
    {
        await output.WriteLineAsync();
        foreach (var line in lines)
            await output.WriteLineAsync(line);
    }
}
