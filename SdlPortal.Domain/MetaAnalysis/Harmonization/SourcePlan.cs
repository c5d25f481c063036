namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>What the rules do to the columns of one source. Immutable.</summary>
internal sealed class SourcePlan
{
    private readonly HarmonizationRules rules;
    private readonly Dictionary<(string Name, bool IsNote), ColumnPlan> parameters = [];
    private readonly Dictionary<string, ColumnPlan> metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, bool IsNote), int> fields = [];

    /// <param name="ids">The source's id and those of its earlier versions.</param>
    public SourcePlan(HarmonizationRules rules, IReadOnlySet<string> ids)
    {
        this.rules = rules;
        for (var r = 0; r < rules.Parameters.Count; r++)
        {
            var rule = rules.Parameters[r];
            if (!Applies(rule.Sources, ids))
                continue;
            var conversion = Line(rule.FromUnit, rule.Unit, rule.Factor, rule.Offset);
            for (var i = 0; i < Math.Max(1, rule.From.Count); i++)
                parameters.TryAdd((rule.From.Count == 0 ? rule.Name : rule.From[i], rule.FromNotes), new ColumnPlan(rule.Name, r, i, conversion, rule.Drop));
        }

        for (var r = 0; r < rules.Metrics.Count; r++)
        {
            var rule = rules.Metrics[r];
            if (!Applies(rule.Sources, ids))
                continue;
            var conversion = Line(rule.FromUnit, rule.Unit, rule.Factor, rule.Offset);
            for (var i = 0; i < Math.Max(1, rule.From.Count); i++)
                metrics.TryAdd(rule.From.Count == 0 ? rule.Name : rule.From[i], new ColumnPlan(rule.Name, r, i, conversion, rule.Drop));
        }

        for (var r = 0; r < rules.Fields.Count; r++)
        {
            if (Applies(rules.Fields[r].Sources, ids))
                fields.TryAdd((rules.Fields[r].From, rules.Fields[r].IsNote), r);
        }

        Signature = string.Concat(rules.Parameters.Select(r => r.Sources).Concat(rules.Metrics.Select(r => r.Sources)).Concat(rules.Fields.Select(r => r.Sources)).Select(s => s.Count == 0 ? '.' : Applies(s, ids) ? '1' : '0'));
    }

    /// <summary>Which of the rules that name sources apply to this one: with the same content it decides what becomes of a run.</summary>
    public string Signature { get; }

    public bool NeedsNotes => rules.Fields.Any(f => f.IsNote) || rules.Parameters.Any(p => p.FromNotes);

    /// <summary>Null where the column is no parameter after the rules.</summary>
    public ColumnPlan? Parameter(string name, bool isNote)
    {
        if (fields.ContainsKey((name, isNote)))
            return null;
        if (parameters.TryGetValue((name, isNote), out var plan))
            return plan;
        // A column that no rule takes keeps its name, and goes before those that are brought to it.
        return isNote ? null : new ColumnPlan(name, null, -1, Conversion.None, false);
    }

    public ColumnPlan Metric(string name) => metrics.GetValueOrDefault(name) ?? new ColumnPlan(name, null, -1, Conversion.None, false);

    /// <summary>The number of the rule that makes a column a field; −1 where none does.</summary>
    public int Field(string name, bool isNote) => fields.GetValueOrDefault((name, isNote), -1);

    private static bool Applies(IReadOnlyCollection<string> sources, IReadOnlySet<string> ids) => sources.Count == 0 || sources.Any(ids.Contains);

    private static Conversion Line(string? fromUnit, string? unit, double? factor, double? offset) =>
        fromUnit is not null && unit is not null ? Units.Between(fromUnit, unit) ?? Conversion.None
        : factor is null && offset is null ? Conversion.None
        : Conversion.Line(factor ?? 1, offset ?? 0);
}

/// <summary>What becomes of a column.</summary>
/// <param name="Target">The name afterwards.</param>
/// <param name="Rule">The number of the rule that says so; null where none does.</param>
/// <param name="Priority">Of several columns that become one, the lowest goes first.</param>
internal sealed record ColumnPlan(string Target, int? Rule, int Priority, Conversion Conversion, bool Drop);
