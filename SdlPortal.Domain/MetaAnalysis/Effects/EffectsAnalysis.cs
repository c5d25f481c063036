using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>Effects with uncertainty, per task and pooled. Pure: same table, options and seed give the same bytes, whatever the threads.</summary>
public static class EffectsAnalysis
{
    /// <summary>With many tasks each gets its part of so many runs.</summary>
    private const int MostRunsTogether = 65_536;

    public static EffectsReport Run(AnalysisTable table, EffectsOptions options, long seed, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var tasks = TasksOf(table);
        var taken = tasks.OrderByDescending(t => t.Rows.Length).ThenBy(t => t.Name, StringComparer.Ordinal).Take(options.MostTasks).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var most = Math.Min(options.MostRuns, Math.Max(4096, MostRunsTogether / Math.Max(1, taken.Count)));
        var effort = StudyEffort.For(taken.Count);

        // Several tasks side by side; of a few, each takes all threads.
        var sideBySide = taken.Count >= 2 * options.Threads;
        var results = new EffectsOfTask[taken.Count];
        var done = 0;
        Parallel.For(0, taken.Count, new ParallelOptions { MaxDegreeOfParallelism = sideBySide ? options.Threads : 1, CancellationToken = cancellationToken }, t =>
        {
            var (name, rows) = taken[t];
            var count = Math.Min(rows.Length, most);
            var chosen = new int[count];
            for (var k = 0; k < count; k++)
                chosen[k] = rows[(int)((long)k * rows.Length / count)];
            var part = progress is null || sideBySide ? null : new Progression(progress, (double)t / taken.Count, (t + 1.0) / taken.Count);

            // Every task has the same seed: which other tasks there are changes its numbers only by how much is computed.
            // A parameter that the task never varied says nothing there, not that it does not matter.
            var columns = table.Parameters.Select(p => p with { Values = Array.ConvertAll(chosen, i => p.Values[i]) }).Where(c => Array.Exists(c.Values, v => !v.Equals(c.Values[0])));
            results[t] = TaskStudy.Of(name, [.. columns], Array.ConvertAll(chosen, i => table.Outcomes[i]), rows.Length, options with { Threads = sideBySide ? 1 : options.Threads }, effort, seed, part, cancellationToken);
            progress?.Report((double)Interlocked.Increment(ref done) / taken.Count);
        });
        var studied = Corrected([.. results]);
        var remarks = new List<string>();
        if (effort != StudyEffort.Full)
            remarks.Add($"With {taken.Count} tasks each gets less: at most {most} runs for its forest, {effort.GaussianRuns} for its Gaussian process, {effort.Permutations} permutations for a threshold.");
        if (taken.Count < tasks.Count)
            remarks.Add($"The {taken.Count} of {tasks.Count} tasks with most runs were looked at.");
        remarks.Add("p-values of trends and of thresholds are corrected over all parameters and tasks together (Benjamini-Hochberg).");
        var modeled = studied.Where(t => t.Forest.HasValue).ToList();
        progress?.Report(1);
        return new EffectsReport
        {
            Tasks = studied,
            FirstOrder = EffectPooling.Shares([.. modeled.Select(t => (t.Task, (IReadOnlyList<(string Name, Share Share)>)[.. t.Forest.Value.Parameters.Select(p => (p.Parameter, p.First))]))]),
            Pairs = EffectPooling.Shares([.. modeled.Select(t => (t.Task, (IReadOnlyList<(string Name, Share Share)>)[.. t.Forest.Value.Pairs.Select(p => ($"{p.First} × {p.Second}", p.Interaction))]))]),
            Trends = EffectPooling.Trends([.. studied.Where(t => t.Trends.Any(r => r.HasValue)).Select(t => (t.Task, (IReadOnlyList<Trend>)[.. t.Trends.Where(r => r.HasValue).Select(r => r.Value)]))]),
            Remarks = remarks,
        };
    }

    private static List<(string Name, int[] Rows)> TasksOf(AnalysisTable table)
    {
        var rows = new List<int>[table.Tasks.Labels.Count];
        for (var i = 0; i < table.Count; i++)
            (rows[table.Tasks.Codes[i]] ??= []).Add(i);
        return [.. rows.Select((r, t) => (Name: table.Tasks.Labels[t], Rows: r)).Where(t => t.Rows is not null).Select(t => (t.Name, t.Rows.ToArray()))];
    }

    private static List<EffectsOfTask> Corrected(List<EffectsOfTask> tasks)
    {
        var thresholds = new Queue<double>(MultipleTesting.Adjust([.. tasks.SelectMany(t => t.Thresholds).Where(r => r.HasValue).Select(r => r.Value.P)]));
        var trends = new Queue<double>(MultipleTesting.Adjust([.. tasks.SelectMany(t => t.Trends).Where(r => r.HasValue).Select(r => r.Value.P)]));
        return [.. tasks.Select(t => t with
        {
            Thresholds = [.. t.Thresholds.Select(r => r.HasValue ? Answer<Threshold>.Of(r.Value with { AdjustedP = thresholds.Dequeue() }) : r)],
            Trends = [.. t.Trends.Select(r => r.HasValue ? Answer<Trend>.Of(r.Value with { AdjustedP = trends.Dequeue() }) : r)],
        })];
    }
}
