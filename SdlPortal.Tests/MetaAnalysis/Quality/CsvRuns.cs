using System.Globalization;
using CsvHelper;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

/// <summary>How a real table becomes runs: what a row says, by its columns.</summary>
internal sealed record CsvRuns(string Path, IReadOnlyList<ParameterShape> Parameters, MetricShape Metric, params string[] MetricColumns)
{
    public Func<Row, string> Task { get; init; } = _ => "one";

    public Func<Row, string?> Seed { get; init; } = _ => null;

    public Func<Row, RunStatus> Status { get; init; } = _ => RunStatus.Completed;

    public Func<Row, double> Start { get; init; } = _ => double.NaN;

    public Func<Row, double> Duration { get; init; } = _ => double.NaN;

    public static RunTable Read(params IReadOnlyList<CsvRuns> parts)
    {
        var rows = parts.SelectMany(p => p.Rows().Select(r => (Part: p, Row: r))).ToArray();
        var first = parts[0];
        var columns = first.Parameters.Select(shape =>
        {
            string[] cells = [.. rows.Select(r => r.Row[shape.Name])];
            if (!shape.IsCategory)
                return new ParameterColumn(shape, [.. cells.Select(Number)]);
            string[] levels = [.. cells.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new ParameterColumn(shape with { Levels = [.. levels] }, [.. cells.Select(c => c.Length == 0 ? double.NaN : Array.BinarySearch(levels, c, StringComparer.Ordinal))]);
        }).ToArray();
        var table = SampleTables.Of([.. columns.Select(c => c.Shape)], [.. columns.Select(c => c.Values)], first.Metric, new double[rows.Length], [.. rows.Select(r => r.Part.Task(r.Row))]);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return table with
        {
            Metrics = [new MetricColumn(first.Metric, [.. Enumerable.Range(0, first.MetricColumns.Length).Select(k => rows.Select(r => Number(r.Row[r.Part.MetricColumns[k]])).ToArray())])],
            Sources = SampleTables.Labels(rows.Select(r => r.Part.Path)),
            SourceRows = [.. rows.Select(r => counts[r.Part.Path] = counts.GetValueOrDefault(r.Part.Path) + 1)],
            Seeds = SampleTables.Labels(rows.Select(r => r.Part.Seed(r.Row))),
            Status = [.. rows.Select(r => r.Part.Status(r.Row))],
            Start = [.. rows.Select(r => r.Part.Start(r.Row))],
            DurationSeconds = [.. rows.Select(r => r.Part.Duration(r.Row))],
        };
    }

    public static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    public static ParameterShape Num(string name, double? low = null, double? high = null, Scale scale = Scale.Linear, ParameterKind kind = ParameterKind.Number) => new(name, kind, scale, null, low, high);

    public static ParameterShape Cat(string name) => new(name, ParameterKind.Category);

    private List<Row> Rows()
    {
        using var text = new StreamReader(SharedData.Path(Path));
        using var csv = CsvReader.Create(text, new CsvReaderOptions { TrimWhitespace = true }, leaveOpen: true);
        var headers = csv.Headers.ToArray();
        var rows = new List<Row>();
        while (csv.Read())
            rows.Add(new Row(headers.ToDictionary(h => h, h => csv.GetString(h) ?? "", StringComparer.Ordinal)));
        return rows;
    }

    internal sealed record Row(IReadOnlyDictionary<string, string> Cells)
    {
        public string this[string column] => Cells.GetValueOrDefault(column, "");

        public double Number(string column) => CsvRuns.Number(this[column]);
    }
}
