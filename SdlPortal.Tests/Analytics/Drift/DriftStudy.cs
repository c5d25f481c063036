using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Drift;

/// <summary>A way in which streams are made to leave their reference.</summary>
/// <param name="After">From how long ago the change began (0 at its first value), the value without it and the kind of stream to what comes out; a new one for every stream, since a stuck sensor remembers.</param>
internal sealed record StreamChange(string Name, DriftKind Kind, Func<StreamKind, SeededRandom, Func<int, double, double>> After);

/// <summary>`drift-study --out DIR`: false alarms and delays of the monitor over simulated streams, the tables of docs/results/drift.md; `drift-study --limits STREAMS`: the limits as they stand in the source.</summary>
internal static class DriftStudy
{
    public const int StreamLength = 1000;
    private const int Streams = 1000;
    private const int ChangeAt = 200;
    private const int Longest = 1000;

    public static readonly IReadOnlyList<(StreamKind Kind, int Reference)> Cases =
    [
        (StreamKind.Normal, 200), (StreamKind.Normal, 50), (StreamKind.Normal, 1000), (StreamKind.Skewed, 200), (StreamKind.HeavyTailed, 200), (StreamKind.Discretized, 200),
        (StreamKind.Correlated, 200), (StreamKind.Correlated, 50), (StreamKind.StronglyCorrelated, 200), (StreamKind.CorrelatedSteps, 200), (StreamKind.CorrelatedSteps, 1000),
    ];

