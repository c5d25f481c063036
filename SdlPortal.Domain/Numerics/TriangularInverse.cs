using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// V = L⁻¹ of a factor in packed panels, itself in panels of eight columns: panel c holds V[k, 8c … 8c+7] for the rows k from 16 ⌊c/2⌋ on (two neighbors
/// start alike, so that they can be taken together). V is lower triangular; what a panel holds above the diagonal is 0.
/// </summary>
internal static class TriangularInverse
{
    private const int Width = Panels.Width;

    /// <summary>Numbers in V for n rows.</summary>
    public static int Length(int n) => Start(Panels.Count(n), n);

    /// <summary>The first row that panel c holds.</summary>
    public static int FirstRow(int panel) => panel / 2 * 2 * Width;

    /// <summary>Where panel c starts.</summary>
    public static int Start(int panel, int n)
    {
        var (pairs, padded) = (panel / 2, Panels.Padded(n));
        var start = 2 * Width * ((padded * pairs) - (Width * pairs * (pairs - 1)));
        return panel % 2 == 0 ? start : start + (Width * (padded - FirstRow(panel)));
    }

    /// <summary>Where V[row, column] stands.</summary>
    public static int Index(int row, int column, int n) =>
        Start(column / Width, n) + ((row - FirstRow(column / Width)) * Width) + (column % Width);

    /// <summary>V by forward substitution on the identity.</summary>
    public static void Fill(ReadOnlySpan<double> packed, ReadOnlySpan<double> inverseDiagonal, int n, Span<double> target)
    {
        var count = Panels.Count(n);
        target[..Length(n)].Clear();
        ref var l = ref MemoryMarshal.GetReference(packed);
        ref var inverse = ref MemoryMarshal.GetReference(inverseDiagonal);
        for (var c = 0; c < count; c += 2)
        {
            ref var left = ref target[Start(c, n)];
            ref var right = ref left;
            var paired = c + 1 < count;
            for (var s = 0; s < Width; s++)
                Unsafe.Add(ref left, s * (Width + 1)) = 1;
            if (paired)
            {
                right = ref target[Start(c + 1, n)];
                for (var s = 0; s < Width; s++)
                    Unsafe.Add(ref right, (Width * Width) + (s * (Width + 1))) = 1;
            }

            for (var j = c; j < count; j++)
            {
                // Columns of L before this panel meet only zeros of V.
                ref var lower = ref Unsafe.Add(ref l, Panels.Start(j) + (c * Width * Width));
                if (paired)
                    Panels.Eliminate(ref lower, (j - c) * Width, ref Unsafe.Add(ref inverse, j * Width), ref left, ref right);
                else
                    Panels.Eliminate(ref lower, (j - c) * Width, ref Unsafe.Add(ref inverse, j * Width), ref left);
            }
        }
    }
}
