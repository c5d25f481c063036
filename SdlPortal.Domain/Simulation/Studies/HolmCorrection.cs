namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// p-values of several claims made at once, raised so that the chance of even one false claim stays below the level that they are compared with
/// (Holm 1979, Scandinavian Journal of Statistics 6, 65: step-down, valid under any dependence). Pure.
/// </summary>
public static class HolmCorrection
{
    /// <summary>The level below which a corrected p-value counts as a difference beyond chance.</summary>
    public const double Level = 0.05;

    /// <summary>p₍ᵢ₎ becomes max over j ≤ i of min(1, (m - j + 1) p₍ⱼ₎); in the order given.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var highest = 0.0;
        var left = pValues.Count;
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            highest = Math.Max(highest, Math.Min(1, left-- * pValues[i]));
            adjusted[i] = highest;
        }

        return adjusted;
    }
}
