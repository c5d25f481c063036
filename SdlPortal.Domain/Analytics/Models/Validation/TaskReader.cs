using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Makes of a table and what was asked the task that models are compared at, or says why there is none.</summary>
internal static class TaskReader
{
    /// <summary>Cells of features held at a time: 400 MB in several copies. Beyond it rows are taken evenly spread.</summary>
    private const long MostCells = 20_000_000;

    public static TaskReading Read(DataTable table, ComparisonSettings settings, AnalysisStep step)
    {
        var (leftOut, remarks) = (new List<LeftOutColumn>(), new List<string>());
        var target = TargetReading.Of(table, settings, remarks);
        if (target.WhyNot is { } why)
            return new TaskReading(null, why, leftOut, remarks);
        if (Missing(table, settings) is { } missing)
            return new TaskReading(null, missing, leftOut, remarks);
        var features = FeatureChoice.Of(table, target, settings, leftOut, remarks, step);
        if (features.Count == 0)
            return new TaskReading(null, NoFeatures(settings, leftOut), leftOut, remarks);
        var kept = Ordered(table, target, settings, remarks);
        var most = (int)Math.Max(TargetReading.FewestRows, MostCells / features.Count);
        if (kept.Length > most)
        {
            remarks.Add($"{most:N0} of {kept.Length:N0} rows take part, evenly spread: more would not be held with {features.Count:N0} columns.");
            kept = PreparationLearning.Spread(table, kept, most);
        }

        var source = Array.ConvertAll(kept, i => target.Rows[i]);
        var task = new ModelTask(
            new MemoryTable(table.Name, [.. features.Select(f => table.Columns[table.IndexOf(f)])], [.. features.Select(f => Of(table, f, source))]), source, settings.Target, table.Columns[table.IndexOf(settings.Target)].Unit, target.Kind, target.Classes,
            Array.ConvertAll(kept, i => target.Outcomes[i]), settings.Group is { } group ? Grouped(Of(table, group, source)) : null, settings.Order is { } order ? Of(table, order, source) : null, features, settings);
        if (kept.Length < TargetReading.FewestRows)
            return new TaskReading(null, $"{kept.Length} rows have '{settings.Order}' and '{settings.Target}'; at least {TargetReading.FewestRows} are needed.", leftOut, remarks);
        if (task.Groups is { } groups && groups.Max() == 0)
            return new TaskReading(null, $"'{settings.Group}' is the same in every row, so there are no groups to hold out.", leftOut, remarks);
        if (task.Groups is null && task.Order is null && Repeated(task) is var repeated && repeated > 0)
            remarks.Add($"{repeated:N0} of {task.Rows:N0} rows repeat the features of another row and may stand on both sides of a split; name the column that says which belong together as the group if a new setting is what shall be foretold.");
        return new TaskReading(task, null, leftOut, remarks);
    }

    private static string? Missing(DataTable table, ComparisonSettings settings)
    {
        var problems = new List<string>();
        if (settings.Group is { } group && table.IndexOf(group) < 0)
            problems.Add($"There is no column '{group}' to group by.");
        if (settings.Order is { } order && (table.IndexOf(order) is not (>= 0 and var at) || table.Columns[at].Kind is ColumnKind.Category or ColumnKind.Empty))
            problems.Add(table.IndexOf(order) < 0 ? $"There is no column '{order}' to order by." : $"'{order}' holds {ColumnReading.Words(table.Columns[table.IndexOf(order)].Kind)}; rows are ordered by numbers or points in time.");
        if (settings.Group is not null && settings.Group == settings.Target)
            problems.Add("The target cannot group the rows.");
        return problems.Count == 0 ? null : string.Join(' ', problems);
    }

    private static string NoFeatures(ComparisonSettings settings, List<LeftOutColumn> leftOut)
    {
        var away = leftOut.FindAll(c => c.GivesTargetAway);
        return away.Count > 0
            ? $"No column is left to foretell '{settings.Target}' from: {string.Join("; ", away.Select(c => c.Reason))}."
            : $"No column is left to foretell '{settings.Target}' from{(leftOut.Count == 0 ? "" : $": {string.Join("; ", leftOut.Take(5).Select(c => $"{c.Name} ({c.Reason})"))}")}.";
    }

    /// <summary>Places among the target's rows that have an order, where one is asked for.</summary>
    private static int[] Ordered(DataTable table, TargetReading target, ComparisonSettings settings, List<string> remarks)
    {
        int[] all = [.. Enumerable.Range(0, target.Rows.Length)];
        if (settings.Order is null)
            return all;
        var order = table.Values(table.IndexOf(settings.Order));
        var kept = Array.FindAll(all, i => double.IsFinite(order[target.Rows[i]]));
        if (kept.Length < all.Length)
            remarks.Add($"{all.Length - kept.Length:N0} rows have no '{settings.Order}' and take no part.");
        return kept;
    }

    private static double[] Of(DataTable table, string column, int[] rows)
    {
        var all = table.Values(table.IndexOf(column));
        return Array.ConvertAll(rows, r => all[r]);
    }

    /// <summary>Rows without a group are one of their own: nothing says that they do not belong together.</summary>
    private static int[] Grouped(double[] values)
    {
        var index = new Dictionary<double, int>();
        return Array.ConvertAll(values, v =>
        {
            index.TryAdd(v, index.Count);
            return index[v];
        });
    }

    /// <summary>Rows whose features were all met before.</summary>
    private static int Repeated(ModelTask task)
    {
        double[][] values = [.. task.Features.Select((_, k) => task.Table.Values(k))];
        var met = new HashSet<int>();
        var order = Enumerable.Range(0, task.Rows).GroupBy(r =>
        {
            var hash = default(HashCode);
            foreach (var column in values)
                hash.Add(column[r]);
            return hash.ToHashCode();
        });
        foreach (var alike in order.Where(g => g.Skip(1).Any()))
        {
            int[] rows = [.. alike];
            for (var i = 1; i < rows.Length; i++)
            {
                if (Array.TrueForAll(values, v => v[rows[i]].Equals(v[rows[0]])))
                    met.Add(rows[i]);
            }
        }

        return met.Count;
    }
}
