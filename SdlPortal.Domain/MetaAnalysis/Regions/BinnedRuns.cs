using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// The runs as the search for regions sees them: parameters as codes, of very many runs an even choice per task, and for each run how good it is within its task. Runs that failed are the worst of their task. Rows of equal codes share a cell.
/// Immutable by convention.
/// </summary>
internal sealed class BinnedRuns
{
    private BinnedRuns(AnalysisTable table, int count) => (Table, Count) = (table, count);

    public AnalysisTable Table { get; }

    /// <summary>Rows: used runs first, then failed ones.</summary>
    public int Count { get; }

    /// <summary>Those that a region can be told by.</summary>
    public required BinnedParameter[] Parameters { get; init; }

    /// <summary>Categories of which tasks mostly share no choices: what is good of them in one task says nothing about another.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Of all rows of the table, chosen or not.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The task of each used row of the table, as an index into <see cref="Tasks"/>.</summary>
    public required int[] UsedTask { get; init; }

    /// <summary>The same of each failed row.</summary>
    public required int[] FailedTask { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public required int[] Task { get; init; }

    /// <summary>The row in the table of used runs, or (where <see cref="Failed"/>) of failed ones.</summary>
    public required int[] Source { get; init; }

    public required bool[] Failed { get; init; }

    /// <summary>The share of the task's runs that are worse, ties counting half; 0 for failed ones.</summary>
    public required double[] Rank { get; init; }

    /// <summary>Membership in the task's top 5 %, 10 % and 20 %: 0 or 1, in part where ties lie across the border.</summary>
    public required double[] Top5 { get; init; }

    public required double[] Top10 { get; init; }

    public required double[] Top20 { get; init; }

    /// <summary>1 for failed runs and those of the task's worst decile.</summary>
    public required double[] Bad { get; init; }

    /// <summary>Membership in the most expensive decile of the task (by cost, or duration where no cost is known); not a number where neither is known.</summary>
    public required double[] Dear { get; init; }

    /// <summary>Rows of each task.</summary>
    public required int[] TaskCounts { get; init; }

    /// <summary>The cell of each row.</summary>
    public required int[] Cell { get; init; }

    /// <summary>Codes[j][c]: parameter j of cell c.</summary>
    public required byte[][] Codes { get; init; }

    public int Cells => Codes.Length == 0 ? Math.Min(1, Count) : Codes[0].Length;

    /// <summary>All results of the task are the same, or none has one.</summary>
    public bool IsConstant(int task)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Task[i] == task && !Failed[i] && Rank[i] != 0.5)
                return false;
        }

        return true;
    }

    public static BinnedRuns Of(AnalysisTable table, int most, long seed)
    {
        var failed = table.Failed;
        IReadOnlyList<string> tasks = [.. table.Tasks.Labels.Concat(failed?.Tasks.Labels ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var place = tasks.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i, StringComparer.Ordinal);
        int[] TaskOf(AnalysisTable t) => [.. t.Tasks.Codes.Select(c => place[t.Tasks.Labels[c]])];
        var (usedTask, failedTask) = (TaskOf(table), failed is null ? [] : TaskOf(failed));
        var standing = Standing.Of(table, usedTask, tasks.Count);
        var total = usedTask.Length + failedTask.Length;
        var rows = Choose([.. usedTask, .. failedTask], tasks.Count, most, seed);
        var n = rows.Length;
        int Used(int row) => row < usedTask.Length ? row : -1;
        double[] Pick(double[] values, double otherwise) => [.. rows.Select(r => Used(r) >= 0 ? values[r] : otherwise)];

        var task = rows.Select(r => r < usedTask.Length ? usedTask[r] : failedTask[r - usedTask.Length]).ToArray();
        var counts = new int[tasks.Count];
        foreach (var t in task)
            counts[t]++;
        var (parameters, rowCodes, leftOut) = (new List<BinnedParameter>(), new List<byte[]>(), new List<string>());
        for (var j = 0; j < table.Parameters.Count; j++)
        {
            var column = table.Parameters[j].Values;
            var other = failed?.Parameters[j].Values ?? [];
            var values = new double[n];
            for (var i = 0; i < n; i++)
                values[i] = rows[i] < usedTask.Length ? column[rows[i]] : other[rows[i] - usedTask.Length];
            if (table.Parameters[j].Shape.IsCategory && !IsShared(values, task, tasks.Count))
            {
                leftOut.Add(table.Parameters[j].Shape.Name);
                continue;
            }

            parameters.Add(BinnedParameter.Of(table.Parameters[j].Shape, values));
            rowCodes.Add([.. values.Select(parameters[^1].Code)]);
        }

        var (cell, codes) = Collapse([.. rowCodes], n);
        return new BinnedRuns(table, n)
        {
            Parameters = [.. parameters],
            LeftOut = leftOut,
            Standing = standing,
            UsedTask = usedTask,
            FailedTask = failedTask,
            Tasks = tasks,
            Task = task,
            Source = [.. rows.Select(r => r < usedTask.Length ? r : r - usedTask.Length)],
            Failed = [.. rows.Select(r => r >= usedTask.Length)],
            Rank = Pick(standing.Rank, 0),
            Top5 = Pick(standing.Top5, 0),
            Top10 = Pick(standing.Top10, 0),
            Top20 = Pick(standing.Top20, 0),
            Bad = Pick(standing.Bad, 1),
            Dear = Pick(standing.Dear, double.NaN),
            TaskCounts = counts,
            Cell = cell,
            Codes = codes,
        };

        static int[] Choose(int[] task, int tasks, int most, long seed)
        {
            if (task.Length <= most)
                return [.. Enumerable.Range(0, task.Length)];
            var chosen = new List<int>();
            for (var t = 0; t < tasks; t++)
            {
                var own = Enumerable.Range(0, task.Length).Where(i => task[i] == t).ToArray();
                var wanted = Math.Min(own.Length, Math.Max(1, (int)((long)own.Length * most / task.Length)));
                SeededRandom.Derive(seed, 0xB14, t).Shuffle(own.AsSpan());
                chosen.AddRange(own.AsSpan(0, wanted));
            }

            chosen.Sort();
            return [.. chosen];
        }
    }

    /// <summary>Whether at least half of the runs have a choice that some other task has tried as well; of one task it always is.</summary>
    private static bool IsShared(double[] values, int[] task, int tasks)
    {
        if (tasks < 2)
            return true;
        var tried = new Dictionary<int, int>();
        const int several = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
                tried[(int)values[i]] = tried.TryGetValue((int)values[i], out var t) && t != task[i] ? several : task[i];
        }

        var (shared, all) = (0, 0);
        foreach (var value in values)
        {
            shared += !double.IsNaN(value) && tried[(int)value] == several ? 1 : 0;
            all += double.IsNaN(value) ? 0 : 1;
        }

        return 2 * shared >= all;
    }

    /// <summary>Cells in the order of their codes.</summary>
    private static (int[] Cell, byte[][] Codes) Collapse(byte[][] rowCodes, int n)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++)
            order[i] = i;
        int Compare(int a, int b)
        {
            foreach (var codes in rowCodes)
            {
                if (codes[a] != codes[b])
                    return codes[a].CompareTo(codes[b]);
            }

            return 0;
        }

        Array.Sort(order, (a, b) => Compare(a, b) is var c && c != 0 ? c : a.CompareTo(b));
        var cell = new int[n];
        var firsts = new List<int>();
        for (var k = 0; k < n; k++)
        {
            if (k == 0 || Compare(order[k - 1], order[k]) != 0)
                firsts.Add(order[k]);
            cell[order[k]] = firsts.Count - 1;
        }

        var span = CollectionsMarshal.AsSpan(firsts);
        var result = new byte[rowCodes.Length][];
        for (var j = 0; j < result.Length; j++)
        {
            result[j] = new byte[span.Length];
            for (var c = 0; c < span.Length; c++)
                result[j][c] = rowCodes[j][span[c]];
        }

        return (cell, result);
    }
}
