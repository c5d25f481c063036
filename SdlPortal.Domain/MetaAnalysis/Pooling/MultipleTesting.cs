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
    /// <summary>In the order given. A p-value that is not a number is no claim: it stays so and does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not in [0, 1].</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues, Correction correction = Correction.BenjaminiHochberg) => throw new NotImplementedException();
}
