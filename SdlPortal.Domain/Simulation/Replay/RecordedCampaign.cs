using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Replay;

/// <param name="Entry">Which entry of the timeline it ends.</param>
/// <param name="Hours">When it arrived, in lab hours.</param>
public sealed record RecordedResult(int Entry, double Hours, Observation Observation);

/// <summary>
/// A campaign as it really went, in the form that a simulation can run along: what its log says about times, about what was known and pending at each choice,
/// and about the experiments that no strategy chose. Immutable.
/// </summary>
public sealed record RecordedCampaign
{
    public required CampaignDefinition Definition { get; init; }

    public required CampaignStatus Status { get; init; }

    /// <summary>
    /// In lab hours since the start, pauses left out. Moments that share a time in the log are a few nanohours apart here, so that the log's order decides what
    /// was known. What had not ended when the log did never ends and gives no result.
    /// </summary>
    public required CampaignTimeline Timeline { get; init; }

    /// <summary>The number of each entry's experiment.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }

    /// <summary>By entry, what another strategy would not have changed: the initial design and what people inserted. Without values where the experiment gave no result.</summary>
    public required IReadOnlyDictionary<int, Observation> Given { get; init; }

    public required IReadOnlyList<Observation> Prior { get; init; }

    /// <summary>In the order of their arrival.</summary>
    public required IReadOnlyList<RecordedResult> Results { get; init; }

    /// <summary>Experiments that ended without a result.</summary>
    public int Lost => Timeline.Entries.Count(e => !e.HasResult && double.IsFinite(e.EndedAt));

    /// <summary>Experiments whose configuration a strategy chose and that gave a result.</summary>
    public int Chosen => Results.Count(r => !Given.ContainsKey(r.Entry));

    /// <param name="events">A campaign's log, from its first entry.</param>
    public static RecordedCampaign Of(IReadOnlyList<RecordedEvent> events)
    {
        var reading = new RecordReading();
        foreach (var item in events)
            reading.Take(item);
        return reading.Finish();
    }
}
