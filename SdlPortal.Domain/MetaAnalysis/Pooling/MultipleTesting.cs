namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>How p-values of several claims made at once are corrected.</summary>
public enum Correction
{
    /// <summary>False discovery rate under independence or positive dependence (Benjamini and Hochberg 1995); what findings use.</summary>
    BenjaminiHochberg,

    /// <summary>False discovery rate under any dependence (Benjamini and Yekutieli 2001).</summary>
    BenjaminiYekutieli,

    /// <summary>Step-down, any dependence (Holm 1979).</summary>
    Holm,

    Bonferroni,

    /// <summary>Closed testing with Simes' test (Hommel 1988).</summary>
    Hommel,

    /// <summary>Step-up (Hochberg 1988).</summary>
    Hochberg,

    /// <summary>Independence: 1 − (1 − p)ᵐ.</summary>
    Sidak,
}

/// <summary>Corrected p-values. Pure.</summary>
public static class MultipleTesting
{
    /// <summary>The level below which a corrected p-value counts as a difference beyond chance.</summary>
    public const double Level = 0.05;

    /// <summary>In the order given. A p-value that is not a number is no claim: it stays so and does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not in [0, 1].</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues, Correction correction = Correction.BenjaminiHochberg)
    {
        var known = Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).ToArray();
        foreach (var i in known)
        {
            // The rounding of a distribution function may lead out by a hair.
            if (pValues[i] is < -1e-9 or > 1 + 1e-9)
                throw new ArgumentOutOfRangeException(nameof(pValues), pValues[i], "A p-value lies in [0, 1].");
        }

        var order = known.OrderBy(i => pValues[i]).ToArray();
        double[] sorted = [.. order.Select(i => Math.Clamp(pValues[i], 0, 1))];
        var m = sorted.Length;
        var corrected = correction switch
        {
            Correction.BenjaminiHochberg => StepUp(sorted, i => (double)m / (i + 1)),
            Correction.BenjaminiYekutieli => BenjaminiYekutieli(sorted),
            Correction.Holm => StepDown(sorted, i => m - i),
            Correction.Bonferroni => [.. sorted.Select(p => Math.Min(1, m * p))],
            Correction.Hochberg => StepUp(sorted, i => m - i),
            Correction.Hommel => Hommel(sorted),
            Correction.Sidak => [.. sorted.Select(p => Sidak(p, m))],
            _ => throw new ArgumentOutOfRangeException(nameof(correction), correction, "An unknown correction."),
        };
        var adjusted = new double[pValues.Count];
        Array.Fill(adjusted, double.NaN);
        for (var i = 0; i < m; i++)
            adjusted[order[i]] = corrected[i];
        return adjusted;
    }

    /// <summary>min over j ≥ i of factor(j) p₍ⱼ₎, at most 1.</summary>
    private static double[] StepUp(double[] sorted, Func<int, double> factor)
    {
        var adjusted = new double[sorted.Length];
        var lowest = 1.0;
        for (var i = sorted.Length - 1; i >= 0; i--)
            adjusted[i] = lowest = Math.Min(lowest, factor(i) * sorted[i]);
        return adjusted;
    }

    /// <summary>max over j ≤ i of factor(j) p₍ⱼ₎, at most 1.</summary>
    private static double[] StepDown(double[] sorted, Func<int, double> factor)
    {
        var adjusted = new double[sorted.Length];
        var highest = 0.0;
        for (var i = 0; i < sorted.Length; i++)
            adjusted[i] = highest = Math.Max(highest, Math.Min(1, factor(i) * sorted[i]));
        return adjusted;
    }

    private static double[] BenjaminiYekutieli(double[] sorted)
    {
        var m = sorted.Length;
        var harmonic = 0.0;
        for (var i = m; i >= 1; i--)
            harmonic += 1.0 / i;
        return StepUp(sorted, i => harmonic * m / (i + 1));
    }

    /// <summary>1 − (1 − p)ᵐ without cancellation: log(1 + x) and exp(x) − 1 for small x by Kahan's quotients, in which rounding cancels.</summary>
    private static double Sidak(double p, int m)
    {
        var one = 1 - p;
        var log = one == 1 ? -p : p < 1 ? Math.Log(one) * -p / (one - 1) : double.NegativeInfinity;
        var power = Math.Exp(m * log);
        return power == 1 ? -m * log : power == 0 ? 1 : -(power - 1) * m * log / Math.Log(power);
    }

    /// <summary>Wright 1992, Biometrics 48, 1005, appendix; O(m²).</summary>
    private static double[] Hommel(double[] sorted)
    {
        var n = sorted.Length;
        double[] adjusted = [.. sorted];
        for (var m = n; m >= 2; m--)
        {
            var simes = double.PositiveInfinity;
            for (var j = 1; j <= m; j++)
                simes = Math.Min(simes, m * sorted[n - m + j - 1] / j);
            for (var i = 0; i < n; i++)
                adjusted[i] = Math.Max(adjusted[i], i >= n - m ? simes : Math.Min(m * sorted[i], simes));
        }

        return adjusted;
    }
}
