namespace SdlPortal.Domain.Simulation;

/// <summary>When one experiment was chosen and when it left the line, in lab hours since the campaign's start.</summary>
/// <param name="EndedAt">From here on its result is known; until then it is pending.</param>
/// <param name="HasResult">False for an experiment that failed or was spoiled: it was pending like any other and taught nothing.</param>
public readonly record struct TimelineEntry(double ChosenAt, double EndedAt, bool HasResult = true);

/// <summary>
/// The times of a campaign without its results: what a delay model, a simulated line or a real campaign's record say about when experiments are chosen and
/// when they end. Entries stand in the order in which they were chosen. A result that arrives in the moment of a choice is known to it.
/// </summary>
public sealed record CampaignTimeline(IReadOnlyList<TimelineEntry> Entries)
{
    /// <summary>
    /// The delay model of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466): experiment k is chosen when the results of the first k - delay experiments are known
    /// and the last delay ones are pending. One experiment per hour.
    /// </summary>
    public static CampaignTimeline Delayed(int delay, int experiments) =>
        new([.. Enumerable.Range(0, experiments).Select(k => new TimelineEntry(k, k + delay + 1))]);

    /// <summary>What is known and what is pending when experiment <paramref name="k"/> is chosen: known ones in the order of their ends, pending ones in the order of their choice.</summary>
    public (IReadOnlyList<int> Known, IReadOnlyList<int> Pending) Before(int k)
    {
        var now = Entries[k].ChosenAt;
        var known = Enumerable.Range(0, k).Where(i => Entries[i].EndedAt <= now && Entries[i].HasResult).OrderBy(i => Entries[i].EndedAt).ToList();
        return (known, [.. Enumerable.Range(0, k).Where(i => Entries[i].EndedAt > now)]);
    }
}
