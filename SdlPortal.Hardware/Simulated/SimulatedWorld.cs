using System.Collections.Concurrent;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;

namespace SdlPortal.Hardware.Simulated;

/// <summary>What a campaign's samples measure: values by name for a configuration, with noise that follows from a seed.</summary>
public delegate IReadOnlyList<MeasuredValue> MeasuringFunction(Configuration configuration, long seed);

/// <summary>The physics that simulated instruments share: what the samples of each campaign measure. Safe for any thread.</summary>
public sealed class SimulatedWorld
{
    private readonly ConcurrentDictionary<Guid, (long Seed, MeasuringFunction Measure)> campaigns = [];

    public void Tell(Guid campaign, long seed, MeasuringFunction measure) => campaigns[campaign] = (seed, measure);

    /// <summary>The measured values of the command's sample, or null when the world was not told about its campaign.</summary>
    public IReadOnlyList<MeasuredValue>? Measure(InstrumentRequest.Run run) =>
        campaigns.TryGetValue(run.Sample.Campaign, out var campaign)
            ? campaign.Measure(run.Recipe, CommandDraw.NoiseSeed(campaign.Seed, run.Sample.Campaign, run.Sample.Experiment, run.Id))
            : null;
}
