using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>The rules as a JSON document (docs/harmonization.md).</summary>
public static class RulesFile
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rules, or null with everything that cannot be read; whether they make sense is for <see cref="RulesCheck"/> to say.</summary>
    public static (HarmonizationRules? Rules, IReadOnlyList<Problem> Problems) Read(string json)
    {
        var (rules, problems) = JsonFields.Read<HarmonizationRules>(json, fields =>
        {
            var read = new HarmonizationRules
            {
                Parameters = [.. fields.List("parameters", Parameter)],
                Metrics = [.. fields.List("metrics", Metric)],
                Tasks = [.. fields.List("tasks", Alias)],
                Variants = [.. fields.List("variants", Alias)],
                Fields = [.. fields.List("fields", Field)],
                Features = [.. fields.List("features", Feature)],
            };
            fields.RefuseUnknown();
            return read;
        });
        return (problems.Count == 0 ? rules : null, problems);
    }

    /// <summary>The same rules give the same text.</summary>
    public static string Write(HarmonizationRules rules)
    {
        var root = new JsonObject();
        Lists(root, "parameters", rules.Parameters, Node);
        Lists(root, "metrics", rules.Metrics, Node);
        Lists(root, "tasks", rules.Tasks, Node);
        Lists(root, "variants", rules.Variants, Node);
        Lists(root, "fields", rules.Fields, Node);
        Lists(root, "features", rules.Features, Node);
        return root.ToJsonString(Layout) + "\n";
    }

    private static ParameterRule Parameter(JsonFields fields) => new(fields.Text("name") ?? "")
    {
        From = [.. fields.Texts("from")],
        FromNotes = fields.Flag("fromNotes") ?? false,
        Sources = [.. fields.Texts("sources")],
        FromUnit = fields.Text("fromUnit"),
        Unit = fields.Text("unit"),
        Factor = fields.Number("factor"),
        Offset = fields.Number("offset"),
        Scale = Word<Scale>(fields, "scale"),
        Kind = Word<ParameterKind>(fields, "kind"),
        Levels = [.. fields.List("levels", Alias)],
        ActiveWhen = fields.Object("activeWhen", when => new ActiveWhen(when.Text("parameter") ?? "", [.. when.Texts("levels")])),
        Drop = fields.Flag("drop") ?? false,
    };

    private static MetricRule Metric(JsonFields fields) => new(fields.Text("name") ?? "")
    {
        From = [.. fields.Texts("from")],
        Sources = [.. fields.Texts("sources")],
        Factor = fields.Number("factor"),
        Offset = fields.Number("offset"),
        Goal = Word<MetricGoal>(fields, "goal"),
        FromUnit = fields.Text("fromUnit"),
        Unit = fields.Text("unit"),
        Definition = fields.Text("definition"),
        Drop = fields.Flag("drop") ?? false,
    };

    private static NameAlias Alias(JsonFields fields) => new(fields.Text("name") ?? "", [.. fields.Texts("from")]);

    private static FieldRule Field(JsonFields fields)
    {
        var field = Word<RunField>(fields, "field");
        if (field is null && fields.Text("field") is null)
            fields.Note("field", "The field is missing.", $"Choose one of: {Words<RunField>()}.");
        return new FieldRule(field ?? default, fields.Text("from") ?? "", fields.Flag("isNote") ?? false) { Sources = [.. fields.Texts("sources")] };
    }

    private static TaskFeature Feature(JsonFields fields)
    {
        var value = fields.Value("value");
        if (value is null && fields.Problems.Count == 0)
            fields.Note("value", "The value is missing.", "Give a number or a text in quotes.");
        return new TaskFeature(fields.Text("task") ?? "", fields.Text("name") ?? "", value ?? default);
    }

    private static T? Word<T>(JsonFields fields, string name)
        where T : struct, Enum
    {
        if (fields.Text(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Word(value), text, StringComparison.Ordinal))
                return value;
        }

        fields.Note(name, $"'{text}' is not a known choice.", $"Choose one of: {Words<T>()}.");
        return null;
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Word));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonObject Node(ParameterRule rule)
    {
        var node = new JsonObject { ["name"] = rule.Name };
        Texts(node, "from", rule.From);
        Flag(node, "fromNotes", rule.FromNotes);
        Texts(node, "sources", rule.Sources);
        Add(node, "fromUnit", rule.FromUnit);
        Add(node, "unit", rule.Unit);
        Add(node, "factor", rule.Factor);
        Add(node, "offset", rule.Offset);
        Add(node, "scale", rule.Scale is { } scale ? Word(scale) : null);
        Add(node, "kind", rule.Kind is { } kind ? Word(kind) : null);
        Lists(node, "levels", rule.Levels, Node);
        if (rule.ActiveWhen is { } when)
        {
            node["activeWhen"] = new JsonObject { ["parameter"] = when.Parameter };
            Texts(node["activeWhen"]!.AsObject(), "levels", when.Levels);
        }

        Flag(node, "drop", rule.Drop);
        return node;
    }

    private static JsonObject Node(MetricRule rule)
    {
        var node = new JsonObject { ["name"] = rule.Name };
        Texts(node, "from", rule.From);
        Texts(node, "sources", rule.Sources);
        Add(node, "factor", rule.Factor);
        Add(node, "offset", rule.Offset);
        Add(node, "goal", rule.Goal is { } goal ? Word(goal) : null);
        Add(node, "fromUnit", rule.FromUnit);
        Add(node, "unit", rule.Unit);
        Add(node, "definition", rule.Definition);
        Flag(node, "drop", rule.Drop);
        return node;
    }

    private static JsonObject Node(NameAlias alias)
    {
        var node = new JsonObject { ["name"] = alias.Name };
        Texts(node, "from", alias.From);
        return node;
    }

    private static JsonObject Node(FieldRule rule)
    {
        var node = new JsonObject { ["field"] = Word(rule.Field), ["from"] = rule.From };
        Flag(node, "isNote", rule.IsNote);
        Texts(node, "sources", rule.Sources);
        return node;
    }

    private static JsonObject Node(TaskFeature feature) =>
        new() { ["task"] = feature.Task, ["name"] = feature.Name, ["value"] = feature.Value.IsNumber ? JsonValue.Create(feature.Value.Number) : JsonValue.Create(feature.Value.Text) };

    private static void Lists<T>(JsonObject node, string name, EquatableList<T> items, Func<T, JsonObject> write)
    {
        if (items.Count > 0)
            node[name] = new JsonArray([.. items.Select(write)]);
    }

    private static void Texts(JsonObject node, string name, EquatableList<string> texts)
    {
        if (texts.Count > 0)
            node[name] = new JsonArray([.. texts.Select(t => JsonValue.Create(t))]);
    }

    private static void Flag(JsonObject node, string name, bool flag)
    {
        if (flag)
            node[name] = true;
    }

    private static void Add(JsonObject node, string name, string? text)
    {
        if (text is not null)
            node[name] = text;
    }

    private static void Add(JsonObject node, string name, double? number)
    {
        if (number is { } value)
            node[name] = value;
    }
}
