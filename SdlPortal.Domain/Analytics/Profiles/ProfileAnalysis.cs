using SdlPortal.Domain.Analytics.Profiles.Checks;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>What a table is like and what is wrong with it, without being told anything about it. Pure; holds one column per thread, a key per row and a sample of rows.</summary>
public static class ProfileAnalysis
{
    private const double ColumnsShare = 0.7;

    public static TableAnalysis<ProfileSettings, TableProfile> Definition { get; } = new("profile", 2, "Profile and quality", Of);

    private sealed record Described(TableColumnProfile Profile, double[] Sampled, double Chance, IReadOnlyList<TableFinding>[] Found);

    private static TableProfile Of(DataTable table, ProfileSettings settings, AnalysisStep step)
    {
        var (columns, rows) = (table.Columns.Count, table.Rows);
        var sample = EvenlySpread.Of(rows, settings.MostSampled);
        var keys = new ulong[rows];
        var described = new Described[columns];
        var missing = new MissingPatterns(table);
        var (gate, done) = (new Lock(), 0);
        step.Report(0, "describing columns");
        Parallel.For(0, columns, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, c =>
        {
            var values = table.Values(c);
            var sorted = ColumnSummaries.Sorted(values);
            step.Cancellation.ThrowIfCancellationRequested();
            var profile = ColumnSummaries.Of(table.Columns[c], values, sorted);
            var look = new ColumnLook(table, table.Columns[c], values, sorted, profile, settings, columns);
            var found = TableChecks.OfColumns.Select(check =>
            {
                step.Cancellation.ThrowIfCancellationRequested();
                return (IReadOnlyList<TableFinding>)[.. check.Of(look)];
            }).ToArray();
            described[c] = new Described(profile, Array.ConvertAll(sample, r => values[r]), SameByChance(look), found);
            missing.Add(c, values);
            lock (gate)
            {
                for (var r = 0; r < rows; r++)
                    keys[r] += TableLook.CellKey(c, values[r]);
                step.Report(ColumnsShare * ++done / columns, null);
            }
        });

        var whole = new TableLook(table, settings, [.. described.Select(d => d.Profile)], sample, [.. described.Select(d => d.Sampled)], keys, [.. described.Select(d => d.Chance)], step.Part(ColumnsShare, 1));
        var patterns = missing.All();
        var checks = new List<TableCheck>();
        for (var i = 0; i < TableChecks.OfColumns.Count; i++)
        {
            var check = TableChecks.OfColumns[i];
            checks.Add(Result(check.Id, check.Title, check.Looks, check.Join([.. described.SelectMany(d => d.Found[i])]), whyNot: null, settings));
        }

        for (var i = 0; i < TableChecks.OfTables.Count; i++)
        {
            step.Cancellation.ThrowIfCancellationRequested();
            var check = TableChecks.OfTables[i];
            whole.Step.Report((double)i / TableChecks.OfTables.Count, check.Title.ToLowerInvariant());
            var looked = check.Of(whole);
            checks.Add(Result(check.Id, check.Title, check.Looks, looked.Findings, looked.WhyNot, settings));
        }

        step.Report(1, null);
        return new TableProfile
        {
            Rows = rows,
            Columns = whole.Columns,
            Missing = patterns.Listed,
            CompleteRows = patterns.Complete,
            Checks = checks,
            Remarks = [.. Remarks(table, settings, sample)],
        };
    }

    private static TableCheck Result(string id, string title, string looks, IReadOnlyList<TableFinding> findings, string? whyNot, ProfileSettings settings)
    {
        if (whyNot is not null && findings.Count == 0)
            return new TableCheck(id, title, CheckState.NotChecked, whyNot, []);
        TableFinding[] named = [.. findings.OrderByDescending(f => f.Severity).Take(settings.FindingsPerCheck).Select(f => f with { Check = id, Title = title })];
        return new TableCheck(id, title, named.Length == 0 ? CheckState.Passed : CheckState.Found, findings.Count > named.Length ? $"{looks} {findings.Count:N0} findings; the {named.Length} heaviest are listed." : looks, named);
    }

    /// <summary>How often two rows drawn at random are alike: Σ (count / n)², missing cells being alike.</summary>
    private static double SameByChance(ColumnLook look)
    {
        double rows = Math.Max(1, look.Rows);
        var sum = Math.Pow((rows - look.Sorted.Length) / rows, 2);
        foreach (var count in look.Atoms.Counts)
            sum += count / rows * (count / rows);
        return sum;
    }

    private static IEnumerable<string> Remarks(DataTable table, ProfileSettings settings, int[] sample)
    {
        if (sample.Length < table.Rows)
            yield return $"What compares columns with each other was looked for in {sample.Length:N0} of {table.Rows:N0} rows, evenly spread; a sentence that rests on these rows alone says so.";
        var numbers = table.Columns.Count(c => c.Kind == ColumnKind.Number);
        if (numbers > settings.MostCompared)
            yield return $"Only the first {settings.MostCompared:N0} of {numbers:N0} columns of numbers were compared with each other.";
    }
}
