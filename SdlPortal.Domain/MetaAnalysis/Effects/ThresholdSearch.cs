using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Looks along one numeric parameter for the place where the outcome begins to behave differently. What the other parameters do is taken off by predictions of trees that had not seen the run; what is left is fitted by one straight
/// line (on the parameter's scale) and by two, one on each side of a place. The largest F over all places (Andrews 1993, Econometrica 61, 821) gets its p-value from permuted residuals of the one line, and the place its interval from
/// resampled runs. The forest itself stays as it is in both, so the interval is of the place given the forest. Pure.
/// </summary>
internal sealed class ThresholdSearch
{
    private const int MostRuns = 2048;
    private const int FewestRuns = 20;

    private readonly double[] positions;
    private readonly int[] bins;
    private readonly double[] left;
    private readonly int fewest;
    private readonly double[] counts;
    private readonly double[] sums;
    private readonly double[] squares;

    private ThresholdSearch(double[] positions, int[] bins, double[] left)
    {
        (this.positions, this.bins, this.left) = (positions, bins, left);
        fewest = Math.Max(5, bins.Length / 20);
        (counts, sums, squares) = (new double[positions.Length], new double[positions.Length], new double[positions.Length]);
    }

    private readonly record struct Break(double F, int Bin, double Below, double Above);

    /// <returns>Its corrected p-value is still to come.</returns>
    public static Answer<Threshold> Of(HalfForests forests, FunctionalAnova anova, int column, int of, StudyEffort effort, long seed, CancellationToken cancellationToken)
    {
        var binned = forests.Table.Columns[column];
        var name = binned.Shape.Name;
        if (binned.IsCategory)
            return Answer<Threshold>.NotEnough($"{name} has no order, so it has no threshold.");
        if (binned.Bins < 3)
            return Answer<Threshold>.NotEnough($"{name} has {binned.Bins} distinct values; at least 3 are needed for a threshold.");
        var log = binned.Shape.Scale == Scale.Log && binned.Low > 0;
        double[] positions = [.. binned.Centers.Select(c => log ? Math.Log(c) : c)];
        var middle = (positions[0] + positions[^1]) / 2;
        for (var b = 0; b < positions.Length; b++)
            positions[b] -= middle;
        var (main, _) = anova.Main(column);
        int[] active = [.. Enumerable.Range(0, forests.JudgedRows.Length).Where(k => forests.Table.Codes[column][forests.JudgedRows[k]] < binned.Bins)];
        if (active.Length < FewestRuns || !positions.All(double.IsFinite))
            return Answer<Threshold>.NotEnough($"{active.Length} runs with {name}; at least {FewestRuns} are needed for a threshold.");
        var stride = (active.Length + MostRuns - 1) / MostRuns;
        int[] taken = [.. Enumerable.Range(0, (active.Length + stride - 1) / stride).Select(k => active[k * stride])];
        int[] bins = [.. taken.Select(k => (int)forests.Table.Codes[column][forests.JudgedRows[k]])];
        double[] left = [.. taken.Select((k, i) => forests.Outcomes[forests.JudgedRows[k]] - forests.Judged[k] + main[bins[i]])];

        // Around the mean, so that sums of squares lose nothing.
        var level = left.Sum() / left.Length;
        for (var k = 0; k < left.Length; k++)
            left[k] -= level;
        return new ThresholdSearch(positions, bins, left).Search(binned, name, level, of, effort, SeededRandom.DeriveSeed(seed, column, 0x7E5), cancellationToken);
    }

    private Answer<Threshold> Search(BinnedColumn binned, string name, double level, int of, StudyEffort effort, long seed, CancellationToken cancellationToken)
    {
        var best = Best(bins, left);
        if (best.Bin < 0)
            return Answer<Threshold>.NotEnough($"{name} has no place with at least {fewest} runs on both sides that two lines would explain better than one.");
        var residuals = Residuals();
        var random = SeededRandom.Derive(seed);
        var above = 0;
        for (var b = 0; b < effort.Permutations; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle<double>(residuals);
            above += Best(bins, residuals).F >= best.F ? 1 : 0;
        }

        var places = new List<double>(effort.Resamples);
        var (drawnBins, drawnLeft) = (new int[bins.Length], new double[bins.Length]);
        for (var b = 0; b < effort.Resamples; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var k = 0; k < bins.Length; k++)
            {
                var row = random.NextInt(bins.Length);
                (drawnBins[k], drawnLeft[k]) = (bins[row], left[row]);
            }

            if (Best(drawnBins, drawnLeft) is { Bin: >= 0 } found)
                places.Add(binned.Edges[found.Bin]);
        }

