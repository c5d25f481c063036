using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The rows that count, prepared once for all checks: outcomes, groups by task and by configuration, fingerprints. Immutable; safe for any thread.</summary>
internal sealed class CheckedRuns
{
    private const int Block = 1 << 14;

    private CheckedRuns(RunTable table, QualityOptions options) => (Table, Options) = (table, options);

    public RunTable Table { get; }

    public QualityOptions Options { get; }

    /// <summary>The rows that are not excluded, ascending.</summary>
    public required int[] Live { get; init; }

    public required MetricColumn? Metric { get; init; }

    /// <summary>Per row of the table the mean of the metric's replicates as it stands, not oriented; not a number where excluded, running, failed or without one. May be infinite.</summary>
    public required double[] Outcome { get; init; }

    /// <summary>+1 where more is better, −1 where less is, 0 where nobody said.</summary>
    public required int Sign { get; init; }

    /// <summary>In ordinal order of their names; runs without a task make the last one.</summary>
    public required IReadOnlyList<TaskRuns> Tasks { get; init; }

    /// <summary>Live rows with a finite outcome.</summary>
    public required int WithOutcome { get; init; }

    /// <summary>Parameters in ordinal order of their names.</summary>
    public required IReadOnlyList<ParameterColumn> Parameters { get; init; }

    /// <summary>Per row a fingerprint of its parameters and variant: the content alone decides, not the order of columns or levels.</summary>
    public required ulong[] Configuration { get; init; }

    /// <summary>Per row a fingerprint of what came out: the metric's replicates, or those of all metrics where none is chosen; 0 where nothing did.</summary>
    public required ulong[] Result { get; init; }

    /// <summary>Live rows of the same task, variant and configuration, for configurations that stand more than once; in the order of the tasks, and within of the fingerprint.</summary>
    public required IReadOnlyList<int[]> Repeats { get; init; }

    public required IReadOnlyList<ColumnProfile> Profiles { get; init; }

    private Dictionary<string, ColumnProfile> ParameterProfiles => field ??= Profiles.Where(p => p.Role == ColumnRole.Parameter).ToDictionary(p => p.Name, StringComparer.Ordinal);

    public int Count => Live.Length;

    public string MetricName => Metric?.Shape.Name ?? "";

    public static CheckedRuns Of(RunTable table, bool[] excluded, string? metric, QualityOptions options, CancellationToken cancellationToken)
    {
        if (excluded.Length != table.Count)
            throw new ArgumentException($"The table has {table.Count} rows and the exclusions {excluded.Length}.", nameof(excluded));
        table = options.SourceName is { } name ? table with { Sources = Named(table.Sources, name) } : table;
        var chosen = metric is null
            ? table.Metrics.Count == 1 ? table.Metrics[0] : null
            : table.Metrics.FirstOrDefault(m => m.Shape.Name == metric) ?? throw new ArgumentException($"There is no metric '{metric}'; the runs have {string.Join(", ", table.Metrics.Select(m => m.Shape.Name))}.", nameof(metric));
        var live = Enumerable.Range(0, table.Count).Where(i => !excluded[i]).ToArray();
        var outcome = new double[table.Count];
        Array.Fill(outcome, double.NaN);
        var finite = 0;
        foreach (var row in live)
        {
            if (chosen is not null && table.Status[row] is RunStatus.Completed or RunStatus.StoppedEarly)
                outcome[row] = chosen!.Mean(row);
            if (double.IsFinite(outcome[row]))
                finite++;
        }

        IReadOnlyList<ParameterColumn> parameters = [.. table.Parameters.OrderBy(p => p.Shape.Name, StringComparer.Ordinal)];
        var tasks = TaskRuns.Of(table, live, outcome, cancellationToken);
        var configuration = new ulong[table.Count];
        var result = new ulong[table.Count];
        Hash(table, chosen, live, configuration, result, options.Threads, cancellationToken);
        return new CheckedRuns(table, options)
        {
            Live = live,
            Metric = chosen,
            Outcome = outcome,
            Sign = chosen?.Shape.Goal switch { MetricGoal.Maximize => 1, MetricGoal.Minimize => -1, _ => 0 },
            Tasks = tasks,
            WithOutcome = finite,
            Parameters = parameters,
            Configuration = configuration,
            Result = result,
            Repeats = parameters.Count == 0 ? [] : FindRepeats(table, tasks, configuration, cancellationToken),
            Profiles = ColumnProfiles.Of(table, live, options.Threads, cancellationToken),
        };
    }

    public ColumnProfile ProfileOf(ParameterColumn column) => ParameterProfiles[column.Shape.Name];

    /// <summary>Completed or stopped early with a metric that is no number, or said to have failed.</summary>
    public bool HasFailed(int row) => Table.Status[row] == RunStatus.Failed || (Metric is not null && Table.Status[row] is RunStatus.Completed or RunStatus.StoppedEarly && !double.IsFinite(Outcome[row]));

