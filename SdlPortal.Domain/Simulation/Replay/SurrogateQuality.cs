using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>How well a Gaussian process fitted to a table predicts results that it has not seen (<see cref="CrossValidation"/>, ten folds).</summary>
/// <param name="Rows">Results in the table.</param>
/// <param name="R2">Share of the held-out results' variance that was predicted: 1 is perfect, 0 no better than the mean.</param>
/// <param name="Coverage">Share of the held-out results within the 95 % predictive interval, noise included; near 0.95 where the process knows what it does not know.</param>
public sealed record SurrogateQuality(int Rows, double R2, double Coverage)
{
    private const int Folds = 10;

    /// <param name="objective">Which value of each row, from 0.</param>
    /// <exception cref="CholeskyException">A process cannot be fitted.</exception>
    public static SurrogateQuality Of(SearchSpace space, IReadOnlyList<Observation> rows, int objective, long seed, CancellationToken cancellationToken = default)
    {
        var cube = new UnitCube(space);
        var (r2, coverage) = CrossValidation.Quality([.. rows.Select(r => cube.Encode(r.Configuration))], [.. rows.Select(r => r.Values[objective])], cube.Categorical, Folds, TableGroundTruth.Options, seed, cancellationToken);
        return new SurrogateQuality(rows.Count, r2, coverage);
    }
}
