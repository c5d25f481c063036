namespace SdlPortal.Web.Persistence;

/// <summary>Walks one log's stored entries in order and refuses the first one that is missing, out of order or changed. For one walk by one thread.</summary>
/// <param name="of">Whose log it is: "campaign …".</param>
/// <param name="after">The sequence of the entry before the first one, and its hash.</param>
internal sealed class ChainWalk(string of, long after = 0, string before = "")
{
    private long sequence = after;

    /// <summary>Of the entry before the next one.</summary>
    public string Hash { get; private set; } = before;

    /// <exception cref="InvalidDataException">The record is damaged; names the log and the sequence.</exception>
    public void Follow(long next)
    {
        if (next != sequence + 1)
            throw Broken(sequence + 1, $"the entry is missing (the next one is {next})");
    }

    /// <param name="expected">What its content hashes to, <see cref="Hash"/> being the one before.</param>
    /// <exception cref="InvalidDataException">The record is damaged; names the log and the sequence.</exception>
    public void Take(long next, string expected, string stored)
    {
        if (expected != stored)
            throw Broken(next, "the entry, or the hash before it, was changed after it was written");
        (sequence, Hash) = (next, stored);
    }

    /// <summary>Of the entry just taken, which is as it was written but cannot be read.</summary>
    public InvalidDataException Unreadable(InvalidDataException why) => new($"Event {sequence} of {of}: {why.Message}", why);

    private InvalidDataException Broken(long at, string what) => new($"The record of {of} is broken at event {at}: {what}. Restore the database from a backup.");
}
