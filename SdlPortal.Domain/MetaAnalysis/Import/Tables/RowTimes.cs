using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// When the run of a row began and how long it took. A length that no column says is end minus start, also where that is negative: a check says so later. Small numbers count from an unknown beginning: they give a length, and are kept as notes.
/// What cannot be read costs no run.
/// </summary>
internal sealed class RowTimes(MappedColumns columns, bool decimalComma, RowTally tally)
{
    private bool startIsRelative;
    private bool endIsRelative;
    private double startSeconds;
    private double endSeconds;

    public bool HasNotes => columns.Start >= 0 || columns.End >= 0;

    public void Read(ITableRows row, out DateTimeOffset? start, out double? duration)
    {
        startSeconds = Point(row, columns.Start, out startIsRelative);
        endSeconds = Point(row, columns.End, out endIsRelative);
        duration = Length(row);
        if (duration is null && startIsRelative == endIsRelative && double.IsFinite(endSeconds - startSeconds))
            duration = endSeconds - startSeconds;
        if (double.IsNaN(startSeconds) && !endIsRelative && duration is not null && double.IsFinite(endSeconds))
            startSeconds = endSeconds - duration.Value;
        start = double.IsNaN(startSeconds) || startIsRelative ? null : PointInTime.FromUnixSeconds(startSeconds);
    }

    /// <summary>Relative times of the row that was read last.</summary>
    public void AddNotes(ITableRows row, List<NamedValue> notes)
    {
        if (startIsRelative)
            notes.Add(new NamedValue(row.Columns[columns.Start], startSeconds));
        if (endIsRelative)
            notes.Add(new NamedValue(row.Columns[columns.End], endSeconds));
    }

    private double Point(ITableRows row, int column, out bool isRelative)
    {
        isRelative = false;
        if (column < 0)
            return double.NaN;
        var cell = row[column];
        if (cell.IsEmpty || Cells.Read(cell, decimalComma, out _, out _) is CellForm.Absent or CellForm.NotANumber)
            return double.NaN;
        if (!PointInTime.TryRead(cell, decimalComma, out var seconds, out isRelative, out var hasZone))
        {
            tally.Add($"have no point in time in column '{row.Columns[column]}' that can be read, such as {Cells.Quote(cell)}; the runs are taken without it. Write 2026-01-31 14:30:00, or seconds since 1970.", row.Line);
            return double.NaN;
        }

        if (isRelative)
            tally.Add($"count the time of column '{row.Columns[column]}' from an unknown beginning; it is kept as a note and gives durations only.", row.Line);
        else if (!hasZone)
            tally.Add($"name no time zone in column '{row.Columns[column]}'; it is taken as UTC.", row.Line);
        return seconds;
    }

    private double? Length(ITableRows row)
    {
        if (columns.Duration < 0 || row[columns.Duration].IsEmpty)
            return null;
        if (LengthOfTime.TryRead(row[columns.Duration], decimalComma, out var seconds))
            return seconds;
        if (Cells.Read(row[columns.Duration], decimalComma, out _, out _) is CellForm.Text)
            tally.Add($"have no duration in column '{row.Columns[columns.Duration]}' that can be read; the runs are taken without it. Write seconds.", row.Line);
        return null;
    }
}
