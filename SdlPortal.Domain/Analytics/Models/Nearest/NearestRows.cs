using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Nearest;

/// <summary>
/// The rows nearest to a point by Euclidean distance, in a k-d tree (Bentley 1975) of buckets: exact, near log n where columns are few, no slower than looking at every row where they are many. Of equally near rows the first counts. Immutable.
/// </summary>
internal sealed class NearestRows
{
    private const int Bucket = 32;

    private readonly double[] sorted;
    private readonly int[] rows;
    private readonly Cell[] cells;

    /// <param name="values">n x d, row-major.</param>
    public NearestRows(double[] values, int width, CancellationToken cancellationToken = default)
    {
        (Width, Count) = (width, width == 0 ? 0 : values.Length / width);
        rows = [.. Enumerable.Range(0, Count)];
        var found = new List<Cell>();
        if (Count > 0)
            Grow(values, found, cancellationToken);
        cells = [.. found];
        sorted = new double[values.Length];
        for (var i = 0; i < Count; i++)
            values.AsSpan(rows[i] * width, width).CopyTo(sorted.AsSpan(i * width));
    }

    public int Width { get; }

    public int Count { get; }

    /// <summary>Column −1 for a bucket of rows [Start, End).</summary>
    private readonly record struct Cell(int Column, double Cut, int Left, int Right, int Start, int End);

    /// <summary>The k nearest rows, k at most <see cref="Count"/>, nearest first.</summary>
    /// <param name="found">Receives k rows.</param>
    /// <param name="distances">Receives k squared distances.</param>
    public void Find(ReadOnlySpan<double> point, Span<int> found, Span<double> distances)
    {
        var count = 0;
        Span<double> offsets = Width <= 256 ? stackalloc double[Width] : new double[Width];
        offsets.Clear();
        Visit(0, point, 0, offsets, found, distances, ref count);
    }

    private void Visit(int cell, ReadOnlySpan<double> point, double least, Span<double> offsets, Span<int> found, Span<double> distances, ref int count)
    {
        ref readonly var at = ref cells[cell];
        if (at.Column < 0)
        {
            for (var i = at.Start; i < at.End; i++)
                Offer(rows[i], Vectors.SquaredDistance(point, sorted.AsSpan(i * Width, Width)), found, distances, ref count);
            return;
        }

        var off = point[at.Column] - at.Cut;
        var (near, far) = off <= 0 ? (at.Left, at.Right) : (at.Right, at.Left);
        Visit(near, point, least, offsets, found, distances, ref count);

        // The far side is at least this far away: its box in this column replaces what the column counted before.
        var old = offsets[at.Column];
        var farther = least - (old * old) + (off * off);
        if (count == found.Length && farther * (1 - 1e-12) > distances[count - 1])
            return;
        offsets[at.Column] = off;
        Visit(far, point, Math.Max(0, farther), offsets, found, distances, ref count);
        offsets[at.Column] = old;
    }

    private static void Offer(int row, double distance, Span<int> found, Span<double> distances, ref int count)
    {
        if (count == found.Length && !(distance < distances[count - 1] || (distance == distances[count - 1] && row < found[count - 1])))
            return;
        var at = count < found.Length ? count++ : count - 1;
        for (; at > 0 && (distances[at - 1] > distance || (distances[at - 1] == distance && found[at - 1] > row)); at--)
            (found[at], distances[at]) = (found[at - 1], distances[at - 1]);
        (found[at], distances[at]) = (row, distance);
    }

    /// <summary>Each cell is cut at the median of the column in which it is widest.</summary>
    private void Grow(double[] values, List<Cell> found, CancellationToken cancellationToken)
    {
        var keys = new double[Count];
        var stack = new Stack<(int Cell, int Start, int End)>();
        stack.Push((0, 0, Count));
        found.Add(default);
        while (stack.TryPop(out var at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (column, extent) = (-1, 0.0);
            for (var j = 0; j < Width && at.End - at.Start > Bucket; j++)
            {
                var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
                for (var i = at.Start; i < at.End; i++)
                {
                    var value = values[(rows[i] * Width) + j];
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
                }

                if (high - low > extent)
                    (column, extent) = (j, high - low);
            }

            if (column < 0)
            {
                found[at.Cell] = new Cell(-1, 0, 0, 0, at.Start, at.End);
                continue;
            }

            for (var i = at.Start; i < at.End; i++)
                keys[i] = values[(rows[i] * Width) + column];
            Array.Sort(keys, rows, at.Start, at.End - at.Start);
            var middle = (at.Start + at.End) / 2;
            found[at.Cell] = new Cell(column, (keys[middle - 1] / 2) + (keys[middle] / 2), found.Count, found.Count + 1, at.Start, at.End);
            stack.Push((found.Count, at.Start, middle));
            stack.Push((found.Count + 1, middle, at.End));
            found.Add(default);
            found.Add(default);
        }
    }
}
