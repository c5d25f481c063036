namespace SdlPortal.Domain.Campaigns;

public enum AttentionKind { Paused, UnknownOutcome, Approval, Failure, WaitedTooLong }

/// <summary>Something in a campaign that only a person can settle.</summary>
/// <param name="What">Without a full stop, such as "Experiment 3 failed".</param>
/// <param name="Why">The reason as it was recorded.</param>
/// <param name="Experiment">Null when it is about the whole campaign.</param>
/// <param name="Waits">False for what can be settled at any time while the campaign goes on by itself.</param>
public sealed record Attention(AttentionKind Kind, string What, string Why, Experiment? Experiment, DateTimeOffset? Since, bool Waits = true)
{
    /// <summary>Everything in the campaign that a person has to settle, the most urgent first. Pure.</summary>
    public static IReadOnlyList<Attention> In(Campaign campaign)
    {
        if (campaign.Status is CampaignStatus.NotStarted or CampaignStatus.Finished)
            return [];
        var items = new List<Attention>();
        if (campaign.Pause is { } pause)
            items.Add(new Attention(AttentionKind.Paused, "The campaign is paused", pause.Reason, null, pause.Since));
        foreach (var experiment in campaign.InFlight)
        {
            if (experiment.Current is { Status: StageRunStatus.Unknown } run)
                items.Add(new Attention(AttentionKind.UnknownOutcome, $"Experiment {experiment.Number}: did {campaign.Route[run.Step].Name} finish?", run.Reason ?? "the station cannot tell", experiment, run.StartedAt));
        }

        items.AddRange(campaign.InFlight.Where(e => e.Status == ExperimentStatus.Suggested)
            .Select(e => new Attention(AttentionKind.Approval, $"Experiment {e.Number} waits for approval", e.Configuration.ToString(), e, e.SuggestedAt)));

        if (campaign.Route.Any(s => s.MaxWaitSeconds is not null))
            items.AddRange(campaign.InFlight.SelectMany(e => WaitLimit.Broken(campaign, e).Select(b => Late(campaign, e, b.Limit, b.Waited))));

        // A stopping campaign takes nothing back into its queue.
        if (campaign.Failed > 0 && campaign.Status != CampaignStatus.Stopping)
        {
            items.AddRange(campaign.Experiments.Where(e => e.Status == ExperimentStatus.Failed).OrderByDescending(e => e.EndedAt)
                .Select(e => new Attention(AttentionKind.Failure, $"Experiment {e.Number} failed", e.Reason ?? "no reason given", e, e.EndedAt, Waits: campaign.Pause is not null)));
        }

        return items;
    }

    /// <summary>Whether a sample that waited too long is still good is for a person to say: nothing is aborted by itself.</summary>
    private static Attention Late(Campaign campaign, Experiment experiment, WaitLimit limit, TimeSpan waited) => new(
        AttentionKind.WaitedTooLong,
        $"Experiment {experiment.Number} waited too long before {limit.Stage.Name}",
        FormattableString.Invariant($"{waited.TotalSeconds * campaign.TimeScale:0} s instead of at most {limit.Stage.MaxWaitSeconds:0} s; abandon it if the sample is spoiled"),
        experiment,
        limit.Since + waited,
        Waits: false);

    /// <summary>What stands still until a person acts, in one line; null when nothing does.</summary>
    public static string? InOneLine(Campaign campaign)
    {
        var waiting = In(campaign).Where(a => a.Waits).ToLookup(a => a.Kind);
        var parts = new[]
        {
            Count(waiting[AttentionKind.UnknownOutcome].Count(), "stage with an unknown outcome", "stages with an unknown outcome"),
            Count(waiting[AttentionKind.Failure].Count(), "failed experiment to retry or abandon", "failed experiments to retry or abandon"),
            Count(waiting[AttentionKind.Approval].Count(), "suggestion to approve", "suggestions to approve"),
            waiting[AttentionKind.Paused].Select(a => $"paused: {a.Why.TrimEnd('.', ' ')}").FirstOrDefault(),
        }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string? Count(int count, string one, string many) => count == 0 ? null : count == 1 ? $"1 {one}" : $"{count} {many}";
}
