using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Finds the configuration with the best acquisition score: every one of a small finite space is scored; otherwise feasible points spread over the space and around the best
/// results are scored and the most promising climbed side by side, all a little way and the best of them to their top. Whatever it returns belongs to the space. Pure.
/// </summary>
public static class AcquisitionMaximizer
{
    private const int MaxEnumerated = 4000;

    /// <summary>As many as BoTorch takes.</summary>
    private const int Raw = 512;

    private const int Starts = 24;
    private const int MaxCombinations = 32;
    private const int Climbs = 10;

    /// <summary>Questions a climb may ask before it is decided which ones go on, and after that.</summary>
    private const int Screening = 10;

    private const int MaxQuestions = 400;

    /// <summary>As a share of the box: climbs that come closer have the same top; a runner-up is farther away.</summary>
    private const double SameTop = 0.01;

    private const double OtherPlace = 0.1;

    /// <param name="near">Unit points worth looking around, best first.</param>
    /// <param name="isTaken">True for points that must not be proposed: pending ones, and in a finite space those already done.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <returns>Null only when the space has no feasible point.</returns>
    public static Found? Find(AcquisitionFunction acquisition, FeasibleSampler sampler, IReadOnlyList<double[]> near,
        Func<double[], Configuration, bool> isTaken, long seed, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var region = sampler.Region;
        var d = region.Cube.Dimension;
        if (region.Enumerate(MaxEnumerated) is { } all)
            return Pick([.. Rank(acquisition, all, 0)], [], 1, acquisition, region, isTaken, all.Count);

        var moves = new SteppedMoves(region);
        var source = new RawPoints(sampler, moves, seed);
        var spread = source.Spread(near.Count > 0 ? Raw / 2 : Raw);
        var around = source.Around(near, spread, Raw / 2);
        cancellationToken.ThrowIfCancellationRequested();
        var ranked = Rank(acquisition, [.. spread, .. around], spread.Count);
        if (ranked.Count == 0)
            return null;
        progress?.Report(0.2);

        // Thresholds are made for logarithms, where 1 is much; other scores are measured by how far the best stands out.
        var standout = ranked[0].Score - ranked[ranked.Count / 2].Score;
        var scale = acquisition.IsLogarithmic || !(standout > 0) || !double.IsFinite(1 / standout) ? 1 : 1 / standout;
        var steps = new Lockstep(acquisition, d, scale, cancellationToken);
        var climbs = ChooseStarts(ranked, region).Select(p => new Climb(region, moves, p.Unit, p.Score * scale)).ToList();
        steps.Run(climbs, Screening);
        progress?.Report(0.4);
        var best = Distinct(climbs, region);
        steps.Run(best, MaxQuestions);
        progress?.Report(1);
        return Pick(ranked, climbs, scale, acquisition, region, isTaken, ranked.Count + steps.Evaluations);
    }

    private static List<(double[] Unit, double Score, bool IsSpread)> Rank(AcquisitionFunction acquisition, IReadOnlyList<double[]> points, int spread)
    {
        var scores = new double[points.Count];
        if (points.Count > 0)
            acquisition.Scores([.. points.SelectMany(p => p)], scores, default);
        return [.. points.Select((p, i) => (p, scores[i], i < spread)).Where(p => !double.IsNaN(p.Item2)).OrderByDescending(p => p.Item2)];
    }

