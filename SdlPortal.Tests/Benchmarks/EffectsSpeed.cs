using System.Diagnostics;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How long effects take on two cores, and what memory.</summary>
internal static class EffectsSpeed
{
    private const int Threads = 2;

    public static async Task MeasureAsync(ResultRows rows)
    {
        // Compiled and warm before the clock runs.
        var (few, fewOutcomes) = Made(2000, 6, 1);
        RandomForest.Grow(few, fewOutcomes, new ForestOptions { Trees = 20 }, 1, threads: Threads);
        EffectsAnalysis.Run(Table(few, fewOutcomes, 1), new EffectsOptions { Threads = Threads }, 1);

        var (columns, outcomes) = Made(100_000, 30, 2);
        var clock = Clock.Start(Threads);
        var forest = RandomForest.Grow(columns, outcomes, new ForestOptions(), 1, threads: Threads);
        await rows.AddAsync($"Forest of {forest.TreeCount} trees on 100,000 rows x 30 ({forest.DrawsPerTree:N0} draws a tree; out-of-bag r² {forest.OutOfBagRSquared:0.00})", "< 60 s", $"{clock}");
        clock = Clock.Start(Threads);
        forest.Predict(columns, Threads);
        await rows.AddAsync("Its predictions of all 100,000 rows", "", $"{clock}");

        foreach (var tasks in new[] { 1, 20 })
        {
            var (used, took) = Million(tasks);
            await rows.AddAsync($"1,000,000 runs x 20 parameters, {tasks} task{(tasks == 1 ? "" : "s")}: importances by three methods with intervals, pairs, curves, thresholds, trends, pooled ({used:N0} runs used by forests)", "< 30 s", $"{took}");
        }

        using var process = Process.GetCurrentProcess();
        await rows.AddAsync("Most memory of the process, tables included", "< 1.5 GB", $"{process.PeakWorkingSet64 / 1e9:0.00} GB");
    }

    private static (int Used, string Took) Million(int tasks)
    {
        GC.Collect();
        var (columns, outcomes) = Made(1_000_000, 20, 3);
        var table = Table(columns, outcomes, tasks);
        var clock = Clock.Start(Threads);
        var report = EffectsAnalysis.Run(table, new EffectsOptions { Threads = Threads }, 1);
        return (report.Tasks.Sum(t => t.Forest.Value.Used), clock.ToString());
    }

    /// <summary>Numbers, some on a log scale, categories of 8 levels and conditional numbers; outcomes of six of them, with noise of a third of the variance.</summary>
    private static (ParameterColumn[] Columns, double[] Outcomes) Made(int n, int d, long seed)
    {
        var columns = new ParameterColumn[d];
        for (var j = 0; j < d; j++)
        {
            var random = SeededRandom.Derive(seed, j);
            var values = new double[n];
            for (var i = 0; i < n; i++)
                values[i] = (j % 5) switch { 3 => random.NextInt(8), 4 when random.NextDouble() < 0.3 => double.NaN, 1 => Math.Pow(10, -5 * random.NextDouble()), _ => random.NextDouble() };
            columns[j] = new ParameterColumn((j % 5) switch
            {
                1 => new ParameterShape($"p{j:00}", ParameterKind.Number, Scale.Log),
                3 => new ParameterShape($"p{j:00}", ParameterKind.Category) { Levels = ["a", "b", "c", "d", "e", "f", "g", "h"] },
                _ => new ParameterShape($"p{j:00}", ParameterKind.Number),
            }, values);
        }

        var noise = SeededRandom.Derive(seed, -1);
        var outcomes = new double[n];
        for (var i = 0; i < n; i++)
        {
            double At(int j) => columns[j].Values[i];
            outcomes[i] = -Math.Abs(Math.Log10(At(1)) + 3) + (At(0) > 0.7 ? 1 : 0) + (At(3) % 3) + (double.IsNaN(At(4)) ? 0 : At(4)) + (2 * At(2) * At(5)) + noise.NextNormal();
        }

        return (columns, outcomes);
    }

    private static AnalysisTable Table(ParameterColumn[] columns, double[] outcomes, int tasks) => SampleTables
        .Of([.. columns.Select(c => c.Shape)], [.. columns.Select(c => c.Values)], new MetricShape("score", MetricGoal.Maximize), outcomes, [.. Enumerable.Range(0, outcomes.Length).Select(i => $"task {i % tasks:00}")])
        .Analyzed(OutcomeScale.Raw);
}
