using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns of numbers that were set and not measured: few values, each many times. Rows that miss the grid are named. Pure.</summary>
internal static class SetPoints
{
    private const double OnGrid = 0.95;
    private const double LeastShare = 0.02;
    private const int Fewest = 100;
    private const int MostDistinct = 300;

    public static TableLooked Of(TableLook look)
    {
        int[] grids = [.. Enumerable.Range(0, look.Columns.Count).Where(c => ColumnLook.IsGridOf(look.Columns[c]))];
        var findings = new List<TableFinding>();
        if (grids.Length > 0)
        {
            findings.Add(look.Finding(FindingSeverity.Notes, $"{Check.Count(grids.Length, "column")} of numbers {Check.Verb(grids.Length, "takes", "take")} few values, each many times: {string.Join("; ", grids.Take(6).Select(c => Described(look, c)))}{(grids.Length > 6 ? "; …" : "")}.",
                "They were set, not measured: read them as levels; nothing is known between them.", grids));
        }

        foreach (var c in Enumerable.Range(0, look.Columns.Count).Where(c => look.Columns[c] is { Kind: ColumnKind.Number, Distinct: > 3 and <= MostDistinct, Present: >= Fewest } column && !ColumnLook.IsGridOf(column)))
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            if (Off(look, c) is { } off)
                findings.Add(off);
        }

        return new TableLooked(findings);
    }

    private static TableFinding? Off(TableLook look, int column)
    {
        var values = look.Table.Values(column);
        var groups = values.Where(double.IsFinite).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        var present = look.Columns[column].Present;
        var grid = groups.Where(g => g.Value >= LeastShare * present).ToDictionary();
        var on = grid.Values.Sum();
        if (grid.Count is < 2 or > 40 || on == present || on < OnGrid * present || look.Columns[column].Numbers!.Whole)
            return null;
        int[] rows = [.. Enumerable.Range(0, look.Rows).Where(r => double.IsFinite(values[r]) && !grid.ContainsKey(values[r]))];
        return look.Finding(FindingSeverity.Notes, $"{look.Name(column)} takes {grid.Count} values in {on:N0} rows and lies between or beside them in {Check.Count(rows.Length, "row")}.", "Look whether the setting was missed or mistyped.", [column], rows,
            r => $"{look.Name(column)} = {Quantity.Text(values[r], look.Columns[column].Unit)}") with
        { Rows = RowSet.None };
    }

    private static string Described(TableLook look, int column)
    {
        var profile = look.Columns[column];
        double[] values = [.. look.Sampled[column].Where(double.IsFinite).Distinct().Order()];
        return profile.Distinct <= 5 && values.Length == profile.Distinct ? $"{profile.Name} ({string.Join(", ", values.Select(v => Quantity.Text(v)))}{(profile.Unit is null ? "" : "\u00a0" + profile.Unit)})" : $"{profile.Name} ({profile.Distinct:N0} values from {Quantity.Text(profile.Numbers!.Min)} to {Quantity.Text(profile.Numbers.Max, profile.Unit)})";
    }
}
