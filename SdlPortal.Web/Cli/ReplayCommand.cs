using System.CommandLine;
using System.Globalization;
using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Replay;

namespace SdlPortal.Web.Cli;

/// <summary>`replay`: what another strategy would have reached along a campaign's real timeline, on a surrogate of its results (docs/replay.md).</summary>
internal sealed class ReplayCommand
{
    private const int MostSeeds = 1000;

    private readonly Argument<FileInfo?> file = new("events") { Description = "The campaign's log: events.jsonl, as `campaign run --out` writes it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<Guid?> campaign = new("--campaign") { Description = "Instead of a file: the id of a campaign in the database." };
    private readonly Option<string> strategies = new("--strategies") { Description = $"The others, separated by commas: {string.Join(", ", Strategies.Names)}.", Required = true };
    private readonly Option<int> seeds = new("--seeds") { Description = $"Replays of each strategy, 2 to {MostSeeds}.", DefaultValueFactory = _ => 20 };
    private readonly Option<long> seed = new("--seed") { Description = "Decides every random draw; the same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> threads = new("--threads") { Description = "Replays at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<FileInfo?> output = new("--out") { Description = "CSV file for the running bests; its folder must exist." };
    private readonly DatabaseOptions database = new();

    public static Command Create()
    {
        var own = new ReplayCommand();
        var command = new Command("replay", "Runs a campaign's real timeline again with other strategies, on a surrogate of its results (docs/replay.md).")
        {
            own.file, own.campaign, own.strategies, own.seeds, own.seed, own.threads, own.output,
        };
        own.database.AddTo(command);
        command.SetAction(own.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (print, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var options = new ReplayOptions(parsed.GetValue(seeds), parsed.GetValue(seed), parsed.GetValue(threads));
        foreach (var problem in Problems(parsed, options))
            await error.WriteLineAsync(problem);
        if (Problems(parsed, options).Any())
            return PortalCli.BadUsage;
        try
        {
            var events = await EventsAsync(parsed, cancellationToken);
            var report = CounterfactualReplay.Run(RecordedCampaign.Of(events), Names(parsed), options, cancellationToken: cancellationToken);
            foreach (var sentence in ReplaySentences.Answers(report))
                await print.WriteLineAsync(sentence);
            await print.WriteLineAsync(ReplaySentences.Basis(report));
            foreach (var doubt in report.Doubts)
                await print.WriteLineAsync($"Not reliable: {doubt}");
            foreach (var reservation in report.Reservations)
                await print.WriteLineAsync($"With reserve: {reservation}");
            if (parsed.GetValue(output) is { } target)
            {
                await using var writer = new StreamWriter(target.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                ReplayTable.Write(report, writer);
            }

            return 0;
        }
        catch (RefusedException e)
        {
            await error.WriteLineAsync($"This campaign cannot be replayed. {e.Message}");
            return PortalCli.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await error.WriteLineAsync(e.Message);
            return PortalCli.Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted; nothing was written.");
            return PortalCli.Failed;
        }
    }

    private IEnumerable<string> Problems(ParseResult parsed, ReplayOptions options)
    {
        if (parsed.GetValue(file) is null == parsed.GetValue(campaign) is null)
            yield return "Name one campaign: the file with its events, or --campaign with its id in the database.";
        foreach (var unknown in Names(parsed).Where(n => Strategies.Find(n) is null))
            yield return $"--strategies: there is no strategy '{unknown}'. Choose from {string.Join(", ", Strategies.Names)}.";
        if (Names(parsed).Count == 0)
            yield return $"--strategies names none. Choose from {string.Join(", ", Strategies.Names)}.";
        if (options.Seeds is < 2 or > MostSeeds)
            yield return string.Create(CultureInfo.InvariantCulture, $"--seeds {options.Seeds} is not possible: give a whole number between 2 and {MostSeeds}.");
        if (options.Threads is < 1 or > 1024)
            yield return string.Create(CultureInfo.InvariantCulture, $"--threads {options.Threads} is not possible: give a whole number between 1 and 1024.");
    }

    private List<string> Names(ParseResult parsed) => [.. parsed.GetValue(strategies)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private async Task<IReadOnlyList<RecordedEvent>> EventsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(campaign) is not { } id)
        {
            using var reader = parsed.GetValue(file)!.OpenText();
            return CampaignExport.ReadEvents(reader);
        }

        await using var services = await database.OpenAsync(parsed, cancellationToken);
        var events = await services.GetRequiredService<ICampaignLog>().ReadAsync(id, cancellationToken: cancellationToken);
        return events.Count > 0 ? events : throw new RefusedException($"The database has no campaign {id}.");
    }
}
