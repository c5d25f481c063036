using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>
/// An advice beside what became of the campaign: the line's figures, which a simulation should get right whatever the material. While the campaign runs, rates and counts are those
/// that the advice expects by now: a line that is still being filled is no slow line. Pure.
/// </summary>
/// <param name="Chosen">The simulated choice that the campaign's definition has; null when it has another.</param>
/// <param name="Sentence">The most important figures in words; null before there is a result.</param>
internal sealed record AdviceComparison(AdviceChoice Advised, AdviceChoice? Chosen, IReadOnlyList<ComparedFigure> Figures, string? Sentence)
{
    /// <param name="forecast">Of the rest of a running campaign.</param>
    public static AdviceComparison Of(Campaign campaign, GivenAdvice given, IReadOnlyList<StationView> stations, Forecast? forecast, DateTimeOffset now)
    {
        var advised = given.Advice.Recommended;
        var chosen = ChoiceOf(given.Advice, campaign.Definition);
        var pace = CampaignPace.Of(campaign, stations, now);
        var figures = pace is null ? Before(advised, chosen) : SoFar(campaign, advised, chosen, pace, End(campaign, forecast, now));
        return new AdviceComparison(advised, chosen, figures, pace is { Results: > 0 } ? Words(campaign, advised, chosen, pace) : null);
    }

    /// <summary>The simulated choice that a definition has; null when it has another.</summary>
    public static AdviceChoice? ChoiceOf(Advice advice, CampaignDefinition definition) =>
        advice.Choices.Cast<AdviceChoice?>().FirstOrDefault(c => c!.InFlight == definition.MaxInFlight && c.Strategy == definition.Strategy.Name);

    private static List<ComparedFigure> Before(AdviceChoice advised, AdviceChoice? chosen) =>
    [
        new("Results per lab hour", "Over the whole campaign.", advised.ThroughputPerHour, chosen?.ThroughputPerHour, null, AdviceWords.Rate),
        new("Pending at a choice", PendingHint, advised.MeanPending, chosen?.MeanPending, null, AdviceWords.Rate),
        new("Lab time", "Until the budget is spent.", advised.MakespanHours, chosen?.MakespanHours, null, AdviceWords.Hours),
        new($"{StrategyWords.Capital(advised.Bottleneck)} at work", "Share of the time that the busiest stations work.", advised.BottleneckShare, chosen?.BottleneckShare, null, AdviceWords.Percent),
    ];

    private const string PendingHint = "Experiments pending when another is chosen, on average after the first.";

    private static List<ComparedFigure> SoFar(Campaign campaign, AdviceChoice advised, AdviceChoice? chosen, CampaignPace pace, double? end)
    {
        var finished = campaign.Status == CampaignStatus.Finished;
        var whole = finished && campaign.Finished != FinishReason.Stopped;
        double ByNow(AdviceChoice choice) => whole ? choice.Results : ResultsBy(choice, campaign.Definition, pace.Hours);
        double Rate(AdviceChoice choice) => whole ? choice.ThroughputPerHour : ByNow(choice) / pace.Hours;
        var kind = (chosen ?? advised).Bottleneck;
        double Busy(AdviceChoice choice) => choice.Bottleneck == kind ? choice.BottleneckShare : double.NaN;
        var figures = new List<ComparedFigure>
        {
            new("Results", whole ? "When the budget was spent." : "By now.", ByNow(advised), chosen is null ? null : ByNow(chosen), pace.Results, v => v.ToString("0", CultureInfo.InvariantCulture)),
            new("Results per lab hour", whole ? "Over the whole campaign." : "So far; the line fills first.", Rate(advised), chosen is null ? null : Rate(chosen), pace.PerHour, AdviceWords.Rate),
            new("Pending at a choice", PendingHint, advised.MeanPending, chosen?.MeanPending, pace.MeanPending, AdviceWords.Rate),
        };
        if (IsWhole(advised, campaign.Definition))
            figures.Add(new("Lab time", finished ? "From the start to the end." : "From the start to the expected end.", advised.MakespanHours, chosen?.MakespanHours, end, AdviceWords.Hours));
        figures.Add(new($"{StrategyWords.Capital(kind)} at work", "Share of the time that the busiest stations work.", Busy(advised), chosen is null ? null : Busy(chosen), pace.Use(kind), AdviceWords.Percent));
        return figures;
    }

    /// <summary>When the campaign ended or is expected to end, in lab hours since its start; null when a person ended it or nobody can tell.</summary>
    private static double? End(Campaign campaign, Forecast? forecast, DateTimeOffset now) => campaign switch
    {
        { Status: CampaignStatus.Finished, Finished: not FinishReason.Stopped } => campaign.LabHours(campaign.FinishedAt!.Value),
        { Status: CampaignStatus.Running } when forecast?.FinishesAt is { } end && end > now => campaign.LabHours(now) + ((end - now).TotalHours * campaign.TimeScale),
        _ => null,
    };

    /// <summary>False when the budget reaches farther than what was simulated.</summary>
    private static bool IsWhole(AdviceChoice choice, CampaignDefinition definition) => definition.Budget.Experiments is not { } budget || definition.Budget.Hours is not null || choice.Results >= 0.8 * budget;

    /// <summary>Results that a choice is expected to have after so many hours: none while the first experiment is on the line, then evenly until its end, and on at that rate.</summary>
    private static double ResultsBy(AdviceChoice choice, CampaignDefinition definition, double hours)
    {
        var first = definition.Workflow.Route.Sum(s => s.Seconds) / 3600;
        return choice.MakespanHours > first ? Math.Max(0, choice.Results * (hours - first) / (choice.MakespanHours - first)) : choice.ThroughputPerHour * hours;
    }

    private static string Words(Campaign campaign, AdviceChoice advised, AdviceChoice? chosen, CampaignPace pace)
    {
        var whole = campaign.Status == CampaignStatus.Finished && campaign.Finished != FinishReason.Stopped;
        var expected = chosen ?? advised;
        var rate = whole ? expected.ThroughputPerHour : ResultsBy(expected, campaign.Definition, pace.Hours) / pace.Hours;
        var of = chosen is null ? $"; the recommended {advised.InFlight} in flight with {StrategyWords.Of(advised.Strategy)} would have" : ", expected were";
        var pending = pace.MeanPending is { } mean ? $"; {AdviceWords.Rate(mean)} were pending at a choice on average, {AdviceWords.Rate(expected.MeanPending)} {(chosen is null ? "would have been" : "were expected")}" : "";
        return $"{(whole ? "Ran" : "Runs")} {AdviceWords.Rate(pace.PerHour)} results per lab hour{(whole ? "" : " so far")}{of} {AdviceWords.Rate(rate)}{pending}.";
    }
}