    /// <summary>Ended: with or without success.</summary>
    public bool HasEnded(int row) => Table.Status[row] is RunStatus.Completed or RunStatus.StoppedEarly or RunStatus.Failed;

    /// <summary>Are parameters and variant the same to the last bit, whatever the fingerprints say?</summary>
    public static bool SameConfiguration(RunTable table, int a, int b)
    {
        if (table.Variants[a] != table.Variants[b])
            return false;
        foreach (var parameter in table.Parameters)
        {
            if (!parameter.Values[a].Equals(parameter.Values[b]) && parameter.Values[a] != parameter.Values[b])
                return false;
        }

        return true;
    }

    /// <summary>Does the run set any parameter?</summary>
    public static bool HasConfiguration(RunTable table, int row)
    {
        foreach (var parameter in table.Parameters)
        {
            if (!double.IsNaN(parameter.Values[row]))
                return true;
        }

        return false;
    }

    /// <summary>The parameter's values as a model sees them: logarithms on a log scale where all values allow it.</summary>
    public static double OnScale(ParameterShape shape, double value) => shape.Scale == Scale.Log && value > 0 ? Math.Log10(value) : value;

    /// <summary>The value as people write it: a level by its name.</summary>
    public static string Shown(ParameterColumn column, int row)
    {
        var value = column.Values[row];
        if (double.IsNaN(value))
            return $"{column.Shape.Name} not set";
        return column.Shape.IsCategory
            ? $"{column.Shape.Name} = {(value >= 0 && value < column.Shape.Levels.Count ? column.Shape.Levels[(int)value] : "level " + Quantity.Text(value))}"
            : $"{column.Shape.Name} = {Quantity.Text(value, column.Shape.Unit)}";
    }

    private static LabelColumn Named(LabelColumn sources, Func<string, string> name)
    {
        var counts = sources.Labels.CountBy(name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return sources with { Labels = [.. sources.Labels.Select(id => counts[name(id)] > 1 ? $"{name(id)} ({id})" : name(id))] };
    }

    /// <summary>The outcome with its name and unit: "accuracy = 0.93".</summary>
    public string ShownOutcome(int row) => Metric is null ? "" : $"{Metric.Shape.Name} = {Quantity.Text(Outcome[row], Metric.Shape.Unit)}";

    private static void Hash(RunTable table, MetricColumn? chosen, int[] live, ulong[] configuration, ulong[] result, int threads, CancellationToken cancellationToken)
    {
        var columns = table.Parameters.Select(p => (p.Values, Key: Fingerprint.Of(p.Shape.Name), Levels: p.Shape.IsCategory ? p.Shape.Levels.Select(Fingerprint.Of).ToArray() : null)).ToArray();
        var variants = table.Variants.Labels.Select(Fingerprint.Of).ToArray();
        var metrics = (chosen is null ? table.Metrics : [chosen]).OrderBy(m => m.Shape.Name, StringComparer.Ordinal).ToArray();
        var blocks = (live.Length + Block - 1) / Block;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellationToken }, block =>
        {
            for (var i = block * Block; i < Math.Min(live.Length, (block + 1) * Block); i++)
            {
                var row = live[i];
                var sum = table.Variants.Codes[row] is >= 0 and var variant ? Fingerprint.Mix(variants[variant] + 1) : 0;
                foreach (var (values, key, levels) in columns)
                {
                    var value = values[row];
                    if (!double.IsNaN(value))
                        sum += Fingerprint.Mix(key ^ (levels is not null && value >= 0 && value < levels.Length ? levels[(int)value] : Fingerprint.Of(value)));
                }

                configuration[row] = sum;
                var (hash, any) = (0UL, false);
                foreach (var metric in metrics)
                {
                    foreach (var replicate in metric.Replicates)
                    {
                        hash = Fingerprint.Mix(hash ^ Fingerprint.Of(replicate[row]));
                        any |= !double.IsNaN(replicate[row]);
                    }
                }

                result[row] = any ? hash | 1 : 0;
            }
        });
    }

    private static List<int[]> FindRepeats(RunTable table, IReadOnlyList<TaskRuns> tasks, ulong[] configuration, CancellationToken cancellationToken)
    {
        var repeats = new List<int[]>();
        foreach (var task in tasks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var group in Fingerprint.Groups(task.Rows, configuration))
            {
                // Runs that set nothing are no repetitions of each other.
                if (!HasConfiguration(table, group[0]))
                    continue;
                var same = group.Where(row => SameConfiguration(table, row, group[0])).Order().ToArray();
                if (same.Length > 1)
                    repeats.Add(same);
            }
        }

        return repeats;
    }
}
