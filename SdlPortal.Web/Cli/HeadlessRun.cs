using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Hardware.Simulated;

namespace SdlPortal.Web.Cli;

/// <summary>
/// One campaign on a simulated lab without a server: the same orchestrator, drivers and instruments, in virtual time (speed 0) or in real time. Nobody is there
/// to decide, so a campaign that pauses ends the run with its reason; what was recorded until then is written all the same.
/// </summary>
internal sealed class HeadlessRun(CampaignDefinition definition, string tableFolder, double speed)
{
    /// <summary>Where virtual time begins: any fixed date will do, so that the same seed gives the same bytes.</summary>
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The id follows from the definition, so that two runs of one file write the same events.</summary>
    private readonly Guid id = new(SHA256.HashData(Encoding.UTF8.GetBytes(CampaignFile.Write(definition))).AsSpan(0, 16));
    private readonly MemoryCampaignLog log = new();

    public async Task<int> ExecuteAsync(DirectoryInfo folder, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            folder.Create();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The folder {folder.FullName} cannot be made: {e.Message}");
            return PortalCli.Failed;
        }

        SimulatedLab? lab = null;
        try
        {
            if (speed > 0)
            {
                lab = SimulatedLab.For(definition, TimeProvider.System, speed, ReadTableAsync);
                await DriveAsync(lab, TimeProvider.System, inline: false, cancellationToken);
            }
            else
            {
                var time = new VirtualTime(Epoch);
                lab = SimulatedLab.For(definition, time, 1, ReadTableAsync);
                time.Run(() => DriveAsync(lab, time, inline: true, cancellationToken));
            }
        }
        catch (DefinitionException e)
        {
            foreach (var problem in e.Problems)
                await error.WriteLineAsync(problem.ToString());
            return PortalCli.BadUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted; what was recorded until now is written.");
        }

        return await ReportAsync(lab!, folder, output, error);
    }

    private async Task DriveAsync(SimulatedLab lab, TimeProvider time, bool inline, CancellationToken cancellationToken)
    {
        var feed = new LabFeed(log);
        var suggestions = new PrescreenedSuggestions(ReadTableAsync);
        var orchestrator = new Orchestrator(log, lab, feed, time, (request, cancel) => inline
            ? suggestions.SuggestAsync(request, cancel)
            : Task.Run(() => suggestions.SuggestAsync(request, cancel), cancel));
        await orchestrator.CreateAsync(definition, Actor.Console, id, cancellationToken);
        using var events = await feed.FollowAsync(id, cancellationToken);
        await orchestrator.StartAsync(id, Actor.Console, cancellationToken);
        await UntilEndAsync(events, cancellationToken);
        await orchestrator.DisposeAsync();
    }

    /// <summary>Until the campaign has finished, or has paused and the stations have come to rest.</summary>
    private async Task UntilEndAsync(CampaignSubscription events, CancellationToken cancellationToken)
    {
        var campaign = Campaign.Fold(id, events.Past);
        while (await events.Next.WaitToReadAsync(cancellationToken))
        {
            while (events.Next.TryRead(out var item))
                campaign.Apply(item);
            var resting = campaign.InFlight.All(e => e.Current is null or { Status: StageRunStatus.Unknown });
            if (campaign.Status == CampaignStatus.Finished || (resting && (campaign.Status == CampaignStatus.Paused || Stuck(campaign))))
                return;
        }
    }

    /// <summary>Everything in flight waits for a person, and there is none.</summary>
    private static bool Stuck(Campaign campaign) => campaign.InFlight.Count >= campaign.Definition.MaxInFlight
        && campaign.InFlight.All(e => e.Status == ExperimentStatus.Suggested || e.Current is { Status: StageRunStatus.Unknown });

    private async Task<int> ReportAsync(SimulatedLab lab, DirectoryInfo folder, TextWriter output, TextWriter error)
    {
        var events = await log.ReadAsync(id);
        var campaign = Campaign.Fold(id, events);
        var truth = lab.TruthOf(id);
        await WriteAsync(folder, "experiments.csv", writer => CampaignExport.WriteExperiments(campaign, writer, truth is null ? null : truth.TrueValues));
        await WriteAsync(folder, "events.jsonl", writer => CampaignExport.WriteEvents(events, writer));

        await output.WriteLineAsync($"{campaign.Completed} of {campaign.Spent} experiments completed, {campaign.Failed} failed. {truth?.Description}".TrimEnd());
        if (campaign.Best is { } best)
        {
            var aims = definition.Aims;
            var trueValue = truth is null ? "" : string.Create(CultureInfo.InvariantCulture, $", true value {aims.HeadlineValue(truth.TrueValues(best.Configuration)):G6}");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Best {aims.Headline.Label}: {aims.HeadlineValue(best.Values):G6} (experiment {best.Number}{trueValue}) at {best.Configuration}."));
        }
        else if (campaign.Completed > 0)
        {
            await output.WriteLineAsync($"No experiment kept every bound on outcomes ({string.Join(", ", definition.OutcomeConstraints)}).");
        }

        await output.WriteLineAsync($"Wrote experiments.csv and events.jsonl to {folder.FullName}.");
        if (campaign.Status == CampaignStatus.Finished)
            return 0;
        await error.WriteLineAsync(campaign.Pause is { } pause ? $"The campaign paused: {pause.Reason}" : "The campaign did not come to its end.");
        return PortalCli.Failed;
    }

    private static async Task WriteAsync(DirectoryInfo folder, string name, Action<TextWriter> write)
    {
        await using var writer = new StreamWriter(Path.Combine(folder.FullName, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(writer);
    }

    /// <summary>Reads at once: under virtual time there is no other thread to come back from.</summary>
    private Task<string?> ReadTableAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.Combine(tableFolder, path);
        return Task.FromResult(File.Exists(full) ? File.ReadAllText(full) : null);
    }
}
