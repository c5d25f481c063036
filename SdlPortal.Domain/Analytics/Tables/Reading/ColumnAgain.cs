using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>The second reading of a column that the first could not decide while it went: texts, points in time, several units, parted thousands.</summary>
internal sealed class ColumnAgain(ColumnPlan plan, TextRoom room)
{
    /// <summary>Words that mean a missing value also among texts; "none" or "-" may be a choice.</summary>
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase) { "na", "n/a", "n.a.", "<na>", "nat", "null", "#n/a", "#na", "#div/0!", "#value!", "#num!", "#ref!", "#null!", "#name?" };

    /// <summary>A text that every further different one is counted as once there is no room.</summary>
    public const string OtherText = "(another text)";

    private readonly TextPool levels = new(int.MaxValue);
    private readonly Examples missing = new();
    private readonly Examples kept = new();
    private int other = -1;
    private long values;
    private long others;

    public IReadOnlyList<string> Levels => levels.Texts;

    public double Read(ReadOnlySpan<byte> cell, long line)
    {
        if (cell.IsEmpty)
            return double.NaN;
        switch (plan.Kind)
        {
            case ColumnKind.Category:
                return Level(cell, line);
            case ColumnKind.Time when plan.Dates is { } order:
                return LocalDate.Look(cell)?.In(order) ?? double.NaN;
            case ColumnKind.Time:
                return PointInTime.TryRead(cell, false, out var time, out var isRelative, out _) && !isRelative ? time : double.NaN;
            default:
                return plan.IsLengths ? LengthOfTime.TryRead(cell, false, out var length) ? length : double.NaN : Number(cell);
        }
    }

    /// <summary>What only the second reading knows.</summary>
    public IEnumerable<(long Cells, string Sentence)> Remarks(long rows)
    {
        if (plan.Kind != ColumnKind.Category)
            yield break;
        if (missing.Count > 0)
            yield return (missing.Count, $"{Words.Cells(missing.Count, rows, "say", "says")} that there is no value ({missing.Words()}) and {Words.CountAs(missing.Count)} missing.");
        if (kept.Count > 0)
            yield return (kept.Count, $"{Words.Cells(kept.Count, rows, "say", "says")} something that may mean a missing value ({kept.Words()}); it is kept as a text.");
        if (others > 0)
            yield return (others, $"There are more different texts than the table has room for ({Words.Count(levels.Texts.Count - 1)} are kept); {Words.Cells(others, rows, "are", "is")} shown as '{OtherText}' and cannot be told apart. The column looks like an identifier.");
        else if (levels.Texts.Count == values && values > 20)
            yield return (0, "Every text occurs once: the column looks like an identifier, not like a category.");
        else if (levels.Texts.Count > 10_000)
            yield return (0, string.Create(CultureInfo.InvariantCulture, $"There are {levels.Texts.Count:N0} different texts: the column looks like an identifier, not like a category."));
        else if (levels.Texts.Count == 1)
            yield return (0, $"Every text is {Cells.Quote(levels.Texts[0])}.");
    }

    private double Number(ReadOnlySpan<byte> cell)
    {
        switch (plan.Style.Read(cell, out var number, out var unit))
        {
            case CellForm.Number:
                return plan.TakesPlain ? number : double.NaN;
            case CellForm.NumberWithUnit:
                return plan.Conversions is null ? number : plan.Conversions.TryGetValue(unit!, out var conversion) ? conversion.Apply(number) : double.NaN;
            default:
                return double.NaN;
        }
    }

    private double Level(ReadOnlySpan<byte> cell, long line)
    {
        if (cell.Length <= 12 && !char.IsAsciiDigit((char)cell[0]) && IsMissing(cell, line))
            return double.NaN;
        values++;
        var known = levels.Texts.Count;
        if (other < 0)
        {
            var index = levels.IndexOf(cell);
            if (levels.Texts.Count == known || room.Take(cell.Length))
                return index;
            // The text that did not fit any more is the last one with a number of its own.
            other = levels.IndexOf(System.Text.Encoding.UTF8.GetBytes(OtherText));
            levels.Limit = levels.Texts.Count;
            return index;
        }

        var found = levels.IndexOf(cell);
        others += found < 0 ? 1 : 0;
        return found < 0 ? other : found;
    }

    private bool IsMissing(ReadOnlySpan<byte> cell, long line)
    {
        switch (Cells.Read(cell, false, out _, out _))
        {
            case CellForm.NotANumber:
                return true;
            case CellForm.Absent when Missing.Contains(Cells.Text(cell)):
                missing.Add(cell, line);
                return true;
            case CellForm.Absent:
                kept.Add(cell, line);
                return false;
            default:
                return false;
        }
    }
}

/// <summary>How much memory the different texts of all columns may take together.</summary>
internal sealed class TextRoom(long bytes)
{
    /// <summary>What a text takes beside its letters.</summary>
    private const int Overhead = 120;

    private long left = bytes;

    /// <returns>False where this was the last that fits.</returns>
    public bool Take(int length)
    {
        left -= Overhead + (3L * length);
        return left > 0;
    }
}
