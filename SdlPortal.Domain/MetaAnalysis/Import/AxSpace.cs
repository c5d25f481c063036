using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>What an Ax experiment declares: its parameters, its metrics and the arms of a trial. Objects bear their class in "__type".</summary>
internal static class AxSpace
{
    public static IEnumerable<ParameterShape> Parameters(JsonElement space)
    {
        if (space.Get("parameters") is not { ValueKind: JsonValueKind.Array } list)
            yield break;
        foreach (var item in list.EnumerateArray())
        {
            if (item.Get("name").AsText() is not { } name)
                continue;
            var type = item.Get("parameter_type") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped.Get("name").AsText() : item.Get("parameter_type").AsText();
            var scale = item.Get("log_scale").ValueKind == JsonValueKind.True ? Scale.Log : Scale.Linear;
            var numeric = type is "FLOAT" or "INT";
            if (numeric && item.Get("lower").ValueKind != JsonValueKind.Undefined)
                yield return new ParameterShape(name, type == "INT" ? ParameterKind.Integer : ParameterKind.Number, scale, null, PythonJson.Number(item.Get("lower")), PythonJson.Number(item.Get("upper")));
            else if (numeric && (item.Get("is_ordered").ValueKind == JsonValueKind.True || item.Get("values").ValueKind == JsonValueKind.Undefined))
            {
                var numbers = Choices(item).Select(PythonJson.Number).OfType<double>().ToList();
                yield return new ParameterShape(name, type == "INT" ? ParameterKind.Integer : ParameterKind.Number, scale, null, numbers.Count > 0 ? numbers.Min() : null, numbers.Count > 0 ? numbers.Max() : null);
            }
            else
                yield return new ParameterShape(name, ParameterKind.Category) { Levels = Choices(item).Select(PythonJson.Choice).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() };
        }
    }

    /// <summary>The objectives with their directions, then metrics that are constrained or only tracked.</summary>
    public static IEnumerable<MetricShape> Metrics(JsonElement experiment)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var shape in Objectives(experiment.Get("optimization_config").Get("objective")).Concat(Others(experiment)))
        {
            if (seen.Add(shape.Name))
                yield return shape;
        }
    }

    public static IEnumerable<(JsonElement Arm, string? Generator)> Arms(JsonElement trial)
    {
        if (trial.Get("generator_run") is { ValueKind: JsonValueKind.Object } single)
            return ArmsOf(single);
        return trial.Get("generator_run_structs") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().SelectMany(s => ArmsOf(s.Get("generator_run"))) : [];
    }

    private static IEnumerable<(JsonElement Arm, string? Generator)> ArmsOf(JsonElement generatorRun)
    {
        var generator = generatorRun.Get("model_key").AsText() ?? generatorRun.Get("generator_key").AsText() ?? generatorRun.Get("generator_run_type").AsText();
        return generatorRun.Get("arms") is { ValueKind: JsonValueKind.Array } arms ? arms.EnumerateArray().Select(a => (a, generator)) : [];
    }

    private static IEnumerable<JsonElement> Choices(JsonElement parameter) =>
        parameter.Get("values") is { ValueKind: JsonValueKind.Array } values ? values.EnumerateArray() : parameter.Get("value").ValueKind == JsonValueKind.Undefined ? [] : [parameter.Get("value")];

    private static IEnumerable<MetricShape> Objectives(JsonElement objective)
    {
        if (objective.Get("objectives") is { ValueKind: JsonValueKind.Array } several)
            return several.EnumerateArray().SelectMany(Objectives);
        var goal = objective.Get("minimize").ValueKind switch { JsonValueKind.True => MetricGoal.Minimize, JsonValueKind.False => MetricGoal.Maximize, _ => (MetricGoal?)null };
        return objective.Get("metric").Get("name").AsText() is { } name ? [new MetricShape(name, goal)] : [];
    }

    private static IEnumerable<MetricShape> Others(JsonElement experiment)
    {
        foreach (var list in new[] { experiment.Get("optimization_config").Get("outcome_constraints"), experiment.Get("tracking_metrics") })
        {
            if (list.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var item in list.EnumerateArray())
            {
                var metric = item.Get("metric") is { ValueKind: JsonValueKind.Object } inside ? inside : item;
                if (metric.Get("name").AsText() is { } name)
                    yield return new MetricShape(name, metric.Get("lower_is_better").ValueKind switch { JsonValueKind.True => MetricGoal.Minimize, JsonValueKind.False => MetricGoal.Maximize, _ => null });
            }
        }
    }
}
