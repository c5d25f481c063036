using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>How events at the same time are treated.</summary>
public enum TiesMethod
{
    Efron,
    Breslow,

    /// <summary>The exact conditional likelihood of discrete time; work grows with ties, so for small samples.</summary>
    Exact,
}

/// <param name="HazardRatio">exp(coefficient): above 1 the event comes sooner.</param>
/// <param name="IsInfinite">Every event (or none) has the higher value: the likelihood rises without end, so the ratio is endless and only the likelihood-ratio test speaks.</param>
public sealed record CoxCoefficient(string Name, double Estimate, double StandardError, double Statistic, double PValue, double HazardRatio, Interval HazardRatioInterval, bool IsInfinite);

/// <summary>A test of the whole model, chi-squared.</summary>
public readonly record struct ModelTest(double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>Whether a hazard ratio stays the same over time (Grambsch and Therneau 1994, as a score test with the Kaplan-Meier transform of time: cox.zph of R's survival 3).</summary>
public sealed record ProportionalityTest(string Name, double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>A fitted proportional-hazards model.</summary>
public sealed record CoxFit
{
    public required TiesMethod Ties { get; init; }

    public required int Count { get; init; }

    public required int EventCount { get; init; }

    public required IReadOnlyList<CoxCoefficient> Coefficients { get; init; }

    public required double LogLikelihoodNull { get; init; }

    public required double LogLikelihood { get; init; }

    public required ModelTest LikelihoodRatioTest { get; init; }

    public required ModelTest WaldTest { get; init; }

    public required ModelTest ScoreTest { get; init; }

    /// <summary>The chance that of two subjects the one with the higher risk has the event first.</summary>
    public required double Concordance { get; init; }

    public required double ConcordanceStandardError { get; init; }

    /// <summary>One per covariate and the last for all together ("GLOBAL"); empty with infinite coefficients or exact ties.</summary>
    public required IReadOnlyList<ProportionalityTest> Proportionality { get; init; }

    /// <summary>Distinct times, ascending, and the cumulative hazard of a subject whose covariates are all 0.</summary>
    public required double[] BaselineTimes { get; init; }

    public required double[] BaselineHazard { get; init; }

    /// <summary>What a reader must know: infinite coefficients, few events per covariate, covariates left out as constant.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>Cox's proportional-hazards regression by Newton's method, checked against R's survival. Pure.</summary>
public static class CoxRegression
{
    /// <param name="covariates">Each a number per subject; a subject with one unknown is left out. Constant ones are left out with a remark.</param>
    /// <param name="strata">Baseline hazards of their own; null for one.</param>
    public static Answer<CoxFit> Fit(SurvivalSample sample, IReadOnlyList<Moderator> covariates, TiesMethod ties = TiesMethod.Efron, LabelColumn? strata = null, double level = 0.95) => throw new NotImplementedException();
}
