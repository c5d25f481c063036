using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>The studies of an Optuna storage of any version.</summary>
internal static class OptunaStudies
{
    public static SortedDictionary<long, OptunaStudy> Read(SqliteSource source, List<Remarked> remarks, CancellationToken cancellationToken)
    {
        var names = new SortedDictionary<long, string>();
        var directions = new Dictionary<(long Study, long Objective), MetricGoal?>();
        var single = source.HasColumn("studies", "direction");
        using (var rows = source.Rows($"SELECT study_id, study_name{(single ? ", direction" : "")} FROM studies ORDER BY study_id", cancellationToken))
        {
            while (rows.Next())
            {
                if (rows.Integer(0) is not { } id)
                    continue;
                names[id] = rows.Text(1) is { Length: > 0 } name ? name : $"study {id}";
                if (single)
                    directions[(id, 0)] = Goal(rows.Text(2));
            }
        }

        if (source.HasColumn("study_directions", "objective"))
        {
            using var rows = source.Rows("SELECT study_id, objective, direction FROM study_directions", cancellationToken);
            while (rows.Next())
            {
                if (rows.Integer(0) is { } id && rows.Integer(1) is { } objective)
                    directions[(id, objective)] = Goal(rows.Text(2));
            }
        }

        var notes = Attributes(source, "study_user_attributes", cancellationToken);
        var system = Attributes(source, "study_system_attributes", cancellationToken);
        return Build(names, directions, notes, system, remarks);
    }

    private static SortedDictionary<long, OptunaStudy> Build(SortedDictionary<long, string> names, Dictionary<(long Study, long Objective), MetricGoal?> directions, ILookup<long, (string Key, string Json)> notes, ILookup<long, (string Key, string Json)> system, List<Remarked> remarks)
    {
        var studies = new SortedDictionary<long, OptunaStudy>();
        var goals = new Dictionary<string, MetricGoal?>(StringComparer.Ordinal);
        foreach (var (id, name) in names)
        {
            var count = (int)directions.Keys.Where(k => k.Study == id).Select(k => k.Objective + 1).DefaultIfEmpty(1).Max();
            var named = MetricNames(system[id]);
            var metrics = new List<MetricShape>();
            for (var i = 0; i < count; i++)
            {
                var metric = i < named.Count ? named[i] : count == 1 ? "value" : $"value_{i}";
                var goal = directions.GetValueOrDefault((id, i));
                if (goal is not null && goals.TryGetValue(metric, out var other) && other is not null && other != goal)
                {
                    var renamed = $"{metric} ({(goal == MetricGoal.Maximize ? "maximized" : "minimized")})";
                    remarks.Add(new Remarked($"Study {name} goes the other way with {metric} than the studies before it; its metric is named {renamed}.", 0));
                    metric = renamed;
                }

                goals[metric] = goal ?? goals.GetValueOrDefault(metric);
                metrics.Add(new MetricShape(metric, goal));
            }

            studies[id] = new OptunaStudy(id, name, metrics, [.. notes[id].Select(n => Note("study." + n.Key, n.Json))]);
        }

        return studies;
    }

    /// <summary>The value of an attribute as people see it; what is no JSON is kept as it stands.</summary>
    public static NamedValue Note(string name, string json)
    {
        try
        {
            using var document = PythonJson.Parse(json);
            return PythonJson.Note(name, document.RootElement) ?? new NamedValue(name, "null");
        }
        catch (JsonException)
        {
            return new NamedValue(name, PythonJson.Short(json));
        }
    }

    private static List<string> MetricNames(IEnumerable<(string Key, string Json)> attributes)
    {
        foreach (var (key, json) in attributes)
        {
            if (key is not ("study:metric_names" or "metric_names"))
                continue;
            try
            {
                using var document = PythonJson.Parse(json);
                if (document.RootElement.ValueKind == JsonValueKind.Array)
                    return [.. document.RootElement.EnumerateArray().Select(PythonJson.Choice)];
            }
            catch (JsonException)
            {
                return [];
            }
        }

        return [];
    }

    private static ILookup<long, (string Key, string Json)> Attributes(SqliteSource source, string table, CancellationToken cancellationToken)
    {
        var found = new List<(long Study, string Key, string Json)>();
        if (source.HasColumn(table, "value_json"))
        {
            using var rows = source.Rows($"SELECT study_id, key, value_json FROM {table} ORDER BY study_id, key", cancellationToken);
            while (rows.Next())
            {
                if (rows.Integer(0) is { } id && rows.Text(1) is { } key && rows.Text(2) is { } json)
                    found.Add((id, key, json));
            }
        }

        return found.ToLookup(f => f.Study, f => (f.Key, f.Json));
    }

    private static MetricGoal? Goal(string? direction) => direction switch { "MAXIMIZE" => MetricGoal.Maximize, "MINIMIZE" => MetricGoal.Minimize, _ => null };
}
