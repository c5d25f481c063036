using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Brings chunk after chunk under the names that the rules give, and makes one table of them. Not safe for several threads.</summary>
internal sealed class HarmonizedTable
{
    private readonly HarmonizationRules rules;
    private readonly int count;
    private readonly long mostColumns;
    private readonly SortedDictionary<string, ParameterAccumulator> parameters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MetricAccumulator> metrics = new(StringComparer.Ordinal);
    private readonly LabelAccumulator tasks;
    private readonly LabelAccumulator variants;
    private readonly LabelAccumulator sources;
    private readonly LabelAccumulator seeds;
    private readonly LabelAccumulator hardware;
    private readonly LabelAccumulator codeVersions;
    private readonly LabelAccumulator dataVersions;
    private readonly LabelAccumulator splits;
    private readonly int[] sourceRows;
    private readonly RunStatus[] status;
    private readonly double[] start;
    private readonly double[] duration;
    private readonly double[] cost;
    private readonly SortedDictionary<string, int> collisions = new(StringComparer.Ordinal);
    private long columns;

    /// <param name="count">Rows of all sources.</param>
    /// <param name="mostBytes">What the columns of parameters and metrics may take.</param>
    public HarmonizedTable(HarmonizationRules rules, int count, long mostBytes)
    {
        (this.rules, this.count, mostColumns) = (rules, count, Math.Max(1, mostBytes / (8L * Math.Max(1, count))));
        (tasks, variants, sources, seeds) = (new(count), new(count), new(count), new(count));
        (hardware, codeVersions, dataVersions, splits) = (new(count), new(count), new(count), new(count));
        (sourceRows, status, start, duration, cost) = (new int[count], new RunStatus[count], new double[count], new double[count], new double[count]);
        (ParameterRows, MetricRows, FieldRows) = (new (int, int)[rules.Parameters.Count], new (int, int)[rules.Metrics.Count], new int[rules.Fields.Count]);
        (TaskRows, VariantRows) = (new int[rules.Tasks.Count], new int[rules.Variants.Count]);
    }

    /// <summary>How many runs each rule touched, and how many values it left out since another column of the run came first.</summary>
    public (int Runs, int Collisions)[] ParameterRows { get; }

    public (int Runs, int Collisions)[] MetricRows { get; }

    public int[] FieldRows { get; }

    public int[] TaskRows { get; }

    public int[] VariantRows { get; }

    /// <summary>What a source declares; before its chunks.</summary>
    public void Declare(SourcePlan plan, SourceManifest manifest)
    {
        foreach (var parameter in manifest.Parameters)
        {
            if (plan.Parameter(parameter.Shape.Name, isNote: false) is { Drop: false } to)
                Parameter(to.Target).Evidence.Add(new ParameterEvidence(ShapeMerge.Converted(parameter.Shape, to.Conversion, to.Rule is { } r ? rules.Parameters[r].Unit : null), parameter.Declared));
        }

        foreach (var metric in manifest.Metrics)
        {
            if (plan.Metric(metric.Shape.Name) is { Drop: false } to)
                Metric(to.Target).Evidence.Add(ShapeMerge.Converted(metric.Shape, to.Conversion, to.Rule is { } r ? rules.Metrics[r] : null));
        }
    }

