namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// The volume that a set of results dominates above a reference point: one number for how good and how wide a Pareto front is. Outputs are oriented
/// (larger is better); a result that does not exceed the reference in every output counts nothing. Pure.
/// </summary>
public static class Hypervolume
{
    /// <summary>Share of a front's range by which the chosen reference point lies below its worst values.</summary>
    private const double Margin = 0.1;

    /// <summary>
    /// The exact volume: a sorted sweep for two outputs and a sweep along the third output over a staircase of the first two for three
    /// (Fonseca, Paquete and Lopez-Ibanez 2006, CEC, section III), each O(n log n); with more, inclusion of one point after the other
    /// (While, Bradstreet and Barone 2012, IEEE Trans. Evol. Comput. 16, 86), which grows steeply with the size of the front.
    /// </summary>
    /// <param name="outputs">n rows of M numbers.</param>
    /// <param name="reference">M numbers.</param>
    public static double Of(IReadOnlyList<double[]> outputs, double[] reference)
    {
        var inside = outputs.Where(y => Exceeds(y, reference)).ToList();
        if (inside.Count == 0)
            return 0;
        return reference.Length switch
        {
            1 => inside.Max(y => y[0]) - reference[0],
            2 => Area(inside, reference),
            3 => Volume(inside, reference),
            _ => Inclusion(ParetoFront.Distinct(inside), reference),
        };
    }

    /// <summary>The volume after each result in turn: never falling, its last value is that of all results.</summary>
    public static double[] History(IReadOnlyList<double[]> outputs, double[] reference)
    {
        var history = new double[outputs.Count];
        var front = new List<double[]>();
        var total = 0.0;
        for (var i = 0; i < history.Length; i++)
        {
            var row = outputs[i];
            if (Exceeds(row, reference) && !front.Exists(f => ParetoFront.Covers(f, row)))
            {
                total += Gain(row, front, reference);
                front.RemoveAll(f => ParetoFront.Covers(row, f));
                front.Add(row);
            }

            history[i] = total;
        }

        return history;
    }

    /// <summary>How much a row adds to the volume of a front.</summary>
    public static double Gain(double[] row, IReadOnlyList<double[]> front, double[] reference)
    {
        if (!Exceeds(row, reference))
            return 0;

        // What the row shares with the front is the volume of the front's rows cut off at the row.
        var shared = front.Select(f => row.Select((y, m) => Math.Min(y, f[m])).ToArray()).ToList();
        return Math.Max(0, Box(row, reference) - Of(shared, reference));
    }

    /// <summary>
    /// A reference point for results that come without one: below the worst value of each output on their front by a tenth of the front's range there;
    /// where the front has no range (a single point) by a tenth of the range of all results, and where those are equal too, by 1.
    /// </summary>
    public static double[] ReferencePoint(IReadOnlyList<double[]> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Count);
        var front = ParetoFront.Distinct(outputs);
        return [.. Enumerable.Range(0, outputs[0].Length).Select(m =>
        {
            var low = front.Min(y => y[m]);
            var range = front.Max(y => y[m]) - low;
            if (range == 0)
                range = outputs.Max(y => y[m]) - outputs.Min(y => y[m]);
            return low - (range > 0 ? Margin * range : 1);
        })];
    }

    private static bool Exceeds(double[] row, double[] reference)
    {
        for (var m = 0; m < reference.Length; m++)
        {
            if (!(row[m] > reference[m]))
                return false;
        }

        return true;
    }

    private static double Box(double[] row, double[] reference)
    {
        var product = 1.0;
        for (var m = 0; m < reference.Length; m++)
            product *= row[m] - reference[m];
        return product;
    }

    private static double Area(IEnumerable<double[]> rows, double[] reference)
    {
        var (sum, height) = (0.0, reference[1]);
        foreach (var row in rows.OrderByDescending(y => y[0]))
        {
            if (row[1] > height)
            {
                sum += (row[0] - reference[0]) * (row[1] - height);
                height = row[1];
            }
        }

        return sum;
    }

    private static double Volume(IEnumerable<double[]> rows, double[] reference)
    {
        var stairs = new Staircase(reference[0], reference[1]);
        var (sum, area, level) = (0.0, 0.0, double.PositiveInfinity);
        foreach (var row in rows.OrderByDescending(y => y[2]))
        {
            if (area > 0)
                sum += area * (level - row[2]);
            level = row[2];
            if (stairs.TryAdd(row[0], row[1], out var added))
                area += added;
        }

        return sum + (area * (level - reference[2]));
    }

    private static double Inclusion(IReadOnlyList<double[]> front, double[] reference)
    {
        // From the largest first output down, so that the rows that cut off most come last and their sets stay small.
        var sum = 0.0;
        for (var i = 0; i < front.Count; i++)
            sum += Gain(front[i], [.. front.Skip(i + 1)], reference);
        return sum;
    }
}
