using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Mapping;

/// <summary>The mapping wizard's content: every column of a table with its role, and the <see cref="RunMap"/> that follows. Used by one page.</summary>
public sealed class MapForm
{
    private readonly Dictionary<string, MapColumn> byHeading;

    private MapForm(TablePreview preview)
    {
        Columns = [.. preview.Columns.Select(c => new MapColumn(c))];
        byHeading = Columns.DistinctBy(c => c.Heading, StringComparer.Ordinal).ToDictionary(c => c.Heading, StringComparer.Ordinal);
    }

    /// <summary>In the table's order.</summary>
    public IReadOnlyList<MapColumn> Columns { get; }

    /// <summary>The task of all rows where no column says it; empty for the file's name.</summary>
    public string TaskName { get; set; } = "";

    /// <summary>Of rows that are steps of a run: duration and cost are those of the step alone.</summary>
    public bool StepsAddUp { get; set; }

    /// <summary>Of rows that are steps of a run: the step at which a run is complete; null where each ends at its last.</summary>
    public double? FullStep { get; set; }

    /// <summary>What of a map that was loaded has no place here: columns that the table does not have.</summary>
    public IReadOnlyList<Problem> Foreign { get; private set; } = [];

    public bool HasSteps => Columns.Any(c => c.Role == ColumnRole.Step);

    /// <summary>As guessed, with the reasons.</summary>
    public static MapForm For(TablePreview preview, MapProposal proposal)
    {
        var form = new MapForm(preview);
        form.Take(proposal.Map);
        foreach (var column in proposal.Columns)
        {
            if (form.byHeading.TryGetValue(column.Column, out var known))
                known.Reason = column.Reason;
        }

        return form;
    }

    /// <summary>As a map file says.</summary>
    public static MapForm For(TablePreview preview, RunMap map)
    {
        var form = new MapForm(preview);
        form.Take(map);
        return form;
    }

    /// <summary>The names of the metrics, for choosing of which one a column is a replicate.</summary>
    public IEnumerable<string> MetricNames => Columns.Where(c => c.Role == ColumnRole.Metric && c.Name.Trim().Length > 0).Select(c => c.Name.Trim()).Distinct(StringComparer.Ordinal);

    /// <summary>The first column of the same metric, of which the others are replicates.</summary>
    public MapColumn? FirstOf(MapColumn column) => Columns.FirstOrDefault(c => c.Role == ColumnRole.Metric && c.Name.Trim() == column.Name.Trim());

    /// <summary>The number of the column that a problem is about; −1 where it is about the whole map.</summary>
    public static int ColumnOf(Problem problem) =>
        problem.Path.StartsWith("columns[", StringComparison.Ordinal) && int.TryParse(problem.Path.AsSpan(8, Math.Max(0, problem.Path.IndexOf(']', StringComparison.Ordinal) - 8)), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    /// <summary>Makes a column a replicate of a metric.</summary>
    public void MakeReplicate(MapColumn column, string metric)
    {
        var first = Columns.First(c => c.Role == ColumnRole.Metric && c.Name.Trim() == metric);
        (column.Role, column.Name, column.Goal, column.Unit) = (ColumnRole.Metric, metric, first.Goal, first.Unit);
    }

    /// <summary>A metric has one goal, whichever of its columns says so.</summary>
    public void SetGoal(MapColumn column, MetricGoal? goal)
    {
        column.Goal = goal;
        foreach (var other in Columns.Where(c => c.Role == ColumnRole.Metric && c.Name.Trim() == column.Name.Trim()))
            other.Goal = goal;
    }

    /// <summary>The map as far as the form says it, also where <see cref="Problems"/> are left.</summary>
    public RunMap Map() => new()
    {
        Task = Only(ColumnRole.Task),
        TaskName = string.IsNullOrWhiteSpace(TaskName) || Only(ColumnRole.Task) is not null ? null : TaskName.Trim(),
        Variant = Only(ColumnRole.Variant),
        Parameters = [.. Columns.Where(c => c.Role == ColumnRole.Parameter).Select(c => new MappedParameter(c.Name.Trim(), c.Name.Trim() == c.Heading ? null : c.Heading, c.Kind, c.KindInForce == ParameterKind.Category ? null : c.Scale, c.UnitOrNone))],
        Metrics = [.. Columns.Where(c => c.Role == ColumnRole.Metric).GroupBy(c => c.Name.Trim(), StringComparer.Ordinal)
            .Select(g => new MappedMetric(g.Key, [.. g.Select(c => c.Heading)], g.FirstOrDefault(c => c.Goal is not null)?.Goal ?? MetricGoal.Maximize, g.FirstOrDefault(c => c.UnitOrNone is not null)?.UnitOrNone))],
        Key = HasSteps ? [] : [.. Telling],
        Curve = Only(ColumnRole.Step) is { } step ? new MappedCurve([.. Telling], step, FullStep, StepsAddUp) : null,
        Seed = Only(ColumnRole.Seed),
        Start = Only(ColumnRole.Start),
        End = Only(ColumnRole.End),
        Duration = Only(ColumnRole.Duration),
        Cost = Only(ColumnRole.Cost),
        Status = Only(ColumnRole.Status),
        Hardware = Only(ColumnRole.Hardware),
        CodeVersion = Only(ColumnRole.CodeVersion),
        DataVersion = Only(ColumnRole.DataVersion),
        Split = Only(ColumnRole.Split),
    };

    /// <summary>All that keeps the map from being used, each at its column: "columns[3].name".</summary>
    public IReadOnlyList<Problem> Problems()
    {
        var problems = new List<Problem>(Foreign);
        if (!Columns.Any(c => c.Role == ColumnRole.Metric))
            problems.Add(new Problem("columns", "No column is a metric.", "Say which column holds what came out of a run."));
        foreach (var (role, columns) in Columns.Select((c, i) => (Column: c, Index: i)).Where(c => !TakesSeveral(c.Column.Role)).GroupBy(c => c.Column.Role).Select(g => (g.Key, g.ToList())))
        {
            foreach (var (column, index) in columns.Skip(1))
                problems.Add(new Problem($"columns[{index}].role", $"'{columns[0].Column.Heading}' is the {MapWords.Of(role)} already.", "Choose another role for one of the two."));
        }

        CheckNames(problems);
        return problems;
    }

    private static bool TakesSeveral(ColumnRole role) => role is ColumnRole.Note or ColumnRole.Key or ColumnRole.Parameter or ColumnRole.Metric;

    private IEnumerable<string> Telling => Columns.Where(c => c.Role == ColumnRole.Key || (c.TellsRunsApart && c.Role != ColumnRole.Step)).Select(c => c.Heading);

    private void CheckNames(List<Problem> problems)
    {
        var taken = new Dictionary<string, MapColumn>(StringComparer.Ordinal);
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Columns[i];
            if (column.Role is not (ColumnRole.Parameter or ColumnRole.Metric))
                continue;
            var name = column.Name.Trim();
            if (name.Length == 0)
                problems.Add(new Problem($"columns[{i}].name", $"The {MapWords.Of(column.Role)} has no name.", "Give it one."));
            else if (!taken.TryAdd(name, column) && taken[name] is var other && (column.Role == ColumnRole.Parameter || other.Role == ColumnRole.Parameter))
                problems.Add(new Problem($"columns[{i}].name", $"'{other.Heading}' is called '{name}' already.", "Names of parameters and metrics differ; only replicates of a metric share one."));
            else if (column.Role == ColumnRole.Metric && taken[name].Goal != column.Goal)
                problems.Add(new Problem($"columns[{i}].goal", $"The replicates of '{name}' have different goals.", "Choose one for all of them."));
            if (column.Role == ColumnRole.Metric && column.Goal is null)
                problems.Add(new Problem($"columns[{i}].goal", "It is not said whether larger or smaller values are better.", "Choose Maximize or Minimize."));
            if (column.Role == ColumnRole.Parameter && column.Scale == Domain.SearchSpaces.Scale.Log && column.KindInForce != ParameterKind.Category && column.Seen.Low <= 0)
                problems.Add(new Problem($"columns[{i}].scale", FormattableString.Invariant($"A logarithmic scale needs positive values; the smallest is {column.Seen.Low}."), "Choose a linear scale."));
        }
    }

