using System.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>One box of a union as it is being changed: for every cell by how many sides it is out, and whether another box has it.</summary>
internal sealed class BoxView
{
    private readonly BoxField field;
    private readonly int[] cells;
    private readonly byte[] misses;

    public BoxView(BoxField field, IReadOnlyList<ulong[]> boxes, int own)
    {
        this.field = field;
        var free = new List<int>(field.Cells);
        for (var c = 0; c < field.Cells; c++)
        {
            var taken = field.Mass[c] <= 0;
            for (var b = 0; b < boxes.Count && !taken; b++)
                taken = b != own && IsInside(field.Codes, boxes[b], c);
            if (taken)
            {
                OthersMass += field.Mass[c];
                continue;
            }

            free.Add(c);
        }

        cells = [.. free];
        misses = new byte[cells.Length];
        for (var j = 0; j < boxes[own].Length; j++)
        {
            var (codes, side) = (field.Codes[j], boxes[own][j]);
            for (var i = 0; i < cells.Length; i++)
                misses[i] += (byte)(1 - (side >> codes[cells[i]] & 1));
        }
    }

    /// <summary>The mass of what the other boxes have.</summary>
    public double OthersMass { get; }

    public void Change(int parameter, ulong from, ulong to)
    {
        var codes = field.Codes[parameter];
        for (var i = 0; i < cells.Length; i++)
            misses[i] += (byte)((from >> codes[cells[i]] & 1) - (to >> codes[cells[i]] & 1));
    }

    /// <summary>Gain and mass by the codes of one parameter, over cells that all other sides let in.</summary>
    public void Sums(int parameter, ulong side, double[] gains, double[] masses)
    {
        Array.Clear(gains);
        Array.Clear(masses);
        var codes = field.Codes[parameter];
        for (var i = 0; i < cells.Length; i++)
        {
            var code = codes[cells[i]];
            if (misses[i] != 1 - (int)(side >> code & 1))
                continue;
            gains[code] += field.Gain[cells[i]];
            masses[code] += field.Mass[cells[i]];
        }
    }

    /// <summary>The same by the codes of two parameters (64 x 64, row-major by the first).</summary>
    public void Sums(int first, ulong firstSide, int second, ulong secondSide, double[] gains, double[] masses)
    {
        Array.Clear(gains);
        Array.Clear(masses);
        var (a, b) = (field.Codes[first], field.Codes[second]);
        for (var i = 0; i < cells.Length; i++)
        {
            var (x, y) = (a[cells[i]], b[cells[i]]);
            if (misses[i] != 2 - (int)(firstSide >> x & 1) - (int)(secondSide >> y & 1))
                continue;
            gains[(x << 6) | y] += field.Gain[cells[i]];
            masses[(x << 6) | y] += field.Mass[cells[i]];
        }
    }

    private static bool IsInside(byte[][] codes, ulong[] sides, int cell)
    {
        for (var j = 0; j < sides.Length; j++)
        {
            if ((sides[j] >> codes[j][cell] & 1) == 0)
                return false;
        }

        return true;
    }

    internal static int Lowest(ulong side) => BitOperations.TrailingZeroCount(side);

    internal static int Highest(ulong side) => 63 - BitOperations.LeadingZeroCount(side);
}
