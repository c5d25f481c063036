using System.Collections.Concurrent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
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
            Simulate(definition with { MaxInFlight = key.InFlight, Budget = key.Budget }, key.Extra is null ? lab : lab.WithOneMore(key.Extra), seed, key.Repetition));

    private static LineRun Simulate(CampaignDefinition definition, LabModel lab, long seed, int repetition)
    {
        _ = (seed, repetition);
        var forecast = Forecast.Of(definition, [.. lab.Stations.Select(s => new StationView(s.Station, Stations.StationState.Ready))], DateTimeOffset.UnixEpoch, 1);
        var ends = forecast.Runs.GroupBy(r => r.Experiment).OrderBy(g => g.Key).Select(g => g.Max(r => (r.End - DateTimeOffset.UnixEpoch).TotalHours)).ToList();
        var entries = new List<TimelineEntry>();
        for (var k = 0; k < ends.Count; k++)
        {
            var chosen = k < definition.MaxInFlight ? 0 : ends.Take(k).Order().ElementAt(k - definition.MaxInFlight);
            entries.Add(new TimelineEntry(chosen, ends[k]));
        }

        var makespan = ends.Count > 0 ? ends.Max() : 0;
        return new LineRun
        {
            Timeline = new CampaignTimeline(entries),
            MakespanHours = makespan,
            ThroughputPerHour = makespan > 0 ? ends.Count / makespan : 0,
            Utilization = forecast.Utilization,
            Bottleneck = forecast.Bottleneck ?? "",
            MeanPending = forecast.PendingAtSuggestion.Count > 1 ? forecast.PendingAtSuggestion.Skip(1).Average() : 0,
            Failed = 0,
            Spoiled = 0,
            Stuck = forecast.WhyNot,
        };
    }
}