    private string? Only(ColumnRole role) => Columns.FirstOrDefault(c => c.Role == role)?.Heading;

    private void Take(RunMap map)
    {
        var foreign = new List<Problem>();
        void Set(string? heading, ColumnRole role)
        {
            if (heading is not null && Find(heading, MapWords.Of(role), foreign) is { } column)
                column.Role = role;
        }

        foreach (var parameter in map.Parameters)
        {
            if (Find(parameter.Column ?? parameter.Name, "parameter", foreign) is not { } column)
                continue;
            (column.Role, column.Name, column.Kind, column.Scale) = (ColumnRole.Parameter, parameter.Name, parameter.Kind, parameter.Scale);
            column.Unit = parameter.Unit ?? column.Unit;
        }

        foreach (var metric in map.Metrics)
        {
            foreach (var heading in metric.Columns)
            {
                if (Find(heading, "metric", foreign) is not { } column)
                    continue;
                (column.Role, column.Name, column.Goal) = (ColumnRole.Metric, metric.Name, metric.Goal);
                column.Unit = metric.Unit ?? column.Unit;
            }
        }

        (TaskName, StepsAddUp, FullStep) = (map.TaskName ?? "", map.Curve?.Adds ?? false, map.Curve?.Full);
        Set(map.Task, ColumnRole.Task);
        Set(map.Variant, ColumnRole.Variant);
        Set(map.Curve?.Step, ColumnRole.Step);
        Set(map.Seed, ColumnRole.Seed);
        Set(map.Start, ColumnRole.Start);
        Set(map.End, ColumnRole.End);
        Set(map.Duration, ColumnRole.Duration);
        Set(map.Cost, ColumnRole.Cost);
        Set(map.Status, ColumnRole.Status);
        Set(map.Hardware, ColumnRole.Hardware);
        Set(map.CodeVersion, ColumnRole.CodeVersion);
        Set(map.DataVersion, ColumnRole.DataVersion);
        Set(map.Split, ColumnRole.Split);
        foreach (var heading in map.Key.Concat(map.Curve?.Run ?? []))
        {
            if (Find(heading, "key", foreign) is not { } column)
                continue;
            if (column.Role == ColumnRole.Note)
                column.Role = ColumnRole.Key;
            else
                column.TellsRunsApart = column.Role != ColumnRole.Key;
        }

        Foreign = foreign;
    }

    private MapColumn? Find(string heading, string role, List<Problem> foreign)
    {
        if (byHeading.TryGetValue(heading, out var column))
            return column;
        foreign.Add(new Problem("map", $"The map takes the column '{heading}' as {role}; the table has no such column.", "Load a map for this table, or correct the name in it."));
        return null;
    }
}
