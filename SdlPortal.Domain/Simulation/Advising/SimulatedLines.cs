using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// The lines of an advice, each simulated once: the lab with a number in flight, in one repetition's luck. Where nothing is left to chance, all repetitions share one. Safe from any thread.
/// </summary>
internal sealed class SimulatedLines(CampaignDefinition definition, LabModel lab, long seed)
{
    private readonly ConcurrentDictionary<(int InFlight, Budget Budget, string? Extra, int Repetition), LineRun> runs = new();
    private readonly bool isCertain = lab.Stations.All(s => s.Durations.Shape == DurationShape.Fixed && s.FailureShare == 0 && s.Breakdowns is null);

    /// <param name="extra">A kind of station of which the lab has one more; null for the lab as it is.</param>
    public LineRun Of(int inFlight, Budget budget, int repetition, string? extra = null) =>
        runs.GetOrAdd((inFlight, budget, extra, isCertain ? 0 : repetition), key =>
            LineSimulation.Run(definition with { MaxInFlight = key.InFlight, Budget = key.Budget }, key.Extra is null ? lab : lab.WithOneMore(key.Extra), seed, key.Repetition));
}
