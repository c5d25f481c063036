using System.Diagnostics;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>How long the checks take on many made-up runs, and how much memory beside the table.</summary>
internal static class QualitySpeed
{
    public static async Task PrintAsync(TextWriter text, int rows)
    {
        await text.WriteLineAsync("| table | runs x parameters | threads | seconds | processor seconds | peak memory beside the table, MB | findings |\n|---|---|---|---|---|---|---|");
        await MeasureAsync(text, "clean", CleanRuns.Of(1, rows, tasks: 20, parameters: 20));
        await MeasureAsync(text, "half of the parameters conditional, a fifth failed", Conditional(CleanRuns.Of(2, rows, tasks: 20, parameters: 20)));
        await MeasureAsync(text, "a grid: every configuration many times", Grid(CleanRuns.Of(3, rows, tasks: 20, parameters: 20)));
    }

    private static RunTable Conditional(RunTable table)
    {
        for (var i = 0; i < table.Count; i++)
        {
            for (var j = 4; table.Parameters[3].Values[i] > 0 && j < table.Parameters.Count; j += 2)
                table.Parameters[j].Values[i] = double.NaN;
            if (table.Parameters[0].Values[i] > 164)
                (table.Status[i], table.Metrics[0].Replicates[0][i]) = (RunStatus.Failed, double.NaN);
        }

        return table;
    }

    private static RunTable Grid(RunTable table)
    {
        for (var j = 0; j < table.Parameters.Count; j++)
        {
            for (var i = 0; i < table.Count; i++)
                table.Parameters[j].Values[i] = j < 8 ? j % 5 == 3 ? table.Parameters[j].Values[i] : 1 + Math.Floor(3 * Fraction(i, j)) : 1;
        }

        return table;
    }

    private static double Fraction(int row, int column) => (((row * 0.6180339887) + (column * 0.41421356)) * (1 + column)) % 1;

    private static async Task MeasureAsync(TextWriter text, string what, RunTable table)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var threads in new[] { 1, 2 })
        {
            using var done = new CancellationTokenSource();
            var peak = 0L;
            var watch = new Thread(() =>
            {
                while (!done.IsCancellationRequested)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                    done.Token.WaitHandle.WaitOne(20);
                }
            });
            watch.Start();
            var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var report = QualityChecks.Run(table, new bool[table.Count], null, new QualityOptions { Now = CleanRuns.Now, Threads = threads });
            var (seconds, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
            await done.CancelAsync();
            watch.Join();
            await text.WriteLineAsync($"| {what} | {table.Count:N0} x {table.Parameters.Count} | {threads} | {seconds:0.0} | {used:0.0} | {(peak - before) / 1e6:0} | {report.Findings.Count} |");
        }
    }
}
