namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>p-values of several tests made at once. Pure.</summary>
internal static class Adjusted
{
    /// <summary>Benjamini and Hochberg 1995: p₍ᵢ₎ becomes the least m p₍ⱼ₎/j over j ≥ i; in the order given.</summary>
    public static double[] FalseDiscovery(double[] pValues)
    {
        var order = Enumerable.Range(0, pValues.Length).OrderByDescending(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Length];
        var least = 1.0;
        for (var k = 0; k < order.Length; k++)
        {
            least = Math.Min(least, pValues[order[k]] * pValues.Length / (pValues.Length - k));
            adjusted[order[k]] = least;
        }

        return adjusted;
    }
}
