using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Where prepared rows lie in principal components. Immutable, safe for any thread.</summary>
internal sealed class RowScores
{
    private readonly PreparedRows rows;
    private readonly PrincipalAxes axes;
    private readonly double[] variances;
    private readonly int kept;
    private readonly LaneRows lanes;

    public RowScores(PreparedRows rows, PrincipalAxes axes, double[] variances, int kept)
    {
        (this.rows, this.axes, this.variances, this.kept) = (rows, axes, variances, kept);
        lanes = new LaneRows([.. axes.Axes.SelectMany(a => a)], rows.Width, 0);
    }

    /// <summary>
    /// The sign of each component (the row with the largest score by size shall have a positive one; of rows that agree to nine digits the first), how many rows lie beyond a limit, and the farthest of those.
    /// </summary>
    public (double[] Signs, int Outside, List<int> Outliers) Scan(double tLimit, double qLimit, int most, AnalysisStep step)
    {
        var blocks = new (double[] Largest, int Outside, List<(double Far, int Row)> Outliers)[RowBlocks.Count(rows.Count)];
        RowBlocks.Each(rows.Count, step, (block, start, count) =>
        {
            var (largest, outside, far) = (new double[variances.Length], 0, new List<(double Far, int Row)>());
            var (scores, centered) = (new double[lanes.Padded], new double[rows.Width]);
            for (var i = start; i < start + count; i++)
            {
                Score(i, scores, centered);
                for (var k = 0; k < largest.Length; k++)
                {
                    if (Math.Abs(scores[k]) > Math.Abs(largest[k]) * (1 + 1e-9))
                        largest[k] = scores[k];
                }

                var (t, q) = Distances(scores);
                var ratio = Math.Max(tLimit > 0 ? t / tLimit : 0, qLimit > 0 ? q / qLimit : 0);
                if (ratio > 1)
                {
                    outside++;
                    far.Add((ratio, i));
                }
            }

            blocks[block] = (largest, outside, Farthest(far, most));
        });
        var signs = new double[variances.Length];
        for (var k = 0; k < signs.Length; k++)
        {
            var best = 0.0;
            foreach (var (largest, _, _) in blocks)
                best = Math.Abs(largest[k]) > Math.Abs(best) * (1 + 1e-9) ? largest[k] : best;
            signs[k] = best < 0 ? -1 : 1;
        }

        return (signs, blocks.Sum(b => b.Outside), [.. Farthest([.. blocks.SelectMany(b => b.Outliers)], most).Select(f => f.Row)]);
    }

    public ComponentPoint Point(int row, double[] signs)
    {
        var (scores, centered) = (new double[lanes.Padded], new double[rows.Width]);
        Score(row, scores, centered);
        var (t, q) = Distances(scores);
        return new ComponentPoint(rows.Rows[row], [.. Enumerable.Range(0, kept).Select(k => signs[k] * scores[k])], t, q);
    }

    /// <summary>The standard deviation of each column, with n − 1, as the components make it up.</summary>
    public double[] Spreads()
    {
        var spreads = new double[rows.Width];
        for (var j = 0; j < spreads.Length; j++)
        {
            for (var k = 0; k < variances.Length; k++)
                spreads[j] += variances[k] * axes.Axes[k][j] * axes.Axes[k][j];
            spreads[j] = Math.Sqrt(spreads[j]);
        }

        return spreads;
    }

    private static List<(double Far, int Row)> Farthest(List<(double Far, int Row)> rows, int most) => [.. rows.OrderByDescending(r => r.Far).ThenBy(r => r.Row).Take(most)];

    private void Score(int row, Span<double> scores, Span<double> centered)
    {
        var values = rows[row];
        for (var j = 0; j < centered.Length; j++)
            centered[j] = values[j] - axes.Means[j];
        lanes.Products(centered, scores);
    }

    private (double TSquared, double Q) Distances(ReadOnlySpan<double> scores)
    {
        var (t, q) = (0.0, 0.0);
        for (var k = 0; k < variances.Length; k++)
        {
            if (k < kept)
                t += scores[k] * scores[k] / variances[k];
            else
                q += scores[k] * scores[k];
        }

        return (t, q);
    }
}
