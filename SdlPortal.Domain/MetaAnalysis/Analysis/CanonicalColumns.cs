using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>The columns of a run table in ordinal order, from which tables of chosen rows are made whose order the content alone decides.</summary>
internal sealed class CanonicalColumns(RunTable runs)
{
    private readonly ParameterColumn[] parameters = [.. runs.Parameters.OrderBy(p => p.Shape.Name, StringComparer.Ordinal)];

    /// <param name="rows">Of the run table, in any order.</param>
    /// <param name="outcomes">One per row of the run table; empty for runs without.</param>
    public AnalysisTable Table(MetricShape metric, int[] rows, double[] outcomes)
    {
        var (tasks, variants) = (Ranks(runs.Tasks), Ranks(runs.Variants));
        var order = (int[])rows.Clone();
        Array.Sort(order, new RowOrder(runs, parameters, outcomes, tasks, variants));
        var variances = new double[outcomes.Length == 0 ? 0 : order.Length];
        Array.Fill(variances, double.NaN);
        return new AnalysisTable
        {
            Metric = metric,
            Parameters = [.. parameters.Select(p => p with { Values = Pick(p.Values, order) })],
            Outcomes = outcomes.Length == 0 ? [] : Pick(outcomes, order),
            Variances = variances,
            Tasks = Compact(runs.Tasks, order),
            Variants = Compact(runs.Variants, order),
            Start = Pick(runs.Start, order),
            DurationSeconds = Pick(runs.DurationSeconds, order),
            Cost = Pick(runs.Cost, order),
            Rows = order,
        };
    }

    private static double[] Pick(double[] values, int[] rows)
    {
        var picked = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }

    /// <summary>The place of every label in ordinal order.</summary>
    private static int[] Ranks(LabelColumn column)
    {
        var order = Enumerable.Range(0, column.Labels.Count).OrderBy(i => column.Labels[i], StringComparer.Ordinal).ToArray();
        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            ranks[order[i]] = i;
        return ranks;
    }

    /// <summary>Only the labels that the rows have, in ordinal order.</summary>
    private static LabelColumn Compact(LabelColumn column, int[] rows)
    {
        var used = new bool[column.Labels.Count];
        foreach (var row in rows)
        {
            if (column.Codes[row] >= 0)
                used[column.Codes[row]] = true;
        }

        var kept = Enumerable.Range(0, used.Length).Where(i => used[i]).OrderBy(i => column.Labels[i], StringComparer.Ordinal).ToArray();
        var place = new int[used.Length];
        for (var i = 0; i < kept.Length; i++)
            place[kept[i]] = i;
        return new LabelColumn([.. kept.Select(i => column.Labels[i])], [.. rows.Select(r => column.Codes[r] < 0 ? -1 : place[column.Codes[r]])]);
    }

    /// <summary>Task, parameters (absent first), outcome, variant, start, duration, cost. Rows that are equal in all of it differ in nothing that an analysis sees.</summary>
    private sealed class RowOrder(RunTable runs, ParameterColumn[] parameters, double[] outcomes, int[] tasks, int[] variants) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            var order = Place(tasks, runs.Tasks, x).CompareTo(Place(tasks, runs.Tasks, y));
            for (var i = 0; order == 0 && i < parameters.Length; i++)
                order = parameters[i].Values[x].CompareTo(parameters[i].Values[y]);
            if (order == 0 && outcomes.Length > 0)
                order = outcomes[x].CompareTo(outcomes[y]);
            if (order == 0)
                order = Place(variants, runs.Variants, x).CompareTo(Place(variants, runs.Variants, y));
            if (order == 0)
                order = runs.Start[x].CompareTo(runs.Start[y]);
            if (order == 0)
                order = runs.DurationSeconds[x].CompareTo(runs.DurationSeconds[y]);
            return order != 0 ? order : runs.Cost[x].CompareTo(runs.Cost[y]);
        }

        private static int Place(int[] ranks, LabelColumn column, int row) => column.Codes[row] < 0 ? -1 : ranks[column.Codes[row]];
    }
}
