using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization;

/// <summary>The pending policies that give unknown results a value until they are known.</summary>
internal static class PendingAssumption
{
    /// <summary>
    /// The assumed results in the model outputs' units: the posterior mean (kriging believer), the worst, mean or best result so far (constant liar; both
    /// Ginsbourger, Le Riche and Carraro 2010), or the mean less one standard deviation; empty for policies that assume none.
    /// </summary>
    public static IReadOnlyList<double> Values(PendingPolicy policy, GaussianProcess fitted, IReadOnlyList<double[]> pending)
    {
        double Measured(Func<IEnumerable<double>, double> of) => fitted.Data.Mean + (fitted.Data.Deviation * of(fitted.Data.Standardized));
        double Lowered(double[] x)
        {
            var (mean, variance) = fitted.Posterior(x);
            return mean - Math.Sqrt(variance);
        }

        return policy switch
        {
            PendingPolicy.Believer => [.. pending.Select(x => fitted.Mean(x))],
            PendingPolicy.LiarWorst => [.. pending.Select(_ => Measured(y => y.Min()))],
            PendingPolicy.LiarMean => [.. pending.Select(_ => Measured(y => y.Average()))],
            PendingPolicy.LiarBest => [.. pending.Select(_ => Measured(y => y.Max()))],
            PendingPolicy.Pessimistic => [.. pending.Select(Lowered)],
            _ => [],
        };
    }
}
