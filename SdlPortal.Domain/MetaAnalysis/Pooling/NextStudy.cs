using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>Where the true effect of a further study lies: mean + √(τ² + error²) T, T of Student's distribution.</summary>
/// <param name="Mean">Of the true effects.</param>
/// <param name="Error">How unsure that mean is, on the scale of T.</param>
/// <param name="TauSquared">How much true effects differ between studies, on the same scale.</param>
/// <param name="DegreesOfFreedom">The fewer, the less is known of τ.</param>
public sealed record NextStudy(double Mean, double Error, double TauSquared, double DegreesOfFreedom)
{
    private const int Points = 100;
    private const double LargestTau = 4;
    private const double PriorScale = 1;

    /// <summary>Fewer and more are not told apart by the quantiles that are matched.</summary>
    private const double MostFreedom = 200;

    public Interval Range(double level) => Interval.Around(Mean, TailProbability.StudentCritical(level, DegreesOfFreedom) * Math.Sqrt(TauSquared + (Error * Error)));

    /// <summary>
    /// Random effects with a half-normal prior of scale 1 on τ and a flat one on the mean (Röver 2020, J. Stat. Softw. 93, 6; the scale for log odds after Röver et al. 2021, Res. Synth. Methods 12, 448), integrated over τ. The mixture of normal
    /// distributions that comes of it is told as a t distribution with the same central 50 and 95 %. Unlike an interval around one estimate of τ², which is 0 too often, it holds its level with few studies and with imprecise ones.
    /// </summary>
    /// <param name="studies">Usable effects of the order of log odds; two at least.</param>
    public static NextStudy Predict(IReadOnlyList<StudyEffect> studies)
    {
        var (means, spreads, taus, weights) = (new double[Points], new double[Points], new double[Points], new double[Points]);
        for (var g = 0; g < Points; g++)
        {
            // Evenly in the root of τ: close together where the likelihood is steep.
            var root = (g + 0.5) / Points;
            taus[g] = LargestTau * root * root;
            (means[g], spreads[g], var log) = At(studies, taus[g] * taus[g]);
            weights[g] = log - (0.5 * taus[g] * taus[g] / (PriorScale * PriorScale)) + Math.Log(root);
        }

        var largest = weights.Max();
        for (var g = 0; g < Points; g++)
            weights[g] = Math.Exp(weights[g] - largest);
        var total = weights.Sum();
        var (mean, between, ofMean) = (0.0, 0.0, 0.0);
        for (var g = 0; g < Points; g++)
        {
            weights[g] /= total;
            mean += weights[g] * means[g];
            between += weights[g] * taus[g] * taus[g];
        }

        for (var g = 0; g < Points; g++)
            ofMean += weights[g] * (spreads[g] + ((means[g] - mean) * (means[g] - mean)));
        double Reach(double level) => Root(half => Inside(half) - level, 0, 200);
        double Inside(double half)
        {
            var inside = 0.0;
            for (var g = 0; g < Points; g++)
            {
                var sd = Math.Sqrt(spreads[g] + (taus[g] * taus[g]));
                inside += weights[g] * (Normal.Cdf((mean + half - means[g]) / sd) - Normal.Cdf((mean - half - means[g]) / sd));
            }

            return inside;
        }

        var (wide, narrow) = (Reach(0.95), Reach(0.5));
        var freedom = Root(df => (wide / narrow) - (TailProbability.StudentCritical(0.95, df) / TailProbability.StudentCritical(0.5, df)), 1, MostFreedom);
        var scale = wide / TailProbability.StudentCritical(0.95, freedom);
        var share = ofMean / (ofMean + between);
        return new NextStudy(mean, scale * Math.Sqrt(share), scale * scale * (1 - share), freedom);
    }

    /// <summary>Given τ²: the mean, its variance, and the log likelihood with the mean integrated out.</summary>
    private static (double Mean, double Variance, double Log) At(IReadOnlyList<StudyEffect> studies, double tau2)
    {
        var (weights, sum, log) = (0.0, 0.0, 0.0);
        foreach (var study in studies)
        {
            var weight = 1 / (study.Variance + tau2);
            weights += weight;
            sum += weight * study.Value;
            log += 0.5 * Math.Log(weight);
        }

        var mean = sum / weights;
        foreach (var study in studies)
            log -= 0.5 * (study.Value - mean) * (study.Value - mean) / (study.Variance + tau2);
        return (mean, 1 / weights, log - (0.5 * Math.Log(weights)));
    }

    /// <summary>Where a growing function changes its sign, to the nearest end where it does not.</summary>
    private static double Root(Func<double, double> function, double low, double high)
    {
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (function(middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}
