using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Where the best runs lie against where all lie, parameter by parameter (PED-ANOVA: Watanabe, Bansal and Hutter 2023, IJCAI, equation 16): γ² times the Pearson divergence of the density of the best γ from that of all,
/// both by Parzen windows on a grid. It measures what the top needs, not variance, and no interactions. Pure.
/// </summary>
internal static class PedAnova
{
    /// <summary>Places of a number's grid.</summary>
    private const int Steps = 50;

    private const int Resamples = 200;
    private const int MostRuns = 20_000;

    /// <summary>The best runs must be so many for a density.</summary>
    private const int FewestTop = 5;

    /// <param name="outcomes">Larger is better.</param>
    /// <param name="quantile">The share of best runs, ties at its edge included.</param>
    /// <returns>Divergences as shares of their sum over the parameters; intervals by basic bootstrap of the runs, so that the noise of few best runs is taken off.</returns>
    public static Answer<ImportanceReport> Of(IReadOnlyList<ParameterColumn> columns, double[] outcomes, double quantile, long seed, CancellationToken cancellationToken)
    {
        var n = outcomes.Length;
        var top = (int)Math.Ceiling(quantile * n);
        if (top < FewestTop)
            return Answer<ImportanceReport>.NotEnough(FormattableString.Invariant($"The best {100 * quantile:0.#} % of {n} runs are {top}; at least {FewestTop} are needed, so {Math.Ceiling(FewestTop / quantile):0} runs."));
        var stride = Math.Max(1, (n + MostRuns - 1) / MostRuns);
        int[] rows = [.. Enumerable.Range(0, (n + stride - 1) / stride).Select(k => k * stride)];
        var sorted = Array.ConvertAll(rows, i => outcomes[i]);
        Array.Sort(sorted);
        var edge = sorted[sorted.Length - (int)Math.Ceiling(quantile * sorted.Length)];
        var best = Array.ConvertAll(rows, i => outcomes[i] >= edge);
        if (best.All(b => b))
            return Answer<ImportanceReport>.NotEnough(FormattableString.Invariant($"All {rows.Length} runs are as good as the best {100 * quantile:0.#} %, so nothing tells the best apart."));

        var grids = columns.Select(c => Grid.Of(c, rows)).ToArray();
        int[] once = [.. Enumerable.Repeat(1, rows.Length)];
        var share = (double)best.Count(b => b) / rows.Length;
        var values = Array.ConvertAll(grids, g => Divergence(g, best, once, share));
        var sum = values.Sum();
        if (!(sum > 0))
            return Answer<ImportanceReport>.NotEnough(FormattableString.Invariant($"The best {100 * quantile:0.#} % of {rows.Length} runs lie as all runs do in every parameter."));

        var draws = new double[Resamples][];
        var random = SeededRandom.Derive(seed, 0x9ED);
        for (var b = 0; b < Resamples; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var times = new int[rows.Length];
            for (var k = 0; k < times.Length; k++)
                times[random.NextInt(times.Length)]++;
            draws[b] = Array.ConvertAll(grids, g => Divergence(g, best, times, share));
        }

        var remarks = new List<string> { FormattableString.Invariant($"The {best.Count(b => b)} best of {rows.Length} runs against all; shares of the summed divergence, not of variance.") };
        if (stride > 1)
            remarks.Add(FormattableString.Invariant($"Every {stride}th of {n} runs was taken."));
        return Answer<ImportanceReport>.Of(new ImportanceReport(ImportanceMethod.PedAnova, [.. columns.Select((c, j) => new ParameterImportance(c.Shape.Name, Basic(values[j], [.. draws.Select(d => d[j])], sum), null))], [], rows.Length, n, double.NaN, remarks));
    }

    /// <summary>γ² Σ p_all (p_top / p_all − 1)².</summary>
    private static double Divergence(Grid grid, bool[] best, int[] times, double share)
    {
        var (all, top) = (new double[grid.Cells], new double[grid.Cells]);
        var countTop = 0;
        for (var k = 0; k < best.Length; k++)
        {
            all[grid.Cell[k]] += times[k];
            if (!best[k])
                continue;
            top[grid.Cell[k]] += times[k];
            countTop += times[k];
        }

        if (countTop == 0)
            return 0;
        var (densityAll, densityTop, sum) = (grid.Density(all), grid.Density(top), 0.0);
        for (var c = 0; c < grid.Cells; c++)
        {
            if (!(densityAll[c] > 0))
                continue;
            var ratio = (densityTop[c] / densityAll[c]) - 1;
            sum += densityAll[c] * ratio * ratio;
        }

        return share * share * sum;
    }

    /// <summary>Basic bootstrap: 2 · value − quantile. Resampled divergences are too large by about what the value itself is.</summary>
    private static Share Basic(double value, double[] draws, double sum)
    {
        Array.Sort(draws);
        var mean = draws.Sum() / draws.Length;
        var sd = Math.Sqrt(draws.Sum(d => (d - mean) * (d - mean)) / (draws.Length - 1));
        double At(double p) => MathNet.Numerics.Statistics.SortedArrayStatistics.QuantileCustom(draws, p, MathNet.Numerics.Statistics.QuantileDefinition.R7);
        return new Share(value / sum, sd / sum, Math.Clamp(((2 * value) - At(0.975)) / sum, 0, 1), Math.Clamp(((2 * value) - At(0.025)) / sum, 0, 1));
    }

