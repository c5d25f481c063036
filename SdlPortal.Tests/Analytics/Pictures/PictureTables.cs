using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Pictures;

/// <summary>Tables whose pictures are known.</summary>
internal static class PictureTables
{
    /// <summary>y = 2 x + 1 exactly, a constant, an empty column, a category with one missing, and 12 rows.</summary>
    public static DataTable Small { get; } = new MemoryTable("small",
    [
        Number("x", "°C"), Number("y", "nm"), Number("same"), new TableColumn { Name = "nothing", Kind = ColumnKind.Empty },
        new TableColumn { Name = "site", Kind = ColumnKind.Category, Levels = ["south", "north"] }, new TableColumn { Name = "at", Kind = ColumnKind.Time },
    ],
    [
        [.. Enumerable.Range(1, 12).Select(i => (double)i)],
        [.. Enumerable.Range(1, 12).Select(i => i == 12 ? double.NaN : (2.0 * i) + 1)],
        [.. Enumerable.Repeat(5.0, 12)],
        [.. Enumerable.Repeat(double.NaN, 12)],
        [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, double.NaN],
        [.. Enumerable.Range(0, 12).Select(i => 1.7e9 + (86400.0 * i))],
    ]);

    public static DataTable OneRow { get; } = new MemoryTable("one", [Number("x"), Number("y")], [[3], [4]]);

    public static DataTable Large(int rows = 20_000)
    {
        var random = new SeededRandom(7);
        var (x, y) = (new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            x[i] = random.NextNormal();
            y[i] = (0.5 * x[i]) + random.NextNormal();
        }

        return new MemoryTable("large", [Number("x"), Number("y")], [x, y]);
    }

    public static TableColumn Number(string name, string? unit = null) => new() { Name = name, Kind = ColumnKind.Number, Unit = unit };
}
