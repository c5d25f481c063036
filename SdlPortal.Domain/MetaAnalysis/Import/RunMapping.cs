using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// What a person says about a source that declares its runs itself: which metrics count and which way, names, kinds and scales of parameters, and which parameter or note is the task, the variant and the like.
/// A map's column is here the name of a metric, a parameter or a note. Used for one reading.
/// </summary>
public sealed class RunMapping
{
    private readonly RunMap map;
    private readonly Dictionary<string, MappedParameter> parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);
    private readonly SortedSet<string> metricsSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> roles = new(StringComparer.Ordinal);

    private RunMapping(RunMap map)
    {
        this.map = map;
        foreach (var parameter in map.Parameters)
            parameters[parameter.Column ?? parameter.Name] = parameter;
        foreach (var (role, column) in new[] { ("task", map.Task), ("variant", map.Variant), ("seed", map.Seed), ("hardware", map.Hardware), ("code", map.CodeVersion), ("data", map.DataVersion), ("split", map.Split), ("cost", map.Cost), ("duration", map.Duration) })
        {
            if (column is not null)
                roles[role] = column;
        }

        wanted.UnionWith(parameters.Keys);
        wanted.UnionWith(roles.Values);
        wanted.UnionWith(map.Metrics.SelectMany(Columns));
    }

    public static IEnumerable<RunItem> Apply(IEnumerable<RunItem> items, RunMap? map) => map is null ? items : new RunMapping(map).Mapped(items);

    private static IEnumerable<string> Columns(MappedMetric metric) => metric.Columns.Count == 0 ? [metric.Name] : metric.Columns;

    private IEnumerable<RunItem> Mapped(IEnumerable<RunItem> items)
    {
        foreach (var metric in map.Metrics)
            yield return new MetricDeclared(new MetricShape(metric.Name, metric.Goal, metric.Unit), 0);
        foreach (var item in items)
        {
            switch (item)
            {
                case MetricDeclared declared:
                    metricsSeen.Add(declared.Shape.Name);
                    if (map.Metrics.Count == 0)
                        yield return declared;
                    break;
                case ParameterDeclared declared:
                    if (!roles.ContainsValue(declared.Shape.Name))
                        yield return declared with { Shape = Reshape(declared.Shape) };
                    break;
                case RunRead read:
                    yield return Map(read);
                    break;
                default:
                    yield return item;
                    break;
            }
        }

        foreach (var name in wanted.Where(w => !found.Contains(w)).Order(StringComparer.Ordinal))
            yield return new Remarked($"The map names '{name}', which no run has.{(metricsSeen.Count > 0 ? $" Metrics are: {string.Join(", ", metricsSeen.Take(20))}." : "")}", 1);
    }

    private ParameterShape Reshape(ParameterShape shape)
    {
        if (!parameters.TryGetValue(shape.Name, out var mapped))
            return shape;
        var kind = mapped.Kind ?? shape.Kind;
        return kind == shape.Kind
            ? shape with { Name = mapped.Name, Scale = mapped.Scale ?? shape.Scale, Unit = mapped.Unit ?? shape.Unit }
            : kind == ParameterKind.Category || shape.IsCategory
                ? new ParameterShape(mapped.Name, kind, mapped.Scale ?? Scale.Linear, mapped.Unit)
                : shape with { Name = mapped.Name, Kind = kind, Scale = mapped.Scale ?? shape.Scale, Unit = mapped.Unit ?? shape.Unit };
    }

    private RunItem Map(RunRead read)
    {
        var run = read.Run;
        var values = new List<NamedValue>(run.Parameters.Count);
        var notes = new List<NamedValue>(run.Notes.Count);
        foreach (var value in run.Parameters)
        {
            if (roles.ContainsValue(value.Name))
                continue;
            if (Take(value, values) is { } reason)
                return new RowRefused(run.Origin, reason, read.Fraction);
        }

        foreach (var note in run.Notes)
        {
            if (!parameters.ContainsKey(note.Name))
                notes.Add(note);
            else if (Take(note, values) is { } reason)
                return new RowRefused(run.Origin, reason, read.Fraction);
        }

        foreach (var metric in run.Metrics)
            metricsSeen.Add(metric.Name);
        return read with
        {
            Run = run with
            {
                Task = Text(run, "task") ?? run.Task,
                Variant = Text(run, "variant") ?? run.Variant,
                Seed = Text(run, "seed") ?? run.Seed,
                Hardware = Text(run, "hardware") ?? run.Hardware,
                CodeVersion = Text(run, "code") ?? run.CodeVersion,
                DataVersion = Text(run, "data") ?? run.DataVersion,
                Split = Text(run, "split") ?? run.Split,
                Cost = Number(run, "cost") ?? run.Cost,
                DurationSeconds = Number(run, "duration") ?? run.DurationSeconds,
                Parameters = values,
                Notes = notes,
                Metrics = map.Metrics.Count == 0 ? run.Metrics : Metrics(run),
                Curves = map.Metrics.Count == 0 ? run.Curves : Curves(run),
            },
        };
    }

    private string? Take(NamedValue value, List<NamedValue> into)
    {
        if (!parameters.TryGetValue(value.Name, out var mapped))
        {
            into.Add(value);
            return null;
        }

        found.Add(value.Name);
        var kept = value.Value;
        if (mapped.Kind == ParameterKind.Category && kept.IsNumber)
            kept = kept.ToString();
        else if (mapped.Kind is ParameterKind.Number or ParameterKind.Integer && !kept.IsNumber)
        {
            if (!double.TryParse(kept.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                return $"{value.Name} is '{kept}', which is no number as the map says; take it as a category or mend the value.";
            kept = number;
        }

        if (into.Exists(v => v.Name == mapped.Name))
            return $"The run has '{mapped.Name}' twice once the map has renamed '{value.Name}'; give it another name.";
        into.Add(new NamedValue(mapped.Name, kept));
        return null;
    }

    private ParameterValue? Find(RunRecord run, string role)
    {
        if (!roles.TryGetValue(role, out var name))
            return null;
        foreach (var list in new[] { run.Parameters, run.Notes })
        {
            foreach (var value in list)
            {
                if (value.Name != name)
                    continue;
                found.Add(name);
                return value.Value;
            }
        }

        return null;
    }

    private string? Text(RunRecord run, string role) => Find(run, role)?.ToString();

    private double? Number(RunRecord run, string role) => Find(run, role) is { IsNumber: true } value ? value.Number : null;

    private List<MetricReading> Metrics(RunRecord run)
    {
        var readings = new List<MetricReading>(map.Metrics.Count);
        foreach (var metric in map.Metrics)
        {
            var replicates = new List<double>();
            foreach (var column in Columns(metric))
            {
                foreach (var reading in run.Metrics)
                {
                    if (reading.Name == column)
                        replicates.AddRange(reading.Replicates);
                }

                foreach (var note in run.Notes)
                {
                    if (note.Name == column && note.Value.IsNumber)
                        replicates.Add(note.Value.Number);
                }

                if (replicates.Count > 0)
                    found.Add(column);
            }

            if (replicates.Count > 0)
                readings.Add(new MetricReading(metric.Name, replicates));
        }

        return readings;
    }

    private List<LearningCurve> Curves(RunRecord run)
    {
        var curves = new List<LearningCurve>();
        foreach (var metric in map.Metrics)
        {
            foreach (var column in Columns(metric))
            {
                foreach (var curve in run.Curves)
                {
                    if (curve.Metric != column)
                        continue;
                    found.Add(column);
                    curves.Add(curve with { Metric = metric.Name });
                }
            }
        }

        return curves;
    }
}
