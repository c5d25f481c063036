using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>
/// Rows copied from a spreadsheet, as parameters: name, kind, low, high, unit; or name, kind, levels or choices, unit. A first row
/// of headings is recognized and left out. Texts that are no numbers are handed back with the row, to be shown in their fields.
/// </summary>
public static class SpreadsheetRows
{
    private static readonly string[] Kinds = ["continuous", "integer", "discrete", "categorical"];

    /// <summary>One pasted parameter, with the texts to type into its number fields.</summary>
    public sealed record Row(ParameterDraft Parameter, IReadOnlyDictionary<string, string> Numbers);

    /// <summary>True when the text is more than one cell.</summary>
    public static bool IsTable(string text) => text.Contains('\t', StringComparison.Ordinal) || text.Trim().Contains('\n', StringComparison.Ordinal);

    public static IReadOnlyList<Row> Read(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        var separator = lines.Exists(l => l.Contains('\t', StringComparison.Ordinal)) ? '\t' : lines.Exists(l => l.Contains(';', StringComparison.Ordinal)) ? ';' : ',';
        var rows = lines.Select(l => l.Split(separator).Select(c => c.Trim().Trim('"')).ToList()).ToList();
        if (rows.Count > 0 && rows[0][0].ToLowerInvariant() is "name" or "parameter")
            rows.RemoveAt(0);
        return [.. rows.Select(ReadRow)];
    }

    private static Row ReadRow(List<string> cells)
    {
        var parameter = new ParameterDraft { Name = cells[0] };
        var rest = cells.Skip(1).ToList();
        if (rest.Count > 0 && Kinds.FirstOrDefault(k => rest[0].Length > 2 && k.StartsWith(rest[0], StringComparison.OrdinalIgnoreCase)) is { } kind)
        {
            parameter.Kind = kind;
            rest.RemoveAt(0);
        }

        // Without a kind: two cells are bounds, one cell is a list.
        parameter.Kind ??= rest.Count >= 2 ? "continuous" : "categorical";
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parameter.Kind is "continuous" or "integer")
        {
            (numbers["low"], numbers["high"]) = (rest.ElementAtOrDefault(0) ?? "", rest.ElementAtOrDefault(1) ?? "");
            parameter.Unit = Blank(rest.ElementAtOrDefault(2));
        }
        else if (parameter.Kind == "discrete")
        {
            numbers["levels"] = rest.ElementAtOrDefault(0) ?? "";
            parameter.Unit = Blank(rest.ElementAtOrDefault(1));
        }
        else
        {
            parameter.Choices = ChoiceText.Read(rest.ElementAtOrDefault(0) ?? "");
        }

        return new Row(parameter, numbers);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>Names in one field, separated by commas or semicolons.</summary>
public static class ChoiceText
{
    public static List<string> Read(string text) => [.. text.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
