using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>
/// A campaign on a simulated line, without its results: the scheduler and the rules of the real orchestrator in virtual time, with the lab's own durations,
/// failures and breakdowns. Suggestions and approvals take no time, and a pause that would wait for a person ends at once. Pure: the same question
/// has the same answer.
/// </summary>
public static class LineSimulation
{
    /// <summary>The campaign from its start until its budget is spent and the last experiment has ended.</summary>
    /// <param name="definition">Its workflow, budget, number in flight and failure policy count.</param>
    /// <param name="seed">With <paramref name="repetition"/> it decides all chance. What an attempt at a step draws follows from experiment, step and attempt alone, so choices that differ in the number in flight meet the same luck.</param>
    /// <param name="keepRuns">The runs of so many first experiments are kept for a Gantt.</param>
    public static LineRun Run(CampaignDefinition definition, LabModel lab, long seed, int repetition, int keepRuns = 0, CancellationToken cancellationToken = default)
    {
        var missing = definition.Workflow.Route.Select(s => s.StationKind).Distinct().Where(kind => lab.Stations.All(s => s.Station.Kind != kind)).ToList();
        return missing.Count > 0
            ? LineRun.Never($"This lab has no station of the kind {string.Join(" or ", missing)}.")
            : new SimulatedLine(definition, lab, new LineChance(seed, repetition), keepRuns).Run(cancellationToken);
    }
}
