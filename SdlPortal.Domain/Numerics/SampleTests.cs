using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace SdlPortal.Domain.Numerics;

/// <summary>A statistic with the two-sided p-value of "the samples come from the same place".</summary>
public readonly record struct TestResult(double Statistic, double PValue);

/// <summary>Tests between samples. Pure; samples hold numbers only, at least two each. Where nothing varies the p-value is 1 or not a number.</summary>
public static class SampleTests
{
    /// <summary>U of the first sample (Mann and Whitney 1947), with the normal approximation, corrected for ties.</summary>
    /// <param name="continuity">Moves U half a step toward its mean.</param>
    public static TestResult MannWhitney(ReadOnlySpan<double> a, ReadOnlySpan<double> b, bool continuity = true)
    {
        var (both, ranks) = Ranked(a, b);
        double n = a.Length, m = b.Length, all = both.Length;
        var u = Sum(ranks.AsSpan(0, a.Length)) - (n * (n + 1) / 2);
        var sd = Math.Sqrt(n * m / 12 * (all + 1 - (Ranks.TieSum(both) / (all * (all - 1)))));
        var z = (Math.Abs(u - (n * m / 2)) - (continuity ? 0.5 : 0)) / sd;
        return new TestResult(u, sd > 0 ? Math.Min(1, 2 * Normal.Cdf(-z)) : 1);
    }

    /// <summary>t of the difference of means with unequal variances, with Welch's degrees of freedom and the 95 % interval of the difference.</summary>
    public static (TestResult Test, double Freedom, double Difference, double Low, double High) Welch(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, varA) = ArrayStatistics.MeanVariance(a.ToArray());
        var (meanB, varB) = ArrayStatistics.MeanVariance(b.ToArray());
        var (va, vb) = (varA / a.Length, varB / b.Length);
        var (difference, se) = (meanA - meanB, Math.Sqrt(va + vb));
        var freedom = (va + vb) * (va + vb) / ((va * va / (a.Length - 1)) + (vb * vb / (b.Length - 1)));
        var t = difference / se;
        var reach = StudentT.InvCDF(0, 1, freedom, 0.975) * se;
        return (new TestResult(t, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t))), freedom, difference, difference - reach, difference + reach);
    }

    /// <summary>The largest distance between the two empirical distribution functions; exact p-value by counting lattice paths (Hodges 1957), which ties make conservative.</summary>
    public static TestResult KolmogorovSmirnov(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (x, y) = (a.ToArray(), b.ToArray());
        Array.Sort(x);
        Array.Sort(y);
        var (n, m) = (x.Length, y.Length);
        var (i, j, d) = (0, 0, 0L);
        while (i < n && j < m)
        {
            var at = Math.Min(x[i], y[j]);
            while (i < n && x[i] == at)
                i++;
            while (j < m && y[j] == at)
                j++;
            d = Math.Max(d, Math.Abs(((long)i * m) - ((long)j * n)));
        }

        // The share of paths from (0, 0) to (n, m) that reach the distance: probabilities carried along the grid, so nothing overflows.
        var inside = new double[m + 1];
        for (var row = 0; row <= n; row++)
        {
            for (var column = 0; column <= m; column++)
            {
                if (Math.Abs(((long)row * m) - ((long)column * n)) >= d)
                    inside[column] = 0;
                else if (row == 0 && column == 0)
                    inside[0] = 1;
                else
                    inside[column] = ((row > 0 ? inside[column] * row : 0) + (column > 0 ? inside[column - 1] * column : 0)) / (row + column);
            }
        }

        return new TestResult((double)d / ((long)n * m), d == 0 ? 1 : Math.Clamp(1 - inside[m], 0, 1));
    }

    /// <summary>Is one sample stochastically larger, variances free (Brunner and Munzel 2000, Biometrical Journal 42, 17), by the t distribution. Positive where the second is larger.</summary>
    public static TestResult BrunnerMunzel(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (_, ranks) = Ranked(a, b);
        double n = a.Length, m = b.Length;
        var (meanA, varA) = Placements(ranks.AsSpan(0, a.Length), Ranks.Average(a));
        var (meanB, varB) = Placements(ranks.AsSpan(a.Length), Ranks.Average(b));
        var w = n * m * (meanB - meanA) / ((n + m) * Math.Sqrt((n * varA) + (m * varB)));
        var freedom = Math.Pow((n * varA) + (m * varB), 2) / ((Math.Pow(n * varA, 2) / (n - 1)) + (Math.Pow(m * varB, 2) / (m - 1)));
        return new TestResult(w, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(w)));
    }

    /// <summary>Do spreads differ: analysis of variance of the distances from the medians (Brown and Forsythe 1974).</summary>
    public static TestResult Levene(params IReadOnlyList<double[]> groups) =>
        Anova([.. groups.Select(g =>
        {
            var center = ArrayStatistics.MedianInplace([.. g]);
            return g.Select(v => Math.Abs(v - center)).ToArray();
        })]);

    /// <summary>F of a one-way analysis of variance.</summary>
    public static TestResult Anova(params IReadOnlyList<double[]> groups)
    {
        var all = groups.Sum(g => g.Length);
        var mean = groups.Sum(g => g.Sum()) / all;
        var between = groups.Sum(g => g.Length * Math.Pow(g.Average() - mean, 2)) / (groups.Count - 1);
        var within = groups.Sum(g => g.Sum(v => Math.Pow(v - g.Average(), 2))) / (all - groups.Count);
        var f = between / within;
        return new TestResult(f, 1 - FisherSnedecor.CDF(groups.Count - 1, all - groups.Count, f));
    }

    /// <summary>H of the ranks of several samples, corrected for ties, χ² with groups - 1 degrees of freedom (Kruskal and Wallis 1952).</summary>
    public static TestResult KruskalWallis(params IReadOnlyList<double[]> groups)
    {
        double[] both = [.. groups.SelectMany(g => g)];
        double n = both.Length;
        var ranks = Ranks.Average(both);
        var (sum, start) = (0.0, 0);
        foreach (var group in groups)
        {
            var total = Sum(ranks.AsSpan(start, group.Length));
            sum += total * total / group.Length;
            start += group.Length;
        }

        var h = ((12 / (n * (n + 1)) * sum) - (3 * (n + 1))) / (1 - (Ranks.TieSum(both) / ((n * n * n) - n)));
        return new TestResult(h, double.IsNaN(h) ? double.NaN : 1 - ChiSquared.CDF(groups.Count - 1, h));
    }

    private static (double[] Both, double[] Ranks) Ranked(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] both = [.. a, .. b];
        return (both, Ranks.Average(both));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    /// <summary>Mean of the ranks among all, and the variance of what the other sample adds to the ranks within.</summary>
    private static (double Mean, double Variance) Placements(ReadOnlySpan<double> among, double[] within)
    {
        var added = new double[within.Length];
        for (var i = 0; i < added.Length; i++)
            added[i] = among[i] - within[i];
        return (Sum(among) / among.Length, ArrayStatistics.Variance(added));
    }
}
