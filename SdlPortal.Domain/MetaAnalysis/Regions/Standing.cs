using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>How every run stands within its task. Membership in a top share is shared out among ties at its border, so that it always adds up to that share.</summary>
internal sealed class Standing
{
    private Standing(int count)
    {
        (Rank, Top5, Top10, Top20, Bad, Dear) = (new double[count], new double[count], new double[count], new double[count], new double[count], new double[count]);
        Array.Fill(Dear, double.NaN);
    }

    public double[] Rank { get; }

    public double[] Top5 { get; }

    public double[] Top10 { get; }

    public double[] Top20 { get; }

    public double[] Bad { get; }

    public double[] Dear { get; }

    /// <param name="task">Of each row.</param>
    public static Standing Of(AnalysisTable table, int[] task, int tasks)
    {
        var standing = new Standing(table.Count);
        var counts = new int[tasks];
        foreach (var t in task)
            counts[t]++;
        var byTask = counts.Select(c => new int[c]).ToArray();
        var filled = new int[tasks];
        for (var i = 0; i < task.Length; i++)
            byTask[task[i]][filled[task[i]]++] = i;

        foreach (var rows in byTask)
        {
            var values = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                values[i] = table.Outcomes[rows[i]];
            Ranks(rows, values, standing.Rank);
            Top(rows, values, 0.05, standing.Top5);
            Top(rows, values, 0.1, standing.Top10);
            Top(rows, values, 0.2, standing.Top20);
            Top(rows, [.. values.Select(v => -v)], 0.1, standing.Bad);
            Dearest(table, rows, standing.Dear);
        }

        return standing;
    }

    /// <summary>⌈share · n⌉ members; those equal to the last one share its place.</summary>
    internal static void Top(int[] rows, double[] values, double share, double[] into)
    {
        var n = rows.Length;
        if (n == 0)
            return;
        var wanted = (int)Math.Ceiling((share * n) - 1e-9);
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var border = sorted[n - wanted];
        var (above, equal) = (0, 0);
        foreach (var value in values)
        {
            above += value > border ? 1 : 0;
            equal += value == border ? 1 : 0;
        }

        var part = (double)(wanted - above) / equal;
        for (var i = 0; i < n; i++)
            into[rows[i]] = values[i] > border ? 1 : values[i] == border ? part : 0;
    }

    private static void Ranks(int[] rows, double[] values, double[] into)
    {
        var n = rows.Length;
        var (sorted, order) = ((double[])values.Clone(), (int[])rows.Clone());
        Array.Sort(sorted, order);
        for (var first = 0; first < n;)
        {
            var next = first + 1;
            while (next < n && sorted[next] == sorted[first])
                next++;
            for (var i = first; i < next; i++)
                into[order[i]] = (first + next) / 2.0 / n;
            first = next;
        }
    }

    private static void Dearest(AnalysisTable table, int[] rows, double[] into)
    {
        foreach (var column in new[] { table.Cost, table.DurationSeconds })
        {
            var known = rows.Where(r => double.IsFinite(column[r])).ToArray();
            if (known.Length < 10)
                continue;
            var values = known.Select(r => column[r]).ToArray();
            if (values.Min() == values.Max())
                continue;
            Top(known, values, 0.1, into);
            return;
        }
    }
}
