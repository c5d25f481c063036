namespace SdlPortal.Domain.Optimization.MultiObjective;

/// <summary>
/// Which of several results no other one beats: y dominates z when it is at least as large in every output and larger in one. Outputs are oriented
/// (larger is better), one row per result. Equal rows do not dominate each other, so all of them stay. Pure.
/// </summary>
public static class ParetoFront
{
    /// <summary>
    /// True for each row that no other row dominates. O(n log n) for one to three outputs (Kung, Luccio and Preparata 1975, J. ACM 22, 469), else
    /// O(n f) with f the size of the front.
    /// </summary>
    public static bool[] Mark(IReadOnlyList<double[]> outputs)
    {
        var marks = new bool[outputs.Count];
        if (outputs.Count == 0)
            return marks;
        var order = Descending(outputs);
        var add = Adding(outputs[0].Length);
        for (var k = 0; k < order.Length; k++)
        {
            // Whatever comes earlier is larger in the first output in which the two differ, so it dominates when it is nowhere smaller.
            var row = outputs[order[k]];
            marks[order[k]] = k > 0 && row.AsSpan().SequenceEqual(outputs[order[k - 1]]) ? marks[order[k - 1]] : add(row);
        }

        return marks;
    }

    /// <summary>Indices of the rows on the front, in their own order.</summary>
    public static IReadOnlyList<int> Indices(IReadOnlyList<double[]> outputs)
    {
        var marks = Mark(outputs);
        return [.. Enumerable.Range(0, outputs.Count).Where(i => marks[i])];
    }

    /// <summary>The different rows on the front, in descending order of the first output (then the second, and so on).</summary>
    public static IReadOnlyList<double[]> Distinct(IReadOnlyList<double[]> outputs)
    {
        var marks = Mark(outputs);
        var front = new List<double[]>();
        foreach (var i in Descending(outputs))
        {
            if (marks[i] && (front.Count == 0 || !outputs[i].AsSpan().SequenceEqual(front[^1])))
                front.Add(outputs[i]);
        }

        return front;
    }

    /// <summary>True when a is at least as large as b in every output; equal rows included.</summary>
    internal static bool Covers(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (var m = 0; m < a.Length; m++)
        {
            if (a[m] < b[m])
                return false;
        }

        return true;
    }

    /// <summary>Row numbers in descending lexicographic order; equal rows stay in their own order.</summary>
    private static int[] Descending(IReadOnlyList<double[]> outputs)
    {
        var order = Enumerable.Range(0, outputs.Count).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var compared = outputs[b].AsSpan().SequenceCompareTo(outputs[a]);
            return compared != 0 ? compared : a.CompareTo(b);
        });
        return order;
    }

    /// <summary>Takes rows in descending order; false for one that an earlier row covers.</summary>
    private static Func<double[], bool> Adding(int outputs)
    {
        if (outputs <= 3)
        {
            // The order has settled the first output; the last two form a staircase.
            var stairs = new Staircase();
            return row => stairs.TryAdd(outputs > 1 ? row[1] : 0, outputs > 2 ? row[2] : 0, out _);
        }

        var front = new List<double[]>();
        return row =>
        {
            if (front.Any(f => Covers(f, row)))
                return false;
            front.Add(row);
            return true;
        };
    }
}
