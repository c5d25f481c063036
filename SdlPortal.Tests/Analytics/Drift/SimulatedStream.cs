using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Drift;

/// <summary>How the values of simulated streams are made, before and after a change.</summary>
/// <param name="Marginal">From a standard normal number to a value; monotone.</param>
/// <param name="Sd">Of the values.</param>
internal sealed record StreamKind(string Name, double Autocorrelation, Func<double, double> Marginal, double Sd)
{
    public static readonly StreamKind Normal = new("normal", 0, z => z, 1);

    /// <summary>exp(0.75 z): skewness 4.</summary>
    public static readonly StreamKind Skewed = new("skewed (log-normal, σ 0.75)", 0, z => Math.Exp(0.75 * z), Math.Exp(0.75 * 0.75 / 2) * Math.Sqrt(Math.Exp(0.75 * 0.75) - 1));

    /// <summary>t with 3 degrees of freedom, by its quantiles.</summary>
    public static readonly StreamKind HeavyTailed = new("heavy-tailed (t, 3 degrees of freedom)", 0, z => StudentQuantile(Domain.Numerics.Normal.Cdf(z)), Math.Sqrt(3));

    public static readonly StreamKind Correlated = new("AR(1), φ 0.5", 0.5, z => z, 1);

    public static readonly StreamKind StronglyCorrelated = new("AR(1), φ 0.8", 0.8, z => z, 1);

    /// <summary>Steps of a whole standard deviation: seven levels or so.</summary>
    public static readonly StreamKind Discretized = new("discretized (steps of 1 sd)", 0, Math.Round, Math.Sqrt(1 + (1 / 12.0)));

    public static readonly StreamKind CorrelatedSteps = new("AR(1), φ 0.8, discretized (steps of 0.5 sd)", 0.8, z => Math.Round(2 * z) / 2, Math.Sqrt(1 + (0.25 / 12)));

    /// <summary>Values of a stream; <paramref name="change"/> turns the value at a place into what comes out.</summary>
    public double[] Draw(int count, SeededRandom random, Func<int, double, double>? change = null)
    {
        var values = new double[count];
        var z = random.NextNormal();
        for (var i = 0; i < count; i++)
        {
            values[i] = change?.Invoke(i, Marginal(z)) ?? Marginal(z);
            z = (Autocorrelation * z) + (Math.Sqrt(1 - (Autocorrelation * Autocorrelation)) * random.NextNormal());
        }

        return values;
    }

    /// <summary>Of 3 degrees of freedom, from its distribution function ½ + (atan(u) + u / (1 + u²)) / π with u = t / √3, by bisection.</summary>
    private static double StudentQuantile(double p)
    {
        var (low, high) = (-1e5, 1e5);
        for (var i = 0; i < 60; i++)
        {
            var u = (low + high) / 2;
            if (0.5 + ((Math.Atan(u) + (u / (1 + (u * u)))) / Math.PI) < p)
                low = u;
            else
                high = u;
        }

        return (low + high) / 2 * Math.Sqrt(3);
    }
}
