using System.Diagnostics;
using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.MetaAnalysis;
using SdlPortal.Tests.MetaAnalysis.Gains;

namespace SdlPortal.Tests.Benchmarks.PriorRuns;

/// <summary>`gain-calibration --out FILE`: predicted against realized gain for batches of simulated recommendations; writes the tables of docs/results/gain-calibration.md.</summary>
internal static class GainBatch
{
    private const int EachFamily = 40;
    private const int EachSearch = 24;
    private const int Draws = 20;

    private static readonly (string Name, string Title, Func<RunTable> Load, int[] Subsets)[] Tables =
    [
        ("networks", "Networks (HPOBench), 8 data sets", SampleTables.Networks, [3, 5]),
        ("couplings", "Couplings (Buchwald-Hartwig), 5 products", SampleTables.Couplings, [3]),
        ("plates", "Plates (oxygen evolution), 4 plates", SampleTables.Plates, []),
        ("cells", "Cells (NAS-Bench-201), 3 image tasks", SampleTables.Cells, []),
    ];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["--out", var file, .. var wanted])
        {
            await errors.WriteLineAsync($"gain-calibration --out FILE.md [families|alarms|searches|{string.Join('|', Tables.Select(t => t.Name))} …]");
            return 2;
        }

        IEnumerable<(string Name, Func<IEnumerable<string>> Part)> parts = [("families", Families), ("alarms", Alarms), ("searches", Searches), .. Tables.Select(t => (t.Name, (Func<IEnumerable<string>>)(() => RealTable(t.Title, t.Load(), t.Subsets))))];
        await using var text = new StreamWriter(file) { NewLine = "\n", AutoFlush = true };
        foreach (var (name, part) in parts.Where(p => wanted.Length == 0 || wanted.Contains(p.Name)))
        {
            var clock = Stopwatch.StartNew();
            foreach (var line in part())
                await text.WriteLineAsync(line);
            await text.WriteLineAsync();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {clock.Elapsed.TotalSeconds:0} s"));
        }

        return 0;
    }

    private static IEnumerable<string> Families()
    {
        var random = new SeededRandom(1);
        var drawn = Enumerable.Range(0, EachFamily).SelectMany(_ => SimulatedGains.Families.Select(f => SimulatedGains.Draw(f, random))).ToList();
        yield return "| recommendations | | 50 % | 80 % | 95 % | realized − expected | truth in forecast's 95 % |";
        yield return "|---|---|---|---|---|---|---|";
        yield return Row("all", drawn);
        foreach (var group in drawn.GroupBy(d => d.Family.Tasks))
            yield return Row($"{group.Key} known tasks", [.. group]);
        foreach (var group in drawn.GroupBy(d => d.Family.Tau))
            yield return Row(string.Create(CultureInfo.InvariantCulture, $"τ = {group.Key:0.0}"), [.. group]);
        foreach (var group in drawn.GroupBy(d => (d.Family.Inside, d.Family.Outside)))
            yield return Row($"{group.Key.Inside} + {group.Key.Outside} runs of each task", [.. group]);
        foreach (var group in drawn.GroupBy(d => d.Family.Validation))
            yield return Row($"{group.Key.Inside} + {group.Key.Outside} fresh experiments", [.. group]);
        var worst = drawn.GroupBy(d => (d.Family.Tasks, d.Family.Tau, d.Family.Inside)).Select(g => (g.Key, Rate: g.Average(d => d.Score.IsInside ? 1.0 : 0))).OrderBy(g => g.Rate).First();
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"The family that does worst: {worst.Key.Tasks} tasks of {worst.Key.Inside} runs inside, τ = {worst.Key.Tau:0.0}: its 95 % intervals for fresh experiments held {worst.Rate:P1}.");
        yield return "";
        yield return "| expected (fifths) | realized (95 %) |";
        yield return "|---|---|";
        foreach (var bin in GainCalibration.Of([.. drawn.Select(d => d.Score)]).Bins)
            yield return string.Create(CultureInfo.InvariantCulture, $"| {bin.Expected:0.000} | {bin.Realized.Mean:0.000} ({bin.Realized.Low:0.000} to {bin.Realized.High:0.000}) |");

        static string Row(string name, IReadOnlyList<(GainFamily Family, GainScore Score, double Truth)> drawn)
        {
            var held = drawn.Average(d => d.Truth >= d.Score.Forecast.Superiority.Low && d.Truth <= d.Score.Forecast.Superiority.High ? 1.0 : 0);
            return $"| {drawn.Count} | {name} | {Calibrated(GainCalibration.Of([.. drawn.Select(d => d.Score)]))} | {held.ToString("P1", CultureInfo.InvariantCulture)} |";
        }
    }

    private static IEnumerable<string> Alarms()
    {
        yield return "| truth | recommendations | alarm at look 1 | ever, in 4 looks |";
        yield return "|---|---|---|---|";
        foreach (var (name, shift) in new (string, double?)[] { ("the claim holds", null), ("the region became as good as the rest (0.5)", 0.5), ("the region became worse (0.35)", 0.35) })
        {
            var random = new SeededRandom(3);
            var (first, ever, all) = (0, 0, shift is null ? 5000 : 1000);
            for (var r = 0; r < all; r++)
            {
                var (forecast, claimed) = SimulatedGains.Claim(random);
                var alarms = SimulatedGains.Alarms(random, forecast, SimulatedGains.Realize(random, (1, false), claimed, 12, 12), shift ?? claimed, looks: 4);
                first += alarms[0] ? 1 : 0;
                ever += alarms.Any(a => a) ? 1 : 0;
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"| {name} | {all} | {first / (double)all:P2} | {ever / (double)all:P2} |");
        }
    }

    private static IEnumerable<string> Searches()
    {
        yield return "| known tasks | runs of each | signal | promised | naive | true | truth in forecast's 95 % | fresh 10 + 10 in expected 95 % |";
        yield return "|---|---|---|---|---|---|---|---|";
        foreach (var (tasks, runs, signal) in from t in new[] { 3, 5 } from r in new[] { 50, 150 } from s in new[] { 0.0, 0.3, 1.0 } select (t, r, s))
        {
            var found = Enumerable.Range(0, EachSearch).AsParallel().AsOrdered().Select(i => TrueRegion.Draw(tasks, runs, signal, SeededRandom.DeriveSeed(tasks, runs, (long)(10 * signal), i))).OfType<TrueRegion>().ToList();
            var random = new SeededRandom(9);
            var scores = found.ConvertAll(f => GainScore.Of(f.Forecast, SimulatedGains.Realize(random, (1, false), Math.Clamp(f.Truth, 1e-6, 1 - 1e-6), 10, 10)));
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| {tasks} | {runs} | {signal:0.0} | {found.Average(f => f.Forecast.Superiority.Mean):0.000} | {found.Average(f => f.Naive):0.000} | **{found.Average(f => f.Truth):0.000}** | {found.Count(f => f.Truth >= f.Forecast.Superiority.Low && f.Truth <= f.Forecast.Superiority.High)} of {found.Count} | {scores.Count(s => s.IsInside)} of {scores.Count} |");
        }
    }

    private static IEnumerable<string> RealTable(string title, RunTable runs, int[] subsets)
    {
        var (scores, tasks) = (new List<GainScore>(), runs.Tasks.Labels);
        yield return $"### {title}";
        yield return "";
        if (tasks.Count <= GainForecast.FewestTasks)
        {
            yield return $"{tasks.Count} tasks: leaving one out leaves {tasks.Count - 1}, and a forecast needs {GainForecast.FewestTasks}. There is none, and the portal says so.";
            yield break;
        }

        yield return "| task held out | made from | forecast (95 %) | true gain | held |";
        yield return "|---|---|---|---|---|";
        for (var t = 0; t < tasks.Count; t++)
        {
            var others = tasks.Where((_, i) => i != t).ToArray();
            foreach (var size in subsets.Append(others.Length))
                yield return $"| {tasks[t]} | {size} tasks | {Try(runs, tasks[t], Chosen(others, size, t), scores)} |";
        }

        yield return "";
        yield return "| scores | fresh experiments | 50 % | 80 % | 95 % | realized − expected |";
        yield return "|---|---|---|---|---|---|";
        foreach (var group in scores.GroupBy(s => (s.Realized.Inside, s.Realized.Outside)))
            yield return $"| {group.Count()} | {group.Key.Inside} + {group.Key.Outside} | {Calibrated(GainCalibration.Of([.. group]))} |";
    }

    /// <summary>So many of them, as the seed has it.</summary>
    private static string[] Chosen(string[] tasks, int size, int seed)
    {
        var order = (string[])tasks.Clone();
        if (size < tasks.Length)
            SeededRandom.Derive(seed, size).Shuffle(order.AsSpan());
        return order[..size];
    }

    /// <summary>Recommends from the chosen tasks, looks up what that is worth in the task held out, and draws validations from its runs.</summary>
    private static string Try(RunTable runs, string task, string[] chosen, List<GainScore> scores)
    {
        var findings = RegionSearch.Find(runs.OfTasks(chosen.Contains).Analyzed(), null, null, new RegionOptions { Resamples = 0 }).Value;
        if (!findings.Forecast!.HasValue)
            return $"none: {findings.Forecast.WhyNot} | | ";
        var (forecast, own) = (findings.Forecast.Value, runs.OfTasks(t => t == task).Analyzed());
        var isInside = BoxMembership.Inside(findings.Recommended.Boxes, own.Parameters, own.Count);
        double[] inside = [.. own.Outcomes.Where((_, i) => isInside[i])], outside = [.. own.Outcomes.Where((_, i) => !isInside[i])];
        if (inside.Length == 0 || outside.Length == 0)
            return "no run of the task lies inside | | ";
        var truth = Superiority.Of(inside, outside).Value;
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = SeededRandom.Derive(draw, chosen.Length, 0xD7A);
            foreach (var each in new[] { 10, 20 }.Where(n => n <= inside.Length))
            {
                random.Shuffle(inside.AsSpan());
                random.Shuffle(outside.AsSpan());
                scores.Add(GainScore.Of(forecast, RealizedGain.Of(inside[..each], outside[..each], MetricGoal.Maximize)));
            }
        }

        var gain = forecast.Superiority;
        return string.Create(CultureInfo.InvariantCulture, $"{gain.Mean:0.00} ({gain.Low:0.00} to {gain.High:0.00}) | {truth:0.00} | {(truth >= gain.Low && truth <= gain.High ? "yes" : "no")}");
    }

    private static string Calibrated(GainCalibration c) =>
        string.Join(" | ", c.Coverage.Select(v => string.Create(CultureInfo.InvariantCulture, $"{100 * v.Held.Mean:0.0} % ({100 * v.Held.Low:0.0} to {100 * v.Held.High:0.0})"))) + $" | {Signed(c.Bias.Mean)} ({Signed(c.Bias.Low)} to {Signed(c.Bias.High)})";

    /// <summary>Rounded first, so that what is 0 to three places has no sign of its own.</summary>
    private static string Signed(double value) => (Math.Round(value, 3) + 0.0).ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
