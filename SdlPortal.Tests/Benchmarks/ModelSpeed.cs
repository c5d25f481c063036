using System.Diagnostics;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Models.Trees;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How long models of tables take on two cores, and what memory.</summary>
internal static class ModelSpeed
{
    private const int Threads = 2;
    private const int Width = 30;

    private static readonly AnalysisStep Step = AnalysisStep.Quiet with { Threads = Threads };

    /// <param name="rowCount">Of the forest and of all families without a bound of their own.</param>
    /// <param name="keys">Families to measure; null for all.</param>
    public static async Task MeasureAsync(ResultRows rows, int rowCount, string[]? keys)
    {
        // Compiled and warm before the clock runs.
        var (few, fewOutcomes) = Made(500, 1);
        foreach (var family in ModelFamilies.All)
        {
            var target = family.Serves(TargetKind.Number) ? TargetKind.Number : TargetKind.Class;
            family.Candidates(target, 500, Width)[0].Fit(few, Width, Outcomes(fewOutcomes, target), target == TargetKind.Class ? 2 : 0, 1, Step).Predict(few, Width);
        }

        foreach (var family in ModelFamilies.All.Where(f => keys is null || keys.Contains(f.Key, StringComparer.Ordinal)))
        {
            foreach (var target in Enum.GetValues<TargetKind>().Where(family.Serves))
            {
                var n = Math.Min(rowCount, family.MostRows);
                var (x, numbers) = Made(n, 2);
                var y = Outcomes(numbers, target);
                var candidate = family.Candidates(target, n, Width)[^1];
                var clock = Clock.Start(Threads);
                var model = candidate.Fit(x, Width, y, target == TargetKind.Class ? 2 : 0, 1, Step);
                var goal = family is ForestFamily && n == 100_000 ? "< 60 s" : "";
                await rows.AddAsync($"{candidate.Name}, {(target == TargetKind.Class ? "two classes" : "a number")}, {n:N0} rows x {Width}", goal, $"{clock}; most memory until here {Peak():0.00} GB");
                var (some, _) = Made(Math.Min(n, 10_000), 3);
                clock = Clock.Start(1);
                model.Predict(some, Width);
                await rows.AddAsync($"Its predictions of {some.Length / Width:N0} new rows", "", $"{clock}");
                if (family is not ForestFamily)
                    continue;
                clock = Clock.Start(1);
                var text = family.Write(model).ToJsonString();
                await rows.AddAsync("It as a saved file", "", $"{text.Length / 1e6:0.0} MB, {clock}");
            }
        }

        await rows.AddAsync("Most memory of the process, tables and saved files included", "< 2 GB", $"{Peak():0.00} GB");
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e9;
    }

    private static double[] Outcomes(double[] numbers, TargetKind target)
    {
        if (target == TargetKind.Number)
            return numbers;
        var mean = numbers.Average();
        return [.. numbers.Select(v => v > mean ? 1.0 : 0.0)];
    }

    /// <summary>Uniform columns; Friedman's function of the first five with noise of sd 1.</summary>
    private static (double[] X, double[] Y) Made(int n, long seed)
    {
        var random = new SeededRandom(seed);
        var (x, y) = (new double[n * Width], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var row = x.AsSpan(i * Width, Width);
            foreach (ref var value in row)
                value = random.NextDouble();
            y[i] = (10 * Math.Sin(Math.PI * row[0] * row[1])) + (20 * (row[2] - 0.5) * (row[2] - 0.5)) + (10 * row[3]) + (5 * row[4]) + random.NextNormal();
        }

        return (x, y);
    }
}
