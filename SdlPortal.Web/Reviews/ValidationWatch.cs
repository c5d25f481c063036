using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>
/// Counts the experiments of validating campaigns when these have ended, and of campaigns that follow what is official, and raises the alarm. What it notes follows from the logs alone, and the rules refuse to note it twice: killed at any point,
/// it does the rest after the next start. For one hosted instance.
/// </summary>
public sealed class ValidationWatch(ReviewDesk desk, CampaignIndex index, ICampaignLog log, LabFeed lab, RecommendationFeed feed, TimeProvider time, ILogger<ValidationWatch> logger) : Watch(logger)
{
    /// <summary>For what no feed tells: another program on the same database.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    /// <summary>Validating campaigns that run and were found to be the right ones.</summary>
    private readonly HashSet<Guid> running = [];

    /// <summary>Campaigns that have ended, whole where they follow a recommendation and null where they follow none: their logs grow no more, so each is read once.</summary>
    private readonly Dictionary<Guid, Campaign?> ended = [];

    protected override string Looks => "Validations";

    /// <summary>Looks at everything that may have ended.</summary>
    /// <exception cref="InvalidDataException">A log is damaged.</exception>
    public Task LookAsync(CancellationToken cancellationToken = default) => InTurnAsync(async () =>
    {
        var all = await desk.ListAsync(cancellationToken);
        foreach (var validating in all.Where(r => r is { Status: RecommendationStatus.Validating, Verdict: null, ValidatingCampaign: not null }))
            await EndAsync(validating.Id, validating.ValidatingCampaign!.Value, cancellationToken);
        var official = all.Where(r => r.Status == RecommendationStatus.Official).ToList();
        if (official.Count > 0)
            await CountFollowersAsync(official, cancellationToken);
    }, cancellationToken);

    protected override async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var campaigns = lab.Watch();
        var (changes, end) = feed.Watch();
        try
        {
            var looks = Task.WhenAll(
                Batches.PumpAsync(campaigns.Changes, LookEvery, time, batch => batch.Any(c => c is LabChange.Campaign) ? GuardedAsync(() => LookAsync(stoppingToken)) : Task.CompletedTask, stoppingToken),
                Batches.PumpAsync(changes, LookEvery, time, _ => GuardedAsync(() => LookAsync(stoppingToken)), stoppingToken));
            using var sweep = new PeriodicTimer(SweepEvery, time);
            do
                await GuardedAsync(() => LookAsync(stoppingToken));
            while (await sweep.WaitForNextTickAsync(stoppingToken));
            await looks;
        }
        finally
        {
            end();
        }
    }

    private async Task EndAsync(Guid recommendation, Guid campaign, CancellationToken cancellationToken)
    {
        // The list says cheaply that a campaign is still at work; whether it is the right one is asked of its log once.
        if (await index.FindAsync(campaign, cancellationToken) is { Status: not CampaignStatus.Finished } head && (head.Status == CampaignStatus.NotStarted || running.Contains(campaign)))
            return;
        var fold = Campaign.Fold(campaign, await log.ReadAsync(campaign, 0, cancellationToken));
        if (await desk.NoteAsync(recommendation, r => ValidationEnd.Of(r, fold), cancellationToken) is null && fold is { Sequence: > 0, Status: not (CampaignStatus.NotStarted or CampaignStatus.Finished) })
            running.Add(campaign);
    }

    private async Task CountFollowersAsync(List<RecommendationSummary> official, CancellationToken cancellationToken)
    {
        var since = official.Min(r => r.DraftedAt);
        foreach (var head in await index.ListAsync(cancellationToken))
        {
            if (head.Status != CampaignStatus.Finished || head.CreatedAt < since || ended.ContainsKey(head.Id))
                continue;
            var fold = await FoldAsync(head.Id, cancellationToken);
            ended[head.Id] = fold.Definition.WarmStart?.Origin.Recommendation is null ? null : fold;
        }

        foreach (var summary in official)
        {
            var followers = ended.Values.OfType<Campaign>().Where(c => c.Definition.WarmStart?.Origin.Recommendation == summary.Id).ToList();
            await desk.NoteAsync(summary.Id, r => FollowUp.Of(r, followers), cancellationToken);
            await desk.NoteAsync(summary.Id, FollowUp.Alarm, cancellationToken);
        }
    }

    private async Task<Campaign> FoldAsync(Guid campaign, CancellationToken cancellationToken) => Campaign.Fold(campaign, await log.ReadAsync(campaign, 0, cancellationToken));
}
