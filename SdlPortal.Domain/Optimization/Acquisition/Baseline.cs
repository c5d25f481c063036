using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>Which training inputs noisy expected improvement has to be measured against. Pure.</summary>
public static class Baseline
{
    private const int MostContenders = 32;
    private const int MostKept = 24;
    private const int Draws = 256;

    /// <summary>
    /// The inputs that are the best one in at least one of 256 joint samples of their latent values, most frequent first, at most 24: the others raise the cost and not the
    /// result (BoTorch's prune_baseline). Whoever is 4 standard deviations behind the leader is not sampled, nor repeats.
    /// </summary>
    /// <param name="candidates">Training inputs, d numbers each.</param>
    public static IReadOnlyList<double[]> Prune(GaussianProcess model, IReadOnlyList<double[]> candidates, long seed)
    {
        var distinct = Distinct(candidates);
        var posterior = new ConditionedPosterior(model, []);
        var (means, deviations) = (new double[distinct.Count], new double[distinct.Count]);
        for (var first = 0; first < distinct.Count; first += ConditionedPosterior.Lanes)
        {
            var some = distinct.Skip(first).Take(ConditionedPosterior.Lanes).ToList();
            posterior.Place(some.SelectMany(p => p).ToArray(), wantsGradient: false);
            for (var lane = 0; lane < some.Count; lane++)
                (means[first + lane], deviations[first + lane]) = (posterior.Mean[lane], posterior.Deviation[lane]);
        }

        var leader = Enumerable.Range(0, distinct.Count).MaxBy(i => means[i]);
        var contenders = Enumerable.Range(0, distinct.Count)
            .Where(i => means[leader] - means[i] <= 4 * Math.Sqrt((deviations[i] * deviations[i]) + (deviations[leader] * deviations[leader])))
            .OrderByDescending(i => means[i] + (2 * deviations[i])).ThenBy(i => i).Take(MostContenders).Select(i => distinct[i]).ToList();
        if (contenders.Count <= 1)
            return contenders;
        var joint = new ConditionedPosterior(model, contenders);
        var samples = LatentSamples.Draw(joint, double.NegativeInfinity, seed, Draws);
        var wins = new int[contenders.Count];
        for (var s = 0; s < samples.Count; s++)
        {
            var normals = samples.Normals.AsSpan(s * wins.Length, wins.Length);
            for (var i = 0; i < wins.Length; i++)
            {
                if (LatentSamples.Value(joint, normals, i) < samples.Incumbents[s])
                    continue;
                wins[i]++;
                break;
            }
        }

        return [.. Enumerable.Range(0, wins.Length).Where(i => wins[i] > 0).OrderByDescending(i => wins[i]).ThenBy(i => i).Take(MostKept).Select(i => contenders[i])];
    }

    private static List<double[]> Distinct(IReadOnlyList<double[]> points)
    {
        var distinct = new List<double[]>();
        foreach (var point in points)
        {
            if (!distinct.Exists(p => p.AsSpan().SequenceEqual(point)))
                distinct.Add(point);
        }

        return distinct;
    }
}
