using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Cli;

/// <summary>`study`: simulated comparisons of strategies, from the command line (docs/study-file.md).</summary>
internal static class StudyCommands
{
    public static Command Create()
    {
        var command = new Command("study", "Simulated comparisons of strategies (docs/study-file.md).");
        command.Subcommands.Add(Run());
        command.Subcommands.Add(Check());
        command.Subcommands.Add(StudyReportCommand.Create());
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<FileInfo?>("file") { Description = "The study file. Without it: a preset, or with --resume the plan that the folder has.", Arity = ArgumentArity.ZeroOrOne };
        var preset = new Option<string?>("--preset") { Description = $"Instead of a file: {string.Join(", ", StudyPresets.Names)}." };
        preset.AcceptOnlyFromAmong([.. StudyPresets.Names]);
        var output = new Option<DirectoryInfo>("--out") { Description = "The study's folder; made when missing.", Required = true };
        var resume = new Option<bool>("--resume") { Description = "Goes on with the study in the folder, perhaps with more repetitions, strategies, delays or problems." };
        var threads = NumberOptions.Whole<int?>("--threads", "Repetitions computed at a time. Without it: as many as there are processors.", null, 1, 1024);
        var repetitions = NumberOptions.Whole<int?>("--repetitions", "Instead of the plan's number.", null, 1, StudyPlanLimits.Repetitions);
        var seed = new Option<long?>("--seed") { Description = "Instead of the plan's seed." };
        var command = new Command("run", "Computes a study and writes observations.csv, timings.csv and summary.csv.") { file, preset, output, resume, threads, repetitions, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var (path, name, goesOn) = (parsed.GetValue(file), parsed.GetValue(preset), parsed.GetValue(resume));
            if (path is not null && name is not null)
            {
                await error.WriteLineAsync("Give a study file or --preset, not both.");
                return PortalCli.BadUsage;
            }

            if (path is null && name is null && !goesOn)
            {
                await error.WriteLineAsync($"Give a study file, or --preset with one of {string.Join(", ", StudyPresets.Names)}.");
                return PortalCli.BadUsage;
            }

            var plan = name is not null ? StudyPresets.Find(name) : path is not null ? await ReadAsync(path, error, cancellationToken) : null;
            if (plan is null && path is not null)
                return PortalCli.BadUsage;
            var run = new StudyRunCommand(parsed.GetValue(output)!.FullName, parsed.GetValue(threads) ?? Environment.ProcessorCount, parsed.InvocationConfiguration.Output, error);
            return await run.ExecuteAsync(plan, goesOn, p => p with { Repetitions = parsed.GetValue(repetitions) ?? p.Repetitions, Seed = parsed.GetValue(seed) ?? p.Seed }, cancellationToken);
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "The study file." };
        var command = new Command("check", "Lists everything that is wrong with a study file, and says how well its tables can be modeled.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (await ReadAsync(path, error, cancellationToken) is not { } plan)
                return PortalCli.BadUsage;
            try
            {
                foreach (var problem in StudyRun.Describe(plan, cancellationToken))
                    await output.WriteAsync(StudyWords.Remarks(problem));
            }
            catch (DefinitionException e)
            {
                await ProblemLines.WriteAsync(path.Name, e.Problems, error);
                return PortalCli.BadUsage;
            }

            await output.WriteLineAsync($"{path.Name} is in order: {StudyWords.Size(plan)}.");
            return 0;
        });
        return command;
    }

    /// <summary>The plan, or null after every problem was printed, one line each.</summary>
    private static async Task<StudyPlan?> ReadAsync(FileInfo file, TextWriter error, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The study file cannot be read: {e.Message}");
            return null;
        }

        var (plan, problems) = StudyFile.Read(text, path => File.ReadAllText(Path.Combine(file.DirectoryName!, path)));
        await ProblemLines.WriteAsync(file.Name, problems, error);
        return plan;
    }
}
