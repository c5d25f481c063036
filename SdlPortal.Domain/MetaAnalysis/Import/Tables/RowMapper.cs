using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Makes runs of the rows of a table, one by one, as a map says. The same for every source of cells. Not safe for threads.</summary>
internal sealed class RowMapper
{
    private const int MostLabels = 10_000;

    private readonly MappedColumns columns;
    /// <summary>Of all columns: lines of JSON have not shown theirs all when the first rows are read.</summary>
    private readonly string[] names;
    private readonly bool decimalComma;
    private readonly ParameterReading[] parameters;
    private readonly NumberReading[][] metrics;
    private readonly string[] metricNames;
    private readonly NoteReading[] notes;
    private readonly TextPool labels = new(MostLabels);
    private readonly RowTimes times;
    private readonly NumberReading? step;
    private readonly NumberReading? cost;
    private readonly string fallbackTask;
    private readonly string fallbackKey;
    private readonly bool takesCurves;
    private readonly List<NamedValue> values = [];
    private readonly List<MetricReading> readings = [];

    public RowMapper(RunMap map, MappedColumns columns, TableCensus census, TableFile file)
    {
        this.columns = columns;
        decimalComma = file.DecimalComma;
        names = [.. census.Columns.Select(c => c.Name)];
        parameters = [.. map.Parameters.Select((p, i) => ParameterReading.Of(p, columns.Parameters[i], census.Columns[columns.Parameters[i]], decimalComma))];
        metrics = [.. map.Metrics.Select((m, i) => columns.Metrics[i].Select(c => NumberReading.Of(census.Columns[c], c, decimalComma, m.Unit, isInteger: false, takesInfinite: true) with { Levels = m.Levels.Count == 0 ? null : m.Levels }).ToArray())];
        metricNames = [.. map.Metrics.Select(m => m.Name)];
        notes = [.. columns.Notes.Select(c => new NoteReading(census.Columns[c], c, decimalComma))];
        times = new RowTimes(columns, names, decimalComma, Tally);
        step = map.Curve is null ? null : NumberReading.Of(census.Columns[columns.Step], columns.Step, decimalComma, null, isInteger: false, takesInfinite: false);
        cost = columns.Cost < 0 ? null : NumberReading.Of(census.Columns[columns.Cost], columns.Cost, decimalComma, null, isInteger: false, takesInfinite: false);
        takesCurves = map.Curve is not null;
        fallbackTask = map.TaskName ?? Path.GetFileNameWithoutExtension(file.Path);
        fallbackKey = Path.GetFileNameWithoutExtension(file.Path);
    }

    public RowTally Tally { get; } = new();

    public IReadOnlyList<ParameterReading> Parameters => parameters;

    /// <returns>Null where the row is refused, with the reason.</returns>
    public MappedRow? Map(ITableRows row, out string? problem)
    {
        if (row.Fault is not null)
        {
            problem = row.Fault;
            return null;
        }

        var task = Label(row, columns.Task) ?? (columns.Task < 0 ? fallbackTask : null);
        var said = Status(row, out problem);
        if (task is null)
            problem = $"The row has no task: column '{names[columns.Task]}' is blank. Fill it in.";
        var configuration = problem is null ? Configuration(row, out problem) : null;
        var outcome = problem is null ? Outcome(row, ref said, out problem) : null;
        var at = double.NaN;
        if (problem is null && step is not null)
            at = Step(row, out problem);
        var key = problem is null ? Key(row, out problem) : null;
        var spent = double.NaN;
        if (problem is null && cost is not null)
            cost.Read(row[cost.Column], out spent, out problem);
        if (problem is not null)
            return null;

        times.Read(row, out var start, out var duration);
        var run = new RunRecord
        {
            Key = key!,
            Task = task!,
            Variant = Label(row, columns.Variant),
            Parameters = configuration!,
            Metrics = outcome!,
            Status = said ?? RunStatus.Completed,
            Start = start,
            DurationSeconds = duration,
            Cost = double.IsNaN(spent) ? null : spent,
            Hardware = Label(row, columns.Hardware),
            Seed = Label(row, columns.Seed),
            CodeVersion = Label(row, columns.CodeVersion),
            DataVersion = Label(row, columns.DataVersion),
            Split = Label(row, columns.Split),
            Origin = string.Create(CultureInfo.InvariantCulture, $"line {row.Line}"),
            Notes = Notes(row),
        };
        return new MappedRow(run, said, at);
    }

