using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A column of the experiments' table; the unit stands in the title.</summary>
internal sealed record ExperimentColumn(string Key, string Title, bool Numeric = false);

/// <summary>What a cell shows, in full on hover, and what it is sorted by.</summary>
internal sealed record ExperimentCell(string Text, string? Full = null, IComparable? Order = null);

internal sealed record ExperimentRow(int Number, StatusTone Tone, IReadOnlyList<ExperimentCell> Cells);

/// <summary>The experiments of a campaign as a sorted and filtered table. Pure.</summary>
internal static class ExperimentRows
{
    public static IReadOnlyList<ExperimentColumn> Columns(CampaignDefinition definition) =>
    [
        new("number", "Experiment", true),
        new("status", "Status"),
        .. definition.Objectives.Select((o, i) => new ExperimentColumn($"objective-{i}", o.Label, true)),
        .. definition.Space.Parameters.Select((p, i) => new ExperimentColumn($"parameter-{i}", p.Label, p is not Domain.SearchSpaces.CategoricalParameter)),
        new("source", "Source"),
        new("pending", "Pending when suggested", true),
        new("started", "Started"),
        new("duration", "Lab time", true),
        new("reason", "Waits or failed because"),
    ];

    /// <param name="completed">Rows made by an earlier call for the same campaign and zone, by experiment: what is completed changes no more. New ones are added.</param>
    public static List<ExperimentRow> Build(Campaign campaign, Schedule schedule, ViewerZone zone, ExperimentStatus? only, string filter, string sort, bool descending, Dictionary<int, ExperimentRow>? completed = null)
    {
        var waits = schedule.Waits.ToDictionary(w => w.Experiment, w => w.Reason);
        var column = Columns(campaign.Definition).Select((c, i) => (c.Key, Index: i)).FirstOrDefault(c => c.Key == sort).Index;
        var words = filter.Trim();
        var rows = campaign.Experiments
            .Where(e => only is null || e.Status == only)
            .Select(e => Row(campaign, e, waits, zone, completed))
            .Where(r => words.Length == 0 || r.Cells.Any(c => c.Text.Contains(words, StringComparison.OrdinalIgnoreCase)));

        // Empty cells last, whichever way it is sorted.
        var (filled, empty) = (new List<ExperimentRow>(), new List<ExperimentRow>());
        foreach (var row in rows)
            (row.Cells[column].Order is null ? empty : filled).Add(row);
        filled.Sort((a, b) =>
        {
            var order = a.Cells[column].Order!.CompareTo(b.Cells[column].Order);
            order = order == 0 ? a.Number.CompareTo(b.Number) : order;
            return descending ? -order : order;
        });
        return [.. filled, .. empty];
    }

    private static ExperimentRow Row(Campaign campaign, Experiment experiment, Dictionary<int, string> waits, ViewerZone zone, Dictionary<int, ExperimentRow>? completed)
    {
        if (completed is not null && completed.TryGetValue(experiment.Number, out var known))
            return known;
        var row = new ExperimentRow(experiment.Number, Tone(experiment), Cells(campaign, experiment, waits.GetValueOrDefault(experiment.Number), zone));
        if (experiment.Status == ExperimentStatus.Completed)
            completed?.Add(experiment.Number, row);
        return row;
    }

    private static StatusTone Tone(Experiment experiment) =>
        experiment.Current?.Status == StageRunStatus.Unknown ? StatusTone.NeedsPerson : StatusTone.Of(experiment.Status);

    private static List<ExperimentCell> Cells(Campaign campaign, Experiment experiment, string? wait, ViewerZone zone)
    {
        var definition = campaign.Definition;
        var cells = new List<ExperimentCell>
        {
            new(experiment.Number.ToString(CultureInfo.InvariantCulture), Order: experiment.Number),
            new(Tone(experiment).Word, Order: (int)experiment.Status),
        };
        for (var i = 0; i < definition.Objectives.Count; i++)
            cells.Add(i < experiment.Values.Count ? new ExperimentCell(Quantity.Text(experiment.Values[i]), Quantity.Full(experiment.Values[i], definition.Objectives[i].Unit), experiment.Values[i]) : new ExperimentCell(""));
        foreach (var parameter in definition.Space.Parameters)
        {
            var value = experiment.Configuration[parameter.Name];
            cells.Add(value.IsNumber
                ? new ExperimentCell(Quantity.Text(value.Number), Quantity.Full(value.Number, parameter.Unit), value.Number)
                : new ExperimentCell(value.Text!, Order: value.Text));
        }

        cells.Add(new ExperimentCell(SourceWord(experiment) + (experiment.Edited ? ", edited" : ""), Order: (int)experiment.Source));
        cells.Add(new ExperimentCell(experiment.Rationale.Pending.ToString(CultureInfo.InvariantCulture), Order: experiment.Rationale.Pending));
        cells.Add(experiment.StartedAt is { } started ? new ExperimentCell(zone.Stamp(started), zone.Full(started), started) : new ExperimentCell(""));
        var seconds = experiment is { StartedAt: { } from, EndedAt: { } end } ? (end - from).TotalSeconds * campaign.TimeScale : (double?)null;
        cells.Add(seconds is { } s ? new ExperimentCell(LabTime.Exact(s), Order: s) : new ExperimentCell(""));
        var reason = experiment.Reason ?? experiment.Current?.Reason ?? wait;
        cells.Add(reason is null ? new ExperimentCell("") : new ExperimentCell(reason, reason, reason));
        return cells;
    }

    public static string SourceWord(Experiment experiment) => experiment.Source switch
    {
        SuggestionSource.Initial => "initial design",
        SuggestionSource.Manual => "by hand",
        _ => experiment.Rationale.Strategy,
    };
}
