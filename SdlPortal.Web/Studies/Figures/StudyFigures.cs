using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>
/// The figures of a study, finished or on its way, for each of its functions and tables: the delay's effect on one strategy, the cumulative regrets, and all
/// running-best curves. They are those of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466) for any study. Pure.
/// </summary>
public static class StudyFigures
{
    public static IReadOnlyList<Figure> Of(StudySummary summary) => [.. StudyFamily.All(summary).SelectMany(Of)];

    private static IEnumerable<Figure> Of(StudyFamily family)
    {
        if (family.Delays.Count > 1 && Example(family.Strategies) is { } strategy)
            yield return DelayFigure.Build(family, strategy);
        yield return RegretFigure.Build(family);
        yield return RunningBestFigure.Build(family);
    }

    /// <summary>Expected improvement as in the paper, or the first that looks at results.</summary>
    private static string? Example(IReadOnlyList<string> strategies) => strategies.Contains(StrategyNames.ExpectedImprovement)
        ? StrategyNames.ExpectedImprovement
        : strategies.FirstOrDefault(s => s is not (StrategyNames.Random or StrategyNames.Sobol));
}