    /// <summary>The texts of the columns, with a stroke between them; a stroke within one is doubled. Null where all are blank.</summary>
    public static string? Join(ITableRows row, int[] columns)
    {
        if (columns.Length == 1)
            return row[columns[0]].IsEmpty ? null : Cells.Text(row[columns[0]]);
        var texts = new string[columns.Length];
        var filled = false;
        for (var i = 0; i < columns.Length; i++)
        {
            texts[i] = Cells.Text(row[columns[i]]).Replace("/", "//", StringComparison.Ordinal);
            filled |= texts[i].Length > 0;
        }

        return filled ? string.Join('/', texts) : null;
    }

    private string? Key(ITableRows row, out string? problem)
    {
        problem = null;
        var by = columns.Key.Length > 0 ? columns.Key : columns.CurveRun;
        if (by.Length == 0)
            return takesCurves ? fallbackKey : string.Create(CultureInfo.InvariantCulture, $"line {row.Line}");
        var key = Join(row, by);
        if (key is null)
            problem = $"The row has no key: {string.Join(", ", by.Select(c => $"'{names[c]}'"))} {(by.Length == 1 ? "is" : "are")} blank. Fill it in, or map no key.";
        return key;
    }

    private double Step(ITableRows row, out string? problem)
    {
        step!.Read(row[step.Column], out var at, out problem);
        if (problem is null && double.IsNaN(at))
            problem = $"The row has no step: column '{step.Name}' is blank. Fill it in.";
        return at;
    }

    private string? Label(ITableRows row, int column) => column < 0 || row[column].IsEmpty ? null : labels.Get(row[column]);

    private RunStatus? Status(ITableRows row, out string? problem)
    {
        problem = null;
        if (columns.Status < 0 || row[columns.Status].IsEmpty)
            return null;
        if (StatusWords.TryRead(row[columns.Status], out var status))
            return status;
        problem = $"{Cells.Quote(row[columns.Status])} in column '{names[columns.Status]}' is no known status. Write one of: {StatusWords.Known}.";
        return null;
    }

    private NamedValue[] Configuration(ITableRows row, out string? problem)
    {
        problem = null;
        values.Clear();
        foreach (var parameter in parameters)
        {
            if (parameter.Read(row[parameter.Column], out var wrong) is { } value)
                values.Add(new NamedValue(parameter.Shape.Name, value));
            problem = And(problem, wrong);
        }

        return [.. values];
    }

    private MetricReading[] Outcome(ITableRows row, ref RunStatus? said, out string? problem)
    {
        problem = null;
        readings.Clear();
        for (var m = 0; m < metrics.Length; m++)
        {
            var replicates = new double[metrics[m].Length];
            var filled = false;
            for (var r = 0; r < replicates.Length; r++)
            {
                var cell = row[metrics[m][r].Column];
                filled |= !cell.IsEmpty;
                metrics[m][r].Read(cell, out replicates[r], out var wrong);
                // Tables of plans write "pending" or "failed" where a result would stand.
                if (wrong is not null && StatusWords.TryRead(cell, out var instead))
                    said ??= instead;
                else
                    problem = And(problem, wrong);
            }

            if (filled)
                readings.Add(new MetricReading(metricNames[m], replicates));
        }

        return [.. readings];
    }

    private NamedValue[] Notes(ITableRows row)
    {
        if (notes.Length == 0 && !times.HasNotes)
            return [];
        values.Clear();
        foreach (var note in notes)
        {
            if (note.Read(row[note.Column]) is { } value)
                values.Add(new NamedValue(note.Name, value));
        }

        times.AddNotes(values);
        return [.. values];
    }

    private static string? And(string? first, string? second) => first is null ? second : second is null ? first : $"{first} {second}";
}
