using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Web.Campaigns.HandingOver;

namespace SdlPortal.Web.Cli;

/// <summary>`campaign`: campaigns from the command line, without a server or database.</summary>
internal static class CampaignCommands
{
    public static Command Create()
    {
        var command = new Command("campaign", "Campaigns from files.");
        command.Subcommands.Add(Run());
        command.Subcommands.Add(Check());
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<FileInfo>("file") { Description = "The campaign file (docs/campaign-file.md)." };
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder for experiments.csv and events.jsonl; made when missing.", Required = true };
        var speed = new Option<double>("--speed") { Description = "Lab seconds per second; 0 runs in virtual time, as fast as it computes, and the same seed gives the same bytes.", DefaultValueFactory = _ => 0 };
        var seed = new Option<long?>("--seed") { Description = "Instead of the file's seed." };
        var strategy = new Option<string?>("--strategy") { Description = $"Instead of the file's strategy: {string.Join(", ", Strategies.Names)}." };
        var command = new Command("run", "Runs a campaign on a simulated lab and writes its experiments and events.") { file, output, speed, seed, strategy };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var definition = await ReadAsync(parsed, parsed.GetValue(file)!, parsed.GetValue(seed), parsed.GetValue(strategy), cancellationToken);
            if (definition is null)
                return PortalCli.BadUsage;
            var factor = parsed.GetValue(speed);
            if (!(factor >= 0 && factor <= 1e6))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"--speed {factor} is not possible: give 0 for virtual time, or lab seconds per second up to 1000000."));
                return PortalCli.BadUsage;
            }

            if (definition.WarmStart is { } start)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Starts warm from '{start.Origin.Title}': {WarmStartWords.Of(WarmStartDraft.Of(start)).Replace('\u00a0', ' ')}.");
            var run = new HeadlessRun(definition, parsed.GetValue(file)!.DirectoryName!, factor);
            return await run.ExecuteAsync(parsed.GetValue(output)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken);
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "The campaign file (docs/campaign-file.md)." };
        var command = new Command("check", "Lists everything that is wrong with a campaign file.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await ReadAsync(parsed, parsed.GetValue(file)!, null, null, cancellationToken) is not { } definition)
                return PortalCli.BadUsage;
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"'{definition.Name}' is in order.");
            return 0;
        });
        return command;
    }

    /// <summary>The definition, or null after every problem was printed, one line each.</summary>
    internal static async Task<CampaignDefinition?> ReadAsync(ParseResult parsed, FileInfo file, long? seed, string? strategy, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The campaign file cannot be read: {e.Message}");
            return null;
        }

        try
        {
            var (draft, problems) = CampaignFile.Read(text);
            draft.Seed = seed ?? draft.Seed;
            draft.Strategy = strategy ?? draft.Strategy;
            var unfit = await WarmStartFiles.ResolveAsync(draft, file.DirectoryName!, error, cancellationToken);
            return CampaignFile.Definition(draft, [.. problems, .. unfit]);
        }
        catch (DefinitionException e)
        {
            var ofOption = strategy is null ? [] : e.Problems.Where(p => p.Path == "strategy.name").ToList();
            foreach (var problem in ofOption)
                await error.WriteLineAsync((problem with { Path = "--strategy" }).ToString());
            await ProblemLines.WriteAsync(file.Name, [.. e.Problems.Except(ofOption)], error);
            return null;
        }
    }
}