    /// <summary>Cells of a parameter: steps of a number on its scale, levels, and one more for "not active".</summary>
    private sealed record Grid(int[] Cell, int Active, bool IsNumber)
    {
        public int Cells => Active + 1;

        public static Grid Of(ParameterColumn column, int[] rows)
        {
            var cell = new int[rows.Length];
            if (column.Shape.IsCategory)
            {
                var levels = column.Shape.Levels.Count;
                for (var k = 0; k < rows.Length; k++)
                    cell[k] = double.IsNaN(column.Values[rows[k]]) ? levels : (int)column.Values[rows[k]];
                return new Grid(cell, levels, false);
            }

            var (low, high) = (column.Shape.Low ?? double.PositiveInfinity, column.Shape.High ?? double.NegativeInfinity);
            foreach (var row in rows)
            {
                var value = column.Values[row];
                if (double.IsFinite(value))
                    (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            var log = column.Shape.Scale == Scale.Log && low > 0;
            double At(double value) => log ? Math.Log(value) : value;
            var width = At(high) - At(low);
            for (var k = 0; k < rows.Length; k++)
            {
                var value = column.Values[rows[k]];
                cell[k] = !double.IsFinite(value) ? Steps : width > 0 ? (int)Math.Round((At(value) - At(low)) / width * (Steps - 1)) : 0;
            }

            return new Grid(cell, Steps, true);
        }

        /// <summary>
        /// Numbers: truncated normal windows at the cells that occur and one as wide as the grid with the weight of one run; the width by Scott's rule with the quartiles' distance. Levels: shares with one run spread over all.
        /// As Optuna's PedAnovaImportanceEvaluator.
        /// </summary>
        public double[] Density(double[] counts)
        {
            var density = new double[Cells];
            var (active, total) = (0.0, 0.0);
            for (var c = 0; c < Cells; c++)
            {
                active += c < Active ? counts[c] : 0;
                total += counts[c];
            }

            if (active > 0)
            {
                if (IsNumber)
                    AddWindows(counts, active, density);
                else
                    AddLevels(counts, active, density);
            }

            for (var c = 0; c < Active; c++)
                density[c] *= active / total;
            density[Active] = counts[Active] / total;
            return density;
        }

        private void AddLevels(double[] counts, double active, double[] density)
        {
            for (var c = 0; c < Active; c++)
                density[c] = (counts[c] + (1.0 / Active)) / (active + 1);
        }

        private void AddWindows(double[] counts, double active, double[] density)
        {
            AddWide(active, density);
            AddWindows(counts, active, Math.Max(Width(counts, active), 0.5 / 1.64), density);
        }

        /// <summary>All at once: only distances between cells matter, so each is asked for once.</summary>
        private void AddWindows(double[] counts, double active, double sigma, double[] density)
        {
            var cdf = new double[2 * Active];
            for (var k = 0; k < cdf.Length; k++)
                cdf[k] = Normal.Cdf((k - Active + 0.5) / sigma);
            for (var center = 0; center < Active; center++)
            {
                if (counts[center] == 0)
                    continue;
                var first = Active - 1 - center;
                var weight = counts[center] / (active + 1) / (cdf[first + Active] - cdf[first]);
                for (var c = 0; c < Active; c++)
                    density[c] += weight * (cdf[first + c + 1] - cdf[first + c]);
            }
        }

        /// <summary>One as wide as the grid, around its middle.</summary>
        private void AddWide(double active, double[] density)
        {
            double Cdf(int edge) => Normal.Cdf((edge - (Active / 2.0)) / (Active - 1));
            var all = Cdf(Active) - Cdf(0);
            for (var c = 0; c < Active; c++)
                density[c] += (Cdf(c + 1) - Cdf(c)) / all / (active + 1);
        }

        private double Width(double[] counts, double active)
        {
            var (mean, square, cumulated) = (0.0, 0.0, 0.0);
            for (var c = 0; c < Active; c++)
                mean += c * counts[c] / active;
            var (lower, upper) = (-1, -1);
            var last = 0;
            for (var c = 0; c < Active; c++)
            {
                if (counts[c] == 0)
                    continue;
                square += (c - mean) * (c - mean) * counts[c];
                cumulated += counts[c];
                last = c;
                if (lower < 0 && cumulated >= Math.Floor(active / 4))
                    lower = c;
                if (upper < 0 && cumulated > Math.Floor(active * 3 / 4))
                    upper = c;
            }

            var sd = Math.Sqrt(square / Math.Max(1, active - 1));
            return 1.059 * Math.Min(((upper < 0 ? last : upper) - lower) / 1.34, sd) * Math.Pow(active, -0.2);
        }
    }
}
