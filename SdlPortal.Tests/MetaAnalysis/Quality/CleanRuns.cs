using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>Made-up runs without any defect: everything is said, values lie inside their bounds, noise is normal, failures fall by chance.</summary>
internal static class CleanRuns
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <param name="tasks">The smallest has half of the runs of the largest.</param>
    public static RunTable Of(long seed, int rows = 900, int tasks = 6, int parameters = 5, bool failures = true)
    {
        var random = SeededRandom.Derive(seed, 77);
        ParameterShape[] shapes = [.. Enumerable.Range(0, parameters).Select(j => (j % 5) switch
        {
            0 => new ParameterShape($"temperature{j}", ParameterKind.Number, Scale.Linear, "°C", 20, 200),
            1 => new ParameterShape($"rate{j}", ParameterKind.Number, Scale.Log, "1/s", 1e-5, 1),
            2 => new ParameterShape($"layers{j}", ParameterKind.Integer, Scale.Linear, "-", 1, 12),
            3 => new ParameterShape($"kind{j}", ParameterKind.Category) { Levels = ["adam", "rmsprop", "sgd"] },
            _ => new ParameterShape($"flow{j}", ParameterKind.Number, Scale.Linear, "mL/min", 0.1, 5),
        })];
        var values = shapes.Select(_ => new double[rows]).ToArray();
        var (outcome, start, duration, names, status) = (new double[rows], new double[rows], new double[rows], new string[rows], new RunStatus[rows]);
        for (var i = 0; i < rows; i++)
        {
            var task = Math.Min(tasks - 1, (int)(tasks * Math.Pow(random.NextDouble(), 1.3)));
            names[i] = $"task {(char)('A' + (task % 26))}{task / 26}";
            var y = 1.0 * task;
            for (var j = 0; j < shapes.Length; j++)
            {
                var u = random.NextDouble();
                values[j][i] = (j % 5) switch { 2 => 1 + Math.Floor(12 * u), 3 => Math.Floor(3 * u), 1 => Math.Pow(10, -5 + (5 * u)), 0 => 20 + (180 * u), _ => 0.1 + (4.9 * u) };
                y += j < 5 ? 0.3 * u : 0;
            }

            outcome[i] = y + random.NextNormal();
            start[i] = Now.ToUnixTimeSeconds() - 5e6 + (4e6 * i / rows);
            duration[i] = 600 * Math.Exp(0.4 * random.NextNormal());
            if (failures && random.NextDouble() < 0.03)
                (status[i], outcome[i]) = (RunStatus.Failed, double.NaN);
        }

        return SampleTables.Of(shapes, values, new MetricShape("strength", MetricGoal.Maximize, "MPa"), outcome, names) with
        {
            Sources = SampleTables.Labels(names.Select((_, i) => i % 2 == 0 ? "first.csv" : "second.csv")),
            SourceRows = [.. Enumerable.Range(0, rows).Select(i => i / 2)],
            Status = status,
            Start = start,
            DurationSeconds = duration,
            Cost = [.. duration.Select(d => d / 3600)],
            Seeds = SampleTables.Labels(Enumerable.Range(0, rows).Select(i => (i % 1000).ToString(System.Globalization.CultureInfo.InvariantCulture))),
            CodeVersions = SampleTables.Labels(Enumerable.Repeat("1.0", rows)),
            DataVersions = SampleTables.Labels(Enumerable.Repeat("1", rows)),
            Splits = SampleTables.Labels(Enumerable.Repeat("validation", rows)),
        };
    }
}
