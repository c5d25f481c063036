using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Which columns of a table an analysis of numbers takes, and why not the others.</summary>
internal static class ColumnsOfNumbers
{
    private const int MostNamed = 5;

    /// <param name="wanted">By name; null for every column of numbers.</param>
    /// <returns>Indices, ascending.</returns>
    public static List<int> Choose(DataTable table, IReadOnlyList<string>? wanted, int most, List<string> remarks, AnalysisStep step)
    {
        var chosen = new List<int>();
        var (unknown, others) = (new List<string>(), new List<string>());
        foreach (var (name, at) in wanted is null ? table.Columns.Select((c, i) => (c.Name, i)) : wanted.Distinct(StringComparer.Ordinal).Select(n => (n, table.IndexOf(n))))
        {
            if (at < 0)
                unknown.Add(name);
            else if (table.Columns[at].Kind is ColumnKind.Number or ColumnKind.Empty)
                chosen.Add(at);
            else
                others.Add(name);
        }

        if (unknown.Count > 0)
            remarks.Add($"The table has no column {Named(unknown)}.");
        if (others.Count > 0)
            remarks.Add($"{Named(others)} {(others.Count == 1 ? "holds" : "hold")} no numbers (categories or times) and {(others.Count == 1 ? "was" : "were")} left out.");
        if (chosen.Count > most)
        {
            step.Report(0, "choosing columns");
            var missing = new int[chosen.Count];
            RowBlocks.Each(chosen.Count, step with { Report = (_, _) => { } }, k => missing[k] = table.Values(chosen[k]).Count(v => !double.IsFinite(v)));
            var all = chosen.Count;
            chosen = [.. Enumerable.Range(0, all).OrderBy(k => missing[k]).ThenBy(k => k).Take(most).Select(k => chosen[k])];
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{most:N0} of {all:N0} columns were taken: the most complete, among equals the first. Name columns to look at others."));
        }

        return [.. chosen.Order()];
    }

    /// <summary>The values of some rows; what is infinite counts as missing.</summary>
    public static double[] Read(DataTable table, int column, int[] rows)
    {
        var all = table.Values(column);
        var some = rows.Length == all.Length ? all : new double[rows.Length];
        for (var i = 0; i < some.Length; i++)
            some[i] = double.IsFinite(all[rows[i]]) ? all[rows[i]] : double.NaN;
        return some;
    }

    /// <summary>"a, b, c and 4 more".</summary>
    public static string Named(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNamed))} and {(names.Count - MostNamed).ToString(CultureInfo.InvariantCulture)} more";
}
