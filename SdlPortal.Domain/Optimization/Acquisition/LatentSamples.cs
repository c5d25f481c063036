using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Acquisition;

/// <summary>
/// Joint samples of the latent values that a posterior is conditioned on, and the largest value of each sample: what a candidate has to beat if the world is like that. Standardized.
/// </summary>
/// <param name="Normals">S x e standard normals, row-major: sample s of the latent values is their means plus the factor times row s.</param>
/// <param name="Incumbents">S values.</param>
internal sealed record LatentSamples(double[] Normals, double[] Incumbents)
{
    public int Count => Incumbents.Length;

    /// <summary>One empty sample: nothing is latent.</summary>
    public static LatentSamples Certain(double incumbent) => new([], [incumbent]);

    /// <summary>Scrambled Sobol normals (Owen 1998; Balandat et al. 2020, arXiv 1910.06403); the incumbent is at least <paramref name="best"/>.</summary>
    public static LatentSamples Draw(ConditionedPosterior posterior, double best, long seed, int samples)
    {
        var e = posterior.Latent.Count;
        if (e == 0)
            return Certain(best);
        var sequence = Sobol.Wide(e, seed);
        var normals = new double[samples * e];
        for (var s = 0; s < samples; s++)
        {
            var uniform = sequence(s);
            for (var i = 0; i < e; i++)
                normals[(s * e) + i] = Normal.Quantile(Math.Max(uniform[i], 1e-16));
        }

        return Of(posterior, best, normals);
    }

    /// <summary>From given normals, S x e.</summary>
    public static LatentSamples Of(ConditionedPosterior posterior, double best, double[] normals)
    {
        var e = posterior.Latent.Count;
        var incumbents = new double[normals.Length / e];
        for (var s = 0; s < incumbents.Length; s++)
        {
            incumbents[s] = best;
            for (var i = 0; i < e; i++)
                incumbents[s] = Math.Max(incumbents[s], Value(posterior, normals.AsSpan(s * e, e), i));
        }

        return new LatentSamples(normals, incumbents);
    }

    /// <summary>Latent value i of the sample with these normals.</summary>
    public static double Value(ConditionedPosterior posterior, ReadOnlySpan<double> normals, int i) =>
        posterior.LatentMeans[i] + Vectors.Dot(posterior.LatentFactor(i), normals[..(i + 1)]);
}
