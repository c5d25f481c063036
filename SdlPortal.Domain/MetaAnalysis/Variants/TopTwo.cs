namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>
/// Top-two Thompson sampling (Russo 2016, "Simple Bayesian algorithms for best-arm identification"): a draw's best is tried with probability β, else draws go on until another one is best and that is tried. Pure.
/// </summary>
public static class TopTwo
{
    /// <summary>
    /// The shares of next runs: ψ(j) = π(j) (β + (1 − β) Σ(i ≠ j) π(i) / (1 − π(i))). Where one is best in every draw, its rivals share by how often they are second.
    /// </summary>
    /// <param name="best">Probability of being best; sums to 1.</param>
    /// <param name="second">Probability of being second.</param>
    public static double[] Shares(double[] best, double[] second, double beta)
    {
        var shares = new double[best.Length];
        for (var i = 0; i < best.Length; i++)
        {
            shares[i] += beta * best[i];
            var rest = 1 - best[i];
            for (var j = 0; j < best.Length; j++)
            {
                if (j != i)
                    shares[j] += (1 - beta) * best[i] * (rest > 1e-9 ? best[j] / rest : second[j]);
            }
        }

        return shares;
    }
}
