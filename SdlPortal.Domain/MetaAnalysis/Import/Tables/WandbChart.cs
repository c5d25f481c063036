using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>A chart exported by Weights &amp; Biases: the x axis first, then per run "run - metric" and its __MIN and __MAX over what the chart had smoothed together.</summary>
internal static class WandbChart
{
    private const string Between = " - ";
    private const long MostPoints = 20_000_000;

    public static bool Recognizes(IReadOnlyList<string> columns) =>
        columns.Count > 1 && columns.Skip(1).Any(c => c.EndsWith("__MIN", StringComparison.Ordinal) && columns.Contains(c[..^"__MIN".Length]) && c.Contains(Between, StringComparison.Ordinal));

    public static IEnumerable<RunItem> Read(TableFile file, string? taskName, CancellationToken cancellationToken)
    {
        using var rows = file.Rows();
        var series = SeriesOf(rows.Columns);
        var (points, task) = (0L, taskName ?? Path.GetFileNameWithoutExtension(file.Path));
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var problem = rows.Fault ?? Add(rows, series, file.DecimalComma, ref points);
            if (problem is not null)
                yield return new RowRefused($"line {rows.Line}", problem, rows.Fraction);
            if (points > MostPoints)
                throw new RunSourceException($"{file.Name} has more than {MostPoints:N0} points. Export fewer runs or steps at a time.");
        }

        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in series.Where(s => declared.Add(s.Metric)))
            yield return new MetricDeclared(new MetricShape(one.Metric, GoalWords.GoalOf(one.Metric)), 1);
        yield return new Remarked("A chart says nothing about settings: its runs have curves only, and the last value of each as outcome.", 1);
        foreach (var run in series.GroupBy(s => s.Run, StringComparer.Ordinal))
            yield return new RunRead(RunOf(run.Key, task, [.. run]), 1);
    }

    private static RunRecord RunOf(string name, string task, ChartSeries[] series)
    {
        var filled = series.Where(s => s.Values.Count > 0).ToList();
        return new RunRecord
        {
            Key = name,
            Task = task,
            Metrics = [.. filled.Select(s => new MetricReading(s.Metric, s.Values[^1]))],
            Curves = [.. filled.Select(s => new LearningCurve(s.Metric, s.Steps, s.Values))],
            Status = filled.Any(s => !double.IsNaN(s.Values[^1])) ? RunStatus.Completed : RunStatus.Failed,
            Origin = $"column {string.Create(CultureInfo.InvariantCulture, $"{series[0].Column + 1}")}",
        };
    }

    private static List<ChartSeries> SeriesOf(IReadOnlyList<string> columns)
    {
        var series = new List<ChartSeries>();
        for (var i = 1; i < columns.Count; i++)
        {
            var at = columns[i].LastIndexOf(Between, StringComparison.Ordinal);
            if (at > 0 && !columns[i].EndsWith("__MIN", StringComparison.Ordinal) && !columns[i].EndsWith("__MAX", StringComparison.Ordinal))
                series.Add(new ChartSeries(i, columns[i][..at].Trim(), columns[i][(at + Between.Length)..].Trim()));
        }

        return series;
    }

    private static string? Add(ITableRows rows, List<ChartSeries> series, bool decimalComma, ref long points)
    {
        if (Cells.Read(rows[0], decimalComma, out var step, out _) != CellForm.Number)
            return $"{Cells.Quote(rows[0])} in column '{rows.Columns[0]}' is no step. Correct it.";
        foreach (var one in series)
        {
            if (Cells.Read(rows[one.Column], decimalComma, out _, out _) is CellForm.Text or CellForm.NumberWithUnit or CellForm.Absent)
                return $"{Cells.Quote(rows[one.Column])} in column '{rows.Columns[one.Column]}' is no number. Correct it, or leave it blank.";
            if (one.Steps.Count > 0 && step <= one.Steps[^1] && !rows[one.Column].IsEmpty)
                return FormattableString.Invariant($"The step {step} is not after that of the row before. Sort the rows by their first column.");
        }

        foreach (var one in series)
        {
            if (Cells.Read(rows[one.Column], decimalComma, out var value, out _) == CellForm.Blank)
                continue;
            one.Steps.Add(step);
            one.Values.Add(value);
            points++;
        }

        return null;
    }

    private sealed record ChartSeries(int Column, string Run, string Metric)
    {
        public List<double> Steps { get; } = [];

        public List<double> Values { get; } = [];
    }
}
