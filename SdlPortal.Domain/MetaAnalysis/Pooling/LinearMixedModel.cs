using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What differs from group to group.</summary>
public enum RandomTerms
{
    /// <summary>1 | group.</summary>
    Intercept,

    /// <summary>1 + slope | group, with a correlation.</summary>
    InterceptAndSlope,

    /// <summary>1 + slope || group, without one.</summary>
    InterceptAndSlopeUncorrelated,
}

/// <summary>Observations in groups, for a model in which some coefficients belong to all and some to each group.</summary>
public sealed record GroupedObservations
{
    /// <summary>n numbers.</summary>
    public required double[] Response { get; init; }

    /// <summary>The fixed effects beside the intercept, which is always there: each n numbers.</summary>
    public IReadOnlyList<Moderator> Fixed { get; init; } = [];

    /// <summary>What the random slope is of (mostly one of the fixed effects); n numbers. Needed for slopes only.</summary>
    public Moderator? Slope { get; init; }

    /// <summary>Labels and codes; a code of −1 leaves the row out.</summary>
    public required LabelColumn Groups { get; init; }
}

/// <summary>A fixed effect with Satterthwaite's degrees of freedom.</summary>
public sealed record FixedCoefficient(string Name, double Estimate, double StandardError, double DegreesOfFreedom, double Statistic, double PValue, Interval Interval);

/// <summary>What a group adds to the coefficients of all (best linear unbiased prediction).</summary>
/// <param name="ConditionalSd">Of the deviation when the fixed effects are taken as known, as lme4 reports it.</param>
/// <param name="PredictionSd">Of the deviation with the fixed effects' own uncertainty.</param>
/// <param name="Total">The group's own coefficient: that of all plus the deviation.</param>
/// <param name="TotalSd">Of the total, with the fixed effects' uncertainty.</param>
public readonly record struct RandomEffect(double Deviation, double ConditionalSd, double PredictionSd, double Total, double TotalSd);

/// <param name="Slope">Null without random slopes.</param>
public sealed record GroupDeviation(string Group, int Count, RandomEffect Intercept, RandomEffect? Slope);

/// <summary>A fitted linear mixed model.</summary>
public sealed record MixedModelFit
{
    public required bool Restricted { get; init; }

    public required RandomTerms Terms { get; init; }

    public required int Observations { get; init; }

    public required IReadOnlyList<FixedCoefficient> Fixed { get; init; }

    /// <summary>p x p, row-major.</summary>
    public required double[] FixedCovariance { get; init; }

    public required double InterceptVariance { get; init; }

    /// <summary>0 without random slopes.</summary>
    public required double SlopeVariance { get; init; }

    /// <summary>Not a number where there is none.</summary>
    public required double Correlation { get; init; }

    public required double ResidualVariance { get; init; }

    /// <summary>In the order of the groups' labels; groups without observations are absent.</summary>
    public required IReadOnlyList<GroupDeviation> Groups { get; init; }

    public required double LogLikelihood { get; init; }

    /// <summary>Fixed effects, variance components and the residual variance.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>A variance component is 0 (or a correlation ±1): the data show no such difference between groups.</summary>
    public required bool IsSingular { get; init; }

    /// <summary>Share of the variance that is between groups at slope variable 0: intercept variance over intercept plus residual variance.</summary>
    public double IntraclassCorrelation => InterceptVariance / (InterceptVariance + ResidualVariance);

    public double AkaikeCriterion => (-2 * LogLikelihood) + (2 * ParameterCount);
}

/// <summary>The likelihood-ratio test of two nested models fitted by maximum likelihood, or that differ in random terms only.</summary>
public sealed record LikelihoodRatio(double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>
/// Linear mixed model with one grouping: y = X b + Z u + e, u ~ N(0, σ² Λ Λᵀ), by the profiled deviance over the relative covariance factor Λ (Bates, Mächler, Bolker and Walker 2015, J. Stat. Softw. 67(1), eq. 34 and 41).
/// Work per evaluation is linear in the number of groups. Pure.
/// </summary>
public static class LinearMixedModel
{
    /// <summary>Rows without group, response or covariate are left out. At least two groups, one of them with several observations.</summary>
    /// <param name="restricted">REML, or maximum likelihood (to compare models that differ in fixed effects).</param>
    public static Answer<MixedModelFit> Fit(GroupedObservations observations, RandomTerms terms = RandomTerms.Intercept, bool restricted = true, double level = 0.95)
    {
        var slope = terms == RandomTerms.Intercept ? null : observations.Slope ?? throw new ArgumentException("Random slopes need the variable that they are of.", nameof(observations));
        int[] rows = [.. Enumerable.Range(0, observations.Response.Length).Where(i => observations.Groups.Codes[i] >= 0 && double.IsFinite(observations.Response[i])
            && observations.Fixed.All(f => double.IsFinite(f.Values[i])) && (slope is null || double.IsFinite(slope.Values[i])))];
        int[] present = [.. rows.Select(i => observations.Groups.Codes[i]).Distinct().Order()];
        var (n, p, components) = (rows.Length, observations.Fixed.Count + 1, MixedSearch.Free(terms).Length);
        if (present.Length < 2 || n <= present.Length || n <= p + components)
            return Answer<MixedModelFit>.NotEnough(FormattableString.Invariant($"{n} observations in {present.Length} groups; at least 2 groups, one of them with several observations, and {p + components + 1} observations are needed for {p} coefficients and {components + 1} variances."));

        var place = new int[observations.Groups.Labels.Count];
        for (var g = 0; g < present.Length; g++)
            place[present[g]] = g;
        double[] Of(IReadOnlyList<double> values) => [.. rows.Select(i => values[i])];
        var moments = new GroupMoments(Of(observations.Response), [.. observations.Fixed.Select(f => Of(f.Values))], slope is null ? null : Of(slope.Values), [.. rows.Select(i => place[observations.Groups.Codes[i]])], present.Length);
        if (!moments.HasFullRank)
            return Answer<MixedModelFit>.NotEnough($"The variables {string.Join(", ", observations.Fixed.Select(f => f.Name))} are constant or say the same in these {n} observations, so their effects cannot be told apart.");
        if (moments.IsExact)
            return Answer<MixedModelFit>.NotEnough($"The fixed effects fit all {n} observations without residual (a constant response), so there is no variance to be shared out.");
        var search = new MixedSearch(moments, terms, restricted);
        return Answer<MixedModelFit>.Of(MixedResult.Of(observations, [.. present.Select(g => observations.Groups.Labels[g])], moments, search, level));
    }

    /// <summary>Of two fits to the same observations, the smaller one nested in the larger.</summary>
    /// <exception cref="ArgumentException">One is restricted and the other not, or restricted with different fixed effects, or not the same observations.</exception>
    public static LikelihoodRatio Compare(MixedModelFit smaller, MixedModelFit larger)
    {
        if (smaller.Restricted != larger.Restricted || smaller.Observations != larger.Observations || (smaller.Restricted && smaller.Fixed.Count != larger.Fixed.Count))
            throw new ArgumentException("Fits can be compared that are of the same observations, both by maximum likelihood, or both restricted with the same fixed effects.", nameof(larger));
        var (statistic, degrees) = (Math.Max(0, 2 * (larger.LogLikelihood - smaller.LogLikelihood)), larger.ParameterCount - smaller.ParameterCount);
        return new LikelihoodRatio(statistic, degrees, TailProbability.ChiSquaredUpper(statistic, degrees));
    }
}
