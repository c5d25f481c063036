using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The fields of the map's file, reading and writing side by side so that they stay the same.</summary>
internal static class RunMapFields
{
    public static RunMap Read(JsonFields file)
    {
        var map = new RunMap
        {
            Task = Column(file, "task"),
            TaskName = Column(file, "taskName"),
            Variant = Column(file, "variant"),
            Parameters = file.ObjectsByName("parameters", ReadParameter).ToEquatableList(),
            Metrics = file.ObjectsByName("metrics", ReadMetric).ToEquatableList(),
            Key = file.Texts("key").ToEquatableList(),
            Seed = Column(file, "seed"),
            Start = Column(file, "start"),
            End = Column(file, "end"),
            Duration = Column(file, "duration"),
            Cost = Column(file, "cost"),
            Status = Column(file, "status"),
            Hardware = Column(file, "hardware"),
            CodeVersion = Column(file, "codeVersion"),
            DataVersion = Column(file, "dataVersion"),
            Split = Column(file, "split"),
            Curve = file.Object("curve", ReadCurve),
        };
        NoteConflicts(file, map);
        file.RefuseUnknown();
        return map;
    }

    public static JsonObject Write(RunMap map)
    {
        var file = new JsonObject();
        Set(file, "task", map.Task);
        Set(file, "taskName", map.TaskName);
        Set(file, "variant", map.Variant);
        file["parameters"] = new JsonObject(map.Parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, Write(p))));
        file["metrics"] = new JsonObject(map.Metrics.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, Write(m))));
        Set(file, "key", map.Key);
        Set(file, "seed", map.Seed);
        Set(file, "start", map.Start);
        Set(file, "end", map.End);
        Set(file, "duration", map.Duration);
        Set(file, "cost", map.Cost);
        Set(file, "status", map.Status);
        Set(file, "hardware", map.Hardware);
        Set(file, "codeVersion", map.CodeVersion);
        Set(file, "dataVersion", map.DataVersion);
        Set(file, "split", map.Split);
        if (map.Curve is { } curve)
            file["curve"] = Write(curve);
        return file;
    }

    private static MappedParameter ReadParameter(string name, JsonFields p)
    {
        NoteBlank(p, name, "parameter");
        return new MappedParameter(
            name.Trim(),
            Column(p, "column"),
            p.Word("kind", "number", "integer", "category") switch { "number" => ParameterKind.Number, "integer" => ParameterKind.Integer, "category" => ParameterKind.Category, _ => null },
            p.Word("scale", "linear", "log") switch { "linear" => Scale.Linear, "log" => Scale.Log, _ => null },
            Column(p, "unit"));
    }

    private static JsonObject Write(MappedParameter parameter)
    {
        var node = new JsonObject();
        Set(node, "column", parameter.Column);
        Set(node, "kind", parameter.Kind?.ToString().ToLowerInvariant());
        Set(node, "scale", parameter.Scale?.ToString().ToLowerInvariant());
        Set(node, "unit", parameter.Unit);
        return node;
    }

    private static MappedMetric ReadMetric(string name, JsonFields m)
    {
        NoteBlank(m, name, "metric");
        var columns = m.Texts("columns");
        var before = m.Problems.Count;
        var goal = m.Word("goal", "maximize", "minimize");
        if (goal is null && m.Problems.Count == before)
            m.Note("goal", "It is not said which way the metric is better.", "Write \"maximize\" or \"minimize\".");
        foreach (var twice in columns.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1))
            m.Note("columns", $"Column '{twice.Key}' stands here {twice.Count()} times.", "A replicate counts once.");
        return new MappedMetric(name.Trim(), columns.Count == 0 ? [name.Trim()] : columns.ToEquatableList(), goal == "minimize" ? MetricGoal.Minimize : MetricGoal.Maximize, Column(m, "unit")) { Levels = Levels(m) };
    }

    private static EquatableList<string> Levels(JsonFields m)
    {
        var levels = m.Texts("levels");
        if (levels.Count == 1 || levels.Distinct(StringComparer.Ordinal).Count() < levels.Count)
            m.Note("levels", "The words of an ordinal outcome have to be at least two and different.", "List them from the one that counts 1 upward.");
        return levels.ToEquatableList();
    }

    private static JsonObject Write(MappedMetric metric)
    {
        var node = new JsonObject();
        if (metric.Columns.Count != 1 || metric.Columns[0] != metric.Name)
            Set(node, "columns", metric.Columns);
        node["goal"] = metric.Goal.ToString().ToLowerInvariant();
        Set(node, "unit", metric.Unit);
        Set(node, "levels", metric.Levels);
        return node;
    }

    private static MappedCurve ReadCurve(JsonFields c)
    {
        var before = c.Problems.Count;
        var step = Column(c, "step");
        if (step is null && c.Problems.Count == before)
            c.Note("step", "It is not said which column counts the steps.", "Name it, for example \"epoch\".");
        return new MappedCurve(c.Texts("run").ToEquatableList(), step ?? "", c.Number("full"), c.Flag("adds") ?? false);
    }

    private static JsonObject Write(MappedCurve curve)
    {
        var node = new JsonObject();
        Set(node, "run", curve.Run);
        node["step"] = curve.Step;
        if (curve.Full is { } full)
            node["full"] = full;
        if (curve.Adds)
            node["adds"] = true;
        return node;
    }

    private static void NoteConflicts(JsonFields file, RunMap map)
    {
        NoteSameNames(file, "parameters", map.Parameters.Select(p => p.Name));
        NoteSameNames(file, "metrics", map.Metrics.Select(m => m.Name));
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, column) in map.Parameters.Select(p => ($"parameters.{p.Name}", p.Column ?? p.Name)).Concat(map.Metrics.SelectMany(m => m.Columns.Distinct(StringComparer.Ordinal).Select(c => ($"metrics.{m.Name}", c)))))
        {
            if (!taken.TryAdd(column, path))
                file.Note(path, $"Column '{column}' is {taken[column]} already.", "A column can be one parameter or one metric.");
        }
    }

    private static void NoteSameNames(JsonFields file, string where, IEnumerable<string> names)
    {
        foreach (var same in names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            file.Note(where, $"The names {string.Join(" and ", same.Select(n => $"'{n}'"))} are the same but for case and blanks.", "Give them names that differ.");
    }

    private static void NoteBlank(JsonFields fields, string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            fields.Note("name", $"The {what} has no name.", "Write its name before the colon.");
    }

    /// <summary>A text that is not blank; a blank one counts as null.</summary>
    private static string? Column(JsonFields fields, string name) => fields.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static void Set(JsonObject node, string name, string? value)
    {
        if (value is not null)
            node[name] = value;
    }

    private static void Set(JsonObject node, string name, EquatableList<string> values)
    {
        if (values.Count > 0)
            node[name] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
    }
}
