using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Regions;

namespace SdlPortal.Web.Reviews.Quarters;

/// <summary>What a period teaches, in sentences that its numbers make. Pure.</summary>
public static class RetrospectiveSentences
{
    /// <summary>What the intervals of forecasts promise.</summary>
    private const double Level = 0.95;

    public static IReadOnlyList<string> Of(ScorePeriod period)
    {
        if (period.Lines.Count == 0)
            return [];
        return [.. new[] { Coverage(period), Bias(period), Verdicts(period), Worst(period) }.OfType<string>()];
    }

    private static string Coverage(ScorePeriod period)
    {
        var held = $"{period.Covered} of {Counts.Of(period.Lines.Count, "interval")} held";
        if (period.Coverage is not { } coverage)
            return held + ".";
        var judged = coverage.High < Level ? "forecasts are surer than they should be" : coverage.Low > Level ? "forecasts are less sure than they could be" : period.Lines.Count < 10 ? "too few to say whether 95 % is right" : "in keeping with the 95 % that they promise";
        return $"{held}: {NumberWords.Percent(coverage)}, {judged}.";
    }

    private static string? Bias(ScorePeriod period) => period.Shortfall switch
    {
        null => null,
        { Low: > 0 } s => $"Regions gained less than forecast, by {RegionSentences.Cell(s)} on average: forecasts flatter.",
        { High: < 0 } s => $"Regions gained more than forecast, by {RegionSentences.Cell(new Estimate(-s.Mean, -s.High, -s.Low))} on average: forecasts are too modest.",
        { } s => $"Predicted minus realized gain is {RegionSentences.Cell(s)} on average: no sign that forecasts flatter or are too modest.",
    };

    private static string Verdicts(ScorePeriod period)
    {
        var better = period.Lines.Count(l => l.Score.Verdict is GainVerdict.AsForecast or GainVerdict.BetterButNotAsForecast);
        var contradicted = period.Lines.Count(l => l.Score.Verdict == GainVerdict.Contradicted);
        return $"Fresh experiments showed {better} of {Counts.Of(period.Lines.Count, "region")} to be better than the rest{(contradicted > 0 ? $", and {contradicted} to be worse" : "")}.";
    }

    /// <summary>The one to learn from; none where every interval held.</summary>
    private static string? Worst(ScorePeriod period) =>
        period.Lines.Where(l => !l.Score.IsInside).OrderByDescending(l => Math.Abs(l.Score.Realized.Superiority.Mean - l.Score.Expected.Mean)).FirstOrDefault() is { } worst
            ? $"Farthest off was “{worst.Title}”: {NumberWords.Of(worst.Score.Realized.Superiority.Mean)} instead of {NumberWords.Range(worst.Score.Expected.Low, worst.Score.Expected.High)}."
            : null;

    /// <summary>"3 official, 1 rejected".</summary>
    public static string Counted(ScorePeriod period) => period.Counts.Values.Sum() == 0
        ? "none was drafted"
        : string.Join(", ", RecommendationLook.Order.Where(s => period.Counts.GetValueOrDefault(s) > 0).Select(s => string.Create(CultureInfo.InvariantCulture, $"{period.Counts[s]} {RecommendationLook.Tone(s).Word}")));

    public static string Took(TimeSpan? span) => span is { } took ? Quantity.Duration(took) : "none yet";
}
