using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>See <see cref="ScatterPicture"/>. Pure.</summary>
public static class ScatterAnalysis
{
    private const int HexAcross = 40;

    public static TableAnalysis<ScatterSettings, ScatterPicture> Definition { get; } = new("scatter", 1, "Scatter plot", Run);

    public static ScatterPicture Run(DataTable table, ScatterSettings settings, AnalysisStep step)
    {
        List<string> remarks = [];
        var groups = RowGroups.Find(table, settings.Color);
        remarks.AddRange(groups.Remarks);
        ScatterPicture Made(int count, Answer<Scatter> scatter) => new(table.Rows, count, groups.By, groups.Names, groups.IsOrdered, scatter, remarks);
        foreach (var name in new[] { settings.X, settings.Y })
        {
            if (WhyNot(table, name) is { } why)
                return Made(0, Answer<Scatter>.NotEnough(why));
        }

        var (columnX, columnY) = (table.IndexOf(settings.X), table.IndexOf(settings.Y));
        var (logX, logY) = (settings.LogX, settings.LogY);
        var allX = PictureColumns.Values(table, columnX, ref logX, out _, remarks);
        var allY = PictureColumns.Values(table, columnY, ref logY, out _, remarks);
        var rows = Pairs.Finite(allX, allY);
        if (rows.Length == 0)
            return Made(0, Answer<Scatter>.NotEnough($"No row has both '{settings.X}' and '{settings.Y}'."));
        if (rows.Length < table.Rows)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{table.Rows - rows.Length} of {table.Rows} rows lack one of the two values and are left out."));
        step.Report(0.3, "setting the columns against each other");
        step.Cancellation.ThrowIfCancellationRequested();
        var (x, y) = (Pairs.At(allX, rows), Pairs.At(allY, rows));
        var (axisX, axisY) = (Axis(table.Columns[columnX], logX, x), Axis(table.Columns[columnY], logY, y));
        var drawn = EvenlySpread.Of(rows.Length, settings.MostPoints);
        var cells = drawn.Length < rows.Length ? HexCells.Count(x, y, (axisX.Low, axisX.High), (axisY.Low, axisY.High), HexAcross) : null;
        step.Report(0.5, "correlating");
        step.Cancellation.ThrowIfCancellationRequested();
        return Made(rows.Length, Answer<Scatter>.Of(new Scatter(axisX, axisY,
            new ScatterPoints([.. drawn.Select(i => table.SourceRow(rows[i]))], [.. drawn.Select(i => x[i])], [.. drawn.Select(i => y[i])], [.. drawn.Select(i => groups.Of[rows[i]])]),
            cells, StraightLine.Through(x, y))));
    }

    private static string? WhyNot(DataTable table, string name) => table.IndexOf(name) switch
    {
        < 0 => $"The table has no column '{name}'.",
        var i => table.Columns[i].Kind switch
        {
            ColumnKind.Empty => $"Every cell of '{name}' is missing.",
            ColumnKind.Category => $"'{name}' holds texts. Box plots show numbers by the texts of a column.",
            _ => null,
        },
    };

    private static ScatterAxis Axis(TableColumn column, bool isLog, double[] values) => new(column.Name, column.Unit, column.Kind == ColumnKind.Time, isLog, values.Min(), values.Max());
}
