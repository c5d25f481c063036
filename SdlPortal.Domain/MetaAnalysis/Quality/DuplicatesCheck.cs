namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Runs of the same task and configuration with the same outcome to the last bit: copies, or an objective without any noise. Pure.</summary>
internal static class DuplicatesCheck
{
    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Duplicates, runs);
        if (runs.Parameters.Count == 0)
            return check.NotChecked("The runs have no parameters to compare.");
        var table = runs.Table;
        var (copies, across, again) = (new List<int>(), new List<int>(), new List<int>());
        var (copyGroups, acrossGroups, againGroups) = (0, 0, 0);
        foreach (var repeat in runs.Repeats)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var same in repeat.Where(r => runs.Result[r] != 0).GroupBy(r => runs.Result[r]).Select(g => g.ToArray()).Where(g => g.Length > 1))
            {
                // A run that says another seed, start or duration than the others is a run of its own that came out the same.
                var runsOfTheirOwn = same.GroupBy(r => (table.Seeds.Codes[r], table.Start[r], table.DurationSeconds[r])).Select(g => g.OrderBy(r => table.Sources[r], StringComparer.Ordinal).ThenBy(r => r).ToArray()).OrderBy(g => g[0]).ToArray();
                var foreign = runsOfTheirOwn.SelectMany(g => g.Skip(1).Where((r, i) => table.Sources.Codes[r] != table.Sources.Codes[g[i]])).ToList();
                var own = runsOfTheirOwn.SelectMany(g => g.Skip(1).Where((r, i) => table.Sources.Codes[r] == table.Sources.Codes[g[i]])).ToList();
                var rerun = runsOfTheirOwn.Skip(1).Select(g => g[0]).ToList();
                copies.AddRange(own);
                across.AddRange(foreign);
                again.AddRange(rerun);
                copyGroups += own.Count > 0 ? 1 : 0;
                acrossGroups += foreign.Count > 0 ? 1 : 0;
                againGroups += rerun.Count > 0 ? 1 : 0;
            }
        }

        string Example(int row) => string.Join("; ", runs.Parameters.Take(4).Select(p => CheckedRuns.Shown(p, row)).Append(runs.ShownOutcome(row)).Where(t => t.Length > 0));
        if (copies.Count > 0)
            check.Add(FindingSeverity.Warns, $"{Check.Count(copies.Count, "run")} {Check.Verb(copies.Count, "repeats", "repeat")} another run of the same source: task, configuration and outcome are the same to the last digit ({Check.Count(copyGroups, "configuration")}).",
                "Exclude the copies, so that they do not count as evidence of their own; one run of each stays.", RowSet.Of(copies), example: Example);
        if (across.Count > 0)
            check.Add(FindingSeverity.Warns, $"{Check.Count(across.Count, "run")} {Check.Verb(across.Count, "stands", "stand")} in another source too, with the same task, configuration and outcome ({Check.Count(acrossGroups, "configuration")}).",
                "The same runs were imported twice; exclude these, one run of each stays.", RowSet.Of(across), example: Example);
        if (again.Count > 0)
            check.Add(FindingSeverity.Notes, $"{Check.Count(again.Count, "run")} ran again, with another seed, start or duration, and came out exactly as before ({Check.Count(againGroups, "configuration")}): the objective has no noise there, or the seed has no effect.",
                "They are no independent repetitions; exclude them if repetitions matter.", RowSet.Of(again), example: Example);
        return check.Result($"{Check.Count(runs.Count, "run")} were compared within their tasks; {Check.Count(runs.Repeats.Count, "configuration")} {Check.Verb(runs.Repeats.Count, "stands", "stand")} more than once.");
    }


}
