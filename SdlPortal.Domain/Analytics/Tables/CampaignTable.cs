using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>The experiments of a campaign as a table, a row each in the order of their numbers: parameters, objectives, how it went, and how long each stage took in the laboratory's time.</summary>
public static class CampaignTable
{
    /// <summary>The column that says which experiment a row is.</summary>
    public const string Identity = "experiment";

    /// <param name="campaign">Not changed while this reads it.</param>
    public static DataTable Of(Campaign campaign)
    {
        var (definition, experiments) = (campaign.Definition, campaign.Experiments);
        var table = new TableBuilder(experiments.Count);
        table.Numbers(Identity, null, row => experiments[row].Number);
        foreach (var parameter in definition.Space.Parameters)
            table.Values(parameter.Name, parameter.Unit, parameter is CategoricalParameter, row => experiments[row].Configuration.TryGet(parameter.Name, out var value) ? value : (ParameterValue?)null);
        foreach (var (objective, i) in definition.Objectives.Select((o, i) => (o, i)))
            table.Numbers(objective.Name, objective.Unit, row => i < experiments[row].Values.Count ? experiments[row].Values[i] : null);
        table.Texts("status", row => experiments[row].Status.ToString().ToLowerInvariant());
        table.Texts("suggested by", row => experiments[row].Source switch { SuggestionSource.Initial => "initial design", SuggestionSource.Manual => "a person", _ => experiments[row].Rationale.Strategy });
        table.Numbers("results known when suggested", null, row => experiments[row].Rationale.Observed);
        table.Numbers("pending when suggested", null, row => experiments[row].Rationale.Pending);
        table.Times("suggested at", row => experiments[row].SuggestedAt);
        table.Times("started at", row => experiments[row].StartedAt);
        table.Times("ended at", row => experiments[row].EndedAt);
        table.Numbers("attempts at stages", null, row => experiments[row].Runs.Count);
        foreach (var (name, step) in Steps(campaign))
            table.Numbers($"time in {name}", "s", row => Seconds(campaign, experiments[row], step));
        table.Texts("edited", row => experiments[row].Edited ? "yes" : "no");
        table.Texts("reason", row => experiments[row].Reason);
        return table.Build(definition.Name, experiments.Count == 0 ? ["The campaign has no experiments yet."] : []);
    }

    /// <summary>A stage that comes twice on the route is told apart by its place.</summary>
    private static IEnumerable<(string Name, int Step)> Steps(Campaign campaign)
    {
        var stages = campaign.Route.Select(s => s.Name).ToList();
        return stages.Select((name, i) => (stages.Count(s => s == name) > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}, step {i + 1}") : name, i));
    }

    /// <summary>Of all attempts that ended, in the laboratory's time: the clock of a simulated lab runs faster.</summary>
    private static double? Seconds(Campaign campaign, Experiment experiment, int step)
    {
        var ended = experiment.Runs.Where(r => r.Step == step && r.EndedAt is not null).ToList();
        return ended.Count == 0 ? null : ended.Sum(r => (r.EndedAt!.Value - r.StartedAt).TotalSeconds) * campaign.TimeScale;
    }
}
