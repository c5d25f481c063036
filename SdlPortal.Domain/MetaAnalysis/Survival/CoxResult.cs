using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What is read off a proportional-hazards model once its likelihood is maximal.</summary>
internal static class CoxResult
{
    /// <param name="dropped">The log likelihood without each infinite covariate; not a number for the others.</param>
    public static CoxFit Of(CoxRisk risk, IReadOnlyList<string> names, TiesMethod ties, CoxMaximum maximum, IReadOnlyList<double> dropped, double level, int[] codes, bool countPairs, List<string> remarks)
    {
        var (likelihood, none, p) = (maximum.Likelihood, maximum.Null, risk.P);
        var endless = maximum.IsInfinite.Any(i => i);
        var covariance = endless ? FiniteInverse(likelihood.Information, maximum.IsInfinite) : likelihood.Information.Inverse();
        var z = TailProbability.NormalCritical(level);
        var wald = endless ? double.NaN : maximum.Beta * likelihood.Information * maximum.Beta;
        var (times, hazard) = Baseline(risk, maximum, ties);
        var concordance = countPairs ? Concordance(risk, maximum) : (double.NaN, double.NaN);
        if (!countPairs)
            remarks.Add(FormattableString.Invariant($"{risk.Count} subjects make too many pairs for the concordance."));
        return new CoxFit
        {
            Ties = ties,
            Count = risk.Count,
            EventCount = risk.Events.Count(true),
            Coefficients = [.. Enumerable.Range(0, p).Select(j => maximum.IsInfinite[j]
                ? Infinite(names[j], Math.Sign(maximum.Beta[j]), 2 * (likelihood.Value - dropped[j]))
                : Finite(names[j], maximum.Beta[j] / risk.Spreads[j], Math.Sqrt(covariance[j, j]) / risk.Spreads[j], z))],
            LogLikelihoodNull = none.Value,
            LogLikelihood = likelihood.Value,
            LikelihoodRatioTest = Test(2 * (likelihood.Value - none.Value), p),
            WaldTest = Test(wald, p),
            ScoreTest = Test(none.Score * none.Information.PseudoInverse() * none.Score, p),
            Concordance = concordance.Item1,
            ConcordanceStandardError = concordance.Item2,
            Proportionality = endless || ties == TiesMethod.Exact ? [] : Proportionality(risk, names, ties, maximum.Beta),
            BaselineTimes = times,
            BaselineHazard = hazard,
            Remarks = remarks,
        };
    }

    private static ModelTest Test(double statistic, int degrees) => new(statistic, degrees, TailProbability.ChiSquaredUpper(statistic, degrees));

    private static CoxCoefficient Finite(string name, double estimate, double error, double z) =>
        new(name, estimate, error, estimate / error, TailProbability.NormalTwoSided(estimate / error), Math.Exp(estimate), new Interval(Math.Exp(estimate - (z * error)), Math.Exp(estimate + (z * error))), false);

    private static CoxCoefficient Infinite(string name, int sign, double likelihoodRatio) =>
        new(name, sign * double.PositiveInfinity, double.NaN, likelihoodRatio, TailProbability.ChiSquaredUpper(likelihoodRatio, 1), sign > 0 ? double.PositiveInfinity : 0,
            sign > 0 ? new Interval(double.NaN, double.PositiveInfinity) : new Interval(0, double.NaN), true);

    /// <summary>The covariance of the finite coefficients with the infinite ones at their limits.</summary>
    private static Matrix<double> FiniteInverse(Matrix<double> information, bool[] infinite)
    {
        int[] finite = [.. Enumerable.Range(0, infinite.Length).Where(j => !infinite[j])];
        var covariance = Matrix<double>.Build.Dense(infinite.Length, infinite.Length, double.NaN);
        if (finite.Length == 0)
            return covariance;
        var inverse = Matrix<double>.Build.Dense(finite.Length, finite.Length, (r, c) => information[finite[r], finite[c]]).Inverse();
        for (var r = 0; r < finite.Length; r++)
        {
            for (var c = 0; c < finite.Length; c++)
                covariance[finite[r], finite[c]] = inverse[r, c];
        }

        return covariance;
    }

    /// <summary>At all distinct times, of all strata together.</summary>
    private static (double[] Times, double[] Hazard) Baseline(CoxRisk risk, CoxMaximum maximum, TiesMethod ties)
    {
        var shift = 0.0;
        for (var j = 0; j < risk.P; j++)
            shift += maximum.Beta[j] * risk.Means[j] / risk.Spreads[j];
        var steps = new SortedDictionary<double, double>();
        foreach (var time in risk.Times)
            steps[time] = 0;
        risk.Walk(maximum.Beta, ties, (time, _, _, step) => steps[time] += step);
        var hazard = new double[steps.Count];
        var (sum, k) = (0.0, 0);
        foreach (var step in steps.Values)
            hazard[k++] = sum += step * Math.Exp(-shift);
        return ([.. steps.Keys], hazard);
    }

    private static (double, double) Concordance(CoxRisk risk, CoxMaximum maximum)
    {
        var strata = new int[risk.Count];
        for (var i = 0; i < strata.Length; i++)
            strata[i] = risk.Stratum(i);
        return ConcordancePairs.Of(risk.Times, risk.Events, risk.Predictor(maximum.Beta), strata);
    }

    /// <summary>Score tests of the covariates times g(t) = 1 − S(t−) beside the covariates themselves (Therneau, cox.zph of survival 3).</summary>
    private static ProportionalityTest[] Proportionality(CoxRisk risk, IReadOnlyList<string> names, TiesMethod ties, Vector<double> beta)
    {
        var curve = KaplanMeier.Estimate("", new SurvivalSample(risk.Times.ToArray(), risk.Events.ToArray()));
        double Before(double time)
        {
            var index = Array.BinarySearch(curve.Times, time) - 1;
            return index < 0 ? 0 : 1 - curve.Survival[index];
        }

        var p = risk.P;
        var score = Vector<double>.Build.Dense(p);
        Matrix<double> plain = Matrix<double>.Build.Dense(p, p), mixed = plain.Clone(), own = plain.Clone();
        risk.Walk(beta, ties, (time, residual, covariance, _) =>
        {
            var (g, matrix) = (Before(time), Matrix<double>.Build.DenseOfArray(covariance));
            score.Add(g * Vector<double>.Build.DenseOfArray(residual), score);
            plain.Add(matrix, plain);
            mixed.Add(g * matrix, mixed);
            own.Add(g * g * matrix, own);
        });
        var left = own - (mixed * plain.Inverse() * mixed);
        return [
            .. Enumerable.Range(0, p).Select(j => Tested(names[j], left[j, j] > 0 ? score[j] * score[j] / left[j, j] : double.NaN, 1)),
            Tested("GLOBAL", score * left.PseudoInverse() * score, p)];
    }

    private static ProportionalityTest Tested(string name, double statistic, int degrees) => new(name, statistic, degrees, TailProbability.ChiSquaredUpper(statistic, degrees));
}
