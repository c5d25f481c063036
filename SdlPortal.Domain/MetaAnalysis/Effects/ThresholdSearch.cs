using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Looks along one numeric parameter for the place where the outcome jumps. What the other parameters do is taken off by predictions of trees that had not seen the run; what is left is fitted by a straight line
/// (on the parameter's scale), with and without one jump. The largest F over all places (Andrews 1993) gets its p-value from permuted residuals of the line, and the place its interval from resampled runs. The forest itself stays
/// as it is in both, so the interval is of the place given the forest. Pure.
/// </summary>
internal sealed class ThresholdSearch
{
    private const int Permutations = 499;
    private const int Resamples = 200;
    private const int MostRuns = 4096;
    private const int FewestRuns = 20;

    private readonly double[] positions;
    private readonly int[] bins;
    private readonly double[] left;
    private readonly int fewest;
    private readonly double[] counts;
    private readonly double[] sums;

    private ThresholdSearch(double[] positions, int[] bins, double[] left)
    {
        (this.positions, this.bins, this.left) = (positions, bins, left);
        fewest = Math.Max(5, bins.Length / 20);
        (counts, sums) = (new double[positions.Length], new double[positions.Length]);
    }

    private readonly record struct Jump(double F, int Bin, double Size);

    /// <returns>Its corrected p-value is still to come.</returns>
    public static Answer<Threshold> Of(HalfForests forests, FunctionalAnova anova, int column, int of, long seed, CancellationToken cancellationToken)
    {
        var binned = forests.Table.Columns[column];
        var name = binned.Shape.Name;
        if (binned.IsCategory)
            return Answer<Threshold>.NotEnough($"{name} has no order, so it has no threshold.");
        if (binned.Bins < 3)
            return Answer<Threshold>.NotEnough($"{name} has {binned.Bins} distinct values; at least 3 are needed for a threshold.");
        var log = binned.Shape.Scale == Scale.Log && binned.Low > 0;
        double[] positions = [.. binned.Centers.Select(c => log ? Math.Log(c) : c)];
        var (main, _) = anova.Main(column);
        int[] active = [.. Enumerable.Range(0, forests.JudgedRows.Length).Where(k => forests.Table.Codes[column][forests.JudgedRows[k]] < binned.Bins)];
        if (active.Length < FewestRuns || !positions.All(double.IsFinite))
            return Answer<Threshold>.NotEnough($"{active.Length} runs with {name}; at least {FewestRuns} are needed for a threshold.");
        var stride = (active.Length + MostRuns - 1) / MostRuns;
        int[] taken = [.. Enumerable.Range(0, (active.Length + stride - 1) / stride).Select(k => active[k * stride])];
        int[] bins = [.. taken.Select(k => (int)forests.Table.Codes[column][forests.JudgedRows[k]])];
        double[] left = [.. taken.Select((k, i) => forests.Outcomes[forests.JudgedRows[k]] - forests.Judged[k] + main[bins[i]])];
        return new ThresholdSearch(positions, bins, left).Search(binned, name, of, SeededRandom.DeriveSeed(seed, column, 0x7E5), cancellationToken);
    }

    private Answer<Threshold> Search(BinnedColumn binned, string name, int of, long seed, CancellationToken cancellationToken)
    {
        var best = Best(bins, left);
        if (best.Bin < 0)
            return Answer<Threshold>.NotEnough($"{name} has no place with at least {fewest} runs on both sides that a line would not explain.");
        var residuals = Residuals();
        var random = SeededRandom.Derive(seed);
        var above = 0;
        for (var b = 0; b < Permutations; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle<double>(residuals);
            above += Best(bins, residuals).F >= best.F ? 1 : 0;
        }

        var places = new List<double>(Resamples);
        var (drawnBins, drawnLeft) = (new int[bins.Length], new double[bins.Length]);
        for (var b = 0; b < Resamples; b++)
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
        return Answer<Threshold>.Of(new Threshold(name, at, low, high, best.Size, best.F, (1.0 + above) / (1 + Permutations), double.NaN, bins.Length, of));
    }

    private (double Mean, double Center, double Slope, double Spread) Line(double[] values)
    {
        var n = (double)values.Length;
        var (mean, center) = (0.0, 0.0);
        for (var b = 0; b < positions.Length; b++)
        {
            mean += sums[b] / n;
            center += counts[b] * positions[b] / n;
        }

        var (spread, along) = (0.0, 0.0);
        for (var b = 0; b < positions.Length; b++)
        {
            spread += counts[b] * (positions[b] - center) * (positions[b] - center);
            along += sums[b] * (positions[b] - center);
        }

        return (mean, center, spread > 0 ? along / spread : 0, spread);
    }

    private void Collect(int[] rowBins, double[] values)
    {
        Array.Clear(counts);
        Array.Clear(sums);
        for (var k = 0; k < rowBins.Length; k++)
        {
            counts[rowBins[k]]++;
            sums[rowBins[k]] += values[k];
        }
    }

    private double[] Residuals()
    {
        Collect(bins, left);
        var (mean, center, slope, _) = Line(left);
        return [.. left.Select((v, k) => v - mean - (slope * (positions[bins[k]] - center)))];
    }

    /// <summary>By what the jump's indicator, freed of the line, explains of what the line leaves (Frisch and Waugh): sums by class suffice.</summary>
    private Jump Best(int[] rowBins, double[] values)
    {
        Collect(rowBins, values);
        var n = (double)values.Length;
        var (mean, center, slope, spread) = Line(values);
        var rest = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            var off = values[k] - mean - (slope * (positions[rowBins[k]] - center));
            rest += off * off;
        }

        var best = new Jump(0, -1, 0);
        if (!(spread > 0) || !(rest > 0))
            return best;
        var (above, aboveLeft, aboveAlong) = (0.0, 0.0, 0.0);
        for (var b = positions.Length - 1; b > 0; b--)
        {
            above += counts[b];
            aboveLeft += sums[b] - (counts[b] * (mean + (slope * (positions[b] - center))));
            aboveAlong += counts[b] * (positions[b] - center);
            if (above < fewest || n - above < fewest || counts[b] == 0)
                continue;
            var free = above - (above * above / n) - (aboveAlong * aboveAlong / spread);
            if (free < 1e-9 * n)
                continue;
            var gain = aboveLeft * aboveLeft / free;
            var f = gain / Math.Max((rest - gain) / (n - 3), 1e-300);
            if (f > best.F * (1 + 1e-12))
                best = new Jump(f, b - 1, aboveLeft / free);
        }

        return best;
    }
}
