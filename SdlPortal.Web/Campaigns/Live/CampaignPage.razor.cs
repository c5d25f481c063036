using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The page of one campaign: keeps its forecast, and shows one of its tabs.</summary>
public sealed partial class CampaignPage
{
    private static readonly (string Key, string Name)[] Tabs = [("live", "Live"), ("experiments", "Experiments"), ("model", "Model"), ("advice", "Advice"), ("replay", "What if"), ("events", "Events"), ("definition", "Definition")];

    private static readonly IReadOnlyList<(string, string)> Parents = [("Campaigns", "/campaigns")];

    /// <summary>The forecast runs the rest of the campaign in virtual time; this often is enough.</summary>
    private static readonly TimeSpan ForecastEvery = TimeSpan.FromSeconds(3);

    /// <summary>Of so many experiments the Gantt shows what is planned.</summary>
    private const int PlannedExperiments = 12;

    private List<RecordedEvent>? events;
    private IReadOnlyList<PlannedRun> planned = [];
    private Forecast? forecast;
    private (Guid Campaign, DateTimeOffset At, long Sequence)? forecastOf;
    private string tab = "live";

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    private Templates Templates { get; set; } = null!;

    /// <summary>Between events only the clock's numbers move, and only while something is at work.</summary>
    protected override bool MovesWithTheClock => Campaign is { Status: CampaignStatus.Running or CampaignStatus.Paused or CampaignStatus.Stopping };

    /// <summary>Which objective the best is the best of, where there are several.</summary>
    private string? BestOf => Campaign!.Definition is { Objectives.Count: > 1 } or { Combination: Combination.Desirability } ? Campaign.Definition.Aims.Headline.Name : null;

    private string? OtherValues(Experiment best)
    {
        var skipped = Campaign!.Definition.Combination == Combination.Desirability ? 0 : 1;
        return best.Values.Count > skipped ? $" with {EventSentence.Values([.. Campaign.Definition.Objectives.Skip(skipped)], [.. best.Values.Skip(skipped)])}" : null;
    }

    protected override async Task OnParametersSetAsync()
    {
        var next = Tabs.Any(t => t.Key == Tab) ? Tab! : "live";
        // Panels of tabs read the address themselves: one that begins to while the framework still tells others of the new address breaks it.
        if (next != tab)
            await Task.Yield();
        tab = next;
        if (Campaign?.Id != Id)
            events = null;
        await base.OnParametersSetAsync();
        if (tab == "events" && events is null && Campaign is not null)
            events = [.. await Feed.ReadAsync(Id)];
        else if (tab != "events")
            events = null;
    }

    protected override void Take(IReadOnlyList<RecordedEvent> batch)
    {
        if (events is { Count: var count })
            events.AddRange(batch.Where(e => count == 0 || e.Sequence > events[count - 1].Sequence));
    }

    protected override void Derive()
    {
        var campaign = Campaign!;
        if (forecastOf is { } last && last.Campaign == campaign.Id && (last.Sequence == campaign.Sequence && campaign.Status != CampaignStatus.Paused || Now - last.At < ForecastEvery))
            return;
        forecastOf = (campaign.Id, Now, campaign.Sequence);
        forecast = Forecast.Of(campaign, Stations, Now, PlannedExperiments);
        planned = campaign.Status is CampaignStatus.Running or CampaignStatus.Stopping or CampaignStatus.NotStarted ? forecast.Runs : [];
    }

    private void SaveTemplate() => Desk.Ask(new DeskQuestion.Confirm("Save as a template", "Keeps the definition under a name, to start other campaigns from. A template of the same name is not replaced.", "Save", "Name of the template", ReasonRequired: true,
        name => Desk.RunAsync("Save", () => Templates.SaveAsync(name, Campaign!.Definition.ToDraft(), SignedIn.Actor)), Danger: false));
}
