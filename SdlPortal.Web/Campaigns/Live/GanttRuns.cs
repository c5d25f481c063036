using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A run with its experiment, or the time after it in which the sample stood in the slot.</summary>
internal readonly record struct PlacedRun(Experiment Experiment, StageRun Run, DateTimeOffset Start, DateTimeOffset? End, bool Holding);

/// <summary>
/// Every run of a campaign by slot, in the order of time. A slot holds one sample at a time, so that starts and ends are both
/// ascending and a window is found by halving. Valid for the sequence of the campaign that it was made at.
/// </summary>
public sealed class GanttRuns
{
    private readonly Dictionary<Place, List<PlacedRun>> bySlot = [];

    public static GanttRuns Of(Campaign campaign)
    {
        var runs = new GanttRuns { Sequence = campaign.Sequence };
        foreach (var experiment in campaign.Experiments)
        {
            for (var i = 0; i < experiment.Runs.Count; i++)
                runs.Add(campaign, experiment, i);
        }

        return runs;
    }

    public long Sequence { get; private init; }

    public IEnumerable<Place> Slots => bySlot.Keys;

    /// <summary>The runs of a slot that touch the window, found without looking at the others.</summary>
    internal IEnumerable<PlacedRun> Within(Place slot, DateTimeOffset from, DateTimeOffset to)
    {
        if (!bySlot.TryGetValue(slot, out var lane))
            yield break;
        var (low, high) = (0, lane.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lane[middle].End is { } end && end < from)
                low = middle + 1;
            else
                high = middle;
        }

        for (var i = low; i < lane.Count && lane[i].Start <= to; i++)
            yield return lane[i];
    }

    private void Add(Campaign campaign, Experiment experiment, int index)
    {
        var run = experiment.Runs[index];
        Place(run.Place, new PlacedRun(experiment, run, run.StartedAt, run.EndedAt, Holding: false));
        if (run.Status != StageRunStatus.Finished || run.Step + 1 >= campaign.Route.Count)
            return;
        var next = index + 1 < experiment.Runs.Count ? experiment.Runs[index + 1].StartedAt : experiment.EndedAt;
        if (next is null || next > run.EndedAt)
            Place(run.Destination ?? run.Place, new PlacedRun(experiment, run, run.EndedAt!.Value, next, Holding: true));
    }

    /// <summary>Experiments come in the order of their numbers, which is nearly the order of time: the place is found within a few steps from the end.</summary>
    private void Place(Place slot, PlacedRun placed)
    {
        if (!bySlot.TryGetValue(slot, out var lane))
            bySlot[slot] = lane = [];
        var at = lane.Count;
        while (at > 0 && lane[at - 1].Start > placed.Start)
            at--;
        lane.Insert(at, placed);
    }
}
