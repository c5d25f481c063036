using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models;

/// <summary>Small tables with known truths.</summary>
internal static class ModelTables
{
    public static TableColumn Number(string name, string? unit = null) => new() { Name = name, Kind = ColumnKind.Number, Unit = unit };

    public static TableColumn Category(string name, params string[] levels) => new() { Name = name, Kind = ColumnKind.Category, Levels = levels };

    public static MemoryTable Of(params (TableColumn Column, double[] Values)[] columns) => new("test", [.. columns.Select(c => c.Column)], [.. columns.Select(c => c.Values)]);

    public static double[] Normals(long seed, int rows)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];
    }

    /// <summary>y = 3 a − 2 b + 5 + noise, c useless; two thirds of the rows in DMF, where y is 4 more.</summary>
    public static MemoryTable StraightLine(int rows, double noise, long seed = 1)
    {
        var (a, b, c, e) = (Normals(seed, rows), Normals(seed + 1, rows), Normals(seed + 2, rows), Normals(seed + 3, rows));
        double[] solvent = [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? 1.0 : 0)];
        return Of(
            (Number("a", "mg"), a), (Number("b"), b), (Number("c"), c), (Category("solvent", "DMF", "water"), solvent),
            (Number("y", "g"), [.. a.Select((v, i) => (3 * v) - (2 * b[i]) + 5 + (solvent[i] == 0 ? 4 : 0) + (noise * e[i]))]));
    }

    public static DataTable With(DataTable table, string column, double[] values, TableColumn? other = null)
    {
        var at = table.IndexOf(column);
        return new MemoryTable(table.Name, [.. table.Columns.Select((c, k) => k == at ? other ?? c : c)], [.. table.Columns.Select((_, k) => k == at ? values : table.Values(k))]);
    }
}
