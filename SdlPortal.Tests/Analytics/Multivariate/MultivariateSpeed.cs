using System.Diagnostics;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Multivariate;

/// <summary>How long analyses of many columns take on a large made-up table, and how much memory.</summary>
internal static class MultivariateSpeed
{
    private const int Width = 30;

    public static async Task PrintAsync(TextWriter text, int rows)
    {
        await text.WriteLineAsync("| what | table | threads | seconds | processor seconds | peak of the managed heap with the table, MB |\n|---|---|---|---|---|---|");
        await MeasureCompleteAsync(text, rows);
        await MeasureGapsAsync(text, rows);
    }

    private static async Task MeasureCompleteAsync(TextWriter text, int rows)
    {
        var complete = Table(rows, gaps: false);
        foreach (var threads in new[] { 1, 2 })
        {
            await MeasureAsync(text, "correlation", "complete", rows, threads, step => CorrelationAnalysis.Run(complete, new CorrelationSettings(), step));
            await MeasureAsync(text, "principal components", "complete", rows, threads, step => PcaAnalysis.Run(complete, new PcaSettings(), step));
            await MeasureAsync(text, "k-means, k = 8", "complete", rows, threads, step => ClusterAnalysis.Run(complete, new ClusterSettings { Clusters = 8 }, step));
        }

        await MeasureAsync(text, "k-means, k chosen from 2 to 10", "complete", rows, 2, step => ClusterAnalysis.Run(complete, new ClusterSettings(), step));
        await MeasureAsync(text, "a tree of 5,000 rows", "complete", rows, 2, step => HierarchyAnalysis.Run(complete, new HierarchySettings { MostRows = 5000 }, step));
    }

    private static async Task MeasureGapsAsync(TextWriter text, int rows)
    {
        var gaps = Table(rows, gaps: true);
        await MeasureAsync(text, "correlation", "3 % of each column missing", rows, 2, step => CorrelationAnalysis.Run(gaps, new CorrelationSettings(), step));
        await MeasureAsync(text, "principal components", "3 % of each column missing, medians", rows, 2, step => PcaAnalysis.Run(gaps, new PcaSettings(new PreparationSettings()), step));
    }

    /// <summary>Eight groups of rows that overlap, columns of which every third follows another.</summary>
    private static MemoryTable Table(int rows, bool gaps)
    {
        var columns = new double[Width][];
        Parallel.For(0, Width, j =>
        {
            var (random, values) = (new SeededRandom(j), new double[rows]);
            for (var i = 0; i < rows; i++)
                values[i] = gaps && random.NextInt(100) < 3 ? double.NaN : (2 * ((i % 8 * (j + 3)) % 5)) + random.NextNormal();
            columns[j] = values;
        });
        for (var j = 2; j < Width; j += 3)
        {
            for (var i = 0; i < rows; i++)
                columns[j][i] += columns[j - 1][i];
        }

        return new MemoryTable("speed", [.. Enumerable.Range(0, Width).Select(j => new TableColumn { Name = $"column {j}", Kind = ColumnKind.Number })], columns);
    }

    private static async Task MeasureAsync(TextWriter text, string what, string table, int rows, int threads, Func<AnalysisStep, object> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
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
        work(AnalysisStep.Quiet with { Threads = threads });
        var (seconds, used) = (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        await done.CancelAsync();
        watch.Join();
        await text.WriteLineAsync(FormattableString.Invariant($"| {what} | {rows:N0} x {Width}, {table} | {threads} | {seconds:0.0} | {used:0.0} | {peak / 1e6:0} |"));
    }
}
