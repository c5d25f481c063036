using MathNet.Numerics.Distributions;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles;

/// <summary>
/// How far rows lie from the bulk in all columns of numbers together: squared Mahalanobis distances from a robust scatter (<see cref="RobustScatter"/>) of normal scores, so that skewed or bounded columns make no outliers by their shape and only
/// combinations count. Immutable.
/// </summary>
/// <param name="Columns">That took part.</param>
/// <param name="Rows">That have a distance, ascending: all complete rows, or those of the sample where the table is too large.</param>
internal sealed record JointDistances(int[] Columns, int[] Rows, double[] Squared, RobustScatter Scatter)
{
    private const int MostFitted = 1500;
    private const int MostColumns = 30;
    private const int RowsPerColumn = 20;
    private const int MostNumbers = 10_000_000;

    /// <summary>The squared distance that chance passes in so many tables.</summary>
    public double Cut(double level) => Math.Max(ChiSquared.InvCDF(Columns.Length, 1 - (level / Rows.Length)), Scatter.Cut(level / Rows.Length));

    public double P(int at) => TailProbability.ChiSquaredUpper(Squared[at], Columns.Length);

    public static Answer<JointDistances> Of(TableLook look)
    {
        // Where a value makes up a good part of a column, the bulk has no spread there.
        int[] columns = [.. look.Comparable(0.95).Where(c => look.Columns[c] is var column && !ColumnLook.IsGridOf(column) && !Checks.Identifiers.Is(column) && column.Numbers!.ModeCount < 0.2 * column.Present).Take(MostColumns)];
        columns = Independent(look, columns);
        var (n, p) = (look.Sample.Length, columns.Length);
        int[] complete = [.. Enumerable.Range(0, n).Where(i => columns.All(c => double.IsFinite(look.Sampled[c][i])))];
        if (p < 2 || complete.Length < RowsPerColumn * p)
            return Answer<JointDistances>.NotEnough(p < 2 ? "Fewer than two columns of measured numbers are present in nearly all rows and do not follow from each other." : $"{Check.Count(complete.Length, "complete row")} {Check.Verb(complete.Length, "is", "are")} too few for {p} columns; at least {RowsPerColumn * p} are needed.");

        double[][] scores = [.. columns.Select(c => (double[])[.. complete.Select(i => look.Sampled[c][i]).Order()])];
        var fitted = EvenlySpread.Of(complete, MostFitted);
        var points = new double[fitted.Length * p];
        for (var j = 0; j < p; j++)
        {
            for (var i = 0; i < fitted.Length; i++)
                points[(i * p) + j] = Score(scores[j], look.Sampled[columns[j]][fitted[i]]);
        }

        if (RobustScatter.Of(points, p, look.Settings.Seed, look.Step.Cancellation) is not { } scatter)
            return Answer<JointDistances>.NotEnough("The columns of numbers depend on each other exactly, so distances are not defined.");

        var all = (long)look.Rows * p <= MostNumbers;
        var cloud = new double[(all ? look.Rows : n) * p];
        for (var j = 0; j < p; j++)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            var values = all ? look.Table.Values(columns[j]) : look.Sampled[columns[j]];
            for (var i = 0; i < values.Length; i++)
                cloud[(i * p) + j] = double.IsFinite(values[i]) ? Score(scores[j], values[i]) : double.NaN;
        }

        var (rows, squared) = (new List<int>(), new List<double>());
        for (var i = 0; i < cloud.Length / p; i++)
        {
            if (scatter.SquaredDistance(cloud.AsSpan(i * p, p)) is var distance && !double.IsNaN(distance))
            {
                rows.Add(all ? i : look.Sample[i]);
                squared.Add(distance);
            }
        }

        return Answer<JointDistances>.Of(new JointDistances(columns, [.. rows], [.. squared], scatter));
    }

    /// <summary>Without the columns that earlier ones determine: a plane has no distances.</summary>
    private static int[] Independent(TableLook look, int[] columns)
    {
        var shares = Checks.SharesOfWhole.Find(look).Select(w => w.Columns[^1]).ToHashSet();
        var kept = new List<int>();
        foreach (var c in columns.Where(c => !shares.Contains(c)))
        {
            if (kept.All(k => Differ(look.Sampled[k], look.Sampled[c])))
                kept.Add(c);
        }

        return [.. kept];

        static bool Differ(double[] a, double[] b)
        {
            var both = Pairs.Finite(a, b);
            return !(Math.Abs(Ranks.Spearman(Pairs.At(a, both), Pairs.At(b, both))) > 0.998);
        }
    }

    /// <summary>Φ⁻¹ of the value's place among the sorted ones, ties in the middle.</summary>
    private static double Score(double[] sorted, double value)
    {
        var (low, high) = (First(sorted, value, orEqual: true), First(sorted, value, orEqual: false));
        return Numerics.Normal.Quantile((((low + high) / 2.0) + 0.5) / (sorted.Length + 1));
    }

    private static int First(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (orEqual ? sorted[middle] < value : sorted[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
