using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// Walks one campaign's stored entries in order and turns each into its event, refusing the first one that is missing, out of
/// order, changed, or unreadable. For one walk by one thread.
/// </summary>
internal sealed class HashChain(Guid campaign, long after = 0, string before = "")
{
    private readonly ChainWalk walk = new($"campaign {campaign}", after, before);

    /// <exception cref="InvalidDataException">The record is damaged; names the campaign and the sequence.</exception>
    public RecordedEvent Next(EventRow row)
    {
        walk.Follow(row.Sequence);
        walk.Take(row.Sequence, EventSerializer.Hash(walk.Hash, campaign, row.Sequence, row.Type, row.Version, row.Json, row.At, row.Actor), row.Hash);
        try
        {
            return new RecordedEvent(campaign, row.Sequence, EventSerializer.Read(row.Type, row.Version, row.Json), row.At, row.Actor, row.Hash);
        }
        catch (InvalidDataException e)
        {
            throw walk.Unreadable(e);
        }
    }
}
