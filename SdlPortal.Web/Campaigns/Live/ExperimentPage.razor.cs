using System.Globalization;
using Microsoft.AspNetCore.Components;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>The page of one experiment: what it is, why it was chosen, what happened to it, and what a person may do with it.</summary>
public sealed partial class ExperimentPage
{
    private Experiment? experiment;
    private List<RecordedEvent> events = [];

    [Parameter]
    public int Number { get; set; }

    private IReadOnlyList<(string, string)> Parents => [("Campaigns", "/campaigns"), (Campaign!.Definition.Name, $"/campaigns/{Id}"), ("Experiments", $"/campaigns/{Id}?tab=experiments")];

    private string BestSoFar => Campaign!.Definition is { Objectives.Count: > 1 } or { Combination: Combination.Desirability } ? $"best {Campaign.Definition.Aims.Headline.Name} so far" : "best so far";

    private string Summary
    {
        get
        {
            var parts = new List<string> { $"suggested {Zone.Clock(experiment!.SuggestedAt, Now)}" };
            if (experiment.StartedAt is { } started)
                parts.Add($"started {Zone.Clock(started, Now)}");
            if (experiment.EndedAt is { } ended)
                parts.Add($"ended {Zone.Clock(ended, Now)} after {LabTime.Exact((ended - (experiment.StartedAt ?? experiment.SuggestedAt)).TotalSeconds * Campaign!.TimeScale)} of lab time");
            if (experiment.Reason is { } reason)
                parts.Add(reason);
            return string.Join(" · ", parts);
        }
    }

    /// <summary>What the stages reported; the objectives as the experiment's results.</summary>
    private List<(string Name, string Text, string Full)> Measurements
    {
        get
        {
            var objectives = Campaign!.Definition.Objectives;
            var values = objectives.Zip(experiment!.Values, (o, v) => (o.Name, Quantity.Text(v, o.Unit), Quantity.Full(v, o.Unit))).ToList();
            foreach (var value in experiment.Runs.Where(r => r.Status == StageRunStatus.Finished).SelectMany(r => r.Values))
            {
                var unit = objectives.FirstOrDefault(o => o.Name == value.Name)?.Unit;
                if (values.All(v => v.Name != value.Name))
                    values.Add((value.Name, Quantity.Text(value.Value, unit), Quantity.Full(value.Value, unit)));
            }

            return values;
        }
    }

    protected override bool MovesWithTheClock => experiment is { InFlight: true };

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (Campaign is null)
            return;
        events = [.. (await Feed.ReadAsync(Id)).Where(IsOfThis)];
        Derive();
    }

    protected override void Take(IReadOnlyList<RecordedEvent> batch)
    {
        var last = events.Count > 0 ? events[^1].Sequence : 0;
        events.AddRange(batch.Where(e => e.Sequence > last && IsOfThis(e)));
    }

    private bool IsOfThis(RecordedEvent item) => EventSubject.ExperimentOf(item.Event) == Number;

    protected override void Derive() => experiment = Number >= 1 && Number <= Campaign!.Experiments.Count ? Campaign.Experiment(Number) : null;

    private static string Share(double took, double expected) => Math.Clamp(took / expected * 50, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
}
