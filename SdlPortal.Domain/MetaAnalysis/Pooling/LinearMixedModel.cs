using SdlPortal.Domain.MetaAnalysis.Runs;

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

/// <summary>What a group adds to the coefficients of all (best linear unbiased prediction) with its conditional standard deviation.</summary>
/// <param name="SlopeDeviation">Not a number without random slopes.</param>
public sealed record GroupDeviation(string Group, int Count, double InterceptDeviation, double InterceptDeviationSd, double SlopeDeviation, double SlopeDeviationSd);

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
    public static Answer<MixedModelFit> Fit(GroupedObservations observations, RandomTerms terms = RandomTerms.Intercept, bool restricted = true, double level = 0.95) => throw new NotImplementedException();

    public static LikelihoodRatio Compare(MixedModelFit smaller, MixedModelFit larger) => throw new NotImplementedException();
}