        places.Sort();
        var at = binned.Edges[best.Bin];
        var low = places.Count == 0 ? double.NaN : Math.Min(at, places[(int)(0.025 * (places.Count - 1))]);
        var high = places.Count == 0 ? double.NaN : Math.Max(at, places[(int)Math.Ceiling(0.975 * (places.Count - 1))]);
        return Answer<Threshold>.Of(new Threshold(name, at, low, high, best.Below + level, best.Above + level, best.F, (1.0 + above) / (1 + effort.Permutations), double.NaN, bins.Length, of));
    }

    private void Collect(int[] rowBins, double[] values)
    {
        Array.Clear(counts);
        Array.Clear(sums);
        Array.Clear(squares);
        for (var k = 0; k < rowBins.Length; k++)
        {
            counts[rowBins[k]]++;
            sums[rowBins[k]] += values[k];
            squares[rowBins[k]] += values[k] * values[k];
        }
    }

    private double[] Residuals()
    {
        Collect(bins, left);
        var all = new Segment();
        for (var b = 0; b < positions.Length; b++)
            all.Add(counts[b], positions[b], sums[b], squares[b]);
        return [.. left.Select((v, k) => v - all.At(positions[bins[k]]))];
    }

    /// <summary>Sums by class suffice. Of equal places the lowest.</summary>
    private Break Best(int[] rowBins, double[] values)
    {
        Collect(rowBins, values);
        var all = new Segment();
        for (var b = 0; b < positions.Length; b++)
            all.Add(counts[b], positions[b], sums[b], squares[b]);
        var one = all.Rest;
        var best = new Break(0, -1, 0, 0);
        var below = new Segment();
        var tails = new Segment[positions.Length + 1];
        for (var b = positions.Length - 1; b >= 0; b--)
        {
            tails[b] = tails[b + 1];
            tails[b].Add(counts[b], positions[b], sums[b], squares[b]);
        }

        for (var b = 0; b + 1 < positions.Length; b++)
        {
            below.Add(counts[b], positions[b], sums[b], squares[b]);
            if (counts[b] == 0 || below.Count < fewest)
                continue;
            if (all.Count - below.Count < fewest)
                break;
            var above = tails[b + 1];
            var two = below.Rest + above.Rest;
            var f = (one - two) / 2 / Math.Max(two / (all.Count - 4), 1e-300);
            if (f > best.F * (1 + 1e-9) && one - two > 1e-12 * one)
                best = new Break(f, b, below.At(positions[b]), above.At(positions[b + 1]));
        }

        return best;
    }

    /// <summary>A straight line through part of the runs, from sums; level where all stand at one place.</summary>
    private struct Segment
    {
        private double along;
        private double alongSquare;
        private double sum;
        private double square;
        private double product;

        public double Count { get; private set; }

        public readonly double Rest => Math.Max(0, square - (Count > 0 ? sum * sum / Count : 0) - (Slope * Covariance));

        private readonly double Covariance => Count > 0 ? product - (along * sum / Count) : 0;

        private readonly double Slope
        {
            get
            {
                var spread = Count > 0 ? alongSquare - (along * along / Count) : 0;
                return spread > 1e-9 * alongSquare ? Covariance / spread : 0;
            }
        }

        public void Add(double count, double position, double values, double squares)
        {
            Count += count;
            along += count * position;
            alongSquare += count * position * position;
            sum += values;
            square += squares;
            product += position * values;
        }

        public readonly double At(double position) => (sum / Count) + (Slope * (position - (along / Count)));
    }
}
