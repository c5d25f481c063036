using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Profiles;

/// <summary>Small tables for tests of profiles.</summary>
internal static class MadeTables
{
    public static MemoryTable Of(params (string Name, double[] Values)[] columns) => new("made", [.. columns.Select(c => Number(c.Name))], [.. columns.Select(c => c.Values)]);

    public static TableColumn Number(string name, string? unit = null) => new() { Name = name, Kind = ColumnKind.Number, Unit = unit };

    public static TableColumn Category(string name, params string[] levels) => new() { Name = name, Kind = ColumnKind.Category, Levels = levels };

    public static TableProfile Profile(DataTable table) => ProfileAnalysis.Definition.Do(table, new ProfileSettings(), AnalysisStep.Quiet);

    public static IReadOnlyList<TableFinding> Found(DataTable table, string check) => Profile(table).Checks.Single(c => c.Check == check).Findings;

    public static double[] Normal(int n, int seed, double mean = 0, double sd = 1)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, n).Select(_ => mean + (sd * random.NextNormal()))];
    }

    public static double[] Uniform(int n, int seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
    }

    /// <summary>Twenty to five hundred rows of two to eleven independent or correlated columns of many shapes, without any defect.</summary>
    public static MemoryTable Clean(int seed)
    {
        var random = new SeededRandom(seed);
        var (n, p) = ((int)(20 + random.NextInt(480)), (int)(2 + random.NextInt(10)));
        var (columns, values) = (new List<TableColumn>(), new double[p][]);
        for (var c = 0; c < p; c++)
        {
            var kind = (int)random.NextInt(8);
            var own = values[c] = new double[n];
            for (var i = 0; i < n; i++)
            {
                own[i] = kind switch
                {
                    0 => random.NextNormal(),
                    1 => 20 + (3 * random.NextNormal()),
                    2 => random.NextDouble(),
                    3 => Math.Exp(random.NextNormal()),
                    4 => -Math.Log(1 - random.NextDouble()),
                    5 => Math.Round(100 + (10 * random.NextNormal()), 1),
                    6 => random.NextInt(5),
                    _ => Math.Floor(3 + (3 * Math.Abs(random.NextNormal()))),
                };
            }

            for (var i = 0; i < n && c > 0 && kind == 1 && c % 2 == 0; i++)
                own[i] += values[0][i];
            columns.Add(kind == 6 ? Category($"c{c}", "a", "b", "c", "d", "e") : Number($"x{c}"));
        }

        return new MemoryTable("clean", columns, values);
    }
}
