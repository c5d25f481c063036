using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>What a cell says about how its numbers are written.</summary>
/// <param name="Group">What parts its thousands beyond doubt ("1,234,567", "1.234,5", "12 345"); 0 where nothing does.</param>
/// <param name="Decimal">Its decimal sign where it has one beyond doubt ("1,5", "0.123"); 0 where not.</param>
/// <param name="Doubtful">The one comma or point that may be either ("1,234"); 0 where there is none.</param>
internal readonly record struct GroupedNumber(byte Group, byte Decimal, byte Doubtful)
{
    /// <summary>False for a cell that cannot be a number whatever its signs mean.</summary>
    public static bool Begins(ReadOnlySpan<byte> cell)
    {
        var first = cell[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        return cell.Length > first && (char.IsAsciiDigit((char)cell[first]) || cell[first] is (byte)'.' or (byte)',');
    }

    /// <summary>Null where the cell is no number, however it is written.</summary>
    public static GroupedNumber? Look(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell.Length > 64 || !Begins(cell))
            return null;
        // The digits between signs, and the signs, of "12.345,67".
        Span<int> lengths = stackalloc int[33];
        Span<byte> signs = stackalloc byte[33];
        var (count, i) = (0, cell[0] is (byte)'-' or (byte)'+' ? 1 : 0);
        var leadingZero = cell[i] == '0' || cell[i] is (byte)'.' or (byte)',';
        while (true)
        {
            var start = i;
            while (i < cell.Length && char.IsAsciiDigit((char)cell[i]))
                i++;
            lengths[count] = i - start;
            var bytes = 0;
            var sign = i < cell.Length ? Sign(cell, i, out bytes) : (byte)0;
            var goesOn = sign != 0 && i + bytes < cell.Length && char.IsAsciiDigit((char)cell[i + bytes]);
            // "5." is a number too.
            if (!goesOn || count == 32)
                break;
            signs[count++] = sign;
            i += bytes;
        }

        if (count == 32)
            return null;
        var rest = cell[i..];
        var exponent = rest.Length > 1 && rest[0] is (byte)'e' or (byte)'E' && Numeral.Scan([(byte)'1', .. rest], false, out _) == rest.Length + 1;
        if (!rest.IsEmpty && !exponent && !WrittenUnits.IsUnit(rest))
            return null;
        if (count == 0)
            return new GroupedNumber(0, 0, 0);
        var last = signs[count - 1];
        var same = signs[..count].IndexOfAnyExcept(signs[0]);
        if (count == 1)
        {
            if (last is not ((byte)',' or (byte)'.'))
                return lengths[0] is >= 1 and <= 3 && lengths[1] == 3 ? new GroupedNumber(last, 0, 0) : null;
            return !leadingZero && !exponent && lengths[0] <= 3 && lengths[1] == 3 ? new GroupedNumber(0, 0, last) : new GroupedNumber(0, last, 0);
        }

        // The first signs part thousands; the last one too, or it is the decimal sign.
        var groups = same < 0 ? count : same == count - 1 && last is ((byte)',' or (byte)'.') ? count - 1 : -1;
        if (groups < 0 || lengths[0] is < 1 or > 3)
            return null;
        for (var g = 1; g <= groups; g++)
        {
            if (lengths[g] != 3)
                return null;
        }

        return new GroupedNumber(signs[0], groups < count ? last : (byte)0, 0);
    }

    /// <summary>The sign at a place, all blanks and all apostrophes being one; 0 where there is none.</summary>
    /// <param name="bytes">How many bytes it takes.</param>
    public static byte Sign(ReadOnlySpan<byte> cell, int at, out int bytes)
    {
        bytes = 1;
        switch (cell[at])
        {
            case (byte)',' or (byte)'.' or (byte)' ' or (byte)'\'':
                return cell[at];
            case 0xC2 when at + 1 < cell.Length && cell[at + 1] == 0xA0:
                bytes = 2;
                return (byte)' ';
            case 0xE2 when at + 2 < cell.Length && cell[at + 1] == 0x80 && cell[at + 2] is 0xAF or 0x89:
                bytes = 3;
                return (byte)' ';
            case 0xE2 when at + 2 < cell.Length && cell[at + 1] == 0x80 && cell[at + 2] == 0x99:
                bytes = 3;
                return (byte)'\'';
            default:
                bytes = 0;
                return 0;
        }
    }
}
