using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Web.Stations;

/// <summary>A sample in a slot: at work when there is a running stage, else waiting to move on.</summary>
/// <param name="Elapsed">Lab time since the stage started; zero while the sample only waits.</param>
/// <param name="Progress">From 0 to 1, as the station reports it, else elapsed of expected; null while the sample only waits.</param>
/// <param name="Unknown">Nobody can say whether the stage ran; a person decides.</param>
public sealed record SlotWork(Guid Campaign, string CampaignName, int Experiment, string Stage, TimeSpan Elapsed, TimeSpan Expected, double? Progress, bool Unknown, IReadOnlyList<MeasuredValue> Values)
{
    public bool Working => Progress is not null && !Unknown;
}

/// <summary>A failure of a stage at a station.</summary>
public sealed record StationError(DateTimeOffset At, Guid Campaign, int Experiment, string Stage, string Reason);

/// <summary>A station as the stations page shows it.</summary>
/// <param name="Slots">One entry per slot; null where the slot is free.</param>
/// <param name="BusyLastHour">Share of the last lab hour that its slots worked, 0 to 1; null while nothing has run.</param>
/// <param name="BusyInCampaign">The same since the start of the campaign that uses it.</param>
public sealed record StationCard(StationDescription Description, StationState State, IReadOnlyList<SlotWork?> Slots, double? BusyLastHour, double? BusyInCampaign, StationError? LastError)
{
    public int Working => Slots.Count(s => s is { Working: true });
}

/// <summary>What every station does now and has done lately, from the campaigns on the line. Pure.</summary>
public static class StationBoard
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IReadOnlyList<StationCard> Of(IReadOnlyList<StationView> stations, IReadOnlyCollection<Campaign> active, IReadOnlyDictionary<string, StationReading> readings, DateTimeOffset now) =>
        [.. stations.Select(s => Card(s, active, readings, now))];

    private static StationCard Card(StationView station, IReadOnlyCollection<Campaign> active, IReadOnlyDictionary<string, StationReading> readings, DateTimeOffset now)
    {
        var description = station.Description;
        var slots = new SlotWork?[description.Capacity];
        StationError? lastError = null;
        var runs = new List<(Campaign Campaign, StageRun Run)>();
        foreach (var campaign in active)
        {
            foreach (var experiment in campaign.InFlight)
                Occupy(slots, campaign, experiment, description, readings, now);
            foreach (var run in campaign.Experiments.SelectMany(e => e.Runs).Where(r => r.Place.Station == description.Id))
            {
                runs.Add((campaign, run));
                if (run is { Status: StageRunStatus.Failed, EndedAt: { } ended } && (lastError is null || ended > lastError.At))
                    lastError = new StationError(ended, campaign.Id, run.Experiment, campaign.Route[run.Step].Name, run.Reason ?? "no reason given");
            }
        }

        var hour = Hour / description.TimeScale;
        var started = active.Select(c => c.StartedAt).OfType<DateTimeOffset>().DefaultIfEmpty(now).Min();
        var hourFrom = now - hour > started ? now - hour : started;
        return new StationCard(description, station.State, slots,
            runs.Count == 0 ? null : Busy(runs, description.Capacity, hourFrom, now),
            runs.Count == 0 ? null : Busy(runs, description.Capacity, runs.Min(r => r.Campaign.StartedAt ?? now), now),
            lastError);
    }

    private static void Occupy(SlotWork?[] slots, Campaign campaign, Experiment experiment, StationDescription station, IReadOnlyDictionary<string, StationReading> readings, DateTimeOffset now)
    {
        var current = experiment.Current;
        if (current is not null && current.Place.Station == station.Id)
        {
            Put(slots, current.Place.Slot, Working(campaign, experiment, current, readings, now));
            return;
        }

        if (experiment.At is { } at && at.Station == station.Id)
        {
            Put(slots, at.Slot, new SlotWork(campaign.Id, campaign.Definition.Name, experiment.Number, current is null ? WaitsFor(campaign, experiment) : "is being picked up", TimeSpan.Zero, TimeSpan.Zero, null, false, []));
        }
        else if (experiment.Reserved is { } reserved && reserved.Station == station.Id)
        {
            Put(slots, reserved.Slot, new SlotWork(campaign.Id, campaign.Definition.Name, experiment.Number, "on its way here", TimeSpan.Zero, TimeSpan.Zero, null, false, []));
        }
    }

    private static string WaitsFor(Campaign campaign, Experiment experiment)
    {
        if (experiment.NextStep >= campaign.Route.Count)
            return "waits";
        var next = campaign.Route[experiment.NextStep];
        return next.Kind == StepKind.Transfer ? $"waits for the move {next.Name}" : $"waits for {next.Name}";
    }

    private static SlotWork Working(Campaign campaign, Experiment experiment, StageRun run, IReadOnlyDictionary<string, StationReading> readings, DateTimeOffset now)
    {
        var elapsed = (now - run.StartedAt) * campaign.TimeScale;
        var expected = TimeSpan.FromSeconds(run.ExpectedLabSeconds);
        var reading = readings.GetValueOrDefault(run.Command);
        var progress = reading?.Progress ?? (expected > TimeSpan.Zero ? elapsed / expected : 0);
        return new SlotWork(campaign.Id, campaign.Definition.Name, experiment.Number, campaign.Route[run.Step].Name, elapsed, expected,
            Math.Clamp(progress, 0, 1), run.Status == StageRunStatus.Unknown, reading?.Values.ToArray() ?? []);
    }

    /// <summary>A slot number beyond the capacity, from a lab that was rebuilt since, is left out rather than trusted.</summary>
    private static void Put(SlotWork?[] slots, int slot, SlotWork work)
    {
        if (slot >= 0 && slot < slots.Length)
            slots[slot] = work;
    }

    private static double? Busy(List<(Campaign Campaign, StageRun Run)> runs, int capacity, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return null;
        var busy = TimeSpan.Zero;
        foreach (var (_, run) in runs)
        {
            var begin = run.StartedAt > from ? run.StartedAt : from;
            var end = run.EndedAt is { } ended && ended < to ? ended : to;
            if (end > begin)
                busy += end - begin;
        }

        return Math.Min(1, busy / (to - from) / capacity);
    }
}
