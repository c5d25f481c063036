using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>A property of studies that may explain why their effects differ.</summary>
/// <param name="Values">One per study.</param>
public sealed record Moderator(string Name, IReadOnlyList<double> Values);

/// <summary>A coefficient with its uncertainty.</summary>
/// <param name="Statistic">z or t.</param>
public sealed record Coefficient(string Name, double Estimate, double StandardError, double Statistic, double PValue, Interval Interval);

/// <summary>Effects explained by moderators, with what of the variance between studies is left.</summary>
public sealed record ModeratedEffect
{
    /// <summary>The intercept first, then the moderators in the order given.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>What the moderators leave.</summary>
    public required double TauSquared { get; init; }

    /// <summary>Percent of τ² that the moderators explain, 0 where there was none.</summary>
    public required double RSquared { get; init; }

    public required double ISquared { get; init; }

    public required double HSquared { get; init; }

    /// <summary>Test of all moderators together: chi-squared, or F where <see cref="ModeratorDenominator"/> is known.</summary>
    public required double QModerators { get; init; }

    public required int ModeratorCount { get; init; }

    public required int? ModeratorDenominator { get; init; }

    public required double QModeratorsPValue { get; init; }

    /// <summary>Test of what is left: chi-squared with k − p degrees of freedom.</summary>
    public required double QResidual { get; init; }

    public required int QResidualDegreesOfFreedom { get; init; }

    public required double QResidualPValue { get; init; }

    public required double LogLikelihood { get; init; }

    /// <summary>Studies that were used.</summary>
    public required int Count { get; init; }
}

/// <summary>Random-effects regression of effects on moderators (Thompson and Sharp 1999). Pure.</summary>
public static class MetaRegression
{
    /// <summary>y = b₀ + Σ bⱼ xⱼ + u + e, u ~ N(0, τ²), e ~ N(0, variance). Studies with an unknown moderator are left out.</summary>
    public static Answer<ModeratedEffect> Fit(IReadOnlyList<StudyEffect> effects, IReadOnlyList<Moderator> moderators, PoolingOptions? options = null)
    {
        options ??= new PoolingOptions();
        if (moderators.FirstOrDefault(m => m.Values.Count != effects.Count) is { } odd)
            throw new ArgumentException($"Moderator {odd.Name} has {odd.Values.Count} values for {effects.Count} studies.", nameof(moderators));
        var rows = Enumerable.Range(0, effects.Count).Where(i => effects[i].IsUsable && moderators.All(m => double.IsFinite(m.Values[i]))).ToList();
        var (k, p) = (rows.Count, moderators.Count + 1);
        if (k <= p)
            return Answer<ModeratedEffect>.NotEnough(FormattableString.Invariant($"{k} of {effects.Count} studies have an effect with a standard error and all moderators; at least {p + 1} are needed for {p} coefficients."));
        var studies = rows.Select(i => effects[i]).ToList();
        var model = new StudyModel(studies, [.. moderators.Select(m => rows.Select(i => m.Values[i]).ToArray())]);
        return model.HasFullRank()
            ? Answer<ModeratedEffect>.Of(Fit(model, new StudyModel(studies, []), moderators, options))
            : Answer<ModeratedEffect>.NotEnough($"The moderators {string.Join(", ", moderators.Select(m => m.Name))} are constant or say the same in these {k} studies, so their effects cannot be told apart.");
    }

    private static ModeratedEffect Fit(StudyModel model, StudyModel plain, IReadOnlyList<Moderator> moderators, PoolingOptions options)
    {
        var degrees = model.DegreesOfFreedom;
        var typical = model.TypicalVariance();
        var tau2 = model.EstimateTauSquared(options.Method);
        var unmoderated = plain.EstimateTauSquared(options.Method);
        var q = model.Weigh(0);
        var logLikelihood = model.LogLikelihood(tau2, options.Method == PoolingMethod.RestrictedMaximumLikelihood);
        var scale = RandomEffects.Scale(model.Weigh(tau2) / degrees, options);
        var (estimates, covariance) = model.Coefficients();
        int? df = options.KnappHartung ? degrees : null;
        var critical = RandomEffects.Critical(options.Level, df);
        var m = moderators.Count;
        var joint = m == 0 ? double.NaN : Joint(estimates, covariance) / (scale * scale) / (df is null ? 1 : m);
        return new ModeratedEffect
        {
            Coefficients = [.. Enumerable.Range(0, m + 1).Select(j => CoefficientOf(j == 0 ? "intercept" : moderators[j - 1].Name, estimates[j], Math.Sqrt(covariance[j, j]) * scale, critical, df))],
            TauSquared = tau2 * model.Unit * model.Unit,
            RSquared = unmoderated > 0 ? Math.Max(0, 100 * (unmoderated - tau2) / unmoderated) : 0,
            ISquared = options.Method == PoolingMethod.Fixed ? Math.Clamp(100 * (q - degrees) / Math.Max(q, double.Epsilon), 0, 100) : 100 * tau2 / (tau2 + typical),
            HSquared = options.Method == PoolingMethod.Fixed ? q / degrees : (tau2 / typical) + 1,
            QModerators = joint,
            ModeratorCount = m,
            ModeratorDenominator = df,
            QModeratorsPValue = df is { } denominator ? TailProbability.FisherUpper(joint, m, denominator) : TailProbability.ChiSquaredUpper(joint, m),
            QResidual = q,
            QResidualDegreesOfFreedom = degrees,
            QResidualPValue = TailProbability.ChiSquaredUpper(q, degrees),
            LogLikelihood = logLikelihood,
            Count = model.Count,
        };
    }

    private static Coefficient CoefficientOf(string name, double estimate, double error, double critical, int? df) =>
        new(name, estimate, error, estimate / error, RandomEffects.PValue(estimate / error, df), Interval.Around(estimate, critical * error));

    /// <summary>bᵀ V⁻¹ b over the moderators, without the intercept.</summary>
    private static double Joint(double[] estimates, double[,] covariance)
    {
        var b = Vector<double>.Build.Dense(estimates[1..]);
        var block = Matrix<double>.Build.DenseOfArray(covariance).SubMatrix(1, b.Count, 1, b.Count);
        return b * block.Solve(b);
    }
}
