using System.Globalization;
using System.Text.RegularExpressions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// Reads DeepCAVE's data frames: trials.csv, whose headings say the outcomes ("metric:accuracy [0; 1] (maximize)"), beside configspace.csv, which declares the parameters. The path is the folder or the file of trials;
/// a file "a_trials.csv" goes with "a_configspace.csv". Every evaluation is a run; where there are several budgets the budget is one of its parameters, so that short and long trainings are told apart.
/// </summary>
public sealed partial class DeepCaveFrameReader : IRunReader
{
    private const string Trials = "trials.csv";
    private const string Space = "configspace.csv";

    public string Format => "deepcave-frame";

    public string Title => "DeepCAVE data frame (trials.csv, configspace.csv)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => FilesOf(path) is not null;

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
    {
        if (FilesOf(path) is not { } files)
            throw new RunSourceException($"{path} is no data frame of DeepCAVE: a file {Trials} with a file {Space} beside it is needed.");
        var trials = TableFile.Open(files.Trials);
        var declared = ReadSpace(TableFile.Open(files.Space));
        if (map is not null)
            return TableRuns.Read(trials, map, declared, cancellationToken);
        var budgets = Budgets(trials, cancellationToken);
        if (budgets.Count > 1)
            declared.Add(new ParameterShape("budget", budgets.All(double.IsInteger) ? ParameterKind.Integer : ParameterKind.Number, Low: budgets.Min, High: budgets.Max));
        var remark = string.Create(CultureInfo.InvariantCulture, $"The runs were made with {budgets.Count} budgets, from {budgets.Min} to {budgets.Max}; every evaluation is a run of its own and the budget one of its parameters.");
        return (budgets.Count > 1 ? new RunItem[] { new Remarked(remark, 0) } : []).Concat(TableRuns.Read(trials, MapOf(trials, declared, files.Task, budgets.Count > 1), declared, cancellationToken));
    }

    private static (string Trials, string Space, string Task)? FilesOf(string path)
    {
        var trials = Directory.Exists(path) ? Path.Combine(path, Trials) : path;
        if (!trials.EndsWith(Trials, StringComparison.OrdinalIgnoreCase) || !File.Exists(trials))
            return null;
        var prefix = trials[..^Trials.Length];
        var task = Path.GetFileName(prefix).TrimEnd('_', '-', '.', ' ');
        if (task.Length == 0)
            task = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(trials))) ?? "trials";
        return File.Exists(prefix + Space) ? (trials, prefix + Space, task) : null;
    }

    private static List<ParameterShape> ReadSpace(TableFile file)
    {
        using var rows = file.Rows();
        var columns = rows.Columns;
        var (name, type) = (Place(columns, "name"), Place(columns, "type"));
        if (name < 0 || type < 0)
            throw new RunSourceException($"{file.Name} declares no parameters: it has no columns 'name' and 'type'.");
        var (log, lower, upper) = (Place(columns, "log"), Place(columns, "lower"), Place(columns, "upper"));
        var items = Enumerable.Range(0, columns.Count).Where(i => columns[i].StartsWith("item_", StringComparison.Ordinal)).ToArray();
        var shapes = new List<ParameterShape>();
        while (rows.Read())
        {
            // DeepCAVE writes rows that lack their last, blank cells.
            var kind = Text(rows, type).ToUpperInvariant() switch
            {
                "FLOAT" or "UNIFORMFLOAT" or "NORMALFLOAT" => ParameterKind.Number,
                "INTEGER" or "INT" or "UNIFORMINTEGER" => ParameterKind.Integer,
                "CATEGORICAL" or "ORDINAL" or "CONSTANT" => ParameterKind.Category,
                var other => throw new RunSourceException($"{file.Name}, line {rows.Line}: '{other}' is no known type of a parameter. Write float, integer, categorical or constant."),
            };
            shapes.Add(kind == ParameterKind.Category
                ? new ParameterShape(Text(rows, name), kind) { Levels = items.Select(i => Text(rows, i)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() }
                : new ParameterShape(Text(rows, name), kind, Text(rows, log) is "True" or "true" or "1" ? Scale.Log : Scale.Linear, null, Number(rows, lower), Number(rows, upper)));
        }

        return shapes;
    }

    private static RunMap MapOf(TableFile trials, List<ParameterShape> declared, string task, bool severalBudgets)
    {
        using var rows = trials.Rows();
        var columns = rows.Columns;
        var metrics = columns.Select(c => MetricHeading().Match(c)).Where(m => m.Success).Select(m => new MappedMetric(m.Groups[1].Value.Trim(), [m.Value], m.Groups[2].Value.StartsWith("max", StringComparison.OrdinalIgnoreCase) ? MetricGoal.Maximize : MetricGoal.Minimize)).ToList();
        if (metrics.Count == 0)
            throw new RunSourceException($"{trials.Name} has no column such as 'metric:accuracy [0; 1] (maximize)', so it has no outcomes.");
        var map = new RunMap
        {
            TaskName = task,
            Parameters = declared.Where(d => Place(columns, d.Name) >= 0).Select(d => new MappedParameter(d.Name, null, d.Kind, d.Scale)).ToEquatableList(),
            Metrics = metrics.ToEquatableList(),
            Status = Named("status"),
            Seed = Named("seed"),
            Start = Named("start_time"),
            End = Named("end_time"),
        };
        // The same configuration with another seed or budget is another run.
        return Named("config_id") is { } id
            ? map with { Key = new[] { id, Named("seed"), severalBudgets ? "budget" : null }.OfType<string>().ToEquatableList() }
            : map;

        string? Named(string heading) => Place(columns, heading) >= 0 ? heading : null;
    }

    private static SortedSet<double> Budgets(TableFile trials, CancellationToken cancellationToken)
    {
        using var rows = trials.Rows();
        var (budget, found) = (Place(rows.Columns, "budget"), new SortedSet<double>());
        while (budget >= 0 && rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Fault is null && Number(rows, budget) is { } value)
                found.Add(value);
        }

        return found;
    }

    private static int Place(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
                return i;
        }

        return -1;
    }

    private static string Text(ITableRows rows, int column) => column < 0 ? "" : Cells.Text(rows[column]);

    private static double? Number(ITableRows rows, int column) => column >= 0 && double.TryParse(rows[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    [GeneratedRegex(@"^metric:(.+?)\s*\[[^\]]*\]\s*\((maximize|minimize)\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 100)]
    private static partial Regex MetricHeading();
}
