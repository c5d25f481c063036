using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Cli;

/// <summary>`advise`: how parallel to run a campaign and with which strategy, before it starts (docs/advise.md).</summary>
internal sealed class AdviseCommand
{
    private const double LongestHours = 100_000;
    private const int MostSeconds = 86_400;

    private readonly Argument<FileInfo> file = new("file") { Description = "The campaign file (docs/campaign-file.md)." };
    private readonly Option<FileInfo?> observations = new("--observations") { Description = "CSV of results known before the start: a column for every parameter and objective. Without it nothing is known of the material." };
    private readonly Option<FileInfo?> lab = new("--lab") { Description = "The stations and how they behave. Without it: one station of each kind that the workflow names, always as expected." };
    private readonly Option<double?> hours = NumberOptions.Any("--hours", "Instead of the file's budget of hours.", 0.01, LongestHours);
    private readonly Option<int> seconds = NumberOptions.Whole("--seconds", "How long to simulate; more narrows the intervals.", 60, 1, MostSeconds);
    private readonly Option<string[]> strategies = List<string>("--strategies", $"Strategies to compare. Without it: the file's own, auto, qnei, ei and mode-cycle. There are {string.Join(", ", Strategies.Names)}.", text => text);
    private readonly Option<int[]> inFlight = List<int>("--in-flight", "Numbers in flight to compare. Without it: 1 up to one more than fills the line.",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);
    private readonly Option<FileInfo?> json = new("--json") { Description = "Writes the whole advice to this file." };
    private readonly Option<long?> seed = new("--seed") { Description = "Of the simulations. Without it: the file's." };
    private readonly Option<int> threads = NumberOptions.Whole("--threads", "Simulated campaigns computed at a time.", Environment.ProcessorCount, 1, 1024);
    private readonly Option<bool> skipFaulty = new("--skip-faulty") { Description = "Leaves out lines of the table that cannot be used, with a warning for each, instead of ending." };

    public static Command Create()
    {
        var own = new AdviseCommand();
        var command = new Command("advise", "Simulates how parallel to run a campaign and with which strategy, and recommends (docs/advise.md).")
        {
            own.file, own.observations, own.lab, own.hours, own.seconds, own.strategies, own.inFlight, own.json, own.seed, own.threads, own.skipFaulty,
        };
        command.SetAction(own.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        var definition = await CampaignCommands.ReadAsync(parsed, parsed.GetValue(file)!, null, null, cancellationToken);
        var prior = await new SuggestTables(definition, error, parsed.GetValue(skipFaulty)).ReadAsync(parsed.GetValue(observations), hasResults: true, cancellationToken);
        var stations = await LabFiles.ReadAsync(parsed.GetValue(lab), definition, error, cancellationToken);
        if (definition is null || prior is null || stations is null)
            return PortalCli.BadUsage;

        if (parsed.GetValue(hours) is { } given)
            definition = definition with { Budget = definition.Budget with { Hours = given } };
        var question = new AdviceQuestion(definition, stations)
        {
            Prior = prior,
            Strategies = [.. parsed.GetValue(strategies) ?? []],
            InFlight = [.. parsed.GetValue(inFlight) ?? []],
            Seed = parsed.GetValue(seed) ?? definition.Seed,
        };
        var run = new AdviseRun(question, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(threads), parsed.InvocationConfiguration.Output, error);
        return await run.ExecuteAsync(parsed.GetValue(json), cancellationToken);
    }

    /// <summary>An option with one or several items, apart by commas or spaces.</summary>
    private static Option<T[]> List<T>(string name, string description, Func<string, object?> read) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            var items = new List<T>();
            foreach (var text in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            {
                if (read(text) is T item)
                    items.Add(item);
                else
                    result.AddError($"{name} {text} is not possible: give whole numbers, such as 1,2,4.");
            }

            return [.. items];
        },
    };
}
