using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Columns of a table watched against a part of themselves.</summary>
public static class DriftAnalysis
{
    private const int LookEvery = 10_000;

    public static TableAnalysis<DriftSettings, DriftResult> Definition { get; } = new("drift", 2, "Drift", Do);

    private static DriftResult Do(DataTable table, DriftSettings settings, AnalysisStep step)
    {
        var line = TimeLine.Of(table, settings.Order);
        string[] names = [.. settings.Columns.Distinct(StringComparer.Ordinal)];
        // What is allowed is shared by the columns (Bonferroni).
        var falseAlarms = Math.Clamp(settings.FalseAlarms, 0.0001, 0.2) / Math.Max(1, names.Length);
        var streams = new List<StreamDrift>();
        foreach (var (i, name) in names.Index())
        {
            step.Report(i / (double)names.Length, name);
            var column = TimeLine.ColumnOf(table, name);
            streams.Add(column.HasValue
                ? new StreamDrift(name, table.Columns[column.Value].Unit, Watch(line, column.Value, settings, falseAlarms, step.Part(i / (double)names.Length, (i + 1) / (double)names.Length)))
                : new StreamDrift(name, null, Answer<WatchedStream>.NotEnough(column.WhyNot!)));
        }

        return new DriftResult(line.IsTimed, streams, line.Remarks);
    }

    private static Answer<WatchedStream> Watch(TimeLine line, int column, DriftSettings settings, double falseAlarms, AnalysisStep step)
    {
        var (x, y, rows) = line.Read(column);
        var from = Math.Clamp(settings.From, 0, y.Length);
        var to = (int)Math.Min(y.Length, from + (long)Math.Max(0, settings.Count));
        var reference = DriftReference.Of(y.AsSpan(from..to));
        if (!reference.HasValue)
            return Answer<WatchedStream>.NotEnough(reference.WhyNot!);
        if (to >= y.Length)
            return Answer<WatchedStream>.NotEnough($"The reference takes all {TimeLine.Counted(y.Length - from, "value")} from its beginning on; nothing is left to watch. Choose a shorter one.");

        var monitor = new DriftMonitor(reference.Value, falseAlarms);
        var state = DriftState.Start;
        var (level, spread) = (new double[y.Length - to], new double[y.Length - to]);
        for (var i = 0; i < level.Length; i++)
        {
            if (i % LookEvery == 0)
            {
                step.Cancellation.ThrowIfCancellationRequested();
                step.Report(i / (double)level.Length, null);
            }

            state = monitor.Next(state, y[to + i]);
            (level[i], spread[i]) = (state.Level, state.Spread);
        }

        double[] watched = x[to..];
        var gaps = line.Gaps(watched);
        var unit = line.Table.Columns[column].Unit;
        var alerts = state.Alerts.Select(a => new StreamAlert(a, watched[a.Began], watched[a.RaisedAt], watched[a.LastSeen], rows[to + a.RaisedAt],
            DriftSentences.Of(a, reference.Value, unit, line.Place(watched[a.Began]), line.Place(watched[a.RaisedAt]), line.Place(watched[a.LastSeen])))).ToList();
        return Answer<WatchedStream>.Of(new WatchedStream(x[from], x[to - 1], reference.Value.Count, reference.Value.Mean, reference.Value.Sd, reference.Value.Autocorrelation, level.Length, monitor.EqualValues, alerts,
            CurveThinning.Of(watched, level, gaps, settings.MostPoints), CurveThinning.Of(watched, spread, gaps, settings.MostPoints), [.. Remarks(reference.Value, from, falseAlarms)]));
    }

    private static IEnumerable<string> Remarks(DriftReference reference, int before, double falseAlarms)
    {
        foreach (var remark in reference.Remarks)
            yield return remark;
        if (before > 0)
            yield return $"{TimeLine.Counted(before, "value")} before the reference {(before == 1 ? "is" : "are")} not watched.";
        yield return $"The reference: {TimeLine.Counted(reference.Count, "value")}, mean {Quantity.Text(reference.Mean)}, standard deviation {Quantity.Text(reference.Sd)}, autocorrelation {Quantity.Text(reference.Autocorrelation, digits: 2)}. "
            + $"Of 1,000 values that keep to it, something would be raised in {Quantity.Text(100 * falseAlarms, digits: 2)} % of the cases.";
    }
}
