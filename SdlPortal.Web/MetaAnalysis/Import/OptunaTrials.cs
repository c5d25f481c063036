using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>One pass over the trials of an Optuna storage, with five others beside it over their parameters, values, reports and attributes. Used once, by one thread.</summary>
internal sealed class OptunaTrials : IDisposable
{
    private const int MostDistributions = 10_000;

    private readonly SqliteSource source;
    private readonly SortedDictionary<long, OptunaStudy> studies;
    private readonly SqliteRows trials;
    private readonly bool hasNumber;
    private readonly bool hasValue;
    private readonly OwnedRows<long> parameters;
    private readonly OwnedRows<long> values;
    private readonly OwnedRows<long> reports;
    private readonly OwnedRows<long> userAttributes;
    private readonly OwnedRows<long> systemAttributes;
    private readonly Dictionary<(string Name, string? Json), (OptunaDistribution? Distribution, string? Reason)> distributions = [];
    private readonly HashSet<string> categories = new(StringComparer.Ordinal);
    private readonly List<RunItem> waiting = [];
    private double fraction;

    public OptunaTrials(SqliteSource source, SortedDictionary<long, OptunaStudy> studies, CancellationToken cancellationToken)
    {
        (this.source, this.studies) = (source, studies);
        (hasNumber, hasValue) = (source.HasColumn("trials", "number"), source.HasColumn("trials", "value"));
        string Times(string column) => source.HasColumn("trials", column) ? column : "NULL";
        trials = source.Rows($"SELECT trial_id, study_id, state, {Times("datetime_start")}, {Times("datetime_complete")}, {(hasNumber ? "number" : "NULL")}, {(hasValue ? "value" : "NULL")} FROM trials ORDER BY trial_id", cancellationToken);
        parameters = Owned("SELECT trial_id, param_name, param_value, distribution_json FROM trial_params ORDER BY trial_id, param_name");
        values = Owned(source.HasColumn("trial_values", "objective") ? $"SELECT trial_id, objective, value, {Column("trial_values", "value_type")} FROM trial_values ORDER BY trial_id, objective" : null);
        reports = Owned(source.HasColumn("trial_intermediate_values", "step")
            ? $"SELECT trial_id, step, intermediate_value, {Column("trial_intermediate_values", "intermediate_value_type")} FROM trial_intermediate_values ORDER BY trial_id, step"
            : source.HasColumn("trial_values", "step") ? "SELECT trial_id, step, value, NULL FROM trial_values ORDER BY trial_id, step" : null);
        userAttributes = Owned(source.HasColumn("trial_user_attributes", "value_json") ? "SELECT trial_id, key, value_json FROM trial_user_attributes ORDER BY trial_id, key" : null);
        systemAttributes = Owned(source.HasColumn("trial_system_attributes", "value_json") ? "SELECT trial_id, key, value_json FROM trial_system_attributes WHERE key IN ('fixed_params', 'constraints', '_number') ORDER BY trial_id, key" : null);

        string Column(string table, string column) => source.HasColumn(table, column) ? column : "NULL";
        OwnedRows<long> Owned(string? sql) => new(sql is null ? null : source.Rows(sql, cancellationToken), rows => rows.Integer(0) ?? long.MinValue);
    }

    /// <summary>True once a trial had a time.</summary>
    public bool SawTimes { get; private set; }

    public IEnumerable<RunItem> Read()
    {
        var count = Math.Max(1, source.Count("trials"));
        for (long row = 0; trials.Next(); row++)
        {
            fraction = (double)row / count;
            var item = Next();
            foreach (var declared in waiting)
                yield return declared;
            waiting.Clear();
            yield return item;
        }

        fraction = 1;
        Gather(long.MaxValue, new Trial(), isLast: true);
        foreach (var orphan in waiting)
            yield return orphan;
    }

    public void Dispose()
    {
        trials.Dispose();
        parameters.Dispose();
        values.Dispose();
        reports.Dispose();
        userAttributes.Dispose();
        systemAttributes.Dispose();
    }

    private RunItem Next()
    {
        var id = trials.Integer(0) ?? long.MinValue;
        var (studyId, state) = (trials.Integer(1), trials.Text(2));
        var (start, complete) = (OptunaReader.Time(trials.Text(3)), OptunaReader.Time(trials.Text(4)));
        var trial = new Trial();
        Gather(id, trial, isLast: false);
        if (studyId is not { } known || !studies.TryGetValue(known, out var study))
            return new RowRefused($"trial {id}", $"It belongs to study {(studyId is null ? "NULL" : studyId)}, which the file does not have.", fraction);
        var number = trials.Integer(5) ?? trial.Number ?? study.Counted;
        study.Counted++;
        var origin = $"trial {number} of study {study.Name}";
        if (OptunaReader.Status(state) is not { } status)
            return new RowRefused(origin, $"Its state '{state}' is none that Optuna knows (COMPLETE, PRUNED, FAIL, RUNNING, WAITING).", fraction);
        if (trial.Problem is not null)
            return new RowRefused(origin, Sentence(trial.Problem), fraction);
        if (hasValue && trials.Number(6) is { } single)
            trial.Values[0] = single;
        if (trial.Parameters.Count == 0 && trial.Fixed is not null)
            trial.Parameters.AddRange(trial.Fixed);
        if (status == RunStatus.StoppedEarly && trial.Values.Count == 0 && study.Metrics.Count == 1 && trial.Reports.Count > 0)
            trial.Values[0] = trial.Reports[^1];
        SawTimes |= start is not null;
        var key = $"{study.Name}/{number}";
        return new RunRead(new RunRecord
        {
            Key = study.Numbers.Add(number) ? key : $"{key}#{id}",
            Task = study.Name,
            Parameters = trial.Parameters,
            Metrics = Readings(study, trial),
            Curves = trial.Reports.Count == 0 ? [] : [new LearningCurve(study.Metrics[0].Name, trial.Steps, trial.Reports)],
            Status = status,
            Start = start,
            DurationSeconds = (complete - start)?.TotalSeconds,
            Origin = origin,
            Notes = study.Notes.Count == 0 ? trial.Notes : [.. trial.Notes, .. study.Notes],
        }, fraction);
    }

