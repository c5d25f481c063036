using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The rows of one task, and how their outcomes lie. Immutable.</summary>
/// <param name="Name">Null for runs without a task.</param>
/// <param name="Rows">Ascending.</param>
/// <param name="Sorted">The finite outcomes, ascending, as the metric stands.</param>
internal sealed record TaskRuns(string? Name, int Code, int[] Rows, double[] Sorted)
{
    public double Median { get; } = Robust.Median(Sorted);

    /// <summary>1.4826 MAD: the standard deviation of the bulk; 0 where half of the outcomes are equal, not a number where there is none.</summary>
    public double Scale { get; } = Robust.NormalMad * Robust.Mad(Sorted);

    /// <summary>The name in a sentence.</summary>
    public string Words => Name is null ? "runs without a task" : $"task {Name}";

    public static IReadOnlyList<TaskRuns> Of(RunTable table, int[] live, double[] outcome, CancellationToken cancellationToken)
    {
        var counts = new int[table.Tasks.Labels.Count + 1];
        foreach (var row in live)
            counts[Slot(table, row)]++;
        var rows = counts.Select(c => new int[c]).ToArray();
        Array.Clear(counts);
        foreach (var row in live)
        {
            var slot = Slot(table, row);
            rows[slot][counts[slot]++] = row;
        }

        var tasks = new List<TaskRuns>();
        for (var slot = 0; slot < rows.Length; slot++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows[slot].Length == 0)
                continue;
            var sorted = Array.FindAll(Array.ConvertAll(rows[slot], r => outcome[r]), double.IsFinite);
            Array.Sort(sorted);
            var none = slot == table.Tasks.Labels.Count;
            tasks.Add(new TaskRuns(none ? null : table.Tasks.Labels[slot], none ? -1 : slot, rows[slot], sorted));
        }

        return [.. tasks.OrderBy(t => t.Name is null).ThenBy(t => t.Name, StringComparer.Ordinal)];
    }

    private static int Slot(RunTable table, int row) => table.Tasks.Codes[row] is >= 0 and var code ? code : table.Tasks.Labels.Count;
}
