using System.Globalization;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Reads what is to be foretold: which rows have it, whether it is a number or classes, and whether it can be foretold at all.</summary>
internal sealed record TargetReading(TargetKind Kind, IReadOnlyList<string> Classes, int[] Rows, double[] Outcomes, string? WhyNot = null)
{
    public const int FewestRows = 10;
    public const int MostClasses = 50;

    /// <summary>A class of fewer rows cannot be learned from and tested.</summary>
    public const int FewestOfClass = 3;

    public static TargetReading Of(DataTable table, ComparisonSettings settings, List<string> remarks)
    {
        var at = table.IndexOf(settings.Target);
        if (at < 0)
            return No($"There is no column '{settings.Target}'.");
        var column = table.Columns[at];
        if (column.Kind == ColumnKind.Empty)
            return No($"Every cell of '{column.Name}' is missing, so there is nothing to learn from.");
        if (column.Kind == ColumnKind.Time)
            return No($"'{column.Name}' holds points in time; a target is a number or a class.");
        if (column.Kind == ColumnKind.Category && settings.Kind == TargetKind.Number)
            return No($"'{column.Name}' holds texts and cannot be foretold as a number; ask for its classes.");
        var values = table.Values(at);
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(r => double.IsFinite(values[r]))];
        if (rows.Length < values.Length)
            remarks.Add($"{values.Length - rows.Length:N0} of {values.Length:N0} rows have no '{column.Name}' and take no part.");
        return rows.Length == 0 ? No($"Every cell of '{column.Name}' is missing, so there is nothing to learn from.")
            : rows.Length < FewestRows ? No($"{Count(rows.Length)} '{column.Name}'; at least {FewestRows} are needed to compare models.")
            : column.Kind == ColumnKind.Category || settings.Kind == TargetKind.Class ? Classified(column, values, rows, remarks)
            : Numbers(column, Array.ConvertAll(rows, r => values[r]), rows);
    }

    private static TargetReading Numbers(TableColumn column, double[] outcomes, int[] rows) => outcomes.Min() < outcomes.Max()
        ? new TargetReading(TargetKind.Number, [], rows, outcomes)
        : No($"'{column.Name}' is {Quantity.Text(outcomes[0], column.Unit)} in every row, so there is nothing to foretell.");

    private static TargetReading Classified(TableColumn column, double[] values, int[] rows, List<string> remarks)
    {
        var counts = rows.GroupBy(r => values[r]).OrderBy(g => g.Key).Select(g => (Value: g.Key, Name: NameOf(g.Key), Rows: g.Count())).ToList();
        if (counts.Count == 1)
            return No($"'{column.Name}' is '{counts[0].Name}' in every row: one class is nothing to tell apart.");
        if (counts.Count > rows.Length / 2)
            return No($"'{column.Name}' has {counts.Count:N0} different values in {rows.Length:N0} rows: it names the rows rather than classes of them.");
        if (counts.Count > MostClasses)
            return No($"'{column.Name}' has {counts.Count:N0} classes; up to {MostClasses} can be told apart.{(column.Kind == ColumnKind.Number ? " Ask for it as a number." : "")}");
        var kept = counts.FindAll(c => c.Rows >= FewestOfClass);
        foreach (var rare in counts.Where(c => c.Rows < FewestOfClass))
            remarks.Add($"The class '{rare.Name}' has {rare.Rows} {(rare.Rows == 1 ? "row" : "rows")}; fewer than {FewestOfClass} cannot be learned and tested, so it takes no part.");
        int[] used = [.. rows.Where(r => kept.Exists(c => c.Value == values[r]))];
        return kept.Count < 2 ? No($"Only {kept.Count} {(kept.Count == 1 ? "class" : "classes")} of '{column.Name}' {(kept.Count == 1 ? "has" : "have")} at least {FewestOfClass} rows; two are needed.")
            : used.Length < FewestRows ? No($"{Count(used.Length)} a class of '{column.Name}' that can be learned; at least {FewestRows} are needed.")
            : new TargetReading(TargetKind.Class, [.. kept.Select(c => c.Name)], used, Array.ConvertAll(used, r => (double)kept.FindIndex(c => c.Value == values[r])));

        string NameOf(double value) => column.Kind == ColumnKind.Category ? column.Levels[(int)value] : value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Count(int rows) => $"{rows} {(rows == 1 ? "row has" : "rows have")}";

    private static TargetReading No(string why) => new(TargetKind.Number, [], [], [], why);
}
