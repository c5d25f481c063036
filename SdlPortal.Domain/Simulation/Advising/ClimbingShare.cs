namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// What one simulated campaign had reached when, as a share of the way from a typical first result (0) to the optimum (1): a rising step function of time and
/// of the number of experiments. Immutable.
/// </summary>
/// <param name="start">The share before any experiment.</param>
/// <param name="endedAt">Lab hours at which experiments ended, rising; lost ones too.</param>
/// <param name="shares">The share of the best true value among the results until then.</param>
internal sealed class ClimbingShare(double start, double[] endedAt, double[] shares)
{
    public int Experiments => endedAt.Length;

    public double LastEnd => EndOf(endedAt.Length);

    /// <summary>When so many experiments had ended; beyond its last one, when that did.</summary>
    public double EndOf(int experiments) => experiments <= 0 || endedAt.Length == 0 ? 0 : endedAt[Math.Min(experiments, endedAt.Length) - 1];

    /// <summary>How many experiments have ended by then.</summary>
    public int EndedBy(double hours)
    {
        var (low, high) = (0, endedAt.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = endedAt[middle] <= hours ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public double AtHours(double hours) => After(EndedBy(hours));

    /// <summary>What is reached after so many experiments; beyond its last one, what was reached with it.</summary>
    public double After(int experiments) => experiments <= 0 || endedAt.Length == 0 ? start : shares[Math.Min(experiments, endedAt.Length) - 1];

    /// <param name="trueShares">The share of each experiment's true value, in the order of the choices; at least as many as the timeline has entries.</param>
    /// <param name="start">The share of the best prior result; null without any.</param>
    public static ClimbingShare Of(IReadOnlyList<double> trueShares, CampaignTimeline timeline, double? start)
    {
        var order = Enumerable.Range(0, timeline.Entries.Count).Where(k => double.IsFinite(timeline.Entries[k].EndedAt)).OrderBy(k => timeline.Entries[k].EndedAt).ToArray();
        var ends = new double[order.Length];
        var shares = new double[order.Length];
        var best = start ?? double.NegativeInfinity;
        for (var i = 0; i < order.Length; i++)
        {
            var entry = timeline.Entries[order[i]];
            ends[i] = entry.EndedAt;
            if (entry.HasResult)
                best = Math.Max(best, trueShares[order[i]]);
            shares[i] = double.IsNegativeInfinity(best) ? 0 : best;
        }

        return new ClimbingShare(start ?? 0, ends, shares);
    }
}
