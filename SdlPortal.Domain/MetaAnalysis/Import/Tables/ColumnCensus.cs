using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>What the cells of a column are, counted while the rows go by; bounded memory. Its verdict is over the whole column, so no row's reading depends on what stands above it.</summary>
internal sealed class ColumnCensus(string name, bool decimalComma, int mostDistinct)
{
    /// <summary>Numbers among the values from which on a column is one of numbers, and its texts are mistakes.</summary>
    private const double MostlyNumbers = 0.8;

    private const int MostUnits = 16;

    private readonly Dictionary<string, long> units = new(StringComparer.Ordinal);
    private readonly TextPool unitPool = new(MostUnits);
    private long integers;
    private long absent;
    private double sum;
    private bool padded;

    public string Name { get; } = name;

    /// <summary>Different texts in the order of their first appearance.</summary>
    public TextPool Texts { get; } = new(mostDistinct);

    public long Rows { get; private set; }

    public long Blank { get; private set; }

    /// <summary>Finite numbers without a unit.</summary>
    public long Numbers { get; private set; }

    public long NumbersWithUnit { get; private set; }

    /// <summary>NaN and infinities.</summary>
    public long NotFinite { get; private set; }

    /// <summary>Texts that are no number and no word for a missing one.</summary>
    public long Words { get; private set; }

    public double Low { get; private set; } = double.PositiveInfinity;

    public double High { get; private set; } = double.NegativeInfinity;

    /// <summary>Of the numbers.</summary>
    public double Mean => sum / (Numbers + NumbersWithUnit);

    /// <summary>The first word and its line, for messages.</summary>
    public (string Text, long Line)? FirstWord { get; private set; }

    public long Filled => Rows - Blank;

    /// <summary>Cells that say something: numbers and words, not NaN or "n/a".</summary>
    public long Values => Numbers + NumbersWithUnit + Words;

    /// <summary>True where numbers are written with leading zeros: labels, not quantities.</summary>
    public bool IsPadded => padded;

    public bool IsNumeric => Values > 0 && Numbers + NumbersWithUnit >= MostlyNumbers * Values;

    public bool IsIntegral => integers == Numbers + NumbersWithUnit;

    /// <summary>True where numbers and texts stand together.</summary>
    public bool IsMixed => Numbers + NumbersWithUnit > 0 && Words > 0;

    /// <summary>The unit that most numbers bear; null where most bear none.</summary>
    public string? Unit
    {
        get
        {
            var (best, most) = ((string?)null, Numbers);
            foreach (var (unit, count) in units)
            {
                if (count > most || (count == most && best is not null && string.CompareOrdinal(unit, best) < 0))
                    (best, most) = (unit, count);
            }

            return best;
        }
    }

    public bool HasSeveralUnits => units.Count + (Numbers > 0 ? 1 : 0) > 1;

    public ParameterKind? Kind => Filled == 0 || (Values == 0 && Words == 0 && absent == 0) ? null : !IsNumeric ? ParameterKind.Category : IsIntegral ? ParameterKind.Integer : ParameterKind.Number;

    /// <param name="keepTexts">False to save the time where the different texts are of no interest.</param>
    public void Add(ReadOnlySpan<byte> cell, long line, bool keepTexts)
    {
        Rows++;
        var form = Cells.Read(cell, decimalComma, out var number, out var unit);
        switch (form)
        {
            case CellForm.Blank:
                Blank++;
                return;
            case CellForm.Number:
                Numbers++;
                padded |= cell.Length > 1 && cell[0] == '0' && char.IsAsciiDigit((char)cell[1]);
                Count(number);
                break;
            case CellForm.NumberWithUnit:
                NumbersWithUnit++;
                Count(number);
                if (unitPool.IndexOf(unit) is >= 0 and var index)
                    units[unitPool.Texts[index]] = units.GetValueOrDefault(unitPool.Texts[index]) + 1;
                break;
            case CellForm.Infinite or CellForm.NotANumber:
                NotFinite++;
                break;
            case CellForm.Absent:
                absent++;
                break;
            default:
                Words++;
                FirstWord ??= (Cells.Text(cell), line);
                break;
        }

        // Numbers are kept too: the column may turn out to be one of choices.
        if (keepTexts)
            Texts.IndexOf(cell);
    }

    private void Count(double number)
    {
        integers += Math.Floor(number) == number && Math.Abs(number) < 1L << 53 ? 1 : 0;
        sum += number;
        if (number < Low)
            Low = number;
        if (number > High)
            High = number;
    }
}
