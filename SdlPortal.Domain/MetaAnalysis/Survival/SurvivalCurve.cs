using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>How the band around a survival curve is formed.</summary>
public enum BandTransform
{
    /// <summary>exp(log S ± z se): R's default.</summary>
    Log,

    /// <summary>exp(−exp(log(−log S) ± …)): stays within 0 and 1 and holds its level best in small samples; what pages show.</summary>
    LogLog,

    /// <summary>S ± z se, cut at 0 and 1.</summary>
    Plain,
}

/// <summary>Times of subjects, each ended by the event or censored.</summary>
/// <param name="Times">Not negative; any unit (runs, seconds, cost).</param>
/// <param name="Events">False: the event had not come by that time. A subject censored at the time of an event counts as at risk there.</param>
public sealed record SurvivalSample(double[] Times, bool[] Events)
{
    public int Count => Times.Length;

    public int EventCount => Events.Count(e => e);

    /// <exception cref="ArgumentException">Nobody, arrays of different lengths, or a time that is negative or no number.</exception>
    internal void ThrowIfUnfit()
    {
        if (Times.Length == 0 || Times.Length != Events.Length)
            throw new ArgumentException($"A sample has as many times as ends, at least one of each; here are {Times.Length} and {Events.Length}.");
        foreach (var time in Times)
        {
            if (!(time >= 0 && double.IsFinite(time)))
                throw new ArgumentException(FormattableString.Invariant($"A time is a number from 0 on, not {time}."));
        }
    }
}

/// <summary>A Kaplan-Meier curve with its band. Arrays have one entry per distinct time (events and censorings), ascending; before the first time the curve is 1.</summary>
public sealed record SurvivalCurve
{
    public required string Name { get; init; }

    public required int Count { get; init; }

    public required int EventCount { get; init; }

    public required double[] Times { get; init; }

    public required int[] AtRisk { get; init; }

    public required int[] Events { get; init; }

    public required int[] Censored { get; init; }

    public required double[] Survival { get; init; }

    /// <summary>Of −log S (Greenwood); infinite where S is 0.</summary>
    public required double[] HazardStandardError { get; init; }

    /// <summary>Not a number where S is 0.</summary>
    public required double[] Low { get; init; }

    public required double[] High { get; init; }

    /// <summary>Nelson and Aalen: sum of d/n.</summary>
    public required double[] CumulativeHazard { get; init; }

    /// <summary>Fleming and Harrington: ties are taken one after the other, d/n becomes 1/n + 1/(n − 1) + …</summary>
    public required double[] TieCorrectedHazard { get; init; }

    public required double Level { get; init; }

    public required BandTransform Transform { get; init; }
}

/// <summary>A time by which a share of subjects had the event; null where the curve (or its band) does not go that far.</summary>
public readonly record struct QuantileTime(double Probability, double? Time, double? Low, double? High);

/// <summary>The area under the curve up to a time: the mean time when no later time counts.</summary>
public readonly record struct RestrictedMean(double UpTo, double Value, double StandardError, Interval Interval);
