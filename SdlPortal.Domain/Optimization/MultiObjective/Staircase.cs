namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The points (x, y) of a plane that no other one covers, kept with x rising and y falling, and the area they cover above a corner. Adding n points
/// takes O(n log n) comparisons. Not for sharing between threads.
/// </summary>
/// <param name="lowX">The corner's x; points must not lie left of it where areas are wanted.</param>
/// <param name="lowY">The corner's y, likewise.</param>
internal sealed class Staircase(double lowX = double.NegativeInfinity, double lowY = double.NegativeInfinity)
{
    private readonly List<double> xs = [];
    private readonly List<double> ys = [];

    /// <summary>Adds a point and removes what it covers; false when a present point covers it.</summary>
    /// <param name="added">The area that the point covers and no other did.</param>
    public bool TryAdd(double x, double y, out double added)
    {
        added = 0;
        var next = xs.BinarySearch(x);
        if (next < 0)
            next = ~next;
        if (next < xs.Count && ys[next] >= y)
            return false;

        // From x leftwards the covered height rises from step to step; the new point covers up to y until a step is higher.
        var (edge, height) = (x, next < xs.Count ? ys[next] : lowY);
        var left = next - 1;
        while (true)
        {
            var step = left >= 0 ? xs[left] : lowX;
            added += (edge - step) * (y - height);
            if (left < 0 || ys[left] > y)
                break;
            (edge, height) = (step, ys[left]);
            left--;
        }

        var covered = next < xs.Count && xs[next] == x ? next - left : next - 1 - left;
        xs.RemoveRange(left + 1, covered);
        ys.RemoveRange(left + 1, covered);
        xs.Insert(left + 1, x);
        ys.Insert(left + 1, y);
        return true;
    }
}
