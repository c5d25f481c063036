namespace SdlPortal.Domain.Campaigns;

/// <summary>An event that is about to be appended.</summary>
public sealed record NewEvent(CampaignEvent Event, DateTimeOffset At, string Actor);

/// <summary>
/// The append-only logs of all campaigns: the only truth. Appending is atomic (all of the events or none) and refused when the
/// log has grown since, which is the lock between two writers.
/// </summary>
public interface ICampaignLog
{
    /// <param name="expected">The sequence of the last event the caller knows; 0 for a new campaign.</param>
    /// <exception cref="LogConflictException">Somebody else has appended meanwhile.</exception>
    Task<IReadOnlyList<RecordedEvent>> AppendAsync(Guid campaign, long expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>All events after <paramref name="after"/>, in order; empty for an unknown campaign.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadAsync(Guid campaign, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Campaigns whose log does not end in <see cref="CampaignFinished"/> and that were started: those to take up after a restart.</summary>
    Task<IReadOnlyList<Guid>> UnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a campaign that was never started; a started one is part of the record and stays.</summary>
    Task RemoveNeverStartedAsync(Guid campaign, CancellationToken cancellationToken = default);
}

/// <summary>Two writers wanted to append at the same place; the second one lost.</summary>
public sealed class LogConflictException(Guid campaign, long expected)
    : Exception($"Campaign {campaign} has changed since event {expected}; reload it and try again.");
