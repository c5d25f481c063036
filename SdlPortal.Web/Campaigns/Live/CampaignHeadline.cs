using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The key figures under a campaign's title. Pure.</summary>
internal static class CampaignHeadline
{
    /// <summary>"41/100 done · 4 in flight · 1 failed · ends about 16:40 (±12 min)".</summary>
    public static string Progress(Campaign campaign, Forecast? forecast, DateTimeOffset now, ViewerZone zone)
    {
        var budget = campaign.Definition.Budget;
        var parts = new List<string> { budget.Experiments is { } all ? $"{campaign.Completed}/{all} done" : $"{campaign.Completed} done" };
        if (budget.Hours is { } hours)
            parts.Add($"{Quantity.Text(campaign.RunningFor(now).TotalHours * campaign.TimeScale, digits: 3)} of {Quantity.Text(hours)} lab hours");
        if (campaign.InFlight.Count > 0)
            parts.Add($"{campaign.InFlight.Count} in flight");
        if (campaign.Failed > 0)
            parts.Add($"{campaign.Failed} failed");
        parts.AddRange(End(campaign, forecast, now, zone));
        return string.Join(" · ", parts);
    }

    private static IEnumerable<string> End(Campaign campaign, Forecast? forecast, DateTimeOffset now, ViewerZone zone)
    {
        switch (campaign.Status)
        {
            case CampaignStatus.NotStarted when forecast?.FinishesAt is { } end:
                yield return $"would take about {Quantity.Duration(end - now)}";
                break;
            case CampaignStatus.Paused:
                yield return $"paused since {zone.Clock(campaign.Pause!.Value.Since, now)}";
                break;
            case CampaignStatus.Finished:
                yield return $"{Reason(campaign.Finished!.Value)} {zone.Clock(campaign.FinishedAt!.Value, now)} after {Quantity.Duration(campaign.RunningFor(now))}";
                break;
            case CampaignStatus.Running or CampaignStatus.Stopping when forecast?.FinishesAt is { } end:
                var spread = forecast.Uncertainty is { } uncertainty ? $" (±{Quantity.Duration(uncertainty)})" : "";
                yield return $"ends about {zone.Clock(end, now)}{spread}";
                break;
        }
    }

    public static string Reason(FinishReason reason) => reason switch
    {
        FinishReason.BudgetOfExperiments => "all experiments done",
        FinishReason.BudgetOfHours => "lab hours spent",
        _ => "stopped",
    };
}
