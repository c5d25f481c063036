using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis;

/// <summary>Made-up tasks whose good runs lie where a test put them.</summary>
internal static class PlantedTasks
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>
    /// Each task with runs of its own: rate (logarithmic, 1e-5 to 1), depth (1 to 10), solvent (three). Best around rate 1e-3 with depth 6 or more in water; every task has another level and its own noise.
    /// </summary>
    /// <param name="flipped">Tasks in which the bad is good.</param>
    public static RunTable Runs(int tasks, int runs, long seed = 1, params int[] flipped)
    {
        var random = SeededRandom.Derive(seed, 0x7E57);
        var n = tasks * runs;
        var (rate, depth, solvent, outcome, task) = (new double[n], new double[n], new double[n], new double[n], new string[n]);
        for (var i = 0; i < n; i++)
        {
            var t = i / runs;
            rate[i] = Math.Pow(10, -5 + (5 * random.NextDouble()));
            depth[i] = 1 + random.NextInt(10);
            solvent[i] = random.NextInt(3);
            var distance = Math.Abs(Math.Log10(rate[i]) + 3);
            var good = Math.Exp(-distance * distance) + (depth[i] >= 6 ? 0.6 : 0) + (solvent[i] == 2 ? 0.5 : 0);
            outcome[i] = (10 * t) + ((flipped.Contains(t) ? -1 : 1) * good) + (0.1 * random.NextNormal());
            task[i] = $"task {t}";
        }

        return SampleTables.Of(Shapes, [rate, depth, solvent], new MetricShape("yield", MetricGoal.Maximize), outcome, task);
    }

    public static IReadOnlyList<ParameterShape> Shapes { get; } =
    [
        new("rate", ParameterKind.Number, Scale.Log, Low: 1e-5, High: 1),
        new("depth", ParameterKind.Integer, Low: 1, High: 10),
        new ParameterShape("solvent", ParameterKind.Category) { Levels = ["ethanol", "toluene", "water"] },
    ];

    public static RunTable Shuffled(this RunTable runs, long seed)
    {
        var rows = Enumerable.Range(0, runs.Count).ToArray();
        new SeededRandom(seed).Shuffle(rows.AsSpan());
        return runs.Rows(rows);
    }

    /// <summary>Every number of a finding, to the last bit.</summary>
    public static string Bytes<T>(T finding) => JsonSerializer.Serialize(finding, Json);
}
