using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>
/// What the right column shows of a draft: the predicted line and the size of the search space. Each needs only its own part of
/// the draft to be free of problems.
/// </summary>
public sealed record CampaignPreview(Forecast? Forecast, string? WhyNoForecast, string? SpaceSize, string? WhyNoSize)
{
    /// <summary>Experiments that the small Gantt chart can show legibly.</summary>
    public const int ShownExperiments = 12;

    public static readonly CampaignPreview Empty = new(null, null, null, null);

    public static CampaignPreview Of(CampaignDraft draft, IReadOnlyList<StationView> stations, DateTimeOffset now)
    {
        var (forecast, whyNoForecast) = Predict(draft, stations, now);
        var (size, whyNoSize) = Size(draft);
        return new CampaignPreview(forecast, whyNoForecast, size, whyNoSize);
    }

    /// <summary>"Start: 100 experiments, ends about Thursday 16:40".</summary>
    public static string StartLabel(CampaignDraft draft, Forecast? forecast, DateTimeOffset now, TimeSpan zone)
    {
        var amount = draft.BudgetExperiments is { } n && forecast?.EndsBy != FinishReason.BudgetOfHours ? $"{n} experiments"
            : draft.BudgetHours is { } hours ? $"{NumberText.Show(hours)} lab hours" : null;
        if (amount is null)
            return "Start";
        return forecast?.FinishesAt is { } end ? $"Start: {amount}, ends about {Moment(end, now, zone)}" : $"Start: {amount}";
    }

    /// <summary>A moment as people say it: the hour today, the weekday within a week, else the date.</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now, TimeSpan zone)
    {
        var (there, today) = (moment.ToOffset(zone), now.ToOffset(zone));
        var format = there.Date == today.Date ? "HH:mm" : there < today.AddDays(6) ? "dddd HH:mm" : there.Year == today.Year ? "ddd d MMM HH:mm" : "d MMM yyyy HH:mm";
        return there.ToString(format, CultureInfo.InvariantCulture);
    }

    private static (Forecast? Forecast, string? WhyNot) Predict(CampaignDraft draft, IReadOnlyList<StationView> stations, DateTimeOffset now)
    {
        // The line depends on the workflow and the budget alone, so it shows while parameters are still missing.
        if (DraftParts.Line(draft) is not { } line)
            return (null, "The line is predicted as soon as the stages, the budget and the number in flight are complete.");
        var scale = stations.Count > 0 ? stations.Max(s => s.Description.TimeScale) : 1;
        var forecast = Forecast.Of(line, stations, now, scale, ShownExperiments);
        return forecast.WhyNot is null ? (forecast, null) : (null, forecast.WhyNot);
    }

    private static (string? Size, string? WhyNot) Size(CampaignDraft draft)
    {
        if (DraftParts.Space(draft, withObjectives: false) is not { } definition)
            return (null, "The size is computed as soon as the parameters and constraints are complete.");
        try
        {
            return (SearchSpaceSize.Of(definition.Space).Summary, null);
        }
        catch (InfeasibleSpaceException e)
        {
            return (null, e.Message);
        }
    }
}
