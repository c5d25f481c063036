using System.Globalization;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Rules as sentences for people.</summary>
public static class RuleWords
{
    public static string Of(ParameterRule rule)
    {
        var from = List(rule.From.Count == 0 ? [rule.Name] : rule.From);
        if (rule.Drop)
            return $"{from} {(rule.From.Count > 1 ? "are" : "is")} left out{Where(rule.Sources)}";
        var parts = new List<string>();
        if (rule.From.Any(f => f != rule.Name) || rule.FromNotes)
            parts.Add($"{(rule.FromNotes ? "the note " : "")}{from} becomes '{rule.Name}'");
        if (Line(rule.FromUnit, rule.Unit, rule.Factor, rule.Offset) is { } line)
            parts.Add(line);
        if (rule.FromUnit is null && rule.Unit is { } unit)
            parts.Add($"it is in {unit}");
        if (rule.Scale is { } scale)
            parts.Add($"its scale is {scale.ToString().ToLowerInvariant()}");
        if (rule.Kind is { } kind)
            parts.Add($"it is a {kind.ToString().ToLowerInvariant()}");
        parts.AddRange(rule.Levels.Select(l => $"{List(l.From)} is '{l.Name}'"));
        if (rule.ActiveWhen is { } when)
            parts.Add($"it counts only where '{when.Parameter}' is {string.Join(" or ", when.Levels)}");
        return $"'{rule.Name}': {(parts.Count == 0 ? "nothing changes" : string.Join("; ", parts))}{Where(rule.Sources)}";
    }

    public static string Of(MetricRule rule)
    {
        var from = List(rule.From.Count == 0 ? [rule.Name] : rule.From);
        if (rule.Drop)
            return $"{from} {(rule.From.Count > 1 ? "are" : "is")} left out{Where(rule.Sources)}";
        var parts = new List<string>();
        if (rule.From.Any(f => f != rule.Name))
            parts.Add($"{from} becomes '{rule.Name}'");
        if (Line(rule.FromUnit, rule.Unit, rule.Factor, rule.Offset) is { } line)
            parts.Add(line);
        if (rule.Goal is { } goal)
            parts.Add($"its goal is to {goal.ToString().ToLowerInvariant()}");
        if (rule.FromUnit is null && rule.Unit is { } unit)
            parts.Add($"it is in {unit}");
        if (rule.Definition is { } definition)
            parts.Add($"it is {definition}");
        return $"'{rule.Name}': {(parts.Count == 0 ? "nothing changes" : string.Join("; ", parts))}{Where(rule.Sources)}";
    }

    public static string Of(NameAlias alias) => $"{List(alias.From)} is '{alias.Name}'";

    public static string Of(FieldRule rule) => $"the {(rule.IsNote ? "note" : "parameter")} '{rule.From}' is the {rule.Field switch { RunField.CodeVersion => "code version", RunField.DataVersion => "data version", var f => f.ToString().ToLowerInvariant() }}{Where(rule.Sources)}";

    private static string? Line(string? fromUnit, string? unit, double? factor, double? offset)
    {
        if (fromUnit is not null)
            return $"{fromUnit} becomes {unit}";
        if (factor is null && offset is null)
            return null;
        return string.Create(CultureInfo.InvariantCulture, $"value × {factor ?? 1}{(offset is { } shift && shift != 0 ? shift < 0 ? $" − {-shift}" : $" + {shift}" : "")}");
    }

    private static string Where(IReadOnlyCollection<string> sources) => sources.Count == 0 ? "" : $", in {string.Join(", ", sources)}";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
