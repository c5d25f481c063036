namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>In which way a stream left its reference.</summary>
public enum DriftKind
{
    /// <summary>The values lie higher or lower.</summary>
    Level,

    /// <summary>The values scatter more or less.</summary>
    Spread,

    /// <summary>The values no longer move, or hardly.</summary>
    Stuck,

    /// <summary>Values are missing more often.</summary>
    Missing,
}

/// <summary>A change of a stream that its reference does not explain. Places are counted in values of the stream from 0, missing ones included.</summary>
/// <param name="Direction">1 for higher, wider, more; −1 for lower, narrower; 0 for stuck.</param>
/// <param name="Began">The first value of the changed part that fits best.</param>
/// <param name="RaisedAt">The value with which the evidence sufficed.</param>
/// <param name="LastSeen">The last value with which it sufficed again; the change lasted until then at least.</param>
/// <param name="IsOver">True once the stream has been like its reference again, or has changed in another way; a stuck one as soon as a value moves.</param>
/// <param name="Size">Level: the change of the mean. Spread: the ratio of the standard deviations. Stuck: how many values. Missing: the share missing. Of the part from <see cref="Began"/> to <see cref="LastSeen"/>.</param>
/// <param name="Low">Of the 95 % interval of the size; as if the beginning were known, so a little narrow.</param>
public sealed record DriftAlert(DriftKind Kind, int Direction, long Began, long RaisedAt, long LastSeen, bool IsOver, double Size, double Low, double High);