    /// <summary>
    /// The best raw points that are not close together, as many spread as near ones if there are; where the stepped columns have few combinations, first the best of each.
    /// </summary>
    private static List<(double[] Unit, double Score)> ChooseStarts(List<(double[] Unit, double Score, bool IsSpread)> ranked, FeasibleRegion region)
    {
        var chosen = new List<(double[] Unit, double Score)>();
        var left = new List<(double[] Unit, double Score)>();
        if (region.Stepped.Count > 0 && region.Combinations <= MaxCombinations)
        {
            foreach (var (unit, score, _) in ranked)
            {
                if (!chosen.Exists(c => region.Stepped.All(j => c.Unit[j] == unit[j])))
                    chosen.Add((unit, score));
            }
        }

        var most = Math.Max(Starts, chosen.Count + (Starts / 2));
        var counts = new int[2];
        foreach (var (unit, score, isSpread) in ranked)
        {
            if (chosen.Count == most)
                return chosen;
            if (chosen.Exists(c => Distance(c.Unit, unit, region) < (isSpread ? 0.05 : SameTop)))
                continue;
            if (counts[isSpread ? 1 : 0] == most / 2)
            {
                left.Add((unit, score));
                continue;
            }

            counts[isSpread ? 1 : 0]++;
            chosen.Add((unit, score));
        }

        chosen.AddRange(left.Take(most - chosen.Count));
        return chosen;
    }

    /// <summary>The best climbs so far that are not on the way to the same top.</summary>
    private static List<Climb> Distinct(List<Climb> climbs, FeasibleRegion region)
    {
        var chosen = new List<Climb>();
        foreach (var climb in climbs.OrderByDescending(c => c.Score))
        {
            if (chosen.Count < Climbs && !chosen.Exists(c => Distance(c.Unit, climb.Unit, region) < SameTop))
                chosen.Add(climb);
        }

        return chosen;
    }

    private static Found? Pick(List<(double[] Unit, double Score, bool IsSpread)> ranked, List<Climb> climbs, double scale, AcquisitionFunction acquisition,
        FeasibleRegion region, Func<double[], Configuration, bool> isTaken, int evaluations)
    {
        var tops = climbs.Select(c => (c.Unit, c.Score)).OrderByDescending(p => p.Score).ToList();
        var passed = climbs.SelectMany(c => c.Passed).OrderByDescending(p => p.Score);
        var (optimum, free, runnerUp) = (default(Spot), default(Spot), default(Spot));
        foreach (var (unit, score) in Merge(tops.Concat(passed).OrderByDescending(p => p.Score), ranked.Select(p => (p.Unit, Score: p.Score * scale))))
        {
            if (!region.Accepts(unit, out var configuration))
                continue;
            var spot = new Spot(unit, configuration, score / scale);
            optimum ??= spot;
            if (isTaken(unit, configuration))
                continue;
            free = spot;
            break;
        }

        if (optimum is null)
            return null;
        foreach (var (unit, score) in climbs.Count > 0 ? tops : [.. ranked.Select(p => (p.Unit, p.Score))])
        {
            if (free is null || Distance(unit, free.Unit, region) < OtherPlace || !region.Accepts(unit, out var configuration) || isTaken(unit, configuration))
                continue;
            runnerUp = new Spot(unit, configuration, score / scale);
            break;
        }

        var isFlat = acquisition.Vanishes(optimum.Score) || (ranked.Count > 1 && optimum.Score - ranked[^1].Score <= 1e-12 * Math.Max(1, Math.Abs(optimum.Score)));
        return new Found(optimum, free, runnerUp, isFlat, evaluations);
    }

    /// <summary>Two lists, each best first, as one.</summary>
    private static IEnumerable<(double[] Unit, double Score)> Merge(IEnumerable<(double[] Unit, double Score)> first, IEnumerable<(double[] Unit, double Score)> second)
    {
        using var other = second.GetEnumerator();
        var isLeft = other.MoveNext();
        foreach (var item in first)
        {
            for (; isLeft && other.Current.Score > item.Score; isLeft = other.MoveNext())
                yield return other.Current;
            yield return item;
        }

        for (; isLeft; isLeft = other.MoveNext())
            yield return other.Current;
    }

    /// <summary>The largest difference in any column, 1 between different choices.</summary>
    private static double Distance(double[] a, double[] b, FeasibleRegion region)
    {
        var largest = 0.0;
        for (var j = 0; j < a.Length; j++)
            largest = Math.Max(largest, region.Cube.Columns[j].IsCategorical ? (a[j] == b[j] ? 0 : 1) : Math.Abs(a[j] - b[j]));
        return largest;
    }
}
