namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// What a new result can still win: the part of the output space above the reference point that a front does not dominate, cut into boxes that do not
/// overlap and reach upwards without end. For one to three outputs; the number of boxes is at most 2 f + 1 for a front of f points
/// (as Yang, Emmerich, Deutz and Back 2019, J. Glob. Optim. 75, 3, reach it for three). Immutable.
/// </summary>
internal sealed class NonDominatedBoxes
{
    /// <summary>The level index of a box that has no upper end.</summary>
    public const int NoEnd = -1;

    /// <param name="front">Rows of oriented outputs; those that do not exceed the reference, or are covered, change nothing.</param>
    /// <param name="reference">One number for each output.</param>
    public NonDominatedBoxes(IEnumerable<double[]> front, double[] reference)
    {
        Outputs = reference.Length;
        ArgumentOutOfRangeException.ThrowIfZero(Outputs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Outputs, 3);
        var rows = ParetoFront.Distinct([.. front.Where(y => y.Zip(reference).All(p => p.First > p.Second))]);
        Levels = [.. reference.Select((r, m) => rows.Select(y => y[m]).Append(r).Distinct().Order().ToArray())];
        var boxes = new List<int>();
        if (Outputs == 1)
            boxes.AddRange([Levels[0].Length - 1, NoEnd]);
        else
            Sweep(rows, reference, boxes);
        Ends = [.. boxes];
    }

    public int Outputs { get; }

    /// <summary>The different ends of boxes in each output, rising; the reference comes first.</summary>
    public double[][] Levels { get; }

    /// <summary>2 M numbers for each box: index of the lower and of the upper level in each output, or <see cref="NoEnd"/>.</summary>
    public int[] Ends { get; }

    /// <summary>
    /// From the largest third output down. At each height the plane of the first two outputs is free above a staircase: vertical strips, each with the height
    /// above which it has been boxed already. A point ends the strips that it covers and starts a new one in their place.
    /// </summary>
    private void Sweep(IReadOnlyList<double[]> rows, double[] reference, List<int> boxes)
    {
        var strips = new List<Strip> { new(reference[0], double.PositiveInfinity, reference[1], double.PositiveInfinity) };
        foreach (var row in Outputs == 3 ? rows.OrderByDescending(y => y[2]) : rows.AsEnumerable())
        {
            var (x, y, z) = (row[0], row[1], Outputs == 3 ? row[2] : double.PositiveInfinity);
            var end = strips.FindIndex(s => s.Right >= x);
            if (strips[end].Floor >= y)
                continue;
            if (strips[end].Right > x)
            {
                strips.Insert(end + 1, strips[end] with { Left = x });
                strips[end] = strips[end] with { Right = x };
            }

            var first = end;
            while (first > 0 && strips[first - 1].Floor < y)
                first--;
            for (var i = first; i <= end; i++)
                Close(strips[i], z, boxes);
            var left = strips[first].Left;
            strips.RemoveRange(first, end - first + 1);
            strips.Insert(first, new Strip(left, x, y, z));
        }

        foreach (var strip in strips)
            Close(strip, Outputs == 3 ? reference[2] : double.NegativeInfinity, boxes);
    }

    private void Close(Strip strip, double bottom, List<int> boxes)
    {
        if (!(strip.Top > bottom) || !(strip.Right > strip.Left))
            return;
        boxes.AddRange([Level(0, strip.Left), Level(0, strip.Right), Level(1, strip.Floor), NoEnd]);
        if (Outputs == 3)
            boxes.AddRange([Level(2, bottom), Level(2, strip.Top)]);
    }

    private int Level(int output, double value) => double.IsPositiveInfinity(value) ? NoEnd : Array.BinarySearch(Levels[output], value);

    /// <summary>First output between Left and Right, second from Floor up, third below Top not yet boxed.</summary>
    private readonly record struct Strip(double Left, double Right, double Floor, double Top);
}
