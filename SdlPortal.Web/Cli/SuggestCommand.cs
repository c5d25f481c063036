using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Cli;

/// <summary>`suggest`: the next experiments of a campaign from tables of what is known, for those who run their own loop (docs/suggest.md).</summary>
internal sealed class SuggestCommand
{
    private const int MostSuggestions = 1000;
    private const int HighestIndex = 100_000;

    private readonly Argument<FileInfo> file = new("file") { Description = "The campaign file (docs/campaign-file.md)." };
    private readonly Option<FileInfo> observations = new("--observations") { Description = "CSV with a column for every parameter and objective, and <objective>_se where standard errors are known. Headings alone say that nothing is known yet.", Required = true };
    private readonly Option<FileInfo?> pending = new("--pending") { Description = "CSV of experiments whose results are not yet known: a column for every parameter." };
    private readonly Option<FileInfo?> abandoned = new("--abandoned") { Description = "CSV of experiments given up because of their recipe: a column for every parameter." };
    private readonly Option<int> count = NumberOptions.Whole("--count", "How many suggestions; each one counts as pending for the next.", 1, 1, MostSuggestions);
    private readonly Option<int?> index = NumberOptions.Whole<int?>("--index", "Which experiment of the campaign the first suggestion is, from 0. Without it: as many as the tables hold.", null, 0, HighestIndex);
    private readonly Option<string?> strategy = new("--strategy") { Description = $"Instead of the file's strategy: {string.Join(", ", Strategies.Names)}." };
    private readonly Option<long?> seed = NumberOptions.Whole<long?>("--seed", "Instead of the file's seed.", null, long.MinValue, long.MaxValue);
    private readonly Option<bool> skipFaulty = new("--skip-faulty") { Description = "Leaves out lines that cannot be used, with a warning for each, instead of ending." };

    public static Command Create()
    {
        var own = new SuggestCommand();
        var command = new Command("suggest", "Prints the next experiments of a campaign as JSON (docs/suggest.md).")
        {
            own.file, own.observations, own.pending, own.abandoned, own.count, own.index, own.strategy, own.seed, own.skipFaulty,
        };
        command.SetAction(own.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var error = parsed.InvocationConfiguration.Error;
        var campaign = await CampaignCommands.ReadAsync(parsed, parsed.GetValue(file)!, parsed.GetValue(seed), parsed.GetValue(strategy), cancellationToken);
        var tables = new SuggestTables(campaign, error, parsed.GetValue(skipFaulty));
        var known = await tables.ReadAsync(parsed.GetValue(observations)!, hasResults: true, cancellationToken);
        var waiting = await tables.ReadAsync(parsed.GetValue(pending), hasResults: false, cancellationToken);
        var givenUp = await tables.ReadAsync(parsed.GetValue(abandoned), hasResults: false, cancellationToken);
        if (campaign is null || known is null || waiting is null || givenUp is null)
            return PortalCli.BadUsage;

        var first = campaign.Ask(known, [.. waiting.Select(o => o.Configuration)], parsed.GetValue(index) ?? known.Count + waiting.Count + givenUp.Count) with
        {
            Abandoned = [.. givenUp.Select(o => o.Configuration)],
        };
        try
        {
            var suggestions = await SuggestBatch.ChooseAsync(first, parsed.GetValue(count), new PrescreenedSuggestions(TableBeside(parsed.GetValue(file)!)), error, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(SuggestOutput.Write(campaign, first, suggestions));
            return 0;
        }
        catch (SuggestionException e)
        {
            await error.WriteLineAsync(e.Message);
            return PortalCli.BadUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted; nothing was suggested.");
            return PortalCli.Failed;
        }
    }

    /// <summary>Reads tables relative to the campaign file.</summary>
    private static Func<string, CancellationToken, Task<string?>> TableBeside(FileInfo campaign) => async (path, cancellationToken) =>
        Path.Combine(campaign.DirectoryName!, path) is var full && File.Exists(full) ? await File.ReadAllTextAsync(full, cancellationToken) : null;
}
