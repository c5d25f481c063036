using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>
/// Reads a log into a <see cref="RecordedCampaign"/>. A suggestion takes time, and results may arrive meanwhile that it did not know; its rationale says how many results it
/// had seen and how many experiments were pending, which tells the moment of the choice. Used once.
/// </summary>
internal sealed class RecordReading
{
    /// <summary>Between two moments that the log gives the same time: far below anything a laboratory notices.</summary>
    private const double Nanohours = 1e-9;

    private readonly Campaign campaign = new(Guid.Empty);
    private readonly List<(int Completed, int InFlight, double Hours)> moments = [];
    private readonly Dictionary<int, Mark> choices = [];
    private readonly Dictionary<int, Mark> ends = [];
    private int? priorSeen;

    public void Take(RecordedEvent item)
    {
        campaign.Apply(item);
        var hours = campaign.RunningFor(item.At).TotalHours * campaign.TimeScale;
        moments.Add((campaign.Completed, campaign.InFlight.Count, hours));
        var now = new Mark(moments.Count - 1, hours);
        switch (item.Event)
        {
            case ExperimentSuggested e:
                choices[e.Experiment] = ChoiceOf(e, now);
                break;
            case ExperimentCompleted or ExperimentFailed or ExperimentAbandoned or ExperimentRejected:
                ends.TryAdd(EventSubject.ExperimentOf(item.Event)!.Value, now);
                break;
            case ExperimentRetried e:
                ends.Remove(e.Experiment);
                break;
            default:
                break;
        }
    }

    public RecordedCampaign Finish()
    {
        var order = campaign.Experiments.OrderBy(e => choices[e.Number].Position).ThenBy(e => e.Source == SuggestionSource.Manual).ThenBy(e => e.Number).ToList();
        var times = Times(order);
        var entries = order.Select(e => new TimelineEntry(times.Chosen[e.Number], times.Ended.GetValueOrDefault(e.Number, double.PositiveInfinity), e.Status == ExperimentStatus.Completed)).ToList();
        var entryOf = order.Select((e, k) => (e.Number, k)).ToDictionary(p => p.Number, p => p.k);
        return new RecordedCampaign
        {
            Definition = campaign.Definition,
            Status = campaign.Status,
            Timeline = new CampaignTimeline(entries),
            Numbers = [.. order.Select(e => e.Number)],
            Given = order.Where(e => e.Source != SuggestionSource.Strategy).ToDictionary(e => entryOf[e.Number], e => new Observation(e.Configuration, e.Values)),
            Prior = campaign.PriorResults,
            Results = [.. campaign.CompletedInOrder.Select(e => new RecordedResult(entryOf[e.Number], times.Ended[e.Number], new Observation(e.Configuration, e.Values)))],
        };
    }

    /// <summary>The latest moment before the suggestion at which as much was known and pending as it says.</summary>
    private Mark ChoiceOf(ExperimentSuggested suggested, Mark now)
    {
        var before = new Mark(now.Position - 0.5, now.Hours);
        if (suggested.Source == SuggestionSource.Manual)
            return before;
        priorSeen ??= new EncodedRequest(campaign.Definition.Ask(campaign.PriorResults, [], 0)).Inputs.Count;
        var (completed, pending) = (suggested.Rationale.Observed - priorSeen.Value, suggested.Rationale.Pending);
        for (var i = moments.Count - 2; i >= 0 && moments[i].Completed >= completed; i--)
        {
            if ((moments[i].Completed, moments[i].InFlight) == (completed, pending))
                return i == moments.Count - 2 ? before : new Mark(i + 0.5, moments[i].Hours);
        }

        return before;
    }

    /// <summary>Every moment's lab hours in the log's order, no two alike.</summary>
    private (Dictionary<int, double> Chosen, Dictionary<int, double> Ended) Times(List<Experiment> order)
    {
        var chosen = new Dictionary<int, double>();
        var ended = new Dictionary<int, double>();
        var last = double.NegativeInfinity;
        var marks = order.Select(e => (Mark: choices[e.Number], Set: chosen, e.Number)).Concat(ends.Select(e => (Mark: e.Value, Set: ended, Number: e.Key)));
        foreach (var (mark, set, number) in marks.OrderBy(m => m.Mark.Position))
            set[number] = last = Math.Max(mark.Hours, last + Nanohours);
        return (chosen, ended);
    }

    /// <param name="Position">In the log; a choice lies between two entries.</param>
    private readonly record struct Mark(double Position, double Hours);
}
