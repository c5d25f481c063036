using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Tests.Data;

/// <summary>Six rows of every kind of column, with cells missing.</summary>
internal static class SmallTable
{
    public static readonly DateTimeOffset Day = new(2026, 3, 14, 0, 0, 0, TimeSpan.Zero);

    public static DataTable Table { get; } = new MemoryTable("coatings",
    [
        new TableColumn { Name = "temperature", Kind = ColumnKind.Number, Unit = "°C" },
        new TableColumn { Name = "a|b\\c", Kind = ColumnKind.Category, Levels = ["water", "Acetone", "DMF, dry"] },
        new TableColumn { Name = "at", Kind = ColumnKind.Time },
        new TableColumn { Name = "nothing", Kind = ColumnKind.Empty },
    ],
    [
        [300, 250.123456, double.NaN, 250.123456, 400, -1e-7],
        [0, 1, 2, double.NaN, 1, 0],
        [Seconds(0), Seconds(1), Seconds(2), Seconds(3), double.NaN, Seconds(0.5)],
        [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
    ]);

    public static TableView View(params TableEdit[] edits)
    {
        var left = RowSet.Of(edits.Where(e => e.UndoneBy is null).SelectMany(e => e.Rows.All()));
        return new TableView(new TableHead("t1", "coatings", TableOrigin.File, "coatings.csv", 6, 4, left.Count, "Ada", Day), edits, Table, TablePart.Without(Table, left));
    }

    public static TableEdit Without(int number, params int[] rows) => new(number, RowSet.Of(rows), "dropped on the floor", "Ada", Day);

    private static double Seconds(double days) => (Day.AddDays(days) - DateTimeOffset.UnixEpoch).TotalSeconds;
}
