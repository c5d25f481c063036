using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Stations;
using SdlPortal.Hardware.LineInstrument;
using SdlPortal.Hardware.Links;

namespace SdlPortal.Hardware.Simulated;

/// <summary>
/// A lab of drivers over simulated instruments, which measure what each campaign's ground truth says; in real time with journals on disk, or
/// in virtual time. Single stations may be real instruments. Safe for any thread.
/// </summary>
public sealed class SimulatedLab : ILab, IAsyncDisposable
{
    private readonly SimulatedWorld world = new();
    private readonly ConcurrentDictionary<Guid, (CampaignDefinition Definition, GroundTruth Truth)> prepared = [];
    private readonly List<LineInstrumentStation> stations = [];
    private readonly List<SimulatedInstrument> instruments = [];
    private readonly ReadTable? readTable;
    private readonly bool realTime;

    private SimulatedLab(string name, ReadTable? readTable, bool realTime) => (Name, this.readTable, this.realTime) = (name, readTable, realTime);

    public string Name { get; }

    public IReadOnlyList<IStation> Stations => stations;

    /// <summary>The configured lab in real time. Instruments keep their journals in <paramref name="dataFolder"/>/instruments.</summary>
    /// <exception cref="LabUnavailableException">The options have mistakes, all of them listed; or a journal cannot be opened, perhaps because another portal uses the folder.</exception>
    public static SimulatedLab Demo(LabOptions options, string dataFolder, TimeProvider time, ReadTable? readTable = null, ILoggerFactory? loggers = null)
    {
        var lab = new SimulatedLab(options.Name, readTable, realTime: true);
        foreach (var station in options.ValidStations())
        {
            var description = new StationDescription(station.Id, station.Kind.Trim(), station.Name ?? station.Id, station.Capacity, options.Speed, Simulated: station.Address is null);
            ILineLink link;
            if (station.TryAddress() is { } address)
            {
                link = new TcpLineLink(address.Host, address.Port, time);
            }
            else
            {
                var journal = station.Faults.ForgetsOnRestart
                    ? InstrumentJournal.InMemory(forgetful: true)
                    : OpenJournal(Path.Combine(dataFolder, "instruments", $"{station.Id}.jsonl"));
                var traits = new InstrumentTraits(description.Kind, station.Capacity, options.Speed) { Spread = options.DurationSpread, Telemetry = true, Faults = station.Faults };
                link = lab.Simulate(description, traits, journal, time);
            }

            lab.stations.Add(new LineInstrumentStation(description, link, time, logger: loggers?.CreateLogger($"{typeof(LineInstrumentStation).FullName}.{station.Id}")));
        }

        return lab;
    }

    /// <summary>The smallest lab that can run the campaign, for virtual time: one station with one slot for each kind, exact durations, nothing on disk.</summary>
    public static SimulatedLab For(CampaignDefinition definition, TimeProvider time, double timeScale = 1, ReadTable? readTable = null)
    {
        var lab = new SimulatedLab("Simulated line", readTable, realTime: false);
        foreach (var kind in KindsOf(definition).Select(k => k.Kind).Distinct())
        {
            var description = new StationDescription($"{kind}-1", kind, kind, 1, timeScale, Simulated: true);
            var link = lab.Simulate(description, new InstrumentTraits(kind, 1, timeScale), InstrumentJournal.InMemory(), time);
            lab.stations.Add(new LineInstrumentStation(description, link, time));
        }

        return lab;
    }

    /// <summary>What the instruments measure for a prepared campaign.</summary>
    public GroundTruth? TruthOf(Guid campaign) => prepared.TryGetValue(campaign, out var known) ? known.Truth : null;

    public async Task<IReadOnlyList<Problem>> PrepareAsync(Guid campaign, CampaignDefinition definition, CancellationToken cancellationToken)
    {
        var problems = MissingKinds(definition).ToList();
        if (!stations.Exists(s => s.Description.Simulated) || (prepared.TryGetValue(campaign, out var known) && known.Definition == definition))
            return problems;
        var (truth, problem) = await GroundTruths.BuildAsync(definition, readTable, offThread: realTime, cancellationToken);
        if (truth is not null)
        {
            world.Tell(campaign, definition.Seed, GroundTruths.Measuring(truth));
            prepared[campaign] = (definition, truth);
        }

        return problem is null ? problems : [.. problems, problem];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var station in stations)
            await station.DisposeAsync();
        instruments.ForEach(i => i.Dispose());
    }

    private static InstrumentJournal OpenJournal(string path)
    {
        try
        {
            return InstrumentJournal.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabUnavailableException($"The instrument's journal {path} cannot be opened: {e.Message} One portal at a time uses a data folder: stop the other one, or choose another folder with --Data:Folder=PATH.", e);
        }
    }

    private SimulatedLink Simulate(StationDescription description, InstrumentTraits traits, InstrumentJournal journal, TimeProvider time)
    {
        var instrument = new SimulatedInstrument(traits, journal, world, time);
        instruments.Add(instrument);
        return new SimulatedLink(description.Name, instrument, time);
    }

    private IEnumerable<Problem> MissingKinds(CampaignDefinition definition)
    {
        var kinds = stations.Select(s => s.Description.Kind).Distinct().Order().ToEquatableList();
        return from needed in KindsOf(definition)
               where !kinds.Contains(needed.Kind)
               select new Problem(needed.Path, $"This lab has no station of the kind '{needed.Kind}'.", $"Choose one of {kinds}, or add such a station to the lab's configuration.");
    }

    private static IEnumerable<(string Path, string Kind)> KindsOf(CampaignDefinition definition)
    {
        for (var i = 0; i < definition.Workflow.Stages.Count; i++)
            yield return ($"workflow.stages[{i}].stationKind", definition.Workflow.Stages[i].StationKind);
        if (definition.Workflow.Transfer is { } transfer)
            yield return ("workflow.transfer.stationKind", transfer.StationKind);
    }
}
