using System.Globalization;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>The rows of a table in the order of time, and the grid that was asked for. Immutable.</summary>
internal sealed class TimeLine
{
    /// <summary>A step of more than so many typical ones is a gap.</summary>
    private const double GapSteps = 10;

    private const int MostGridPoints = 5_000_000;

    private readonly double[] places;
    private readonly int[] order;
    private readonly Resampling? grid;
    private readonly bool isRows;

    private TimeLine(DataTable table, TableColumn? time, double[] places, int[] order, Resampling? grid, List<string> remarks)
    {
        (Table, this.places, this.order) = (table, places, order);
        (isRows, IsTimed, AxisTitle, AxisUnit) = (time is null, time?.Kind == ColumnKind.Time, time?.Name ?? "Row", time?.Unit);
        double[] steps = [.. places.Zip(places.Skip(1), (a, b) => b - a).Where(s => s > 0).Order()];
        TypicalStep = steps.Length == 0 ? 1 : Robust.Median(steps);
        var whyNoGrid = grid is null ? null
            : !(grid.Step > 0) || !double.IsFinite(grid.Step) ? "The grid needs a step above 0; the values are taken as they are."
            : places.Length > 0 && (places[^1] - places[0]) / grid.Step > MostGridPoints ? $"A grid with steps of {Text(grid.Step)} would have more than five million points; take a longer step. The values are taken as they are."
            : null;
        this.grid = whyNoGrid is null ? grid : null;
        if (whyNoGrid is not null)
            remarks.Add(whyNoGrid);
        if (time is not null)
            remarks.AddRange(Oddities(steps));
        Remarks = remarks;
    }

    public DataTable Table { get; }

    public bool IsTimed { get; }

    public string AxisTitle { get; }

    public string? AxisUnit { get; }

    /// <summary>The median of the steps above 0.</summary>
    public double TypicalStep { get; }

    public IReadOnlyList<string> Remarks { get; }

    public static TimeLine Of(DataTable table, SeriesOrder wanted)
    {
        var remarks = new List<string>();
        var index = wanted.Time is null ? -1 : table.IndexOf(wanted.Time);
        if (wanted.Time is not null && (index < 0 || table.Columns[index].Kind is ColumnKind.Category or ColumnKind.Empty))
        {
            remarks.Add(index < 0
                ? $"There is no column '{wanted.Time}'; the rows are taken in their order."
                : $"'{wanted.Time}' holds neither times nor numbers; the rows are taken in their order.");
            index = -1;
        }

        if (index < 0)
            return new TimeLine(table, null, [.. Enumerable.Range(0, table.Rows).Select(r => table.SourceRow(r) + 1.0)], [.. Enumerable.Range(0, table.Rows)], wanted.Grid, remarks);

        var times = table.Values(index);
        int[] order = [.. Enumerable.Range(0, times.Length).Where(r => double.IsFinite(times[r]))];
        if (order.Length < times.Length)
            remarks.Add($"{Counted(times.Length - order.Length, "row")} without a time {(times.Length - order.Length == 1 ? "is" : "are")} left out.");
        var late = order.Zip(order.Skip(1)).Count(p => times[p.Second] < times[p.First]);
        if (late > 0)
        {
            // Rows of the same time stay in the order of the table.
            order = [.. order.OrderBy(r => times[r])];
            remarks.Add($"{Counted(late, "row")} {(late == 1 ? "stands" : "stand")} before an earlier time; the rows were sorted by '{wanted.Time}'.");
        }

        return new TimeLine(table, table.Columns[index], [.. order.Select(r => times[r])], order, wanted.Grid, remarks);
    }

    /// <summary>A column along the line: places, values (not a number where missing) and the rows of the table as brought (−1 on a grid).</summary>
    public (double[] Places, double[] Values, int[] Rows) Read(int column)
    {
        var all = Table.Values(column);
        double[] values = [.. order.Select(r => double.IsFinite(all[r]) ? all[r] : double.NaN)];
        if (grid is null)
            return (places, values, [.. order.Select(Table.SourceRow)]);
        var (x, y) = EvenGrid.Of(places, values, grid);
        return (x, y, [.. Enumerable.Repeat(-1, x.Length)]);
    }

    /// <summary>Where the next place is so far away that nothing is drawn or smoothed between: the indices after which a gap is.</summary>
    public IReadOnlyList<int> Gaps(double[] along)
    {
        var most = grid is null ? GapSteps * TypicalStep : grid.Step * 1.5;
        return isRows ? [] : [.. Enumerable.Range(0, Math.Max(0, along.Length - 1)).Where(i => along[i + 1] - along[i] > most)];
    }

    /// <summary>A place for people: a time, a row or a number.</summary>
    public string Place(double at) => IsTimed
        ? TimeWords.Of(at) + " UTC"
        : isRows ? "row " + at.ToString("0", CultureInfo.InvariantCulture) : $"{AxisTitle} {Quantity.Text(at, AxisUnit, digits: 6)}";

    /// <summary>Why a column is no series; null where it is one.</summary>
    public static Answer<int> ColumnOf(DataTable table, string name)
    {
        var index = table.IndexOf(name);
        return index < 0 ? Answer<int>.NotEnough($"There is no column '{name}'.")
            : table.Columns[index].Kind switch
            {
                ColumnKind.Number => Answer<int>.Of(index),
                ColumnKind.Empty => Answer<int>.NotEnough($"Every cell of '{name}' is missing."),
                ColumnKind.Time => Answer<int>.NotEnough($"'{name}' holds times; choose it as the order instead."),
                _ => Answer<int>.NotEnough($"'{name}' holds texts ({Counted(table.Columns[index].Levels.Count, "level")}); a series needs numbers."),
            };
    }

    internal static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Counted(int count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private string Text(double step) => IsTimed ? Quantity.Duration(TimeSpan.FromSeconds(Math.Min(step, 1e11))) : Quantity.Text(step, AxisUnit);

    private IEnumerable<string> Oddities(double[] steps)
    {
        var twice = places.Zip(places.Skip(1)).Count(p => p.First == p.Second);
        if (twice > 0)
            yield return $"{Counted(twice, "row")} {(twice == 1 ? "has" : "have")} the same time as the one before; {(grid is null ? "they stay in the order of the table" : "the grid takes them together")}.";
        var gaps = steps.Count(s => s > GapSteps * TypicalStep);
        if (gaps > 0)
            yield return $"{Counted(gaps, "gap")} of more than {GapSteps:0} typical steps ({Text(TypicalStep)}), the longest {Text(steps[^1])}; nothing is drawn or smoothed across {(gaps == 1 ? "it" : "them")}.";
    }
}
