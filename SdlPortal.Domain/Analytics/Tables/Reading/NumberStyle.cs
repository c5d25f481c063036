using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>How the numbers of a column are written.</summary>
/// <param name="CommaIsPoint">True where a comma may stand for the decimal point.</param>
/// <param name="Group">What parts thousands: comma, point, blank or apostrophe; 0 where nothing does.</param>
internal readonly record struct NumberStyle(bool CommaIsPoint, byte Group = 0)
{
    private const int LongestNumber = 64;

    /// <summary>As <see cref="Cells.Read"/>, with thousands parted.</summary>
    public CellForm Read(ReadOnlySpan<byte> cell, out double number, out string? unit)
    {
        Span<byte> plain = stackalloc byte[LongestNumber];
        var length = Group == 0 ? 0 : Ungroup(cell, plain);
        if (length == 0)
            return Take(cell, out number, out unit);
        if (length > 0)
            return Take(plain[..length], out number, out unit);
        (number, unit) = (double.NaN, null);
        return CellForm.Text;
    }

    private CellForm Take(ReadOnlySpan<byte> text, out double number, out string? unit)
    {
        var form = Cells.Read(text, CommaIsPoint, out number, out var behind);
        unit = form == CellForm.NumberWithUnit ? Cells.Text(behind) : null;
        return form;
    }

    /// <summary>The cell without what parts its thousands.</summary>
    /// <returns>0 where there is nothing to take away; −1 where the sign stands in a place where it parts no thousands.</returns>
    private int Ungroup(ReadOnlySpan<byte> cell, Span<byte> plain)
    {
        if (cell.Length > LongestNumber || cell.IsEmpty || !GroupedNumber.Begins(cell))
            return 0;
        var (written, digits, found, decimals) = (0, 0, false, false);
        var i = 0;
        for (; i < cell.Length; i++)
        {
            if (char.IsAsciiDigit((char)cell[i]))
            {
                digits++;
            }
            else if (!decimals && digits > 0 && GroupedNumber.Sign(cell, i, out var bytes) == Group && i + bytes < cell.Length && char.IsAsciiDigit((char)cell[i + bytes]))
            {
                if (digits > 3 || (found && digits != 3))
                    return -1;
                (found, digits) = (true, 0);
                i += bytes - 1;
                continue;
            }
            else if (!decimals && (cell[i] == '.' || (CommaIsPoint && cell[i] == ',')))
            {
                decimals = true;
                if (found && digits != 3)
                    return -1;
            }
            else if (i > 0 || cell[i] is not ((byte)'-' or (byte)'+'))
            {
                break;
            }

            plain[written++] = cell[i];
        }

        if (!found)
            return 0;
        if (!decimals && digits != 3)
            return -1;
        cell[i..].CopyTo(plain[written..]);
        return written + cell.Length - i;
    }
}
