using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// Walks one campaign's stored entries in order and turns each into its event, refusing the first one that is missing, out of
/// order, changed, or unreadable. For one walk by one thread.
/// </summary>
internal sealed class HashChain(Guid campaign, long after = 0, string before = "")
{
    private long sequence = after;
    private string hash = before;

    /// <exception cref="InvalidDataException">The record is damaged; names the campaign and the sequence.</exception>
    public RecordedEvent Next(EventRow row)
    {
        if (row.Sequence != sequence + 1)
            throw Broken(sequence + 1, $"the entry is missing (the next one is {row.Sequence})");
        var expected = EventSerializer.Hash(hash, campaign, row.Sequence, row.Type, row.Version, row.Json, row.At, row.Actor);
        if (expected != row.Hash)
            throw Broken(row.Sequence, "the entry, or the hash before it, was changed after it was written");
        try
        {
            var item = EventSerializer.Read(row.Type, row.Version, row.Json);
            (sequence, hash) = (row.Sequence, row.Hash);
            return new RecordedEvent(campaign, row.Sequence, item, row.At, row.Actor, row.Hash);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Event {row.Sequence} of campaign {campaign}: {e.Message}", e);
        }
    }

    private InvalidDataException Broken(long at, string what) =>
        new($"The record of campaign {campaign} is broken at event {at}: {what}. Restore the database from a backup.");
}
