using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Folds several objectives into one to be maximized: -(max wₒ lₒ + 0.05 Σ wₒ lₒ), where lₒ is the loss against the best result in objective o,
/// as a share of the range of the results so far (augmented Chebyshev; with weights drawn anew for every experiment ParEGO: Knowles 2006, IEEE Trans. Evol.
/// Comput. 10, 50). Immutable.
/// </summary>
internal sealed record Chebyshev(double[] Weights)
{
    private const double Augmentation = 0.05;

    /// <summary>Weights drawn evenly from the simplex, by the request's seed and index.</summary>
    public static Chebyshev Draw(EncodedRequest encoded, int objectives)
    {
        var random = SeededRandom.Derive(encoded.Seed(0xC4E));
        var draws = Enumerable.Range(0, objectives).Select(_ => -Math.Log(1 - random.NextDouble())).ToArray();
        var sum = draws.Sum();
        return new Chebyshev([.. draws.Select(x => sum > 0 ? x / sum : 1.0 / draws.Length)]);
    }

    /// <summary>One value per row of merits.</summary>
    public IReadOnlyList<double> Fold(IReadOnlyList<double[]> outputs)
    {
        var low = Weights.Select((_, o) => outputs.Min(y => y[o])).ToArray();
        var high = Weights.Select((_, o) => outputs.Max(y => y[o])).ToArray();
        return [.. outputs.Select(y =>
        {
            var losses = Weights.Select((w, o) => high[o] > low[o] ? w * (high[o] - y[o]) / (high[o] - low[o]) : 0).ToArray();
            return -losses.Max() - (Augmentation * losses.Sum());
        })];
    }

    public string Describe(IEnumerable<Objective> objectives) =>
        $"Several objectives are weighed at random for each experiment, here {string.Join(", ", objectives.Select((o, i) => string.Create(CultureInfo.InvariantCulture, $"{o.Name} {Weights[i]:F2}")))}.";
}
