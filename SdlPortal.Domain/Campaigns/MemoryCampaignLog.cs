namespace SdlPortal.Domain.Campaigns;

/// <summary>A campaign log that lives as long as the process: for headless runs and tests. Safe for any thread.</summary>
public sealed class MemoryCampaignLog : ICampaignLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, List<RecordedEvent>> logs = [];

    public Task<IReadOnlyList<RecordedEvent>> AppendAsync(Guid campaign, long expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var log = logs.TryGetValue(campaign, out var known) ? known : logs[campaign] = [];
            if (log.Count != expected)
                throw new LogConflictException(campaign, expected);
            var recorded = new List<RecordedEvent>(events.Count);
            foreach (var item in events)
            {
                var (type, version, json) = EventSerializer.Write(item.Event);
                var before = log.Count > 0 ? log[^1].Hash : "";
                var hash = EventSerializer.Hash(before, campaign, log.Count + 1, type, version, json, item.At, item.Actor);
                recorded.Add(new RecordedEvent(campaign, log.Count + 1, item.Event, item.At, item.Actor, hash));
                log.Add(recorded[^1]);
            }

            return Task.FromResult<IReadOnlyList<RecordedEvent>>(recorded);
        }
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(Guid campaign, long after = 0, CancellationToken cancellationToken = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<RecordedEvent>>(logs.TryGetValue(campaign, out var log) ? log.Skip((int)after).ToList() : []);
    }

    public Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<Guid>>([.. logs.Where(l => l.Value.Exists(e => e.Event is CampaignStarted) && l.Value[^1].Event is not CampaignFinished).Select(l => l.Key)]);
    }

    public Task RemoveNeverStartedAsync(Guid campaign, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (logs.TryGetValue(campaign, out var log) && log.Exists(e => e.Event is CampaignStarted))
                throw new RefusedException("The campaign was started; its record stays.");
            logs.Remove(campaign);
        }

        return Task.CompletedTask;
    }
}
