namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>How often and in what bursts values of a reference are missing. Immutable.</summary>
internal sealed class Gaps
{
    private readonly double ifMissing;
    private readonly double ifPresent;

    public Gaps(ReadOnlySpan<double> values)
    {
        var (missing, bursts, inside) = (0, 0, false);
        foreach (var value in values)
        {
            var isMissing = !double.IsFinite(value);
            (missing, bursts, inside) = (missing + (isMissing ? 1 : 0), bursts + (isMissing && !inside ? 1 : 0), isMissing);
        }

        // Of missing values that come in bursts only the burst is news: its evidence is shared among them.
        var burst = bursts == 0 ? 1 : (double)missing / bursts;
        Share = Stillness.Upper(missing, values.Length);
        var changed = Math.Min((1 + Share) / 2, Math.Max(5 * Share, Share + 0.1));
        (ifMissing, ifPresent) = (Math.Log(changed / Share) / burst, Math.Log((1 - changed) / (1 - Share)) / burst);
        if (Share >= 1)
            (ifMissing, ifPresent) = (0, 0);
    }

    /// <summary>The upper end of what share is missing when all is well.</summary>
    public double Share { get; }

    /// <summary>What one value adds to the log likelihood ratio of "missing five times as often".</summary>
    public double Evidence(bool isMissing) => isMissing ? ifMissing : ifPresent;
}
