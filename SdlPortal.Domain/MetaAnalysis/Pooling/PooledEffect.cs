namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What the studies say together about one effect. Lists are in the order in which the studies were given, without those that were left out.</summary>
public sealed record PooledEffect
{
    public required PoolingOptions Options { get; init; }

    /// <summary>The studies that were pooled.</summary>
    public required IReadOnlyList<StudyEffect> Studies { get; init; }

    /// <summary>Studies that could not be pooled: no number, or a variance that is not positive. Named so that a page can say so.</summary>
    public required IReadOnlyList<StudyEffect> LeftOut { get; init; }

    /// <summary>The mean of the true effects.</summary>
    public required double Estimate { get; init; }

    public required double StandardError { get; init; }

    /// <summary>Estimate over standard error: z, or t where <see cref="DegreesOfFreedom"/> is known.</summary>
    public required double Statistic { get; init; }

    /// <summary>Of the t distribution with Knapp and Hartung; null where the normal distribution is used.</summary>
    public required int? DegreesOfFreedom { get; init; }

    /// <summary>Two-sided, of "the mean of the true effects is 0".</summary>
    public required double PValue { get; init; }

    /// <summary>Of the mean of the true effects.</summary>
    public required Interval Interval { get; init; }

    /// <summary>The variance of the true effects between studies.</summary>
    public required double TauSquared { get; init; }

    /// <summary>By Q-profile (Viechtbauer 2007, Stat. Med. 26, 37); 0 to 0 where the studies agree more than chance would have them.</summary>
    public required Interval TauSquaredInterval { get; init; }

    /// <summary>The share of the variance that is between studies, in percent: 100 τ²/(τ² + s²) with s² the typical sampling variance (Higgins and Thompson 2002).</summary>
    public required double ISquared { get; init; }

    public required Interval ISquaredInterval { get; init; }

    /// <summary>τ²/s² + 1.</summary>
    public required double HSquared { get; init; }

    /// <summary>Cochran's Q with inverse-variance weights.</summary>
    public required double Q { get; init; }

    public required int QDegreesOfFreedom { get; init; }

    /// <summary>Of "all studies have the same true effect".</summary>
    public required double QPValue { get; init; }

    /// <summary>
    /// Where the true effect of a further study is expected, the one that is shown: mean ± t(k − 2) √(τ² + se²) (Higgins, Thompson and Spiegelhalter 2009; Riley et al. 2011). Null for fewer than three studies.
    /// With fewer than about ten studies it holds somewhat less often than its level says (simulated: 90 % instead of 95 % with eight).
    /// </summary>
    public required Interval? Prediction { get; init; }

    /// <summary>The convention of R's metafor: the quantile of the mean's own interval (normal, or t(k − 1) with Knapp and Hartung) instead of t(k − 2).</summary>
    public required Interval PlainPrediction { get; init; }

    /// <summary>Sum to 1.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Every study's true effect with what the others lend it (best linear unbiased prediction).</summary>
    public required IReadOnlyList<ShrunkenEffect> Shrunken { get; init; }

    /// <summary>Restricted for REML, full otherwise; at the estimates.</summary>
    public required double LogLikelihood { get; init; }

    public int Count => Studies.Count;

    public double Tau => Math.Sqrt(TauSquared);
}

/// <summary>A study's true effect, drawn to the mean by as much as its own value is unsure.</summary>
/// <param name="OwnShare">τ²/(τ² + variance): 1 is the study's own value, 0 the mean of all.</param>
public sealed record ShrunkenEffect(string Name, double Value, double StandardError, Interval Interval, double OwnShare);
