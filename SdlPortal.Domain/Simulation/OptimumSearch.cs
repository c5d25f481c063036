using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>The best true value of a ground truth's first objective, in its unit and sign, and where it is taken.</summary>
public sealed record Optimum(double Value, Configuration Best);

/// <summary>
/// Looks for the optimum of ground truths over one space with any parameters and constraints: every configuration of a small finite space; otherwise many feasible samples, then
/// rounds of climbs (<see cref="AcquisitionMaximizer"/>), by turns from points spread anew and around the best so far, until several in a row find nothing better.
/// Same truth, space and seed, same answer. Immutable, safe from any thread.
/// </summary>
public sealed class OptimumSearch
{
    private const int MostEnumerated = 50_000;
    private const int Samples = 4096;

    /// <summary>Rounds in a row without a better value after which the search ends.</summary>
    private const int Patience = 12;

    private const int MostRounds = 60;

    /// <summary>Places that are looked around.</summary>
    private const int Kept = 8;

    private readonly FeasibleSampler sampler;
    private readonly IReadOnlyList<double[]> points;
    private readonly bool isComplete;
    private readonly int patience;

    /// <param name="samples">How many feasible points are scored before the first round: the same for all truths.</param>
    /// <param name="mostEnumerated">Up to how many configurations of a finite space all are scored.</param>
    internal OptimumSearch(FeasibleSampler sampler, int samples, int patience, int mostEnumerated, long seed)
    {
        (this.sampler, this.patience) = (sampler, patience);
        var all = sampler.Region.Enumerate(mostEnumerated);
        isComplete = all is { Count: > 0 };
        var random = SeededRandom.Derive(seed, 0x0971);
        points = isComplete ? all! : [.. Enumerable.Range(0, samples).Select(_ => sampler.SampleUnit(random))];
    }

    /// <summary>A thorough search: a fraction of a second on most spaces.</summary>
    /// <exception cref="GroundTruthException">The space has no configuration, or the truth seeks nothing.</exception>
    public static Optimum Find(SearchSpace space, GroundTruth truth, long seed, CancellationToken cancellationToken = default)
    {
        try
        {
            return new OptimumSearch(new FeasibleSampler(space), Samples, Patience, MostEnumerated, seed).Find(truth, seed, cancellationToken);
        }
        catch (InfeasibleSpaceException e)
        {
            throw new GroundTruthException(e.Message);
        }
    }

    /// <exception cref="GroundTruthException">The truth seeks nothing.</exception>
    internal Optimum Find(GroundTruth truth, long seed, CancellationToken cancellationToken = default)
    {
        var objective = truth.Objectives[0];
        if (!objective.IsSought)
            throw new GroundTruthException($"Nothing is sought of {objective.Name}, so it has no optimum. Maximize, minimize or aim at a target.");
        var surface = new TruthSurface(truth, sampler.Region.Cube);
        var known = points.Select(u => (Unit: u, Score: surface.Score(u, default))).OrderByDescending(p => p.Score).Take(Kept).ToList();
        var idle = 0;
        for (var round = 0; round < MostRounds && idle < patience && !isComplete; round++)
        {
            IReadOnlyList<double[]> near = round % 2 == 0 ? [.. known.Select(k => k.Unit)] : [];
            if (AcquisitionMaximizer.Find(surface, sampler, near, (_, _) => false, SeededRandom.DeriveSeed(seed, round), null, cancellationToken) is not { } found)
                break;
            idle = found.Optimum.Score <= known[0].Score + (1e-9 * Math.Max(1e-300, Math.Abs(known[0].Score))) ? idle + 1 : 0;
            known = [.. new[] { found.Optimum, found.RunnerUp }.OfType<Spot>().Select(s => (s.Unit, s.Score)).Concat(known).OrderByDescending(p => p.Score).Take(Kept)];
        }

        var best = sampler.Region.Cube.Decode(known[0].Unit);
        return new Optimum(truth.TrueValues(best)[0], best);
    }
}
