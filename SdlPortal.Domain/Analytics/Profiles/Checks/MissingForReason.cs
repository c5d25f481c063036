using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns that are missing exactly where a category has certain levels, and columns that are missing together. Pure.</summary>
internal static class MissingForReason
{
    private const int MostLevels = 50;

    /// <summary>−ln of the chance that levels and missing cells agree like that by themselves.</summary>
    private const double Sure = 16;

    public static TableLooked Of(TableLook look)
    {
        int[] gaps = [.. Enumerable.Range(0, look.Columns.Count).Where(c => look.Columns[c].Missing > 0 && look.Columns[c].Missing < look.Rows)];
        if (gaps.Length == 0)
            return TableLooked.NotMade("No column is missing in some rows and present in others.");
        int[] levels = [.. Enumerable.Range(0, look.Columns.Count).Where(c => look.Columns[c] is { Distinct: > 1 and <= MostLevels } column && (column.Kind == ColumnKind.Category || ColumnLook.IsGridOf(column)))];
        var findings = new List<TableFinding>();
        foreach (var group in gaps.GroupBy(c => string.Concat(look.Sampled[c].Select(v => double.IsNaN(v) ? '1' : '0')), StringComparer.Ordinal))
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            int[] columns = [.. group];
            var names = Check.Names([.. columns.Select(look.Name)]);
            var missing = look.Columns[columns[0]].Missing;
            if (levels.Where(l => !columns.Contains(l)).Select(l => Explained(look, columns[0], l)).FirstOrDefault(e => e is not null) is { } why)
            {
                findings.Add(look.Finding(FindingSeverity.Notes, $"{names} {Check.Verb(columns.Length, "is", "are")} there only where {why}; {missing:N0} of {look.Rows:N0} rows miss {Check.Verb(columns.Length, "it", "them")}{look.Scope}.", "Missing means “does not apply” here, and says something: do not fill it in; analyze the parts apart.", columns));
            }
            else if (columns.Length > 1 && missing > 1)
            {
                findings.Add(look.Finding(FindingSeverity.Notes, $"{names} are missing together, in {missing:N0} of {look.Rows:N0} rows{look.Scope}.", "One cause for all of them: find it before filling in.", columns));
            }
        }

        return new TableLooked(findings);
    }

    /// <summary>"model = mlp" where exactly these levels have the column; null where levels do not tell.</summary>
    private static string? Explained(TableLook look, int column, int level)
    {
        var there = new SortedDictionary<double, bool>();
        var (n, missing) = (0, 0);
        for (var i = 0; i < look.Sample.Length; i++)
        {
            var (key, present) = (look.Sampled[level][i], !double.IsNaN(look.Sampled[column][i]));
            n++;
            missing += present ? 0 : 1;
            // Where the level itself is missing it is one more level.
            if (!there.TryAdd(double.IsNaN(key) ? double.NegativeInfinity : key, present) && there[double.IsNaN(key) ? double.NegativeInfinity : key] != present)
                return null;
        }

        var share = (double)missing / Math.Max(1, n);
        double[] with = [.. there.Where(l => l.Value).Select(l => l.Key)];
        if (with.Length == 0 || with.Length == there.Count || !((n - there.Count) * -Math.Log((share * share) + ((1 - share) * (1 - share))) > Sure))
            return null;
        string Shown(double key) => double.IsInfinity(key) ? "missing" : CellText.Of(look.Table.Columns[level], key);
        double[] without = [.. there.Where(l => !l.Value).Select(l => l.Key)];
        return with.Length <= without.Length ? $"{look.Name(level)} is {string.Join(" or ", with.Take(5).Select(Shown))}{(with.Length > 5 ? " …" : "")}" : $"{look.Name(level)} is not {string.Join(" or ", without.Take(5).Select(Shown))}{(without.Length > 5 ? " …" : "")}";
    }
}
