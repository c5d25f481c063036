using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Columns of a table as series over time: order, grid, smooth curve, spikes and level shifts.</summary>
public static class SeriesAnalysis
{
    private const int MostAnomalies = 200;

    public static TableAnalysis<SeriesSettings, SeriesResult> Definition { get; } = new("series", 1, "Sensor series", Do);

    private static SeriesResult Do(DataTable table, SeriesSettings settings, AnalysisStep step)
    {
        step.Report(0, "putting rows in the order of time");
        var line = TimeLine.Of(table, settings.Order);
        var series = new List<SensorSeries>();
        var (from, to, values) = (double.NaN, double.NaN, 0);
        foreach (var (i, name) in settings.Columns.Distinct(StringComparer.Ordinal).Index())
        {
            step.Cancellation.ThrowIfCancellationRequested();
            step.Report((i + 0.5) / settings.Columns.Count, name);
            var column = TimeLine.ColumnOf(table, name);
            if (!column.HasValue)
            {
                series.Add(new SensorSeries(name, null, Answer<SeriesView>.NotEnough(column.WhyNot!)));
                continue;
            }

            var (x, y, rows) = line.Read(column.Value);
            if (x.Length > 0)
                (from, to, values) = (x[0], x[^1], x.Length);
            series.Add(new SensorSeries(name, table.Columns[column.Value].Unit, ViewOf(name, line, x, y, rows, settings)));
        }

        return new SeriesResult(line.IsTimed, line.AxisTitle, line.AxisUnit, values, from, to, line.TypicalStep, series, line.Remarks);
    }

    private static Answer<SeriesView> ViewOf(string name, TimeLine line, double[] x, double[] y, int[] rows, SeriesSettings settings)
    {
        var present = y.Count(v => !double.IsNaN(v));
        if (present < 2)
            return Answer<SeriesView>.NotEnough($"'{name}' has {TimeLine.Counted(present, "value")} along this order; a series needs two at least.");
        var gaps = line.Gaps(x);
        var found = Anomalies.Find(y, Math.Clamp(settings.AnomalyWindow, 3, 500), Math.Max(1, settings.Threshold));
        double[]? smooth = settings.Smoothing.Method == SmoothingMethod.None ? null : Smooth(x, y, gaps, settings.Smoothing);
        var remarks = new List<string>();
        if (present < y.Length)
            remarks.Add($"{TimeLine.Counted(y.Length - present, "value")} of {TimeLine.Number(y.Length)} {(y.Length - present == 1 ? "is" : "are")} missing; the curve is open there.");
        if (found.Count > MostAnomalies)
            remarks.Add($"The {MostAnomalies} most conspicuous of {TimeLine.Number(found.Count)} places are listed; raise the threshold to see fewer.");
        var values = CurveThinning.Of(x, y, gaps, settings.MostPoints);
        if (values.IsThinned)
            remarks.Add($"Drawn are the lowest and the highest of every {y.Length / (settings.MostPoints / 2)} values; what is worked out uses all {TimeLine.Number(y.Length)}.");
        return Answer<SeriesView>.Of(new SeriesView(present, y.Length - present, values, smooth is null ? null : CurveThinning.Of(x, smooth, gaps, settings.MostPoints),
            [.. found.OrderByDescending(f => f.Score).Take(MostAnomalies).Select(f => new SeriesAnomaly(f.Kind, x[f.Index], rows[f.Index], f.Value, f.Expected, f.Score))], found.Count, remarks));
    }

    /// <summary>Piece by piece: nothing is smoothed across a gap.</summary>
    private static double[] Smooth(double[] x, double[] y, IReadOnlyList<int> gaps, Smoothing how)
    {
        var result = new double[y.Length];
        var from = 0;
        foreach (var last in gaps.Append(y.Length - 1))
        {
            Smoothers.Smooth(x.AsSpan(from..(last + 1)), y.AsSpan(from..(last + 1)), how).CopyTo(result.AsSpan(from));
            from = last + 1;
        }

        return result;
    }
}
