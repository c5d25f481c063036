using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// The neighbors of a point in its stepped columns: another choice, a step up or down of one level, or of 4, 16, … where there are many. Where a constraint
/// forbids a step alone, another column gives way by as much. They keep the constraints as far as rows of numbers can tell; <see cref="FeasibleRegion.Accepts"/> has the last word,
/// and costs more than a score. Stateless.
/// </summary>
internal sealed class SteppedMoves(FeasibleRegion region)
{
    private const int MaxChoices = 24;
    private readonly UnitCube cube = region.Cube;
    private readonly int equalities = Math.Min(3, region.Rows.Count(r => r.IsEquality));
    private readonly bool slides = region.Continuous.Any(region.IsColumnConstrained);

    public IReadOnlyList<double[]> Around(double[] unit)
    {
        var neighbors = new List<double[]>();
        var place = region.ToPlace(unit);
        foreach (var i in region.Stepped)
        {
            foreach (var level in NearLevels(i, unit[i]))
            {
                var neighbor = (double[])unit.Clone();
                neighbor[i] = cube.Columns[i].Level(level);
                if (region.IsColumnConstrained(i))
                    Mend(neighbor, place, i, neighbors);
                else
                    neighbors.Add(neighbor);
            }
        }

        return neighbors;
    }

    /// <summary>
    /// Adds a step in a constrained column, or if that breaks a constraint what other columns can make of it: a continuous one by restoring the slice, a stepped one by its own step.
    /// </summary>
    private void Mend(double[] stepped, double[] place, int column, List<double[]> neighbors)
    {
        var before = place[column];
        place[column] = Place(column, stepped[column]);
        if (region.Keeps(place))
        {
            neighbors.Add(stepped);
            place[column] = before;
            return;
        }

        if (slides && region.Slice(place) is { } slice)
        {
            var x = region.Continuous.Select(i => place[i]).ToArray();
            var moved = (double[])place.Clone();
            if (!slice.Restore(x))
                x = slice.Centre;
            for (var k = 0; k < x.Length; k++)
                moved[region.Continuous[k]] = x[k];
            neighbors.Add(region.ToUnit(moved));
        }

        Shift(stepped, place, [column], neighbors);
        place[column] = before;
    }

    /// <summary>Moves a further column to where the first broken row holds, and where that breaks another equality one more.</summary>
    private void Shift(double[] broken, double[] place, List<int> moved, List<double[]> neighbors)
    {
        foreach (var j in region.Stepped)
        {
            if (moved.Contains(j) || !region.IsColumnConstrained(j) || Needed(place, j) is not { } needed)
                continue;
            var own = place[j];
            var column = cube.Columns[j];
            var nearest = column.NearestLevel(column.ToUnit(column.Low + (Math.Clamp(needed, 0, 1) * column.Width)));
            for (var level = Math.Max(0, nearest - 1); level <= Math.Min(column.LevelCount!.Value - 1, nearest + 1); level++)
            {
                place[j] = Place(j, column.Level(level));
                var next = (double[])broken.Clone();
                next[j] = column.Level(level);
                if (region.Keeps(place))
                    neighbors.Add(next);
                else if (level == nearest && moved.Count < equalities)
                    Shift(next, place, [.. moved, j], neighbors);
            }

            place[j] = own;
        }
    }

    /// <summary>Where column j would have to stand for the first broken row to hold; null when it has no part in that row.</summary>
    private double? Needed(double[] place, int j)
    {
        foreach (var (row, isEquality) in region.Rows)
        {
            var excess = Vectors.Dot(row.A, place) - row.B;
            if (excess <= 1e-9 && !(isEquality && excess < -1e-9))
                continue;
            return row.A[j] == 0 ? null : place[j] - (excess / row.A[j]);
        }

        return null;
    }

    private double Place(int column, double unit)
    {
        var c = cube.Columns[column];
        return c.Width > 0 ? (c.ToValue(unit).Number - c.Low) / c.Width : 0;
    }

    private IEnumerable<long> NearLevels(int column, double unit)
    {
        var c = cube.Columns[column];
        var at = c.NearestLevel(unit);
        var count = c.LevelCount!.Value;
        if (c.IsCategorical && count <= MaxChoices)
        {
            for (long level = 0; level < count; level++)
            {
                if (level != at)
                    yield return level;
            }

            yield break;
        }

        // Many choices have no order to follow: steps of growing width reach all of them over a few moves.
        for (long width = 1; width < count; width *= 4)
        {
            if (at >= width)
                yield return at - width;
            if (at + width < count)
                yield return at + width;
        }
    }
}
