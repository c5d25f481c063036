using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// When the run of a row began and how long it took. A length that no column says is end minus start, also where that is negative: a check says so later. Small numbers count from an unknown beginning: they give a length, and are kept as notes.
/// What cannot be read costs no run.
/// </summary>
internal sealed class RowTimes(MappedColumns columns, string[] names, bool decimalComma, RowTally tally)
{
    private readonly TimeRemarks start = new(columns.Start < 0 ? "" : names[columns.Start]);
    private readonly TimeRemarks end = new(columns.End < 0 ? "" : names[columns.End]);
    private readonly string noLength = columns.Duration < 0 ? "" : $"have no duration in column '{names[columns.Duration]}' that can be read; the runs are taken without it. Write seconds.";
    private bool startIsRelative;
    private bool endIsRelative;
    private double startSeconds;
    private double endSeconds;

    public bool HasNotes => columns.Start >= 0 || columns.End >= 0;

    public void Read(ITableRows row, out DateTimeOffset? began, out double? duration)
    {
        startSeconds = Point(row, columns.Start, start, out startIsRelative);
        endSeconds = Point(row, columns.End, end, out endIsRelative);
        duration = Length(row);
        if (duration is null && startIsRelative == endIsRelative && double.IsFinite(endSeconds - startSeconds))
            duration = endSeconds - startSeconds;
        if (double.IsNaN(startSeconds) && !endIsRelative && duration is not null && double.IsFinite(endSeconds))
            startSeconds = endSeconds - duration.Value;
        began = double.IsNaN(startSeconds) || startIsRelative ? null : PointInTime.FromUnixSeconds(startSeconds);
    }

    /// <summary>Relative times of the row that was read last.</summary>
    public void AddNotes(List<NamedValue> notes)
    {
        if (startIsRelative)
            notes.Add(new NamedValue(names[columns.Start], startSeconds));
        if (endIsRelative)
            notes.Add(new NamedValue(names[columns.End], endSeconds));
    }

    private double Point(ITableRows row, int column, TimeRemarks remarks, out bool isRelative)
    {
        isRelative = false;
        if (column < 0)
            return double.NaN;
        var cell = row[column];
        if (cell.IsEmpty || Cells.Read(cell, decimalComma, out _, out _) is CellForm.Absent or CellForm.NotANumber)
            return double.NaN;
        if (!PointInTime.TryRead(cell, decimalComma, out var seconds, out isRelative, out var hasZone))
        {
            tally.Add(remarks.Unreadable, row.Line, cell);
            return double.NaN;
        }

        if (isRelative)
            tally.Add(remarks.Relative, row.Line);
        else if (!hasZone)
            tally.Add(remarks.NoZone, row.Line);
        return seconds;
    }

    private double? Length(ITableRows row)
    {
        if (columns.Duration < 0 || row[columns.Duration].IsEmpty)
            return null;
        if (LengthOfTime.TryRead(row[columns.Duration], decimalComma, out var seconds))
            return seconds;
        if (Cells.Read(row[columns.Duration], decimalComma, out _, out _) is CellForm.Text)
            tally.Add(noLength, row.Line, row[columns.Duration]);
        return null;
    }

    /// <summary>What can be odd in a column of points in time, built once.</summary>
    private sealed class TimeRemarks(string column)
    {
        public string Unreadable { get; } = $"have no point in time in column '{column}' that can be read; the runs are taken without it. Write 2026-01-31 14:30:00, or seconds since 1970.";

        public string Relative { get; } = $"count the time of column '{column}' from an unknown beginning; it is kept as a note and gives durations only.";

        public string NoZone { get; } = $"name no time zone in column '{column}'; it is taken as UTC.";
    }
}
