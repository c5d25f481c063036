using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>How experiments came to lie inside or outside of a region.</summary>
public enum EvidenceKind
{
    /// <summary>Drawn evenly, in an order that a seed decided: a validation's, or a campaign's initial design where that fills the whole space. They say without bias what the region is worth.</summary>
    Randomized,

    /// <summary>
    /// Chosen by an optimizer for what it expected: those inside and those outside are the best that it could find there, so their difference is not that of the region and may be off in either direction. Shown, never counted for a score or an alarm.
    /// </summary>
    Chosen,
}

/// <summary>What one campaign adds.</summary>
/// <param name="Name">Of the campaign, for people.</param>
public sealed record FreshEvidence(string Name, EvidenceKind Kind, RealizedGain Gain);

/// <summary>Several campaigns as one.</summary>
/// <param name="Gain">Of what counts; of no experiments where nothing does.</param>
/// <param name="Counted">Names of campaigns.</param>
/// <param name="LeftOut">Why each of the others does not count, a sentence each.</param>
public sealed record PooledGain(RealizedGain Gain, IReadOnlyList<string> Counted, IReadOnlyList<string> LeftOut);

/// <summary>
/// Brings the fresh experiments of several campaigns on one task together. Experiments are compared within their campaign only, as campaigns may differ in level; campaigns count n m / (n + m + 1) (van Elteren 1960). Pure.
/// </summary>
public static class GainPooling
{
    /// <summary>Of campaigns of few experiments the pairs within say much less than the experiments could together.</summary>
    public const int FewestOfEach = 3;

    public static PooledGain Of(IReadOnlyList<FreshEvidence> evidence, MetricGoal goal)
    {
        var counted = evidence.Where(e => WhyNot(e) is null).ToList();
        string[] leftOut = [.. evidence.Select(WhyNot).OfType<string>()];
        return new PooledGain(counted.Count switch { 0 => RealizedGain.Of([], [], goal), 1 => counted[0].Gain, _ => Pool([.. counted.Select(e => e.Gain)], goal) }, [.. counted.Select(e => e.Name)], leftOut);
    }

    private static string? WhyNot(FreshEvidence evidence) => evidence switch
    {
        { Kind: EvidenceKind.Chosen } => $"{evidence.Name}: its experiments were chosen by an optimizer, so those inside and outside are not what the region and the rest are worth.",
        { Gain: var gain } when Math.Min(gain.Inside, gain.Outside) < FewestOfEach => $"{evidence.Name}: {gain.Inside} inside and {gain.Outside} outside have a result; at least {FewestOfEach} of each are needed to compare within a campaign.",
        _ => null,
    };

    private static RealizedGain Pool(IReadOnlyList<RealizedGain> gains, MetricGoal goal)
    {
        double Weight(RealizedGain g) => (double)g.Inside * g.Outside / (g.Inside + g.Outside + 1);
        var (inside, outside, weights) = (gains.Sum(g => g.Inside), gains.Sum(g => g.Outside), gains.Sum(Weight));
        var value = gains.Sum(g => Weight(g) * g.Superiority.Mean) / weights;
        // The interval is that of as many experiments in one campaign, wider by what pairs between campaigns would have added.
        var variance = gains.Sum(g => Weight(g) * Weight(g) * Superiority.ModelVariance(0.5, g.Inside, g.Outside)) / (weights * weights);
        var more = Math.Sqrt(variance / Superiority.ModelVariance(0.5, inside, outside));
        var range = new Superiority(inside, outside, value, 0, 0).Range(more * TailProbability.NormalCritical(0.95));
        double Best(Func<RealizedGain, double> of) => goal == MetricGoal.Minimize ? gains.Min(of) : gains.Max(of);
        return new RealizedGain(inside, outside, new Estimate(value, range.Low, range.High), gains.Sum(g => g.Inside * g.MeanInside) / inside, gains.Sum(g => g.Outside * g.MeanOutside) / outside, Best(g => g.BestInside), Best(g => g.BestOutside));
    }
}
