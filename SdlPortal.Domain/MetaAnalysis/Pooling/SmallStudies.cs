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
    /// <summary>Egger et al. 1997: regression on the standard error, weighted by precision, with a free scale; t(k − 2). At least three studies.</summary>
    public static Answer<FunnelAsymmetry> Egger(IReadOnlyList<StudyEffect> effects, double level = 0.95) =>
        // A fixed effect whose standard errors follow the scatter is weighted least squares.
        Asymmetry(effects, new PoolingOptions { Method = PoolingMethod.Fixed, KnappHartung = true, NeverBelowPlain = false, Level = level });

    /// <summary>The same as a mixed-effects meta-regression.</summary>
    public static Answer<FunnelAsymmetry> EggerMixed(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null) => Asymmetry(effects, options ?? new PoolingOptions());

    private static Answer<FunnelAsymmetry> Asymmetry(IReadOnlyList<StudyEffect> effects, PoolingOptions options)
    {
        var usable = effects.Where(e => e.IsUsable).ToList();
        if (usable.Count < 3)
            return Answer<FunnelAsymmetry>.NotEnough(RandomEffects.WhyNot(usable.Count, effects.Count, 3, "to see whether small studies differ"));
        var fit = MetaRegression.Fit(usable, [new Moderator("standard error", [.. usable.Select(e => e.StandardError)])], options);
        if (!fit.HasValue)
            return Answer<FunnelAsymmetry>.NotEnough(usable.TrueForAll(e => e.Variance == usable[0].Variance)
                ? $"All {usable.Count} studies have the same standard error, so small and large ones cannot be compared."
                : fit.WhyNot!);
        var (limit, slope) = (fit.Value.Coefficients[0], fit.Value.Coefficients[1]);
        return Answer<FunnelAsymmetry>.Of(new FunnelAsymmetry(slope.Estimate, slope.StandardError, slope.Statistic, fit.Value.ModeratorDenominator, slope.PValue, limit.Estimate, limit.Interval));
    }

    /// <summary>Begg and Mazumdar 1994. At least three studies.</summary>
    public static Answer<RankAsymmetry> Begg(IReadOnlyList<StudyEffect> effects)
    {
        var usable = effects.Where(e => e.IsUsable).ToList();
        if (usable.Count < 3)
            return Answer<RankAsymmetry>.NotEnough(RandomEffects.WhyNot(usable.Count, effects.Count, 3, "to see whether small studies differ"));
        var pooled = RandomEffects.Pool(usable, new PoolingOptions { Method = PoolingMethod.Fixed, KnappHartung = false }).Value;
        double[] variances = [.. usable.Select(e => e.Variance)];
        double[] standardized = [.. usable.Select(e => (e.Value - pooled.Estimate) / Math.Sqrt(e.Variance - (pooled.StandardError * pooled.StandardError)))];
        var (tau, p, exact) = KendallTest.Of(standardized, variances);
        return double.IsNaN(tau)
            ? Answer<RankAsymmetry>.NotEnough($"All {usable.Count} studies have the same standard error, so small and large ones cannot be compared.")
            : Answer<RankAsymmetry>.Of(new RankAsymmetry(tau, p, exact));
    }

    /// <summary>Studies are thought missing on the side away from which effects go with growing standard error. At least three studies.</summary>
    public static Answer<TrimAndFill> TrimAndFill(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null)
    {
        options ??= new PoolingOptions();
        var usable = effects.Where(e => e.IsUsable).ToList();
        if (usable.Count < 3)
            return Answer<TrimAndFill>.NotEnough(RandomEffects.WhyNot(usable.Count, effects.Count, 3, "to trim and fill"));
        var slope = Asymmetry(usable, options);
        if (!slope.HasValue)
            return Answer<TrimAndFill>.NotEnough(slope.WhyNot!);
        var right = slope.Value.Slope < 0;
        double Turned(double value) => right ? -value : value;
        var sorted = usable.Select(e => e with { Value = Turned(e.Value) }).OrderBy(e => e.Value).ThenBy(e => e.Name, StringComparer.Ordinal).ToList();
        var (center, missing, seen) = (0.0, 0, -1);
        for (var round = 0; round < 100 && missing != seen; round++)
        {
            seen = missing;
            center = RandomEffects.Pool([.. sorted.Take(sorted.Count - missing)], options).Value.Estimate;
            missing = Math.Min(MissingStudies(sorted, center), sorted.Count - 2);
        }

        var filled = sorted.TakeLast(missing).Select(e => e with { Name = $"mirror of {e.Name}", Value = Turned((2 * center) - e.Value) }).ToList();
        var adjusted = RandomEffects.Pool([.. usable, .. filled], options).Value;
        return Answer<TrimAndFill>.Of(new TrimAndFill(missing, right, adjusted, [
            .. usable.Select(e => new FunnelPoint(e.Name, e.Value, e.StandardError, false)),
            .. filled.Select(e => new FunnelPoint(e.Name, e.Value, e.StandardError, true))]));
    }

    /// <summary>L₀ = (4 S⁺ − k (k + 1)) / (2 k − 1) with S⁺ the sum of the ranks of |y − center| above the center, rounded to even.</summary>
    private static int MissingStudies(List<StudyEffect> sorted, double center)
    {
        var k = sorted.Count;
        var above = 0.0;
        var rank = 0;
        foreach (var study in sorted.OrderBy(e => Math.Abs(e.Value - center)))
        {
            rank++;
            if (study.Value > center)
                above += rank;
        }

        return Math.Max(0, (int)Math.Round(((4 * above) - (k * (k + 1.0))) / ((2 * k) - 1), MidpointRounding.ToEven));
    }
}
