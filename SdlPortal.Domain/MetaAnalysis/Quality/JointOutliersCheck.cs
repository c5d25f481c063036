using MathNet.Numerics.Distributions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Runs whose outcome and numeric parameters together lie far from the bulk: robust Mahalanobis distances from the minimum covariance determinant of a sample. Pure.</summary>
internal static class JointOutliersCheck
{
    private const int Sample = 1500;
    private const int MostColumns = 30;
    private const int RunsPerColumn = 20;
    private const double Present = 0.95;
    private const double Usual = 0.975;
    private const double Tail = 0.03;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.JointOutliers, runs);
        if (runs.Metric is null)
            return check.NotChecked("No metric is chosen.");

        // Where more than half of the values are equal the bulk has no spread, and every other value would lie infinitely far.
        var columns = runs.Parameters.Where(p => !p.Shape.IsCategory && runs.ProfileOf(p) is { Numbers: { } numbers } profile && profile.Present >= Present * runs.Count && numbers.ModeCount < 0.4 * profile.Present).Take(MostColumns).ToArray();
        var tasks = runs.Tasks.Where(t => t.Scale > 0 && t.Sorted.Length >= runs.Options.FewestRuns).ToDictionary(t => t.Code);
        var p = columns.Length + 1;
        var rows = Array.FindAll(runs.Live, r => double.IsFinite(runs.Outcome[r]) && tasks.ContainsKey(runs.Table.Tasks.Codes[r]) && columns.All(c => double.IsFinite(c.Values[r])));
        if (columns.Length == 0 || rows.Length < RunsPerColumn * p)
            return check.NotChecked(columns.Length == 0 ? "No numeric parameter has a value in nearly all runs." : $"{Check.Count(rows.Length, "run")} {Check.Verb(rows.Length, "has", "have")} a value of the outcome and of {Check.Count(columns.Length, "numeric parameter")}; at least {RunsPerColumn * p} are needed.");

        var scale = columns.Select(c => Scale(c, runs.ProfileOf(c))).ToArray();
        void Point(int row, Span<double> point)
        {
            for (var j = 0; j < columns.Length; j++)
                point[j] = (CheckedRuns.OnScale(columns[j].Shape, columns[j].Values[row]) - scale[j].Center) / scale[j].Width;
            var task = tasks[runs.Table.Tasks.Codes[row]];
            point[^1] = (runs.Outcome[row] - task.Median) / task.Scale;
        }

        var sample = ContentSample.Of(runs, rows, Sample);
        var points = new double[sample.Length * p];
        for (var i = 0; i < sample.Length; i++)
            Point(sample[i], points.AsSpan(i * p, p));
        if (RobustScatter.Of(points, p, runs.Options.Seed, cancellationToken) is not { } scatter)
            return check.NotChecked("The numeric parameters depend on each other exactly, or most of their values are equal, so distances are not defined.");

        var distances = new double[rows.Length];
        var point = new double[p];
        for (var i = 0; i < rows.Length; i++)
        {
            if ((i & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Point(rows[i], point);
            distances[i] = scatter.SquaredDistance(point);
        }

        var (usual, cut) = (ChiSquared.InvCDF(p, Usual), Math.Max(ChiSquared.InvCDF(p, 1 - (runs.Options.Level / rows.Length)), scatter.Cut(runs.Options.Level / rows.Length)));
        var (beyond, far) = (distances.Count(d => d > usual), Enumerable.Range(0, rows.Length).Where(i => distances[i] > cut).ToArray());
        var sentence = $"{beyond:N0} of {Check.Count(rows.Length, "run")} lie beyond the {100 * Usual:0.#} % quantile of the squared distance, where {Quantity.Text((1 - Usual) * rows.Length, digits: 3)} are expected by chance if the bulk is normal; {far.Length:N0} beyond the cut that chance passes in {Check.Percent(runs.Options.Level)} of such tables"
            + $" ({Check.Names([.. columns.Select(c => c.Shape.Name)])} and {runs.MetricName}; scatter of the bulk from {(sample.Length < rows.Length ? $"{sample.Length:N0} sampled" : $"{rows.Length:N0}")} runs).";
        if (far.Length > 0)
        {
            var distance = far.ToDictionary(i => rows[i], i => distances[i]);
            var tail = far.Length > Tail * rows.Length;
            check.Add(tail ? FindingSeverity.Notes : FindingSeverity.Warns, $"{(tail ? "The runs do not form one cloud: " : "")}{Check.Count(far.Length, "run")} {Check.Verb(far.Length, "has", "have")} a combination of settings and outcome unlike the bulk, up to {Quantity.Text(Math.Sqrt(distance.Values.Max()), digits: 3)} robust standard deviations away.",
                tail ? "These are too many for outliers; the settings lie in groups or the outcome has a long tail. Analyze ranks." : "Look at the settings and the measurement; exclude what is wrong.",
                RowSet.Of(distance.Keys), column: runs.MetricName, example: r => $"distance {Quantity.Text(Math.Sqrt(distance[r]), digits: 3)}; {runs.ShownOutcome(r)}; {string.Join("; ", columns.Take(3).Select(c => CheckedRuns.Shown(c, r)))}");
        }

        return check.Result(sentence);
    }

    private static (double Center, double Width) Scale(ParameterColumn column, ColumnProfile profile)
    {
        var numbers = profile.Numbers!;
        var (low, high) = (CheckedRuns.OnScale(column.Shape, numbers.Q1), CheckedRuns.OnScale(column.Shape, numbers.Q3));
        return (CheckedRuns.OnScale(column.Shape, numbers.Median), high > low ? high - low : Math.Max(numbers.Sd, double.Epsilon));
    }
}
