using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>A test of asymmetry of the funnel: do small (imprecise) studies say something else than large ones?</summary>
/// <param name="Slope">Of the effect on the standard error.</param>
/// <param name="Limit">The effect of a study of endless precision by this regression, with its interval.</param>
/// <param name="Statistic">t with <paramref name="DegreesOfFreedom"/>, or z where that is null.</param>
public sealed record FunnelAsymmetry(double Slope, double SlopeStandardError, double Statistic, int? DegreesOfFreedom, double PValue, double Limit, Interval LimitInterval);

/// <summary>Begg's rank test: Kendall's tau of the standardized effects and their variances.</summary>
public sealed record RankAsymmetry(double Tau, double PValue, bool IsExact);

/// <summary>A point of a funnel plot.</summary>
/// <param name="IsFilled">Not a study: added by trim and fill where one seems to be missing.</param>
public sealed record FunnelPoint(string Name, double Value, double StandardError, bool IsFilled);

/// <summary>The funnel made symmetric: studies that seem to be missing are added as mirror images, and all is pooled again (Duval and Tweedie 2000, estimator L₀).</summary>
/// <param name="Missing">How many were added.</param>
/// <param name="OnTheRight">The side on which they were added.</param>
public sealed record TrimAndFill(int Missing, bool OnTheRight, PooledEffect Adjusted, IReadOnlyList<FunnelPoint> Funnel);

/// <summary>Whether small studies differ from large ones: publication bias, or worse measurements, or other populations. Pure.</summary>
public static class SmallStudies
{
    /// <summary>Egger et al. 1997: weighted regression on the standard error with a free scale; t(k − 2). At least three studies.</summary>
    public static Answer<FunnelAsymmetry> Egger(IReadOnlyList<StudyEffect> effects, double level = 0.95) => throw new NotImplementedException();

    /// <summary>The same as a mixed-effects meta-regression.</summary>
    public static Answer<FunnelAsymmetry> EggerMixed(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null) => throw new NotImplementedException();

    /// <summary>Begg and Mazumdar 1994.</summary>
    public static Answer<RankAsymmetry> Begg(IReadOnlyList<StudyEffect> effects) => throw new NotImplementedException();

    public static Answer<TrimAndFill> TrimAndFill(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null) => throw new NotImplementedException();
}
