using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns.PriorResults;

/// <summary>Which column of a table holds a parameter or an objective.</summary>
/// <param name="Name">The parameter's or objective's name.</param>
/// <param name="Unit">Its unit in the campaign.</param>
/// <param name="IsObjective">True for a measured result.</param>
/// <param name="Column">The column's index; null while none is chosen.</param>
/// <param name="HeaderUnit">The unit that the heading gives in parentheses or brackets.</param>
/// <param name="Factor">What a person confirmed to multiply the column by; null while nobody did.</param>
public sealed record ColumnChoice(string Name, string? Unit, bool IsObjective, int? Column, string? HeaderUnit = null, double? Factor = null)
{
    /// <summary>The heading names another unit than the campaign and no factor is confirmed.</summary>
    public bool UnitDiffers => Column is not null && Factor is null && HeaderUnit is not null && Clean(HeaderUnit) != Clean(Unit);

    /// <summary>A choice for every parameter and objective, found by name, with or without a unit behind it.</summary>
    public static IReadOnlyList<ColumnChoice> Guess(PriorTable table, SearchSpace space, IReadOnlyList<Objective> objectives) =>
    [
        .. space.Parameters.Select(p => Guess(table, p.Name, p.Unit, isObjective: false)),
        .. objectives.Select(o => Guess(table, o.Name, o.Unit, isObjective: true)),
    ];

    /// <summary>The same parameter from another column.</summary>
    public ColumnChoice From(PriorTable table, int? column) => this with
    {
        Column = column,
        HeaderUnit = column is { } index ? UnitOf(table.Headers[index], Name) : null,
        Factor = null,
    };

    /// <summary>Every column whose heading is this name, with or without a unit behind it.</summary>
    public static IReadOnlyList<int> Named(PriorTable table, string name) =>
        [.. Enumerable.Range(0, table.Headers.Count).Where(i => Same(table.Headers[i], name) || Same(Split(table.Headers[i]).Name, name))];

    private static ColumnChoice Guess(PriorTable table, string name, string? unit, bool isObjective)
    {
        var choice = new ColumnChoice(name, unit, isObjective, null);
        return Named(table, name) is [var first, ..] ? choice.From(table, first) : choice;
    }

    private static string? UnitOf(string header, string name) => Same(header, name) ? null : Split(header).Unit;

    private static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => text.Trim().Replace('_', ' ');

    private static (string Name, string? Unit) Split(string header)
    {
        var text = header.Trim();
        foreach (var (open, close) in new[] { ('(', ')'), ('[', ']') })
        {
            var start = text.LastIndexOf(open);
            if (start > 0 && text.EndsWith(close))
                return (text[..start], text[(start + 1)..^1].Trim());
        }

        return (text, null);
    }

    /// <summary>Units are compared without blanks, and with one of the two signs for micro.</summary>
    private static string Clean(string? unit) => (unit ?? "").Replace(" ", "", StringComparison.Ordinal).Replace('\u03BC', '\u00B5');
}
