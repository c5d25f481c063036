using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>How recommendations did: predicted against realized for each, per quarter and over all. What the retrospective shows. Pure.</summary>
/// <param name="Quarters">The latest first; only those in which something happened. By the calendar in UTC.</param>
public sealed record ScoreBook(IReadOnlyList<ScorePeriod> Quarters, ScorePeriod All)
{
    public static ScoreBook Of(IEnumerable<Recommendation> recommendations) => throw new NotImplementedException();
}

/// <summary>A stretch of time.</summary>
/// <param name="Name">"2026 Q4"; "All time".</param>
/// <param name="Lines">Validations that ended in it, in order of time.</param>
/// <param name="Counts">What became of the recommendations that were drafted in it, by their status today.</param>
/// <param name="Covered">How many realized gains lay in their expected interval, over <paramref name="Lines"/>.</param>
/// <param name="Coverage">That share with its 95 % Wilson interval; null without lines. A calibrated forecast has 0.95.</param>
/// <param name="Shortfall">Mean of predicted minus realized gain with its 95 % t interval; null with fewer than two lines.</param>
/// <param name="MedianToDecision">From the draft to the first decision of a PI, over decisions of the period; null without any.</param>
/// <param name="MedianToOfficial">From the draft to official.</param>
public sealed record ScorePeriod(string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ScoreLine> Lines, IReadOnlyDictionary<RecommendationStatus, int> Counts,
    int Covered, Estimate? Coverage, Estimate? Shortfall, TimeSpan? MedianToDecision, TimeSpan? MedianToOfficial);

/// <summary>One validation: predicted against realized.</summary>
public sealed record ScoreLine(Guid Recommendation, string Title, int Version, RecommendationStatus Status, DateTimeOffset At, Gains.GainScore Score);
