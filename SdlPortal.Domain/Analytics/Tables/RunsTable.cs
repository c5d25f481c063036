using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>The runs of a project of prior runs as a table, a row each in the project's order; what its decisions exclude is left out.</summary>
public static class RunsTable
{
    /// <summary>The columns that say which run a row is.</summary>
    public static IReadOnlyList<string> Identity { get; } = ["source", "row in source"];

    public static DataTable Of(string name, LoadedRuns loaded)
    {
        var runs = loaded.Table;
        int[] kept = [.. Enumerable.Range(0, runs.Count).Where(row => !loaded.Excluded[row])];
        var table = new TableBuilder(kept.Length);
        Labels("source", runs.Sources, label => loaded.SourceNames.GetValueOrDefault(label, label));
        table.Numbers(Identity[1], null, row => runs.SourceRows[kept[row]]);
        Labels("task", runs.Tasks);
        Labels("variant", runs.Variants);
        foreach (var parameter in runs.Parameters)
        {
            if (parameter.Shape.IsCategory)
                table.Texts(parameter.Shape.Name, row => double.IsNaN(parameter.Values[kept[row]]) ? null : parameter.Shape.Levels[(int)parameter.Values[kept[row]]]);
            else
                table.Numbers(parameter.Shape.Name, parameter.Shape.Unit, row => parameter.Values[kept[row]]);
        }

        foreach (var metric in runs.Metrics)
            table.Numbers(metric.Shape.Name, metric.Shape.Unit, row => metric.Mean(kept[row]));
        table.Texts("status", row => Word(runs.Status[kept[row]]));
        table.Times("start", row => double.IsNaN(runs.Start[kept[row]]) ? null : DateTimeOffset.UnixEpoch.AddSeconds(runs.Start[kept[row]]));
        table.Numbers("duration", "s", row => runs.DurationSeconds[kept[row]]);
        table.Numbers("cost", null, row => runs.Cost[kept[row]]);
        Labels("seed", runs.Seeds);
        Labels("hardware", runs.Hardware);
        Labels("code version", runs.CodeVersions);
        Labels("data version", runs.DataVersions);
        Labels("split", runs.Splits);
        var left = runs.Count - kept.Length;
        return table.Build(name, [.. left > 0 ? [FormattableString.Invariant($"{left:N0} of {runs.Count:N0} runs are excluded in the project and left out here.")] : Array.Empty<string>(), .. loaded.Remarks]);

        // What no run says is no column.
        void Labels(string title, LabelColumn labels, Func<string, string>? shown = null)
        {
            if (labels.Labels.Count > 0)
                table.Texts(title, row => labels[kept[row]] is { } label ? shown?.Invoke(label) ?? label : null);
        }
    }

    private static string Word(RunStatus status) => status switch
    {
        RunStatus.StoppedEarly => "stopped early",
        _ => status.ToString().ToLowerInvariant(),
    };
}
