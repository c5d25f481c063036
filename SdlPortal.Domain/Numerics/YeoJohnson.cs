namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The power transform of Yeo and Johnson (2000, Biometrika 87, 954): a strictly increasing function of any number that λ makes stretch one tail and
/// shrink the other; λ = 1 is the identity. Pure.
/// </summary>
/// <param name="Power">λ, between -1 and 4 when fitted.</param>
public readonly record struct YeoJohnson(double Power)
{
    private const int Steps = 50;

    /// <summary>
    /// The λ on a grid of 0.1 under which standardized values look most normal: largest profile log likelihood
    /// -n/2 log var ψ + (λ - 1) Σ sign(z) log(1 + |z|), with a standard normal prior on λ - 1 that leaves few values as they are.
    /// </summary>
    public static YeoJohnson Fit(IReadOnlyList<double> standardized)
    {
        var best = new YeoJohnson(1);
        var most = double.NegativeInfinity;
        var slopes = standardized.Sum(z => Math.Sign(z) * Math.Log(1 + Math.Abs(z)));
        for (var step = 0; step <= Steps; step++)
        {
            var trial = new YeoJohnson((step - 10) / 10.0);
            var mean = standardized.Average(trial.Apply);
            var variance = standardized.Average(z => (trial.Apply(z) - mean) * (trial.Apply(z) - mean));
            var distance = trial.Power - 1;
            var value = (-0.5 * standardized.Count * Math.Log(variance)) + (distance * slopes) - (0.5 * distance * distance);
            if (variance > 0 && value > most)
                (best, most) = (trial, value);
        }

        return best;
    }

    public double Apply(double z) => z >= 0 ? BoxCox(1 + z, Power) : -BoxCox(1 - z, 2 - Power);

    /// <summary>dψ/dz, positive everywhere.</summary>
    public double Slope(double z) => z >= 0 ? Math.Pow(1 + z, Power - 1) : Math.Pow(1 - z, 1 - Power);

    /// <summary>The z of a transformed value; infinite beyond what the transform can reach.</summary>
    public double Invert(double value) => value >= 0 ? Root(value, Power) - 1 : 1 - Root(-value, 2 - Power);

    /// <summary>(uᵖ - 1)/p, and log u in the limit p = 0.</summary>
    private static double BoxCox(double u, double p) => Math.Abs(p) < 1e-9 ? Math.Log(u) : (Math.Pow(u, p) - 1) / p;

    private static double Root(double value, double p)
    {
        if (Math.Abs(p) < 1e-9)
            return Math.Exp(value);
        var u = 1 + (p * value);
        return u > 0 ? Math.Pow(u, 1 / p) : double.PositiveInfinity;
    }
}
