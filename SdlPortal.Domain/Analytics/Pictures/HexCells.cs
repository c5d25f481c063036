namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>How many points lie in each of the hexagons that cover a field; those without any are not listed.</summary>
/// <param name="Width">Of a hexagon standing on its point, in units of x.</param>
/// <param name="Height">From point to point, in units of y.</param>
/// <param name="X">Centers.</param>
public sealed record HexCells(double Width, double Height, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<int> Counts)
{
    /// <summary>Two rectangular lattices, one shifted by half a cell both ways; a point belongs to the nearer of the two centers (Carr et al. 1987, J. Am. Stat. Assoc. 82, 424).</summary>
    /// <param name="across">Hexagons beside each other from low to high.</param>
    public static HexCells Count(ReadOnlySpan<double> x, ReadOnlySpan<double> y, (double Low, double High) rangeX, (double Low, double High) rangeY, int across)
    {
        var width = (rangeX.High > rangeX.Low ? rangeX.High - rangeX.Low : 1) / across;
        // Of equal sides on a square field: rows lie √3/2 of the width apart, and the height is 2/√3 of it.
        var rows = Math.Max(2, (int)Math.Round(across / Math.Sqrt(3)));
        var pitch = (rangeY.High > rangeY.Low ? rangeY.High - rangeY.Low : 1) / rows;
        var (stride, lines) = (across + 2, rows + 2);
        var even = new int[stride * lines];
        var odd = new int[stride * lines];
        for (var i = 0; i < x.Length; i++)
        {
            var (u, v) = ((x[i] - rangeX.Low) / width, (y[i] - rangeY.Low) / pitch);
            var (evenU, evenV) = ((int)Math.Round(u), (int)Math.Round(v));
            var (oddU, oddV) = ((int)Math.Floor(u), (int)Math.Floor(v));
            var toEven = Square(u - evenU) + (3 * Square(v - evenV));
            var toOdd = Square(u - oddU - 0.5) + (3 * Square(v - oddV - 0.5));
            if (toEven <= toOdd)
                even[(evenV * stride) + evenU]++;
            else
                odd[(oddV * stride) + oddU]++;
        }

        List<double> centersX = [], centersY = [];
        List<int> counts = [];
        for (var line = 0; line < lines; line++)
        {
            for (var isOdd = 0; isOdd < 2; isOdd++)
            {
                for (var place = 0; place < stride; place++)
                {
                    var count = (isOdd == 0 ? even : odd)[(line * stride) + place];
                    if (count == 0)
                        continue;
                    centersX.Add(rangeX.Low + ((place + (0.5 * isOdd)) * width));
                    centersY.Add(rangeY.Low + ((line + (0.5 * isOdd)) * pitch));
                    counts.Add(count);
                }
            }
        }

        return new HexCells(width, pitch * 2 / 3, centersX, centersY, counts);
    }

    private static double Square(double value) => value * value;
}
