using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>Random-effects meta-analysis: effects of several studies, each with its sampling variance, as one (Hedges and Olkin 1985; checked against R's metafor). Pure; no result depends on the order of the studies.</summary>
public static class RandomEffects
{
    /// <summary>Effects that are not usable are left out and named. Two are the least that can be pooled.</summary>
    public static Answer<PooledEffect> Pool(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null)
    {
        options ??= new PoolingOptions();
        var studies = effects.Where(e => e.IsUsable).ToList();
        return studies.Count >= 2
            ? Answer<PooledEffect>.Of(Pool(studies, [.. effects.Where(e => !e.IsUsable)], options))
            : Answer<PooledEffect>.NotEnough(WhyNot(studies.Count, effects.Count, 2, "to pool"));
    }

    /// <summary>"1 of 3 studies has an effect with a standard error; at least 2 are needed to pool."</summary>
    internal static string WhyNot(int usable, int all, int needed, string what) =>
        FormattableString.Invariant($"{usable} of {all} studies {(usable == 1 ? "has" : "have")} an effect with a standard error; at least {needed} are needed {what}.");

    private static PooledEffect Pool(List<StudyEffect> studies, IReadOnlyList<StudyEffect> leftOut, PoolingOptions options)
    {
        var model = new StudyModel(studies, []);
        var (k, unit2) = (studies.Count, model.Unit * model.Unit);
        var typical = model.TypicalVariance();
        var alpha = 1 - options.Level;
        var profile = new Interval(model.WhereQIs(TailProbability.ChiSquaredQuantile(1 - (alpha / 2), k - 1)), model.WhereQIs(TailProbability.ChiSquaredQuantile(alpha / 2, k - 1)));
        var tau2 = model.EstimateTauSquared(options.Method);
        var q = model.Weigh(0);
        var logLikelihood = model.LogLikelihood(tau2, options.Method == PoolingMethod.RestrictedMaximumLikelihood);
        var scatter = model.Weigh(tau2) / (k - 1);
        var (estimates, covariance) = model.Coefficients();
        var (mean, error) = (estimates[0], Math.Sqrt(covariance[0, 0]) * Scale(scatter, options));
        int? degrees = options.KnappHartung ? k - 1 : null;
        var critical = Critical(options.Level, degrees);
        var tauSquared = tau2 * unit2;
        var spread = Math.Sqrt(tauSquared + (error * error));
        double Share(double t) => 100 * (t / (t + typical));
        return new PooledEffect
        {
            Options = options,
            Studies = studies,
            LeftOut = leftOut,
            Estimate = mean,
            StandardError = error,
            Statistic = mean / error,
            DegreesOfFreedom = degrees,
            PValue = PValue(mean / error, degrees),
            Interval = Interval.Around(mean, critical * error),
            TauSquared = tauSquared,
            TauSquaredInterval = new Interval(profile.Low * unit2, profile.High * unit2),
            ISquared = options.Method == PoolingMethod.Fixed ? Math.Clamp(100 * (q - (k - 1)) / Math.Max(q, double.Epsilon), 0, 100) : Share(tau2),
            ISquaredInterval = new Interval(Share(profile.Low), Share(profile.High)),
            HSquared = options.Method == PoolingMethod.Fixed ? q / (k - 1) : (tau2 / typical) + 1,
            Q = q,
            QDegreesOfFreedom = k - 1,
            QPValue = TailProbability.ChiSquaredUpper(q, k - 1),
            Prediction = k < 3 ? null : Interval.Around(mean, TailProbability.StudentCritical(options.Level, k - 2) * spread),
            PlainPrediction = Interval.Around(mean, critical * spread),
            Weights = Weights(model),
            Shrunken = [.. studies.Select(s => Shrink(s, tauSquared, mean, error, critical))],
            LogLikelihood = logLikelihood,
        };
    }

    /// <summary>What standard errors are multiplied with: √(Σ w r² / (k − p)) of Knapp and Hartung, or 1.</summary>
    internal static double Scale(double scatter, PoolingOptions options) =>
        !options.KnappHartung ? 1 : Math.Sqrt(options.NeverBelowPlain ? Math.Max(1, scatter) : scatter);

    internal static double Critical(double level, int? degrees) => degrees is { } df ? TailProbability.StudentCritical(level, df) : TailProbability.NormalCritical(level);

    internal static double PValue(double statistic, int? degrees) => degrees is { } df ? TailProbability.StudentTwoSided(statistic, df) : TailProbability.NormalTwoSided(statistic);

    private static double[] Weights(StudyModel model)
    {
        var total = 0.0;
        foreach (var weight in model.Weights)
            total += weight;
        var weights = new double[model.Count];
        for (var i = 0; i < model.Count; i++)
            weights[model.Order[i]] = model.Weights[i] / total;
        return weights;
    }

    private static ShrunkenEffect Shrink(StudyEffect study, double tauSquared, double mean, double error, double critical)
    {
        var own = tauSquared / (tauSquared + study.Variance);
        var value = (own * study.Value) + ((1 - own) * mean);
        var se = Math.Sqrt((own * study.Variance) + ((1 - own) * (1 - own) * error * error));
        return new ShrunkenEffect(study.Name, value, se, Interval.Around(value, critical * se), own);
    }
}
