using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What the sources do not say of their runs: task, start, duration, seed, versions, split, units. Pure.</summary>
internal static class MetadataCheck
{
    private const double ManyMissing = 0.05;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Metadata, runs);
        var table = runs.Table;
        var untold = runs.Tasks.FirstOrDefault(t => t.Name is null);
        if (untold is not null)
        {
            check.Add(FindingSeverity.Warns, $"{Check.Count(untold.Rows.Length, "run")} {Check.Verb(untold.Rows.Length, "names", "name")} no task; they are taken as one.", "Name the task in the source's map, or exclude them.", RowSet.Of(untold.Rows));
        }

        (string Field, Func<int, bool> Missing, string Use)[] fields =
        [
            ("start", row => double.IsNaN(table.Start[row]), "order in time, drift and selection over time"),
            ("duration", row => double.IsNaN(table.DurationSeconds[row]), "time to a given improvement"),
            ("seed", row => table.Seeds.Codes[row] < 0, "telling repetitions from copies"),
            ("split of the data", row => table.Splits.Codes[row] < 0, "telling validation from test"),
            ("code version", row => table.CodeVersions.Codes[row] < 0, "telling a change of the code from an effect"),
            ("data version", row => table.DataVersions.Codes[row] < 0, "telling a change of the data from an effect"),
        ];
        var absent = new List<(string Field, string Use)>();
        foreach (var (field, missing, use) in fields)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Array.FindAll(runs.Live, r => missing(r));
            if (rows.Length == runs.Count && rows.Length > 0)
                absent.Add((field, use));
            else if (rows.Length > 0)
                Partly(check, runs, field, use, rows);
        }

        if (absent.Count > 0)
        {
            check.Add(FindingSeverity.Notes, $"No run says its {Check.Names([.. absent.Select(a => a.Field)])}, so nothing is known about {Check.Names([.. absent.Select(a => a.Use)])}.",
                "Map these columns where the sources have them.");
        }

        var numbers = table.Parameters.Where(p => !p.Shape.IsCategory).Select(p => p.Shape).ToList();
        var bare = numbers.Where(s => string.IsNullOrEmpty(s.Unit)).Select(s => s.Name).Order(StringComparer.Ordinal).ToList();
        if (bare.Count > 0)
        {
            check.Add(FindingSeverity.Notes, $"{(bare.Count == numbers.Count ? "No numeric parameter says its unit" : $"{Check.Count(bare.Count, "numeric parameter")} of {numbers.Count} {Check.Verb(bare.Count, "says", "say")} no unit: {Check.Names(bare)}")}.",
                "Name the units in the source's map (a dash for pure numbers), so that values in another unit are noticed.", column: bare.Count == 1 ? bare[0] : null);
        }

        return check.Result($"Task, start, duration, seed, split, versions and units of {Check.Count(runs.Count, "run")} were looked for.");
    }

    private static void Partly(Check check, CheckedRuns runs, string field, string use, int[] rows)
    {
        var share = (double)rows.Length / runs.Count;
        var bySource = Shares(runs.Table.Sources, runs.Live, rows);
        var byTask = Shares(runs.Table.Tasks, runs.Live, rows);
        var where = bySource.Count > 1 && bySource[0].Share > bySource[^1].Share ? $", most in source {bySource[0].Name} ({Check.Percent(bySource[0].Share)})"
            : byTask.Count > 1 && byTask[0].Share > byTask[^1].Share ? $", most in task {byTask[0].Name} ({Check.Percent(byTask[0].Share)})" : "";
        check.Add(share > ManyMissing ? FindingSeverity.Warns : FindingSeverity.Notes,
            $"{Check.Count(rows.Length, "run")} of {runs.Count:N0} ({Check.Percent(share)}) {Check.Verb(rows.Length, "does", "do")} not say {Check.Verb(rows.Length, "its", "their")} {field}{where}; {use} knows nothing of them.",
            "Complete the source or its map, if the runs without it differ from the others.", RowSet.Of(rows), column: field);
    }

    private static List<(string Name, double Share)> Shares(LabelColumn column, int[] live, int[] rows)
    {
        var all = new int[column.Labels.Count];
        var missing = new int[column.Labels.Count];
        foreach (var row in live)
        {
            if (column.Codes[row] >= 0)
                all[column.Codes[row]]++;
        }

        foreach (var row in rows)
        {
            if (column.Codes[row] >= 0)
                missing[column.Codes[row]]++;
        }

        return [.. Enumerable.Range(0, all.Length).Where(i => all[i] > 0).Select(i => (column.Labels[i], (double)missing[i] / all[i])).OrderByDescending(s => s.Item2).ThenBy(s => s.Item1, StringComparer.Ordinal)];
    }
}
