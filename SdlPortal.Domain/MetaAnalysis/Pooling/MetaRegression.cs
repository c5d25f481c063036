using SdlPortal.Domain.MetaAnalysis.Runs;

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
    public static Answer<ModeratedEffect> Fit(IReadOnlyList<StudyEffect> effects, IReadOnlyList<Moderator> moderators, PoolingOptions? options = null) => throw new NotImplementedException();
}
