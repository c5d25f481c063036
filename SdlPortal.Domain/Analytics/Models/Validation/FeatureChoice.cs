using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Which columns a target may be foretold from: not what names rows, what has nothing to tell, or what gives the target away. Pure.</summary>
internal static class FeatureChoice
{
    /// <summary>Rows that are looked at, evenly spread.</summary>
    private const int Sample = 20_000;

    /// <summary>The share of different texts from which a column names rows.</summary>
    private const double Distinct = 0.9;

    public static List<string> Of(DataTable table, TargetReading target, ComparisonSettings settings, List<LeftOutColumn> leftOut, List<string> remarks, AnalysisStep step)
    {
        foreach (var unknown in (settings.Features ?? []).Concat(settings.Excluded).Concat(settings.Insisted).Where(n => table.IndexOf(n) < 0).Distinct(StringComparer.Ordinal))
            remarks.Add($"There is no column '{unknown}'.");
        var looked = PreparationLearning.Spread(table, [.. Enumerable.Range(0, target.Rows.Length)], Sample);
        var outcomes = Array.ConvertAll(looked, i => target.Outcomes[i]);
        var reasons = new LeftOutColumn?[table.Columns.Count];
        var done = 0;
        Parallel.For(0, reasons.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, k =>
        {
            reasons[k] = Reason(table, k, target, settings, looked, outcomes);
            step.Report((double)Interlocked.Increment(ref done) / reasons.Length, "looking for columns that give the target away");
        });
        leftOut.AddRange(reasons.OfType<LeftOutColumn>());
        return [.. table.Columns.Where((c, k) => reasons[k] is null && c.Name != settings.Target && IsWished(c)).Select(c => c.Name)];

        bool IsWished(TableColumn c) => settings.Features is null || settings.Features.Contains(c.Name, StringComparer.Ordinal);
    }

    /// <summary>Null for a feature, the target and what nobody asked for.</summary>
    private static LeftOutColumn? Reason(DataTable table, int at, TargetReading target, ComparisonSettings settings, int[] looked, double[] outcomes)
    {
        var column = table.Columns[at];
        var named = settings.Features?.Contains(column.Name, StringComparer.Ordinal) == true;
        var insisted = settings.Insisted.Contains(column.Name, StringComparer.Ordinal);
        if (column.Name == settings.Target || (settings.Features is not null && !named))
            return null;
        if (settings.Excluded.Contains(column.Name, StringComparer.Ordinal))
            return Out("excluded by whoever asked");
        if (column.Name == settings.Group)
            return Out("it groups the rows");
        if (column.Kind == ColumnKind.Empty)
            return Out("every cell is missing");
        if (column.Name == settings.Order && !insisted)
            return Out("it orders the rows");
        if (column.Kind == ColumnKind.Time && !named && !insisted)
            return Out("points in time are features only where they are named");
        var all = table.Values(at);
        var values = Array.ConvertAll(looked, i => all[target.Rows[i]]);
        var known = Array.FindAll(values, double.IsFinite);
        if (known.Length == 0 && Array.TrueForAll(target.Rows, r => !double.IsFinite(all[r])))
            return Out("no row with a target has a value");
        if (known.Length > 0 && Array.TrueForAll(known, v => v == known[0]) && Array.TrueForAll(target.Rows, r => !double.IsFinite(all[r]) || all[r] == known[0]))
            return Out("it is constant");
        if (insisted)
            return null;
        if (!named && Names(column, known, looked.Length == target.Rows.Length) is { } why)
            return Out(why);
        return Giveaway.Of(column, values, settings.Target, outcomes, target.Classes.Count) is { } away
            ? new LeftOutColumn(column.Name, $"{away}; insist on it if it is known before '{settings.Target}' is", GivesTargetAway: true)
            : null;

        LeftOutColumn Out(string reason) => new(column.Name, reason);
    }

    /// <summary>Why a column names rows rather than tells of them; null where it does not.</summary>
    private static string? Names(TableColumn column, double[] known, bool isWhole)
    {
        if (known.Length < TargetReading.FewestRows)
            return null;
        var different = known.Distinct().Count();
        if (column.Kind == ColumnKind.Category)
            return different >= Distinct * known.Length ? $"it names the rows ({different:N0} different texts in {known.Length:N0} rows)" : null;
        return isWhole && different == known.Length && Array.TrueForAll(known, v => v == Math.Floor(v)) && known.Max() - known.Min() == known.Length - 1 ? "it numbers the rows" : null;
    }
}
