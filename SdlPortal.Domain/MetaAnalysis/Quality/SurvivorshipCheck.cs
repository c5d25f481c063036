using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Sources that hold only what went well: no failed run, only improvements, gaps in the numbers of the runs. Pure.</summary>
internal static class SurvivorshipCheck
{
    private const int Fewest = 30;

    /// <summary>Chance improves eight times in a row, from the first run on, once in 40,000.</summary>
    private const int FewestImprovements = 8;
    private const double ManyMissing = 0.05;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Survivorship, runs);
        var sources = runs.Table.Sources;
        var rows = Enumerable.Range(0, sources.Labels.Count).Select(_ => new List<int>()).ToArray();
        foreach (var row in runs.Live)
        {
            if (sources.Codes[row] >= 0)
                rows[sources.Codes[row]].Add(row);
        }

        var whole = new List<(string Name, int Count)>();
        foreach (var code in Enumerable.Range(0, rows.Length).Where(i => rows[i].Count > 0).OrderBy(i => sources.Labels[i], StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows[code].Count >= Fewest && rows[code].All(r => runs.Table.Status[r] == RunStatus.Completed && (runs.Metric is null || double.IsFinite(runs.Outcome[r]))))
                whole.Add((sources.Labels[code], rows[code].Count));
            OnlyImprovements(check, runs, sources.Labels[code], rows[code]);
        }

        if (whole.Count > 0)
        {
            check.Add(FindingSeverity.Notes, $"In {Check.Names([.. whole.Select(w => $"source {w.Name} ({Check.Count(w.Count, "run")})")])} every run completed with a result; failed and stopped ones may have been left out.",
                "If failed runs exist, import them too: without them risky regions look safe.", source: whole.Count == 1 ? whole[0].Name : null);
        }

        var keys = Gaps(check, runs, cancellationToken);
        return check.Result($"{Check.Count(rows.Count(r => r.Count > 0), "source")} {Check.Verb(rows.Count(r => r.Count > 0), "was", "were")} searched for missing failures and for records that hold improvements only{(keys ? ", and the numbers of runs for gaps" : "; not for gaps in the numbers of runs, since their keys were not at hand")}.");
    }

    private static void OnlyImprovements(Check check, CheckedRuns runs, string source, List<int> rows)
    {
        if (runs.Sign == 0)
            return;
        foreach (var task in rows.Where(r => double.IsFinite(runs.Outcome[r])).GroupBy(r => runs.Table.Tasks.Codes[r]).Where(g => g.Count() >= FewestImprovements).OrderBy(g => g.Key))
        {
            var timed = task.All(r => !double.IsNaN(runs.Table.Start[r]));
            int[] inOrder = [.. timed ? task.OrderBy(r => runs.Table.Start[r]).ThenBy(r => runs.Table.SourceRows[r]) : task.OrderBy(r => runs.Table.SourceRows[r])];
            var outcomes = Array.ConvertAll(inOrder, r => runs.Sign * runs.Outcome[r]);
            var name = runs.Table.Tasks[inOrder[0]];
            var up = Enumerable.Range(1, outcomes.Length - 1).All(i => outcomes[i] >= outcomes[i - 1]) && outcomes[^1] > outcomes[0];
            if (up && timed)
                check.Add(FindingSeverity.Warns, $"Every one of {Check.Count(outcomes.Length, "run")} of {(name is null ? "" : $"task {name} in ")}source {source} is at least as good as all before it: it seems to hold improvements only.", "Import all runs; the best ones alone say nothing about what does not work.", RowSet.Of(inOrder), name, source, runs.MetricName);
            else if (!timed && (up || (Enumerable.Range(1, outcomes.Length - 1).All(i => outcomes[i] <= outcomes[i - 1]) && outcomes[^1] < outcomes[0])))
                check.Add(FindingSeverity.Notes, $"The {Check.Count(outcomes.Length, "run")} of {(name is null ? "" : $"task {name} in ")}source {source} stand in order of {runs.MetricName}: the list was sorted, or holds improvements only.", "If it is an extract of the best runs, import all.", task: name, source: source, column: runs.MetricName);
        }
    }

    /// <summary>True where keys were at hand.</summary>
    private static bool Gaps(Check check, CheckedRuns runs, CancellationToken cancellationToken)
    {
        if (runs.Options.KeyOf is not { } keyOf)
            return false;
        var series = new Dictionary<(int Source, string Prefix), List<long>>();
        for (var row = 0; row < runs.Table.Count; row++)
        {
            if ((row & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (keyOf(row) is not { } key)
                continue;
            var digits = key.Length;
            while (digits > 0 && char.IsAsciiDigit(key[digits - 1]) && key.Length - digits < 15)
                digits--;
            if (digits == key.Length)
                continue;
            var id = (runs.Table.Sources.Codes[row], key[..digits]);
            if (!series.TryGetValue(id, out var numbers))
                series[id] = numbers = [];
            numbers.Add(long.Parse(key.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture));
        }

        foreach (var ((source, prefix), numbers) in series.Where(s => s.Value.Count >= FewestImprovements).OrderBy(s => s.Key.Source).ThenBy(s => s.Key.Prefix, StringComparer.Ordinal))
        {
            // Counted from 0 or 1, as tools do; other numbers are names.
            numbers.Sort();
            if (numbers[0] > 1 || numbers[^1] > 10L * numbers.Count)
                continue;
            var missing = numbers[^1] - numbers[0] + 1 - numbers.Distinct().LongCount();
            if (missing == 0)
                continue;
            var name = source < 0 ? null : runs.Table.Sources.Labels[source];
            var share = (double)missing / (numbers[^1] - numbers[0] + 1);
            check.Add(share > ManyMissing ? FindingSeverity.Warns : FindingSeverity.Notes, $"{Check.Count(missing, "run")} of {numbers[^1] - numbers[0] + 1:N0} ({Check.Percent(share)}) {Check.Verb(missing, "is", "are")} missing among '{prefix}{numbers[0]}' to '{prefix}{numbers[^1]}'{(name is null ? "" : $" of source {name}")}.",
                "Look whether they were refused at the import, deleted, or never exported; failed runs belong to the record.", source: name);
        }

        return true;
    }
}
