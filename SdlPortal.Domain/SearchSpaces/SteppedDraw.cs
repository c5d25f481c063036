using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// Draws values of the constrained whole-number and discrete parameters for which the continuous ones can still keep the constraints: one parameter after the other,
/// each among the levels that the rows leave open, going back where nothing is left. One draw per object.
/// </summary>
internal sealed class SteppedDraw(FeasibleRegion region, SeededRandom random)
{
    private const int MaxTries = 20_000;
    private const int MaxLevels = 64;
    private int tries;

    /// <summary>Writes the drawn levels into the place (the other columns stay) and returns the slice they leave; null when none was found.</summary>
    public Polytope? Fill(double[] place)
    {
        var open = region.Stepped.Where(region.IsColumnConstrained).ToArray();
        random.Shuffle<int>(open);

        // Few levels first: the many-valued parameter that comes last can still meet an equality.
        open = [.. open.OrderBy(i => region.Cube.Columns[i].LevelCount)];
        return Choose(place, open, 0);
    }

    private Polytope? Choose(double[] place, int[] open, int next)
    {
        if (next == open.Length)
            return region.Slice(place);
        var column = open[next];
        var (low, high) = OpenInterval(place, open, next);
        if (region.Cube.Columns[column].LevelCount > MaxLevels && region.Rows.Count > 1)
            (low, high) = JointInterval(place, open, next, low, high);
        foreach (var level in Levels(column, low, high))
        {
            if (++tries > MaxTries)
                return null;
            place[column] = level;
            if (Choose(place, open, next + 1) is { } slice)
                return slice;
        }

        return null;
    }

    /// <summary>Between which places a column has to stay for each row alone, with all columns not yet chosen anywhere in [0, 1].</summary>
    private (double Low, double High) OpenInterval(double[] place, int[] open, int next)
    {
        var column = open[next];
        var (low, high) = (-1e-9, 1 + 1e-9);
        foreach (var (row, isEquality) in region.Rows)
        {
            if (row.A[column] == 0)
                continue;
            var (least, most) = (0.0, 0.0);
            for (var i = 0; i < place.Length; i++)
            {
                if (i == column || row.A[i] == 0)
                    continue;
                var isOpen = region.Cube.Columns[i].IsContinuous || Array.IndexOf(open, i) > next;
                least += isOpen ? Math.Min(row.A[i], 0) : row.A[i] * place[i];
                most += isOpen ? Math.Max(row.A[i], 0) : row.A[i] * place[i];
            }

            Tighten((row.B - least) / row.A[column], row.A[column] > 0, ref low, ref high);
            if (isEquality)
                Tighten((row.B - most) / row.A[column], row.A[column] < 0, ref low, ref high);
        }

        return (low, high);
    }

    /// <summary>The same for all rows together, by two linear programs: worth it where too many levels are open to try them all.</summary>
    private (double Low, double High) JointInterval(double[] place, int[] open, int next, double low, double high)
    {
        var d = place.Length;
        var column = open[next];
        var (floor, ceiling) = (new double[d], new double[d]);
        for (var i = 0; i < d; i++)
        {
            var isOpen = region.Cube.Columns[i].IsContinuous || Array.IndexOf(open, i) >= next;
            (floor[i], ceiling[i]) = isOpen ? (0, 1) : (place[i], place[i]);
        }

        var atMost = region.Rows.Where(r => !r.IsEquality).Select(r => r.Row).ToList();
        var equal = region.Rows.Where(r => r.IsEquality).Select(r => r.Row).ToList();
        var goal = new double[d];
        goal[column] = 1;
        var top = LinearProgram.Maximize(goal, atMost, equal, floor, ceiling);
        goal[column] = -1;
        var bottom = LinearProgram.Maximize(goal, atMost, equal, floor, ceiling);
        return top is null || bottom is null ? (1, 0) : (Math.Max(low, bottom[column] - 1e-9), Math.Min(high, top[column] + 1e-9));
    }

    private static void Tighten(double limit, bool isUpper, ref double low, ref double high)
    {
        if (isUpper)
            high = Math.Min(high, limit + 1e-9);
        else
            low = Math.Max(low, limit - 1e-9);
    }

    private IEnumerable<double> Levels(int column, double low, double high)
    {
        var c = region.Cube.Columns[column];
        var count = c.LevelCount!.Value;
        double Place(long level) => c.Width > 0 ? (c.ToValue(c.Level(level)).Number - c.Low) / c.Width : 0;

        // Places ascend with the level: bisection finds the open ones.
        var first = FirstFrom(low, count, Place);
        var last = FirstFrom(Math.BitIncrement(high), count, Place) - 1;
        var open = last - first + 1;
        if (open <= 0)
            return [];
        var levels = new long[Math.Min(open, MaxLevels)];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = open <= MaxLevels ? first + i : first + random.NextInt(open);
        random.Shuffle<long>(levels);
        return levels.Select(Place);
    }

    private static long FirstFrom(double limit, long count, Func<long, double> place)
    {
        long low = 0, high = count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (place(middle) >= limit)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
