using MathNet.Numerics;

namespace SdlPortal.Domain.Numerics;

/// <summary>Tests on tables of counts. Pure.</summary>
public static class CountTests
{
    /// <summary>
    /// Two-sided exact p-value of a 2 × 2 table (Fisher): the chance of all tables with these margins that are no likelier than this one, with the relative slack 1e-7 for rounding that R uses.
    /// </summary>
    public static double Fisher(int a, int b, int c, int d)
    {
        var (row, column, all) = (a + b, a + c, a + b + c + d);
        var (low, high) = (Math.Max(0, row + column - all), Math.Min(row, column));
        double Log(int k) => SpecialFunctions.BinomialLn(column, k) + SpecialFunctions.BinomialLn(all - column, row - k) - SpecialFunctions.BinomialLn(all, row);
        var own = Log(a) + 1e-7;
        var p = 0.0;
        for (var k = low; k <= high; k++)
        {
            if (Log(k) is var log && log <= own)
                p += Math.Exp(log);
        }

        return Math.Min(1, p);
    }

    /// <summary>Pearson's χ² of "the share is the same in every cell", cells - 1 degrees of freedom; for expected counts of 5 and more.</summary>
    /// <param name="hits">Per cell, at most its total.</param>
    /// <param name="totals">Per cell, above 0.</param>
    public static TestResult SameShare(ReadOnlySpan<int> hits, ReadOnlySpan<int> totals)
    {
        var (all, hit) = (0.0, 0.0);
        for (var i = 0; i < totals.Length; i++)
        {
            all += totals[i];
            hit += hits[i];
        }

        var share = hit / all;
        var statistic = 0.0;
        for (var i = 0; i < totals.Length; i++)
        {
            var gap = hits[i] - (share * totals[i]);
            statistic += gap * gap / (totals[i] * share * (1 - share));
        }

        // The upper incomplete gamma function keeps its digits in the far tail, where 1 - CDF does not.
        return share is <= 0 or >= 1 ? new TestResult(0, 1) : new TestResult(statistic, SpecialFunctions.GammaUpperRegularized((totals.Length - 1) / 2.0, statistic / 2));
    }
}
