using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>
/// Results of a sample in which every subject stands several times, once per random order of its runs, brought back to the number of subjects: each order counts for its share. Estimates stay, variances grow and test statistics shrink by the
/// number of orders, so that repeating makes nothing surer.
/// </summary>
internal static class RepeatedOrders
{
    public static LabelColumn Labels(IReadOnlyList<string?> texts)
    {
        List<string> labels = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new LabelColumn(labels, [.. texts.Select(t => t is null ? -1 : labels.BinarySearch(t, StringComparer.Ordinal))]);
    }

    public static LabelColumn Repeat(LabelColumn column, int copies) => copies == 1 ? column : column with { Codes = [.. column.Codes.SelectMany(c => Enumerable.Repeat(c, copies))] };

    public static SurvivalCurve Divide(SurvivalCurve curve, int copies)
    {
        if (copies == 1)
            return curve;
        double[] errors = [.. curve.HazardStandardError.Select(e => e * Math.Sqrt(copies))];
        var z = TailProbability.NormalCritical(curve.Level);
        var bands = curve.Survival.Select((s, i) => KaplanMeier.Band(s, errors[i], z, curve.Transform)).ToList();
        int Share(int count) => (int)Math.Round((double)count / copies, MidpointRounding.AwayFromZero);
        return curve with
        {
            Count = Share(curve.Count),
            EventCount = Share(curve.EventCount),
            AtRisk = [.. curve.AtRisk.Select(Share)],
            Events = [.. curve.Events.Select(Share)],
            Censored = [.. curve.Censored.Select(Share)],
            HazardStandardError = errors,
            Low = [.. bands.Select(b => b.Low)],
            High = [.. bands.Select(b => b.High)],
        };
    }

    public static LogRankTest Divide(LogRankTest test, int copies) => copies == 1 ? test : test with
    {
        Groups = [.. test.Groups.Select(g => g with { Count = g.Count / copies, Observed = g.Observed / copies, Expected = g.Expected / copies })],
        Covariance = [.. test.Covariance.Select(c => c / copies)],
        ChiSquared = test.ChiSquared / copies,
        PValue = TailProbability.ChiSquaredUpper(test.ChiSquared / copies, test.DegreesOfFreedom),
    };

    public static CoxFit Divide(CoxFit fit, int copies, double level)
    {
        if (copies == 1)
            return fit;
        var z = TailProbability.NormalCritical(level);
        ModelTest Test(ModelTest test) => new(test.ChiSquared / copies, test.DegreesOfFreedom, TailProbability.ChiSquaredUpper(test.ChiSquared / copies, test.DegreesOfFreedom));
        CoxCoefficient Coefficient(CoxCoefficient c)
        {
            if (c.IsInfinite)
                return c with { Statistic = c.Statistic / copies, PValue = TailProbability.ChiSquaredUpper(c.Statistic / copies, 1) };
            var error = c.StandardError * Math.Sqrt(copies);
            return c with { StandardError = error, Statistic = c.Estimate / error, PValue = TailProbability.NormalTwoSided(c.Estimate / error), HazardRatioInterval = new Interval(Math.Exp(c.Estimate - (z * error)), Math.Exp(c.Estimate + (z * error))) };
        }

        return fit with
        {
            Count = fit.Count / copies,
            EventCount = (int)Math.Round((double)fit.EventCount / copies, MidpointRounding.AwayFromZero),
            Coefficients = [.. fit.Coefficients.Select(Coefficient)],
            LogLikelihoodNull = fit.LogLikelihoodNull / copies,
            LogLikelihood = fit.LogLikelihood / copies,
            LikelihoodRatioTest = Test(fit.LikelihoodRatioTest),
            WaldTest = Test(fit.WaldTest),
            ScoreTest = Test(fit.ScoreTest),
            ConcordanceStandardError = fit.ConcordanceStandardError * Math.Sqrt(copies),
            Proportionality = [.. fit.Proportionality.Select(t => t with { ChiSquared = t.ChiSquared / copies, PValue = TailProbability.ChiSquaredUpper(t.ChiSquared / copies, t.DegreesOfFreedom) })],
        };
    }
}
