namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The same runs under two names of a task: then one task teaches about itself. Pure.</summary>
internal static class TaskLeakageCheck
{
    private const double Some = 0.1;
    private const double Most = 0.5;
    private const int FewestOutcomes = 3;
    private const int MostTasksPerRun = 20;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.TaskLeakage, runs);
        var tasks = runs.Tasks.Where(t => t.Name is not null).ToList();
        if (tasks.Count < 2)
            return check.NotChecked("There is one task only.");
        if (runs.Parameters.Count == 0)
            return check.NotChecked("The runs have no parameters to compare.");
        var place = Enumerable.Range(0, tasks.Count).ToDictionary(i => tasks[i].Code);
        var keys = new ulong[runs.Table.Count];
        var rows = Array.FindAll(runs.Live, r => runs.Result[r] != 0 && runs.Table.Tasks.Codes[r] >= 0 && CheckedRuns.HasConfiguration(runs.Table, r));
        foreach (var row in rows)
            keys[row] = Fingerprint.Mix(runs.Configuration[row]) ^ runs.Result[row];
        var shared = new Dictionary<(int First, int Second), (List<int> Rows, HashSet<ulong> Outcomes)>();
        foreach (var group in Fingerprint.Groups(rows, keys))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var of = group.GroupBy(r => place[runs.Table.Tasks.Codes[r]]).OrderBy(g => g.Key).Take(MostTasksPerRun).ToList();
            for (var i = 0; i < of.Count; i++)
            {
                for (var j = i + 1; j < of.Count; j++)
                {
                    if (!shared.TryGetValue((of[i].Key, of[j].Key), out var pair))
                        shared[(of[i].Key, of[j].Key)] = pair = ([], []);
                    pair.Rows.AddRange(of[j]);
                    pair.Outcomes.Add(runs.Result[group[0]]);
                }
            }
        }

        foreach (var ((first, second), (same, outcomes)) in shared.OrderBy(s => s.Key))
        {
            // Different tasks agree at a chance level, which is one value or two; copies agree in all their outcomes.
            var (a, b) = (tasks[first], tasks[second]);
            var share = (double)same.Count / Math.Min(a.Rows.Length, b.Rows.Length);
            if (outcomes.Count < FewestOutcomes)
                continue;
            check.Add(share >= Most ? FindingSeverity.Blocks : share >= Some ? FindingSeverity.Warns : FindingSeverity.Notes,
                $"{Check.Count(same.Count, "run")} of task {b.Name} {Check.Verb(same.Count, "stands", "stand")} in task {a.Name} too, with the same configuration and outcome to the last digit ({Check.Percent(Math.Min(1, share))} of the smaller task, {outcomes.Count:N0} different outcomes).",
                share >= Some ? "They are one task under two names, or one contains the other: give them one name by a rule, or exclude one, so that no task teaches about itself." : "Look whether results were copied from one task to the other.",
                RowSet.Of(same), b.Name, example: r => string.Join("; ", runs.Parameters.Take(3).Select(p => CheckedRuns.Shown(p, r)).Append(runs.ShownOutcome(r))));
        }

        return check.Result($"{Check.Count(rows.Length, "run")} of {Check.Count(tasks.Count, "task")} were compared across tasks; tasks that agree in one or two outcomes only, such as a chance level, do not count.");
    }
}