    private static List<MetricReading> Readings(OptunaStudy study, Trial trial)
    {
        var readings = new List<MetricReading>(trial.Values.Count);
        foreach (var (objective, value) in trial.Values)
        {
            var name = objective >= 0 && objective < study.Metrics.Count ? study.Metrics[(int)objective].Name : $"value_{objective}";
            readings.Add(new MetricReading(name, value));
        }

        return readings;
    }

    private void Gather(long id, Trial trial, bool isLast)
    {
        parameters.Take(id, rows => Parameter(rows, trial), (owner, rows) => Orphan(owner, $"parameter {rows.Text(1)}"), isLast);
        values.Take(id, rows => trial.Values[rows.Integer(1) ?? 0] = Number(rows), (owner, rows) => Orphan(owner, $"value {rows.Integer(1)}"), isLast);
        reports.Take(id, rows => Report(rows, trial), (owner, rows) => Orphan(owner, $"report of step {rows.Integer(1)}"), isLast);
        userAttributes.Take(id, rows => trial.Notes.Add(OptunaStudies.Note(rows.Text(1) ?? "", rows.Text(2) ?? "null")), (owner, rows) => Orphan(owner, $"user attribute {rows.Text(1)}"), isLast);
        systemAttributes.Take(id, rows => Attribute(rows.Text(1), rows.Text(2), trial), (_, _) => { }, isLast);
    }

    private void Orphan(long owner, string what) => waiting.Add(new RowRefused($"{what} of trial {(owner == long.MinValue ? "NULL" : owner)}", "The file has no such trial.", fraction));

    private void Parameter(SqliteRows rows, Trial trial)
    {
        var (name, json) = (rows.Text(1) ?? "", rows.Text(3));
        if (!distributions.TryGetValue((name, json), out var known))
        {
            if (distributions.Count == MostDistributions)
                distributions.Clear();
            known.Distribution = OptunaDistribution.Read(name, json, out known.Reason);
            distributions[(name, json)] = known;
            if (known.Distribution is not null)
                waiting.Add(new ParameterDeclared(known.Distribution.Declared, fraction));
            if (known.Distribution?.Shape.IsCategory == true)
                categories.Add(name);
        }

        var reason = known.Reason;
        if (known.Distribution?.Value(rows.Number(2), out reason) is { } value)
            trial.Parameters.Add(new NamedValue(name, value));
        else
            trial.Problem ??= reason;
    }

    private static void Report(SqliteRows rows, Trial trial)
    {
        trial.Steps.Add(rows.Integer(1) ?? trial.Steps.Count);
        trial.Reports.Add(Number(rows));
    }

    /// <summary>The number in the third column, with its type in the fourth.</summary>
    private static double Number(SqliteRows rows) => rows.Text(3) switch
    {
        "INF_POS" => double.PositiveInfinity,
        "INF_NEG" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => rows.Number(2) ?? double.NaN,
    };

    private void Attribute(string? key, string? json, Trial trial)
    {
        try
        {
            using var document = PythonJson.Parse(json ?? "null");
            var value = document.RootElement;
            if (key == "_number" && value.TryGetInt64(out var number))
                trial.Number = number;
            else if (key == "fixed_params" && value.ValueKind == JsonValueKind.Object)
                trial.Fixed = [.. value.EnumerateObject().Select(p => new NamedValue(p.Name, p.Value.ValueKind == JsonValueKind.Number && !categories.Contains(p.Name) ? p.Value.GetDouble() : PythonJson.Choice(p.Value)))];
            else if (key == "constraints" && value.ValueKind == JsonValueKind.Array)
                Constraints(value, trial);
        }
        catch (JsonException)
        {
            // A system attribute is Optuna's own bookkeeping: a broken one costs nothing that the run needs.
        }
    }

    private static void Constraints(JsonElement list, Trial trial)
    {
        var (index, kept) = (0, true);
        foreach (var item in list.EnumerateArray())
        {
            var amount = PythonJson.Number(item) ?? double.NaN;
            kept &= amount <= 0;
            if (double.IsFinite(amount))
                trial.Notes.Add(new NamedValue($"constraint_{index}", amount));
            index++;
        }

        trial.Notes.Add(new NamedValue("feasible", kept ? "yes" : "no"));
    }

    private static string Sentence(string problem) => char.ToUpperInvariant(problem[0]) + problem[1..];

    /// <summary>What belongs to the trial at hand.</summary>
    private sealed class Trial
    {
        public List<NamedValue> Parameters { get; } = [];

        public IReadOnlyList<NamedValue>? Fixed { get; set; }

        public SortedList<long, double> Values { get; } = [];

        public List<double> Steps { get; } = [];

        public List<double> Reports { get; } = [];

        public List<NamedValue> Notes { get; } = [];

        public long? Number { get; set; }

        public string? Problem { get; set; }
    }
}
