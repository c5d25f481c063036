using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>The best true value of a ground truth's first objective, in its unit and sign, and where it is taken.</summary>
public sealed record Optimum(double Value, Configuration Best);

/// <summary>
/// Looks for the optimum of a ground truth over a space with any parameters and constraints: every configuration of a finite space up to 50,000; otherwise
/// rounds of many feasible samples and climbs (<see cref="AcquisitionMaximizer"/>), each round around the best of the one before, until several in a row find
/// nothing better. Same truth, space and seed, same answer. Pure.
/// </summary>
public static class OptimumSearch
{
    private const int MostEnumerated = 50_000;

    /// <summary>Scored at random before the first round; the best of them are looked around.</summary>
    private const int Samples = 4096;

    private const int MostRounds = 40;

    /// <summary>Rounds in a row without a better value after which the search ends.</summary>
    private const int Patience = 4;

    /// <exception cref="GroundTruthException">The space has no configuration, or the truth seeks nothing.</exception>
    public static Optimum Find(SearchSpace space, GroundTruth truth, long seed, CancellationToken cancellationToken = default)
    {
        try
        {
            return Find(new FeasibleSampler(space), truth, seed, Samples, Patience, cancellationToken);
        }
        catch (InfeasibleSpaceException e)
        {
            throw new GroundTruthException(e.Message);
        }
    }

    /// <param name="samples">Random points before the first round.</param>
    /// <param name="patience">Rounds in a row without a better value after which it ends.</param>
    internal static Optimum Find(FeasibleSampler sampler, GroundTruth truth, long seed, int samples, int patience, CancellationToken cancellationToken = default)
    {
        var objective = truth.Objectives[0];
        if (!objective.IsSought)
            throw new GroundTruthException($"Nothing is sought of {objective.Name}, so it has no optimum. Maximize, minimize or aim at a target.");
        var surface = new TruthSurface(truth, sampler.Region.Cube);
        if (sampler.Region.Enumerate(MostEnumerated) is { Count: > 0 } all)
            return Result(all.MaxBy(u => surface.Score(u, default))!, truth, sampler);
        var random = SeededRandom.Derive(seed, 0x0971);
        var known = Enumerable.Range(0, samples).Select(_ => sampler.SampleUnit(random)).Select(u => (Unit: u, Score: surface.Score(u, default)))
            .OrderByDescending(p => p.Score).Take(8).ToList();
        var idle = 0;
        for (var round = 0; round < MostRounds && idle < patience; round++)
        {
            if (AcquisitionMaximizer.Find(surface, sampler, [.. known.Select(k => k.Unit)], (_, _) => false, SeededRandom.DeriveSeed(seed, round), null, cancellationToken) is not { } found)
                break;
            idle = known.Count > 0 && found.Optimum.Score <= known[0].Score + (1e-9 * Math.Max(1e-300, Math.Abs(known[0].Score))) ? idle + 1 : 0;
            known = [.. new[] { found.Optimum, found.RunnerUp }.OfType<Spot>().Select(s => (s.Unit, s.Score)).Concat(known).OrderByDescending(p => p.Score).Take(8)];
        }

        return Result(known[0].Unit, truth, sampler);
    }

    private static Optimum Result(double[] unit, GroundTruth truth, FeasibleSampler sampler)
    {
        var best = sampler.Region.Cube.Decode(unit);
        return new Optimum(truth.TrueValues(best)[0], best);
    }
}
