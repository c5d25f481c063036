namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// Estimates of Sobol indices from a function's values at a <see cref="SensitivityDesign"/>. First order: Var(E[f | xᵢ])/Var f; total: E[Var(f | all but xᵢ)]/Var f.
/// Pure functions.
/// </summary>
internal static class SobolIndices
{
    private const int Bins = 16;

    /// <param name="values">The function at the design's blocks: base, one per parameter, and the donors where the design has them.</param>
    /// <param name="rows">Which of the base points to use, repeats allowed: a bootstrap sample, or all.</param>
    /// <returns>First-order and total index of each parameter; all zero for a function without variance.</returns>
    public static (double[] First, double[] Total) Estimate(SensitivityDesign design, double[][] values, ReadOnlySpan<int> rows)
    {
        var d = design.Moves.Length;
        var (first, total) = (new double[d], new double[d]);
        var (mean, variance) = Moments(design, values, rows);
        if (!(variance > 0))
            return (first, total);
        for (var j = 0; j < d; j++)
        {
            var (redrawn, square, product) = (values[j + 1], 0.0, 0.0);
            foreach (var k in rows)
            {
                var step = redrawn[k] - values[0][k];
                square += step * step;
                if (design.IsIndependent)
                    product += (values[^1][k] - mean) * step;
            }

            // Total: Jansen 1999, Comput. Phys. Commun. 117, 35. First order: Saltelli et al. 2010, Comput. Phys. Commun. 181, 259, table 2 (b).
            total[j] = Math.Clamp(square / (2 * rows.Length * variance), 0, 1);
            var between = design.IsIndependent ? product / rows.Length : Between(design, j, values[0], rows, mean, variance);
            first[j] = Math.Clamp(between / variance, 0, 1);
        }

        return (first, total);
    }

    private static (double Mean, double Variance) Moments(SensitivityDesign design, double[][] values, ReadOnlySpan<int> rows)
    {
        var (sum, square, count) = (0.0, 0.0, 0);
        var origin = values[0][rows[0]];
        foreach (var k in rows)
        {
            sum += values[0][k] - origin;
            square += (values[0][k] - origin) * (values[0][k] - origin);
            count++;
            if (!design.IsIndependent)
                continue;
            sum += values[^1][k] - origin;
            square += (values[^1][k] - origin) * (values[^1][k] - origin);
            count++;
        }

        var mean = sum / count;
        var variance = (square / count) - (mean * mean);

        // Rounding alone is no variance.
        return (origin + mean, variance > 1e-20 * ((origin * origin) + square) ? variance : 0);
    }

    /// <summary>
    /// Variance between the means of <see cref="Bins"/> equally filled classes of one parameter, less what chance alone gives it
    /// (correlation ratio; Plischke et al. 2013, Eur. J. Oper. Res. 226, 536). It asks for no independence.
    /// </summary>
    private static double Between(SensitivityDesign design, int column, double[] values, ReadOnlySpan<int> rows, double mean, double variance)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, (a, b) => design.Base[a][column] != design.Base[b][column] ? design.Base[a][column].CompareTo(design.Base[b][column]) : a.CompareTo(b));
        var between = 0.0;
        var classes = 0;
        for (var at = 0; at < sorted.Length; classes++)
        {
            var end = Math.Min(sorted.Length, at + Math.Max(2, sorted.Length / Bins));
            while (end < sorted.Length && design.Base[sorted[end]][column] == design.Base[sorted[end - 1]][column])
                end++;
            var sum = 0.0;
            for (var k = at; k < end; k++)
                sum += values[sorted[k]] - mean;
            between += sum * sum / (end - at);
            at = end;
        }

        between /= sorted.Length;
        var chance = (classes - 1.0) / Math.Max(1, sorted.Length - classes) * (variance - between);
        return between - chance;
    }
}
