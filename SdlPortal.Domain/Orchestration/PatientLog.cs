using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Appends to the log, and where the store fails for a while (locked, full disk, gone server) says so and tries again.</summary>
internal static class PatientLog
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    public static async Task<IReadOnlyList<RecordedEvent>> AppendAsync(RunnerSurroundings around, Campaign campaign, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var recorded = await around.Log.AppendAsync(campaign.Id, campaign.Sequence, events, cancellationToken);
                if (failures > 0)
                    around.Trouble(campaign.Id, null);
                return recorded;
            }
            catch (LogConflictException) when (failures > 0)
            {
                // A failed append may have reached the store after all; then the log ends in just these events.
                var tail = await around.Log.ReadAsync(campaign.Id, campaign.Sequence, cancellationToken);
                if (!tail.Select(t => (t.Event, t.At, t.Actor)).SequenceEqual(events.Select(e => (e.Event, e.At, e.Actor))))
                    throw;
                around.Trouble(campaign.Id, null);
                return tail;
            }
            catch (Exception e) when (e is not (LogConflictException or OperationCanceledException or InvalidDataException))
            {
                around.Trouble(campaign.Id, $"Events cannot be recorded, so nothing new is started; trying again. {e.GetBaseException().Message}");
                await Task.Delay(Pauses[Math.Min(failures, Pauses.Length - 1)], around.Time, cancellationToken);
            }
        }
    }
}