    public static readonly IReadOnlyList<StreamChange> Changes =
    [
        new("level + 0.5 sd", DriftKind.Level, (kind, _) => (_, x) => x + (0.5 * kind.Sd)),
        new("level + 1 sd", DriftKind.Level, (kind, _) => (_, x) => x + kind.Sd),
        new("level + 2 sd", DriftKind.Level, (kind, _) => (_, x) => x + (2 * kind.Sd)),
        new("level + 10 sd", DriftKind.Level, (kind, _) => (_, x) => x + (10 * kind.Sd)),
        new("level climbs 0.01 sd a value", DriftKind.Level, (kind, _) => (i, x) => x + (0.01 * i * kind.Sd)),
        new("variance x 2", DriftKind.Spread, (kind, _) => (_, x) => kind.Marginal(0) + (Math.Sqrt(2) * (x - kind.Marginal(0)))),
        new("sd x 2", DriftKind.Spread, (kind, _) => (_, x) => kind.Marginal(0) + (2 * (x - kind.Marginal(0)))),
        new("sd x 0.5", DriftKind.Spread, (kind, _) => (_, x) => kind.Marginal(0) + (0.5 * (x - kind.Marginal(0)))),
        new("stuck", DriftKind.Stuck, (_, _) => Hold((held, _) => held)),
        new("stuck, noise of 0.05 sd", DriftKind.Stuck, (kind, random) => Hold((held, _) => held + (0.05 * kind.Sd * random.NextNormal()))),
        new("30 % missing", DriftKind.Missing, (_, random) => (_, x) => random.NextDouble() < 0.3 ? double.NaN : x),
    ];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is ["--limits", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var streams))
        {
            foreach (var line in DriftLimits.Tables(streams))
                await output.WriteLineAsync(line);
            return 0;
        }

        if (args is not ["--out", var folder, .. var rest])
        {
            await errors.WriteLineAsync("drift-study --out DIR [STREAMS], or drift-study --limits STREAMS");
            return 2;
        }

        var each = rest is [var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Streams;
        var clock = Stopwatch.StartNew();
        Directory.CreateDirectory(folder);
        await using var file = new StreamWriter(Path.Combine(folder, "drift.md")) { NewLine = "\n" };
        foreach (var line in FalseAlarmTable(each).Append("").Concat(DelayTable(each)))
            await file.WriteLineAsync(line);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{each} streams for each cell: {clock.Elapsed.TotalSeconds:0} s"));
        return 0;
    }

    /// <summary>What is raised in streams that keep to their reference.</summary>
    public static IReadOnlyList<IReadOnlyList<DriftAlert>> FalseAlarms(StreamKind kind, int reference, int streams, double falseAlarms = 0.01, long seed = 1)
    {
        var found = new IReadOnlyList<DriftAlert>[streams];
        Parallel.For(0, streams, s =>
        {
            var random = SeededRandom.Derive(seed, reference, s);
            var monitor = new DriftMonitor(DriftReference.Of(kind.Draw(reference, random)).Value, falseAlarms);
            found[s] = kind.Draw(StreamLength, random).Aggregate(DriftState.Start, monitor.Next).Alerts;
        });
        return found;
    }

    /// <summary>Of each stream with a change, how many values of the changed part it took until something was raised, and what; null where nothing was within 1,000. Streams with a false alarm before count not.</summary>
    public static IReadOnlyList<(int Delay, DriftAlert Alert)?> Delays(StreamKind kind, int reference, StreamChange change, int streams, long seed = 2)
    {
        var found = new (bool Counts, (int, DriftAlert)? Alert)[streams];
        Parallel.For(0, streams, s =>
        {
            var random = SeededRandom.Derive(seed, reference, s);
            var monitor = new DriftMonitor(DriftReference.Of(kind.Draw(reference, random)).Value);
            var after = change.After(kind, SeededRandom.Derive(seed, s));
            var state = DriftState.Start;
            foreach (var value in kind.Draw(ChangeAt + Longest, random, (i, x) => i < ChangeAt ? x : after(i - ChangeAt, x)))
            {
                state = monitor.Next(state, value);
                // A few values more tell a stuck sensor from what it looked like at first.
                if (state.Alerts.Count > 0 && (state.Alerts[0].RaisedAt < ChangeAt || state.Totals.Seen > state.Alerts[0].RaisedAt + 10))
                    break;
            }

            found[s] = (state.Alerts.Count == 0 || state.Alerts[0].RaisedAt >= ChangeAt, state.Alerts.Count == 0 ? null : ((int)state.Alerts[0].RaisedAt + 1 - ChangeAt, state.Alerts[0]));
        });
        return [.. found.Where(f => f.Counts).Select(f => f.Alert)];
    }

    /// <summary>The 95 % interval of a share (Clopper and Pearson 1934).</summary>
    public static (double Low, double High) Interval(int hits, int all) =>
        (hits == 0 ? 0 : Beta.InvCDF(hits, all - hits + 1, 0.025), hits == all ? 1 : Beta.InvCDF(hits + 1, all - hits, 0.975));

    private static IEnumerable<string> FalseAlarmTable(int streams)
    {
        yield return "| stream | reference | streams with a false alarm | level | spread | stuck | missing | allowed 5 % |";
        yield return "|---|---|---|---|---|---|---|---|";
        foreach (var (kind, reference) in Cases)
        {
            var found = FalseAlarms(kind, reference, streams);
            var loose = FalseAlarms(kind, reference, streams, falseAlarms: 0.05).Count(f => f.Count > 0);
            yield return string.Create(CultureInfo.InvariantCulture, $"| {kind.Name} | {reference} | {Share(found.Count(f => f.Count > 0), streams)} | {Of(DriftKind.Level)} | {Of(DriftKind.Spread)} | {Of(DriftKind.Stuck)} | {Of(DriftKind.Missing)} | {Share(loose, streams)} |");

            int Of(DriftKind wanted) => found.Count(f => f.Count > 0 && f[0].Kind == wanted);
        }
    }

    private static IEnumerable<string> DelayTable(int streams)
    {
        yield return "| stream | reference | change | half are noticed within | 95 % within | noticed in 1,000 values | first alert of the right kind | off by the change point (median) | size covered by its interval |";
        yield return "|---|---|---|---|---|---|---|---|---|";
        foreach (var (kind, reference) in Cases)
        {
            foreach (var change in Changes)
            {
                var all = Delays(kind, reference, change, streams);
                double[] sorted = [.. all.Select(d => d?.Delay ?? double.PositiveInfinity).Order()];
                var right = all.Where(d => d?.Alert.Kind == change.Kind).Select(d => d!.Value.Alert).ToList();
                double[] off = [.. right.Select(a => Math.Abs(a.Began - (double)ChangeAt)).Order()];
                var truth = change.Name switch { "level + 1 sd" => kind.Sd, "level + 2 sd" => 2 * kind.Sd, "sd x 2" => 2, _ => double.NaN };
                var covered = double.IsNaN(truth) || right.Count == 0 ? "" : (right.Count(a => a.Low <= truth && truth <= a.High) / (double)right.Count).ToString("P0", CultureInfo.InvariantCulture);
                yield return string.Create(CultureInfo.InvariantCulture, $"| {kind.Name} | {reference} | {change.Name} | {Place(sorted, 0.5)} | {Place(sorted, 0.95)} | {all.Count(d => d is not null) / (double)all.Count:P1} | {right.Count / (double)Math.Max(1, all.Count(d => d is not null)):P0} | {(off.Length == 0 ? "" : Robust.Median(off).ToString("0", CultureInfo.InvariantCulture))} | {covered} |");
            }
        }

        static string Place(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)] is var d && double.IsFinite(d) ? d.ToString("0", CultureInfo.InvariantCulture) : "never";
    }

    private static string Share(int hits, int all)
    {
        var (low, high) = Interval(hits, all);
        return string.Create(CultureInfo.InvariantCulture, $"{100.0 * hits / all:0.0} % ({100 * low:0.0} to {100 * high:0.0})");
    }

    private static Func<int, double, double> Hold(Func<double, int, double> value)
    {
        var held = 0.0;
        return (i, x) =>
        {
            if (i == 0)
                held = x;
            return value(held, i);
        };
    }
}
