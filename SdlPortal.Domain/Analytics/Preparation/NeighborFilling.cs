using System.Numerics;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>
/// Fills in missing values from the five donors that are nearest to a row: distances over the values both have, d² = (columns / shared) Σ ((x − y) / sd)², as Troyanskaya et al. 2001 and scikit-learn's KNNImputer measure them;
/// two different levels of a category count 2, which is what two values of a scaled column differ by on average. A number becomes the neighbors' mean, a category their most frequent level.
/// A value that no comparable donor has is filled in as the column says. Not changed by use; safe for any thread.
/// </summary>
internal sealed class NeighborFilling
{
    private const double Different = 2;
    private const int RowsAtATime = 64;

    private readonly IReadOnlyList<PreparedColumn> columns;
    private readonly DonorRows donors;
    private readonly int[] starts;
    private readonly int width;
    private readonly int padded;
    private readonly double[][] known;
    private readonly double[][] values;

    public NeighborFilling(IReadOnlyList<PreparedColumn> columns, DonorRows donors)
    {
        (this.columns, this.donors) = (columns, donors);
        starts = new int[columns.Count];
        for (var k = 1; k < starts.Length; k++)
            starts[k] = starts[k - 1] + columns[k - 1].Width;
        width = columns.Sum(c => c.Width);
        var lanes = Vector<double>.Count;
        padded = (donors.Count + lanes - 1) / lanes * lanes;
        known = new double[columns.Count][];
        values = new double[columns.Count][];
        for (var k = 0; k < columns.Count; k++)
        {
            (known[k], values[k]) = (new double[padded], new double[padded]);
            for (var i = 0; i < donors.Count; i++)
            {
                if (double.IsNaN(donors.Values[k][i]))
                    continue;
                known[k][i] = 1;
                values[k][i] = donors.Values[k][i] / donors.Spreads[k];
            }
        }
    }

    /// <param name="features">n x d, row-major; missing ones are not a number and are written.</param>
    public void Fill(double[] features, int rows, AnalysisStep step)
    {
        var done = 0;
        Parallel.For(0, (rows + RowsAtATime - 1) / RowsAtATime, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, step.Threads), CancellationToken = step.Cancellation }, () => (Far: new double[padded], Shared: new double[padded]), (block, _, own) =>
        {
            for (var row = block * RowsAtATime; row < Math.Min(rows, (block + 1) * RowsAtATime); row++)
                FillRow(features.AsSpan(row * width, width), own.Far, own.Shared);
            if (Interlocked.Add(ref done, RowsAtATime) % (64 * RowsAtATime) == 0)
                step.Report(Math.Min(1, (double)done / rows), "filling in missing values");
            return own;
        }, _ => { });
    }

    private void FillRow(Span<double> row, double[] far, double[] shared)
    {
        var missing = new List<int>();
        for (var k = 0; k < columns.Count; k++)
        {
            if (double.IsNaN(row[starts[k]]))
                missing.Add(k);
        }

        if (missing.Count == 0)
            return;
        Array.Clear(far);
        Array.Clear(shared);
        for (int k = 0, next = 0; k < columns.Count; k++)
        {
            if (next < missing.Count && missing[next] == k)
                next++;
            else if (columns[k].Levels.Count == 0)
                AddNumber(k, ((row[starts[k]] * columns[k].Scale) + columns[k].Center) / donors.Spreads[k], far, shared);
            else
                AddCategory(k, row.Slice(starts[k], columns[k].Width).IndexOf(1), far, shared);
        }

        for (var i = 0; i < donors.Count; i++)
            far[i] = shared[i] > 0 ? far[i] / shared[i] : double.PositiveInfinity;
        foreach (var k in missing)
            Set(row.Slice(starts[k], columns[k].Width), k, far);
    }

    private void AddNumber(int column, double value, double[] far, double[] shared)
    {
        var (v, mask) = (values[column], known[column]);
        var wide = new Vector<double>(value);
        for (var i = 0; i < padded; i += Vector<double>.Count)
        {
            var m = new Vector<double>(mask, i);
            var d = wide - new Vector<double>(v, i);
            (new Vector<double>(far, i) + (m * d * d)).CopyTo(far, i);
            (new Vector<double>(shared, i) + m).CopyTo(shared, i);
        }
    }

    private void AddCategory(int column, int feature, double[] far, double[] shared)
    {
        var (v, mask) = (values[column], known[column]);
        for (var i = 0; i < donors.Count; i++)
        {
            far[i] += mask[i] * (v[i] == feature ? 0 : Different);
            shared[i] += mask[i];
        }
    }

    private void Set(Span<double> features, int column, double[] far)
    {
        Span<int> nearest = stackalloc int[DonorRows.Neighbors];
        var count = Nearest(column, far, nearest);
        var filled = columns[column];
        if (filled.Levels.Count == 0)
        {
            var sum = 0.0;
            for (var i = 0; i < count; i++)
                sum += donors.Values[column][nearest[i]];
            features[0] = ((count > 0 ? sum / count : filled.Fill) - filled.Center) / filled.Scale;
            return;
        }

        features.Clear();
        var best = count > 0 ? MostFrequent(column, nearest[..count]) : filled.Fill;
        if (best >= 0)
            features[(int)best] = 1;
    }

    /// <summary>The nearest donors that have the column, the nearest first; the earlier of two that are equally far.</summary>
    private int Nearest(int column, double[] far, Span<int> nearest)
    {
        var count = 0;
        for (var i = 0; i < donors.Count; i++)
        {
            if (known[column][i] == 0 || double.IsPositiveInfinity(far[i]) || (count == nearest.Length && far[i] >= far[nearest[count - 1]]))
                continue;
            var at = count < nearest.Length ? count++ : count - 1;
            for (; at > 0 && far[nearest[at - 1]] > far[i]; at--)
                nearest[at] = nearest[at - 1];
            nearest[at] = i;
        }

        return count;
    }

    /// <summary>Of two that are equally frequent the one whose first donor is nearer.</summary>
    private double MostFrequent(int column, ReadOnlySpan<int> nearest)
    {
        var (best, most) = (0.0, 0);
        foreach (var donor in nearest)
        {
            var count = 0;
            foreach (var other in nearest)
                count += donors.Values[column][other] == donors.Values[column][donor] ? 1 : 0;
            if (count > most)
                (best, most) = (donors.Values[column][donor], count);
        }

        return best;
    }
}
