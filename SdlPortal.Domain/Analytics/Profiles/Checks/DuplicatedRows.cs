using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Rows that are alike in every cell, or in every cell but the identifier. Pure.</summary>
internal static class DuplicatedRows
{
    /// <summary>Where so large a part of the repetitions is expected of columns with few values each, they are no mistake.</summary>
    private const double ByChance = 0.2;

    public static TableLooked Of(TableLook look)
    {
        if (look.Rows < 2 || look.Columns.Count == 0)
            return TableLooked.NotMade("There is one row at most.");
        int[] ids = [.. Enumerable.Range(0, look.Columns.Count).Where(c => Identifiers.Is(look.Columns[c]))];
        if (ids.Length == look.Columns.Count)
            return new TableLooked([]);
        var keys = ids.Length == 0 ? look.RowKeys : Keys.Without(look, ids);
        var (extra, groups) = (new List<int>(), 0);
        var firsts = new Dictionary<int, int>();
        foreach (var group in Keys.Groups(keys))
        {
            Array.Sort(group);
            groups++;
            foreach (var row in group.Skip(1))
            {
                extra.Add(row);
                firsts[row] = group[0];
            }
        }

        if (extra.Count == 0)
            return new TableLooked([]);
        var expected = 0.5 * look.Rows * look.Rows;
        foreach (var c in Enumerable.Range(0, look.Columns.Count).Except(ids))
            expected *= look.Chance[c];
        var chance = expected > ByChance * extra.Count;
        return new TableLooked([look.Finding(chance ? FindingSeverity.Notes : FindingSeverity.Warns,
            $"{Check.Count(extra.Count, "row")} of {look.Rows:N0} {Check.Verb(extra.Count, "repeats", "repeat")} an earlier row in every cell{(ids.Length > 0 ? $" but {Check.Names([.. ids.Select(look.Name)])}" : "")} ({Check.Count(groups, "different row")}){(chance ? "; columns with so few values lead to expect that" : "")}.",
            chance ? "Nothing to do, unless each row should be there once." : "Leave the repetitions out, unless they are measurements that happen to agree to the last digit.", [], extra, r => $"repeats row {look.Table.SourceRow(firsts[r]) + 1}")]);
    }
}
