using System.Runtime.CompilerServices;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>
/// The first reading of a column: every cell as the number that it most likely is, and counts of all that decides whether this is right for the column as a whole. Most columns need no second reading. Bounded memory.
/// </summary>
internal sealed class ColumnFirst(bool commaIsPoint)
{
    private const int MostUnits = 16;

    private long longest;
    private long shortest = long.MaxValue;

    /// <summary>Cells with a form that is written in numbers, however they part thousands.</summary>
    public long AllNumbers => Numbers + WithUnit + Parted;

    public long Rows { get; private set; }

    public long Blank { get; private set; }

    /// <summary>Numbers alone, read already.</summary>
    public long Numbers { get; private set; }

    /// <summary>Numbers with a unit, read already.</summary>
    public long WithUnit { get; private set; }

    /// <summary>Numbers that only a style says how to read: "1,234.5", "12 345".</summary>
    public long Parted { get; private set; }

    /// <summary>Points in time in letters, "2026-01-02 03:04".</summary>
    public long Times { get; private set; }

    /// <summary>Of these, how many name no zone.</summary>
    public long WithoutZone { get; private set; }

    /// <summary>Dates that end in their year, "31.12.2026".</summary>
    public Examples Dates { get; } = new();

    /// <summary>Of these, how many can only begin with the day: by their points, or by a number beyond twelve.</summary>
    public long DaysFirst { get; private set; }

    public long MonthsFirst { get; private set; }

    /// <summary>Lengths of time, "01:02:03".</summary>
    public long Lengths { get; private set; }

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    public bool HasFractions { get; private set; }

    public bool IsPadded { get; private set; }

    /// <summary>True where all plain numbers are written with the same number of signs.</summary>
    public bool IsEven => longest == shortest;

    /// <summary>Cells with "NaN".</summary>
    public Examples NotNumbers { get; } = new();

    /// <summary>Cells with "inf", or a number beyond what can be held.</summary>
    public Examples Infinite { get; } = new();

    /// <summary>Cells that say in a word that there is no value.</summary>
    public Examples Absent { get; } = new();

    /// <summary>Texts; times and lengths are among them.</summary>
    public Examples Words { get; } = new();

    /// <summary>By unit as written, with the first line; those beyond a few are <see cref="OtherUnits"/>.</summary>
    public Dictionary<string, (long Count, long Line)> Units { get; } = new(StringComparer.Ordinal);

    public bool OtherUnits { get; private set; }

    /// <summary>How often each sign was met in a place that leaves no doubt.</summary>
    public long CommaDecimals { get; private set; }

    public bool HasPointDecimals { get; private set; }

    /// <summary>"1,234", which may be either.</summary>
    public Examples DoubtfulCommas { get; } = new();

    /// <summary>"1.234".</summary>
    public bool HasDoubtfulPoints { get; private set; }

    /// <summary>What parts thousands, a flag for each sign.</summary>
    public HashSet<byte> Groups { get; } = [];

    public Examples Grouped { get; } = new();

    /// <returns>The number; not a number where there is none, or none that is certain.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(ReadOnlySpan<byte> cell, long line)
    {
        Rows++;
        if (cell.IsEmpty)
        {
            Blank++;
            return double.NaN;
        }

        if (Numeral.Scan(cell, commaIsPoint, out var number) != cell.Length || !double.IsFinite(number))
            return AddOther(cell, line);
        Numbers++;
        Count(cell, number);
        if (!HasPointDecimals || commaIsPoint)
            LookAtSigns(cell, line);
        return number;
    }

    private void Count(ReadOnlySpan<byte> cell, double number)
    {
        HasFractions |= Math.Floor(number) != number;
        IsPadded |= cell.Length > 1 && cell[0] == '0' && char.IsAsciiDigit((char)cell[1]);
        longest = Math.Max(longest, cell.Length);
        shortest = Math.Min(shortest, cell.Length);
        if (number < Low)
            Low = number;
        if (number > High)
            High = number;
    }

    /// <summary>Commas and points that say how the column's numbers are written.</summary>
    private void LookAtSigns(ReadOnlySpan<byte> cell, long line)
    {
        if (cell.IndexOfAny((byte)',', (byte)'.') >= 0 && GroupedNumber.Look(cell) is { } signs)
            Note(signs, cell, line);
    }

    private void Note(GroupedNumber signs, ReadOnlySpan<byte> cell, long line)
    {
        if (signs.Group != 0)
        {
            Groups.Add(signs.Group);
            Grouped.Add(cell, line);
        }

        CommaDecimals += signs.Decimal == ',' ? 1 : 0;
        HasPointDecimals |= signs.Decimal == '.';
        HasDoubtfulPoints |= signs.Doubtful == '.';
        if (signs.Doubtful == ',')
            DoubtfulCommas.Add(cell, line);
    }

    private double AddOther(ReadOnlySpan<byte> cell, long line)
    {
        switch (Cells.Read(cell, commaIsPoint, out var number, out var unit))
        {
            case CellForm.NumberWithUnit:
                WithUnit++;
                Count(cell, number);
                LookAtSigns(cell, line);
                AddUnit(Cells.Text(unit), line);
                return number;
            case CellForm.Infinite:
                Infinite.Add(cell, line);
                return double.NaN;
            case CellForm.NotANumber:
                NotNumbers.Add(cell, line);
                return double.NaN;
            case CellForm.Absent:
                Absent.Add(cell, line);
                return double.NaN;
            default:
                AddText(cell, line);
                return double.NaN;
        }
    }

    private void AddText(ReadOnlySpan<byte> cell, long line)
    {
        if (GroupedNumber.Look(cell) is { } signs)
        {
            Parted++;
            Note(signs, cell, line);
            // How it is read, and with it its unit, the whole column will say.
            if (new NumberStyle(signs.Decimal == ',' || signs.Doubtful == ',', signs.Group).Read(cell, out var number, out var unit) == CellForm.NumberWithUnit)
                AddUnit(unit!, line);
            Count(cell, number);
            return;
        }

        Words.Add(cell, line);
        if (cell.Length < 8 || !(char.IsAsciiDigit((char)cell[0]) || cell[0] == '-'))
            return;
        if (PointInTime.TryRead(cell, false, out _, out _, out var hasZone))
        {
            Times++;
            WithoutZone += hasZone ? 0 : 1;
        }
        else if (LocalDate.Look(cell) is { } date)
        {
            Dates.Add(cell, line);
            DaysFirst += date.Sign == '.' || date.First > 12 ? 1 : 0;
            MonthsFirst += date.Sign != '.' && date.Second > 12 ? 1 : 0;
        }
        else if (cell.IndexOf((byte)':') > 0 && LengthOfTime.TryRead(cell, false, out _))
        {
            Lengths++;
        }
    }

    private void AddUnit(string unit, long line)
    {
        if (Units.TryGetValue(unit, out var known))
            Units[unit] = known with { Count = known.Count + 1 };
        else if (Units.Count < MostUnits)
            Units[unit] = (1, line);
        else
            OtherUnits = true;
    }
}