    /// <param name="first">The table's row of the chunk's first run.</param>
    /// <param name="sourceRow">The source's row of it.</param>
    /// <param name="notes">Empty where the plan needs none.</param>
    public void Add(int first, int sourceRow, string source, SourcePlan plan, RunChunk chunk, IReadOnlyList<ValueColumn> notes)
    {
        tasks.Set(first, chunk.Tasks);
        variants.Set(first, chunk.Variants);
        seeds.Set(first, chunk.Seeds);
        hardware.Set(first, chunk.Hardware);
        codeVersions.Set(first, chunk.CodeVersions);
        dataVersions.Set(first, chunk.DataVersions);
        splits.Set(first, chunk.Splits);
        chunk.Status.CopyTo(status, first);
        chunk.DurationSeconds.CopyTo(duration, first);
        chunk.Cost.CopyTo(cost, first);
        var code = sources.Code(source);
        for (var i = 0; i < chunk.Count; i++)
        {
            sources.Set(first + i, code);
            sourceRows[first + i] = sourceRow + i;
            start[first + i] = chunk.StartTicks[i] == long.MinValue ? double.NaN : (double)(chunk.StartTicks[i] - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        }

        Fields(first, plan, chunk.Parameters, notes);
        var named = chunk.Parameters.Select(c => (Column: c, Plan: plan.Parameter(c.Name, isNote: false)))
            .Concat(notes.Select(c => (Column: c, Plan: plan.Parameter(c.Name, isNote: true))));
        foreach (var (column, to) in named.OrderBy(c => c.Plan?.Rule ?? -1).ThenBy(c => c.Plan?.Priority))
            Add(first, column, to);
        foreach (var (column, to) in chunk.Metrics.Select(c => (Column: c, Plan: plan.Metric(c.Name))).OrderBy(c => c.Plan.Rule ?? -1).ThenBy(c => c.Plan.Priority))
            Add(first, column, to);
    }

    public (RunTable Table, IReadOnlyList<string> Remarks) Finish()
    {
        var remarks = new List<string>();
        Inactive(remarks);
        foreach (var (name, values) in collisions)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Several columns of a run became '{name}': the first that its rule names was kept, {values:#,0} {(values == 1 ? "value was" : "values were")} left out."));
        var table = new RunTable
        {
            Count = count,
            Parameters = [.. parameters.Select(p => p.Value.Finish(p.Key, RuleOf(p.Key), remarks)).OfType<ParameterColumn>()],
            Metrics = [.. metrics.Select(m => m.Value.Finish(m.Key, MetricRuleOf(m.Key), remarks)).OfType<MetricColumn>()],
            Tasks = tasks.Finish(rules.Tasks, TaskRows),
            Variants = variants.Finish(rules.Variants, VariantRows),
            Sources = sources.Finish([]),
            SourceRows = sourceRows,
            Status = status,
            Start = start,
            DurationSeconds = duration,
            Cost = cost,
            Seeds = seeds.Finish([]),
            Hardware = hardware.Finish([]),
            CodeVersions = codeVersions.Finish([]),
            DataVersions = dataVersions.Finish([]),
            Splits = splits.Finish([]),
        };
        return (table, remarks);
    }

    private void Add(int first, ValueColumn column, ColumnPlan? to)
    {
        if (to is null)
            return;
        var rule = to.Rule is { } r ? rules.Parameters[r] : null;
        var (taken, collided) = to.Drop ? (column.Count, 0) : Parameter(to.Target).Set(first, column, to, rule);
        Count(ParameterRows, to, taken, collided);
    }

    private void Add(int first, ReadingColumn column, ColumnPlan to)
    {
        var (taken, collided) = to.Drop ? (column.Count, 0) : Metric(to.Target).Set(first, column, to.Conversion);
        Count(MetricRows, to, taken, collided);
    }

    private void Count((int Runs, int Collisions)[] counts, ColumnPlan to, int taken, int collided)
    {
        if (collided > 0)
            collisions[to.Target] = collisions.GetValueOrDefault(to.Target) + collided;
        if (to.Rule is { } rule)
            counts[rule] = (counts[rule].Runs + taken, counts[rule].Collisions + collided);
    }

    /// <summary>The first rule whose column has a value says the field, so the later ones are written first.</summary>
    private void Fields(int first, SourcePlan plan, IReadOnlyList<ValueColumn> values, IReadOnlyList<ValueColumn> notes)
    {
        if (rules.Fields.Count == 0)
            return;
        var taken = values.Select(c => (Column: c, Rule: plan.Field(c.Name, isNote: false))).Concat(notes.Select(c => (Column: c, Rule: plan.Field(c.Name, isNote: true))));
        foreach (var (column, rule) in taken.Where(t => t.Rule >= 0).OrderByDescending(t => t.Rule))
        {
            FieldRows[rule] += rules.Fields[rule].Field switch
            {
                RunField.Task => tasks.Set(first, column),
                RunField.Variant => variants.Set(first, column),
                RunField.Seed => seeds.Set(first, column),
                RunField.Split => splits.Set(first, column),
                RunField.CodeVersion => codeVersions.Set(first, column),
                RunField.DataVersion => dataVersions.Set(first, column),
                RunField.Hardware => hardware.Set(first, column),
                var field => throw new InvalidOperationException($"The field {field} is unknown."),
            };
        }
    }

    private void Inactive(List<string> remarks)
    {
        var active = new List<(string Name, ActiveWhen When, bool[] Rows)>();
        foreach (var rule in rules.Parameters.Where(r => r.ActiveWhen is not null && !r.Drop && parameters.ContainsKey(r.Name)).DistinctBy(r => r.Name, StringComparer.Ordinal))
            active.Add((rule.Name, rule.ActiveWhen!, parameters.TryGetValue(rule.ActiveWhen!.Parameter, out var condition) ? condition.Has([.. rule.ActiveWhen.Levels]) : new bool[count]));
        foreach (var (name, when, rows) in active)
        {
            if (parameters[name].Keep(rows) is > 0 and var left)
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' is left out in {left:#,0} {(left == 1 ? "run" : "runs")} in which '{when.Parameter}' is none of {string.Join(", ", when.Levels)}."));
        }
    }

    /// <summary>What the rules say of a parameter: of several rules for it, the first that says anything of a kind, scale or unit.</summary>
    private ParameterRule? RuleOf(string name)
    {
        var own = rules.Parameters.Where(r => !r.Drop && string.Equals(r.Name, name, StringComparison.Ordinal)).ToList();
        return own.Count == 0 ? null : own[0] with { Kind = own.Find(r => r.Kind is not null)?.Kind, Scale = own.Find(r => r.Scale is not null)?.Scale, Unit = own.Find(r => r.Unit is not null)?.Unit };
    }

    private MetricRule? MetricRuleOf(string name)
    {
        var own = rules.Metrics.Where(r => !r.Drop && string.Equals(r.Name, name, StringComparison.Ordinal)).ToList();
        return own.Count == 0 ? null : own[0] with { Goal = own.Find(r => r.Goal is not null)?.Goal, Unit = own.Find(r => r.Unit is not null)?.Unit };
    }

    private ParameterAccumulator Parameter(string name)
    {
        if (!parameters.TryGetValue(name, out var column))
            parameters.Add(name, column = new ParameterAccumulator(count, Claim));
        return column;
    }

    private MetricAccumulator Metric(string name)
    {
        if (!metrics.TryGetValue(name, out var column))
            metrics.Add(name, column = new MetricAccumulator(count, Claim));
        return column;
    }

    private void Claim(int more)
    {
        columns += more;
        if (columns > mostColumns)
        {
            throw new RunLibraryException(string.Create(CultureInfo.InvariantCulture, $"{count:#,0} runs with more than {mostColumns:#,0} parameters and metrics do not fit into memory. Drop columns that do not matter by rules ({{ \"name\": \"…\", \"drop\": true }}), or analyze fewer sources at a time."));
        }
    }
}
