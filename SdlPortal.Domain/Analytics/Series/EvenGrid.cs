namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Values at uneven places put on an even grid. Pure.</summary>
public static class EvenGrid
{
    /// <summary>
    /// The grid starts at the first place rounded down to a whole step. Mean and Last take the places of [g, g + step); where that is empty, and for Linear, values within the longest gap give one: Last the last before, Mean and Linear the
    /// line between the neighbors (of a mean, their steps' values). Elsewhere it stays open (not a number).
    /// </summary>
    /// <param name="places">Ascending.</param>
    /// <param name="values">One for each place; not a number where missing.</param>
    public static (double[] Places, double[] Values) Of(ReadOnlySpan<double> places, ReadOnlySpan<double> values, Resampling grid)
    {
        if (places.Length == 0)
            return ([], []);
        var first = Math.Floor(places[0] / grid.Step);
        var count = (int)(Math.Floor(places[^1] / grid.Step) - first) + 1;
        var (x, y) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
            (x[i], y[i]) = ((first + i) * grid.Step, double.NaN);
        if (grid.Value == GridValue.Linear)
            Interpolate(places, values, x, y, grid.MostGap);
        else
            Gather(places, values, first, x, y, grid);
        return (x, y);
    }

    private static void Gather(ReadOnlySpan<double> places, ReadOnlySpan<double> values, double first, double[] x, double[] y, Resampling grid)
    {
        var (sums, counts) = (new double[y.Length], new int[y.Length]);
        for (var i = 0; i < places.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            var cell = (int)(Math.Floor(places[i] / grid.Step) - first);
            (sums[cell], counts[cell]) = grid.Value == GridValue.Last ? (values[i], 1) : (sums[cell] + values[i], counts[cell] + 1);
        }

        var before = -1;
        for (var cell = 0; cell < y.Length; cell++)
        {
            if (counts[cell] == 0)
                continue;
            y[cell] = sums[cell] / counts[cell];
            for (var empty = before + 1; before >= 0 && empty < cell && x[cell] - x[before] <= grid.MostGap; empty++)
                y[empty] = grid.Value == GridValue.Last ? y[before] : y[before] + ((y[cell] - y[before]) * (empty - before) / (cell - before));
            before = cell;
        }
    }

    private static void Interpolate(ReadOnlySpan<double> places, ReadOnlySpan<double> values, double[] x, double[] y, double mostGap)
    {
        var (at, before) = (0, -1);
        for (var i = 0; i < places.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            for (; at < x.Length && x[at] <= places[i]; at++)
            {
                if (x[at] == places[i])
                    y[at] = values[i];
                else if (before >= 0 && places[i] - places[before] <= mostGap)
                    y[at] = values[before] + ((values[i] - values[before]) * (x[at] - places[before]) / (places[i] - places[before]));
            }

            before = i;
        }
    }
}
