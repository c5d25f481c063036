using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Analytics.Series;

namespace SdlPortal.Domain.Analytics.Streams;

/// <summary>What is asked of streams: how they are seen as series, and what they are watched against.</summary>
/// <param name="Drift">Null to watch nothing.</param>
public sealed record StreamsSettings(SeriesSettings Series, DriftSettings? Drift);

/// <param name="Drift">Null where nothing was watched.</param>
public sealed record StreamsResult(SeriesResult Series, DriftResult? Drift)
{
    /// <summary>All alerts with their columns, as a person has to see them: those that still hold first, then the latest.</summary>
    public IEnumerable<(StreamDrift Stream, StreamAlert Alert)> Alerts => (Drift?.Streams ?? [])
        .Where(s => s.Watched.HasValue)
        .SelectMany(s => s.Watched.Value.Alerts.Select(a => (Stream: s, Alert: a)))
        .OrderBy(a => a.Alert.Alert.IsOver)
        .ThenByDescending(a => a.Alert.Alert.RaisedAt);
}

/// <summary>Series and their drift in one answer: what one picture shows.</summary>
public static class StreamsAnalysis
{
    public static TableAnalysis<StreamsSettings, StreamsResult> Definition { get; } = new("streams", 2, "Streams", (table, settings, step) => new StreamsResult(
        SeriesAnalysis.Definition.Do(table, settings.Series, step.Part(0, 0.6)),
        settings.Drift is { } drift ? DriftAnalysis.Definition.Do(table, drift, step.Part(0.6, 1)) : null));
}
