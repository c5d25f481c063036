using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What a test of equal curves found for one group.</summary>
public sealed record GroupEvents(string Group, int Count, double Observed, double Expected);

/// <param name="Covariance">Of observed minus expected; g x g, row-major.</param>
public sealed record LogRankTest(IReadOnlyList<GroupEvents> Groups, double[] Covariance, double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>Tests of equal survival curves: weights S(t−)^ρ of Harrington and Fleming 1982. Pure.</summary>
public static class LogRank
{
    /// <param name="groups">A label per subject; subjects without are left out.</param>
    /// <param name="strata">Compared within these only; null for none.</param>
    /// <param name="rho">0 is the log-rank test, 1 the Peto and Peto modification of Wilcoxon's, which heeds early differences.</param>
    public static Answer<LogRankTest> Test(SurvivalSample sample, LabelColumn groups, LabelColumn? strata = null, double rho = 0) => throw new NotImplementedException();
}
