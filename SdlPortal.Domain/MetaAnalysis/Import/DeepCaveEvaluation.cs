using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>A line of DeepCAVE's history: configuration, budget, in newer versions a seed, then the costs, times (the last two are start and end), a status and a map of more.</summary>
internal sealed record DeepCaveEvaluation(string Configuration, double? Budget, string? Seed, IReadOnlyList<double?> Costs, double? Start, double? End, RunStatus Status, string StatusWord, IReadOnlyList<NamedValue> Notes)
{
    /// <summary>Null where the line has another form.</summary>
    public static DeepCaveEvaluation? Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Array)
            return null;
        var items = line.EnumerateArray().ToList();
        var costs = items.FindIndex(i => i.ValueKind == JsonValueKind.Array);
        var status = items.Count - 2;
        if (costs is not (2 or 3) || status < costs + 3 || StatusOf(items[status]) is not { } known)
            return null;
        var seed = costs == 3 ? PythonJson.Choice(items[2]) : null;
        return new DeepCaveEvaluation(
            PythonJson.Choice(items[0]),
            PythonJson.Number(items[1]),
            seed is "-1" or "null" ? null : seed,
            [.. items[costs].EnumerateArray().Select(PythonJson.Number)],
            PythonJson.Number(items[status - 2]),
            PythonJson.Number(items[status - 1]),
            known.Status,
            known.Word,
            items[^1].ValueKind == JsonValueKind.Object ? [.. items[^1].EnumerateObject().Select(p => PythonJson.Note(p.Name, p.Value)).OfType<NamedValue>()] : []);
    }

    private static (RunStatus Status, string Word)? StatusOf(JsonElement status) => PythonJson.Number(status) switch
    {
        1 => (RunStatus.Completed, "success"),
        2 => (RunStatus.Failed, "out of time"),
        3 => (RunStatus.Failed, "out of memory"),
        4 => (RunStatus.Failed, "crashed"),
        5 => (RunStatus.Abandoned, "aborted"),
        6 => (RunStatus.Waiting, "not evaluated"),
        _ => null,
    };
}
