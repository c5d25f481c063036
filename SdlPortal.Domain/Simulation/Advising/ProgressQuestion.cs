using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>An experiment that has left the line.</summary>
/// <param name="Hours">Lab hours since the campaign's start, pauses left out.</param>
/// <param name="Observation">Index of its result among the observations; null when it was lost.</param>
public readonly record struct EndedExperiment(int Number, double Hours, int? Observation);

/// <summary>What there is to know about how far a campaign has come, at one moment. Immutable, so that it can be answered away from the campaign's thread.</summary>
/// <param name="Request">Holds all results: those from before the start first, then in the order of their arrival.</param>
/// <param name="Prior">How many results there were before the start.</param>
/// <param name="Objective">The one that the advisor looks at: the first that is sought.</param>
/// <param name="Truth">What the stations measure, where they are simulated; else null.</param>
/// <param name="Ended">In the order of their end.</param>
public sealed record ProgressQuestion(SuggestionRequest Request, int Prior, int Objective, GroundTruthSource? Truth, IReadOnlyList<EndedExperiment> Ended)
{
    /// <param name="simulated">True when all stations are simulated and measure what the definition says.</param>
    public static ProgressQuestion Of(Campaign campaign, bool simulated)
    {
        var definition = campaign.Definition;
        var prior = campaign.PriorResults.Count;
        var observed = campaign.CompletedInOrder.Select((e, i) => (e.Number, Index: prior + i)).ToDictionary(e => e.Number, e => e.Index);
        var ended = campaign.Experiments
            .Where(e => e.EndedAt is not null && e.StartedAt is not null)
            .OrderBy(e => e.EndedAt).ThenBy(e => e.Number)
            .Select(e => new EndedExperiment(e.Number, campaign.LabHours(e.EndedAt!.Value), observed.TryGetValue(e.Number, out var index) ? index : null));
        var objective = definition.Aims.Sought.DefaultIfEmpty(0).First();
        return new ProgressQuestion(definition.Ask([.. campaign.Observations()], [], 0), prior, objective, simulated ? definition.GroundTruth : null, [.. ended]);
    }
}
