using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// The findings of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466, "what to reproduce"), and whether there is a champion now, checked against any study. Pure.
/// Regrets are those of the measured running best. What is claimed of several cells at once is corrected for their number (Holm).
/// </summary>
public static class StudyFindings
{
    /// <summary>With fewer repetitions nothing is said about differences.</summary>
    public const int MinRepetitions = 5;

    public static IReadOnlyList<Finding> Of(StudySummary summary) =>
    [
        BeatsRandom.Check(summary),
        GrowsWithDelay.Check(summary),
        GrowsLinearly.Check(summary),
        DimensionAgainstDelay.Check(summary),
        SteepestFamily.Check(summary),
        DriftsToRandom.Check(summary),
        ChampionFindings.CannotBeToldApart(summary),
        ChampionFindings.NoChampion(summary),
        LuckyNoise.Check(summary),
        ChampionFindings.Auto(summary),
    ];

    /// <summary>Strategies that look at results; the others do not know the delay.</summary>
    internal static IReadOnlyList<string> Guided(StudySummary summary) =>
        [.. summary.Plan.Strategies.Where(s => s is not (StrategyNames.Random or StrategyNames.Sobol))];

    internal static string TooFew(int repetitions) => string.Create(CultureInfo.InvariantCulture,
        $"The study has {repetitions} finished repetition{(repetitions == 1 ? "" : "s")} to compare; at least {MinRepetitions} are needed.");

    internal static string Number(double value, int digits = 3) => Quantity.Text(value, digits: digits);

    /// <summary>"12.3 [10.1, 14.5]".</summary>
    internal static string Text(Estimate estimate) => $"{Number(estimate.Mean)} [{Number(estimate.Low)}, {Number(estimate.High)}]";

    /// <summary>"p = 0.012", "p &lt; 0.001".</summary>
    internal static string P(double value) => double.IsNaN(value) ? "p unknown" : value < 0.001 ? "p < 0.001" : $"p = {value.ToString("0.0##", CultureInfo.InvariantCulture)}";

    internal static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
