using System.Diagnostics;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>How long the checks take on many made-up runs, and how much memory beside the table.</summary>
internal static class QualitySpeed
{
    public static async Task PrintAsync(TextWriter text, int rows)
    {
        await text.WriteLineAsync("| runs x parameters | threads | seconds | peak memory beside the table, MB | findings |\n|---|---|---|---|---|");
        var table = CleanRuns.Of(1, rows, tasks: 20, parameters: 20);
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
            var clock = Stopwatch.StartNew();
            var report = QualityChecks.Run(table, new bool[table.Count], null, new QualityOptions { Now = CleanRuns.Now, Threads = threads });
            var seconds = clock.Elapsed.TotalSeconds;
            await done.CancelAsync();
            watch.Join();
            await text.WriteLineAsync($"| {rows:N0} x {table.Parameters.Count} | {threads} | {seconds:0.0} | {(peak - before) / 1e6:0} | {report.Findings.Count} |");
        }
    }
}
