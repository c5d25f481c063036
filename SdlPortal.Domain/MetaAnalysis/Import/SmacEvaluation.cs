using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>One evaluation in a SMAC run history.</summary>
/// <param name="Seconds">What SMAC took as its time; null where it wrote none or 0.</param>
/// <param name="Start">Seconds since 1970.</param>
internal sealed record SmacEvaluation(
    string Configuration, string? Instance, string? Seed, double? Budget, IReadOnlyList<double> Costs, double? Seconds, RunStatus Status, string StatusWord, double? Start, double? End, IReadOnlyList<(string Name, JsonElement Value)> Additional)
{
    /// <summary>Null where the entry has none of the known forms.</summary>
    public static SmacEvaluation? Read(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.Object)
            return Of(entry.Get("config_id"), entry.Get("instance"), entry.Get("seed"), entry.Get("budget"), entry.Get("cost"), entry.Get("time"), entry.Get("status"), entry.Get("starttime"), entry.Get("endtime"), entry.Get("additional_info"));
        if (entry.ValueKind != JsonValueKind.Array)
            return null;
        var length = entry.GetArrayLength();
        if (length == 2 && entry[0] is { ValueKind: JsonValueKind.Array } key && entry[1] is { ValueKind: JsonValueKind.Array } value && key.GetArrayLength() >= 3 && value.GetArrayLength() >= 3)
        {
            var isLong = value.GetArrayLength() >= 6;
            return Of(key[0], key[1], key[2], key.GetArrayLength() > 3 ? key[3] : default, value[0], value[1], value[2], isLong ? value[3] : default, isLong ? value[4] : default, value[value.GetArrayLength() - 1]);
        }

        return length switch
        {
            10 => Of(entry[0], entry[1], entry[2], entry[3], entry[4], entry[5], entry[6], entry[7], entry[8], entry[9]),
            // Version 2.1 wrote the processor's time after the clock's.
            11 => Of(entry[0], entry[1], entry[2], entry[3], entry[4], entry[5], entry[7], entry[8], entry[9], entry[10]),
            _ => null,
        };
    }

    private static SmacEvaluation? Of(JsonElement id, JsonElement instance, JsonElement seed, JsonElement budget, JsonElement cost, JsonElement time, JsonElement status, JsonElement start, JsonElement end, JsonElement additional)
    {
        var costs = cost.ValueKind == JsonValueKind.Array ? cost.EnumerateArray().Select(c => PythonJson.Number(c) ?? double.NaN).ToList() : [PythonJson.Number(cost) ?? double.NaN];
        var seconds = PythonJson.Number(time);
        var (state, word) = StatusOf(status);
        if (id.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || word.Length == 0)
            return null;
        return new SmacEvaluation(
            PythonJson.Choice(id),
            instance.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : PythonJson.Choice(instance),
            seed.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : PythonJson.Choice(seed),
            PythonJson.Number(budget),
            costs,
            seconds is > 0 ? seconds : null,
            state,
            word,
            PythonJson.Number(start),
            PythonJson.Number(end),
            additional.ValueKind == JsonValueKind.Object ? [.. additional.EnumerateObject().Select(p => (p.Name, p.Value))] : []);
    }

    /// <summary>Version 1 names the status in an object, version 2 numbers it: running 0, success 1, crashed 2, out of time 3, out of memory 4.</summary>
    private static (RunStatus Status, string Word) StatusOf(JsonElement status)
    {
        var name = (status.ValueKind == JsonValueKind.Object ? status.Get("__enum__").AsText() : status.AsText())?.Split('.')[^1];
        name ??= status.ValueKind == JsonValueKind.Number ? status.GetDouble() switch { 0 => "RUNNING", 1 => "SUCCESS", 2 => "CRASHED", 3 => "TIMEOUT", 4 => "MEMORYOUT", _ => null } : null;
        return name switch
        {
            "SUCCESS" or "DONOTADVANCE" => (RunStatus.Completed, name),
            "RUNNING" => (RunStatus.Running, name),
            "ABORT" or "STOP" => (RunStatus.Abandoned, name),
            "CRASHED" or "TIMEOUT" or "MEMOUT" or "MEMORYOUT" or "CAPPED" => (RunStatus.Failed, name),
            _ => (RunStatus.Failed, ""),
        };
    }
}
