using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization;

/// <summary>The pending policies that give unknown results a value until they are known.</summary>
internal static class PendingAssumption
{
    /// <summary>
    /// The assumed results in the model outputs' units: the posterior mean (kriging believer), the worst, mean or best result so far (constant liar; both
    /// Ginsbourger, Le Riche and Carraro 2010), or the mean less one standard deviation; empty for policies that assume none.
    /// </summary>
    /// <param name="merit">What makes an output good: the best is the largest unless a target is sought, and worse is farther from it.</param>
    public static IReadOnlyList<double> Values(PendingPolicy policy, GaussianProcess fitted, IReadOnlyList<double[]> pending, Merit merit = default)
    {
        double Unstandardized(double y) => fitted.Data.Mean + (fitted.Data.Deviation * y);
        double Measured(Func<IEnumerable<double>, double> of) => of(fitted.Data.Standardized.Select(Unstandardized));
        double Lowered(double[] x)
        {
            var (mean, variance) = fitted.Posterior(x);
            return mean > merit.Target ? mean + Math.Sqrt(variance) : mean - Math.Sqrt(variance);
        }

        return policy switch
        {
            PendingPolicy.Believer => [.. pending.Select(x => fitted.Mean(x))],
            PendingPolicy.LiarWorst => [.. pending.Select(_ => Measured(y => y.MinBy(v => merit.Of(v))))],
            PendingPolicy.LiarMean => [.. pending.Select(_ => Measured(y => y.Average()))],
            PendingPolicy.LiarBest => [.. pending.Select(_ => Measured(y => y.MaxBy(v => merit.Of(v))))],
            PendingPolicy.Pessimistic => [.. pending.Select(Lowered)],
            _ => [],
        };
    }
}
