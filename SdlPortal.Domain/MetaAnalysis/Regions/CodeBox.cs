namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>A box over codes: for each parameter the set of codes that belong, as bits. Immutable by convention once it is handed out.</summary>
internal sealed class CodeBox(ulong[] sides)
{
    public ulong[] Sides { get; } = sides;

    public static CodeBox Everything(BinnedParameter[] parameters) => new([.. parameters.Select(p => p.All)]);

    public CodeBox With(int parameter, ulong side)
    {
        var sides = (ulong[])Sides.Clone();
        sides[parameter] = side;
        return new CodeBox(sides);
    }

    public bool Contains(byte[][] codes, int cell)
    {
        for (var j = 0; j < Sides.Length; j++)
        {
            if ((Sides[j] >> codes[j][cell] & 1) == 0)
                return false;
        }

        return true;
    }

    /// <summary>Which cells belong to one of the boxes.</summary>
    public static bool[] Union(IReadOnlyList<CodeBox> boxes, byte[][] codes, int cells)
    {
        var inside = new bool[cells];
        foreach (var box in boxes)
        {
            for (var c = 0; c < cells; c++)
                inside[c] |= box.Contains(codes, c);
        }

        return inside;
    }
}
