using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>How recommendations did: predicted against realized for each, per quarter and over all. What the retrospective shows. Pure.</summary>
/// <param name="Quarters">The latest first; only those in which something happened. By the calendar in UTC.</param>
public sealed record ScoreBook(IReadOnlyList<ScorePeriod> Quarters, ScorePeriod All)
{
    private const int MonthsOfQuarter = 3;

    public static ScoreBook Of(IEnumerable<Recommendation> recommendations)
    {
        IReadOnlyList<Recommendation> all = [.. recommendations.OrderBy(r => r.DraftedAt).ThenBy(r => r.Id)];
        var moments = all.SelectMany(Moments).ToList();
        var quarters = moments.Select(Begin).Distinct().OrderDescending()
            .Select(from => Period(all, string.Create(CultureInfo.InvariantCulture, $"{from.Year} Q{((from.Month - 1) / MonthsOfQuarter) + 1}"), from, from.AddMonths(MonthsOfQuarter)));
        var (first, last) = moments.Count == 0 ? (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) : (Begin(moments.Min()), Begin(moments.Max()).AddMonths(MonthsOfQuarter));
        return new ScoreBook([.. quarters], Period(all, "All time", first, last));
    }

    private static ScorePeriod Period(IReadOnlyList<Recommendation> all, string name, DateTimeOffset from, DateTimeOffset to)
    {
        bool IsIn(DateTimeOffset at) => at >= from && at < to;
        IReadOnlyList<ScoreLine> lines = [.. all.SelectMany(r => r.Scores.Where(s => s.EndsValidation && IsIn(s.At)).Select(s => new ScoreLine(r.Id, Title(r, s.Version), s.Version, r.Status, s.At, s.Score))).OrderBy(l => l.At).ThenBy(l => l.Recommendation)];
        return new ScorePeriod(name, from, to, lines,
            all.Where(r => IsIn(r.DraftedAt)).GroupBy(r => r.Status).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Count()),
            lines.Count == 0 ? null : GainCalibration.Of([.. lines.Select(l => l.Score)]),
            Median(all.Where(r => r.Decisions.Length > 0 && IsIn(r.Decisions[0].At)).Select(r => r.Decisions[0].At - r.DraftedAt)),
            Median(all.SelectMany(r => r.Decisions.Where(d => d.Kind == DecisionKind.MadeOfficial && IsIn(d.At)).Select(d => d.At - r.DraftedAt))));
    }

    /// <summary>What a period may show something about.</summary>
    private static IEnumerable<DateTimeOffset> Moments(Recommendation recommendation) =>
        [recommendation.DraftedAt, .. recommendation.Scores.Where(s => s.EndsValidation).Select(s => s.At), .. recommendation.Decisions.Take(1).Select(d => d.At), .. recommendation.Decisions.Where(d => d.Kind == DecisionKind.MadeOfficial).Select(d => d.At)];

    private static string Title(Recommendation recommendation, int version) => recommendation.Versions[version - 1].Document.Title;

    private static DateTimeOffset Begin(DateTimeOffset at) => new(at.UtcDateTime.Year, ((at.UtcDateTime.Month - 1) / MonthsOfQuarter * MonthsOfQuarter) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static TimeSpan? Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>A stretch of time.</summary>
/// <param name="Name">"2026 Q4"; "All time".</param>
/// <param name="Lines">Validations that ended in it, in order of time.</param>
/// <param name="Counts">What became of the recommendations that were drafted in it, by their status today.</param>
/// <param name="Calibration">Of its lines; null without any.</param>
/// <param name="MedianToDecision">From the draft to the first decision of a PI, over first decisions of the period; null without any.</param>
/// <param name="MedianToOfficial">From the draft to official.</param>
public sealed record ScorePeriod(string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ScoreLine> Lines, IReadOnlyDictionary<RecommendationStatus, int> Counts,
    GainCalibration? Calibration, TimeSpan? MedianToDecision, TimeSpan? MedianToOfficial)
{
    /// <summary>What the interval that scores are held against promises.</summary>
    private const double Level = 0.95;

    /// <summary>How many realized gains lay in their expected interval.</summary>
    public int Covered => Lines.Count(l => l.Score.IsInside);

    /// <summary>That share with its 95 % interval; null without lines. A calibrated forecast has 0.95.</summary>
    public Estimate? Coverage => Calibration?.Coverage.FirstOrDefault(c => c.Level == Level)?.Held;

    /// <summary>Mean of predicted minus realized gain with its 95 % interval; null with fewer than two lines.</summary>
    public Estimate? Shortfall => Calibration is { Scores: > 1, Bias: var bias } ? new Estimate(-bias.Mean, -bias.High, -bias.Low) : null;
}

/// <summary>One validation: predicted against realized.</summary>
public sealed record ScoreLine(Guid Recommendation, string Title, int Version, RecommendationStatus Status, DateTimeOffset At, GainScore Score);
