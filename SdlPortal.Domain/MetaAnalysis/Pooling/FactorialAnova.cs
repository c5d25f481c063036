using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>A factor of an analysis of variance: a level's code for every row.</summary>
public sealed record Factor(string Name, int[] Codes, int Levels);

/// <summary>A line of the table; the last one is the residuals, without F and p.</summary>
/// <param name="EtaSquared">Share of the total sum of squares: in a balanced design the first-order sensitivity index of the term.</param>
public sealed record AnovaTerm(string Name, int DegreesOfFreedom, double SumOfSquares, double F, double PValue, double EtaSquared);

/// <summary>Analysis of variance with sequential (type I) sums of squares: in a balanced factorial they do not depend on the order of terms; otherwise each term is what it adds to those before. Pure.</summary>
public static class FactorialAnova
{
    /// <param name="interactions">Pairs of indices of factors, after all main effects.</param>
    public static Answer<IReadOnlyList<AnovaTerm>> Fit(double[] response, IReadOnlyList<Factor> factors, IReadOnlyList<(int First, int Second)>? interactions = null) => throw new NotImplementedException();
}
