using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>What a cell looks like on its own.</summary>
internal enum CellForm
{
    Blank,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A finite number and a unit behind it.</summary>
    NumberWithUnit,

    /// <summary>"inf", "-Infinity", or a number too large to be held.</summary>
    Infinite,

    /// <summary>"NaN": no number, said so. Pandas writes it for a missing value too.</summary>
    NotANumber,

    /// <summary>"n/a", "null", "#DIV/0!": no value among numbers; among texts it may be a choice.</summary>
    Absent,

    Text,
}

/// <summary>Reads single cells: UTF-8, trimmed.</summary>
internal static class Cells
{
    private static readonly HashSet<string> AbsentWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "na", "n/a", "n.a.", "<na>", "nat", "null", "nil", "none", "-", "--", "?", "missing", "undefined", "#n/a", "#na", "#div/0!", "#value!", "#num!", "#ref!", "#null!", "#name?",
    };

    private static readonly HashSet<string> InfiniteWords = new(StringComparer.OrdinalIgnoreCase) { "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "+∞", "-∞", "1.#inf", "-1.#inf" };

    private static readonly HashSet<string> NotANumberWords = new(StringComparer.OrdinalIgnoreCase) { "nan", "-nan", "+nan", "1.#ind", "-1.#ind", "1.#qnan" };

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (cell.Length > 0 && cell[0] <= ' ')
            cell = cell[1..];
        while (cell.Length > 0 && cell[^1] <= ' ')
            cell = cell[..^1];
        return cell;
    }

    public static string Text(ReadOnlySpan<byte> cell) => Encoding.UTF8.GetString(cell);

    /// <param name="decimalComma">True where "1,5" is a number too, which needs a separator that is no comma.</param>
    /// <param name="number">The number, an infinity, or not a number for everything else.</param>
    /// <param name="unit">What stands behind the number; empty unless the form is a number with a unit.</param>
    public static CellForm Read(ReadOnlySpan<byte> cell, bool decimalComma, out double number, out ReadOnlySpan<byte> unit)
    {
        unit = default;
        if (cell.IsEmpty)
        {
            number = double.NaN;
            return CellForm.Blank;
        }

        var length = Numeral.Scan(cell, decimalComma, out number);
        if (length == cell.Length)
            return double.IsFinite(number) ? CellForm.Number : CellForm.Infinite;
        if (length > 0 && double.IsFinite(number) && WrittenUnits.IsUnit(cell[length..]))
        {
            unit = Trim(cell[length..]);
            return CellForm.NumberWithUnit;
        }

        number = double.NaN;
        return cell.Length > 12 ? CellForm.Text : Word(Text(cell), out number);
    }

    /// <summary>A cell for a message: shortened, in quotes.</summary>
    public static string Quote(ReadOnlySpan<byte> cell) => Quote(Text(cell));

    public static string Quote(string text) => text.Length > 40 ? $"'{text[..40]}…'" : $"'{text}'";

    private static CellForm Word(string text, out double number)
    {
        number = double.NaN;
        if (NotANumberWords.Contains(text))
            return CellForm.NotANumber;
        if (InfiniteWords.Contains(text))
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return CellForm.Infinite;
        }

        return AbsentWords.Contains(text) ? CellForm.Absent : CellForm.Text;
    }
}
