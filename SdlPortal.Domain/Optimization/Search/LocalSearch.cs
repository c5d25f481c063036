using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Climbs from one feasible point: the continuous columns by gradient inside what the constraints leave of them, the stepped ones by trying their
/// neighbors, in turn until neither helps. Every point it visits keeps the constraints. One object per acquisition function and thread.
/// </summary>
internal sealed class LocalSearch(AcquisitionFunction acquisition, FeasibleRegion region)
{
    private const int MaxRounds = 4;
    private const int MaxChoices = 24;
    private readonly UnitCube cube = region.Cube;
    private readonly double[] unitGradient = new double[region.Cube.Dimension];
    private readonly bool slides = region.Continuous.Any(region.IsColumnConstrained);

    public (double[] Unit, double Score) Climb(double[] start)
    {
        var (unit, score) = Relax(start);
        for (var round = 0; round < MaxRounds; round++)
        {
            (unit, score) = Slide(unit, score, region.Continuous);
            var (stepped, steppedScore) = StepAround(unit, score);
            if (!(steppedScore > score))
                break;
            (unit, score) = (stepped, steppedScore);
        }

        return (unit, score);
    }

    /// <summary>A first ascent in which whole numbers and levels may take any number, rounded afterwards; only where no constraint could be broken by that.</summary>
    private (double[] Unit, double Score) Relax(double[] start)
    {
        var score = acquisition.Score(start, default);
        var ordered = region.Stepped.Where(i => cube.Columns[i].LevelCount > 2 && !cube.Columns[i].IsCategorical).ToArray();
        if (ordered.Length == 0 || region.IsConstrained)
            return (start, score);
        var (relaxed, _) = Slide(start, score, [.. region.Continuous, .. ordered]);
        foreach (var i in ordered)
            relaxed[i] = cube.Columns[i].Snap(relaxed[i]);
        var rounded = acquisition.Score(relaxed, default);
        return rounded > score ? (relaxed, rounded) : (start, score);
    }

    /// <summary>Gradient ascent over the given columns.</summary>
    private (double[] Unit, double Score) Slide(double[] unit, double score, IReadOnlyList<int> columns)
    {
        if (columns.Count == 0)
            return (unit, score);
        double[] moved;
        if (slides)
        {
            var place = region.ToPlace(unit);
            if (region.Slice(place) is not { Basis.Count: > 0 } slice)
                return (unit, score);
            double Ascent(ReadOnlySpan<double> x, Span<double> gradient)
            {
                for (var k = 0; k < columns.Count; k++)
                    place[columns[k]] = x[k];
                var result = acquisition.Score(region.ToUnit(place), unitGradient);
                for (var k = 0; k < columns.Count; k++)
                    gradient[k] = unitGradient[columns[k]] * region.Stretch(columns[k], x[k]);
                return result;
            }

            var (best, _) = PolytopeAscent.Climb(Ascent, slice, [.. columns.Select(i => place[i])]);
            for (var k = 0; k < columns.Count; k++)
                place[columns[k]] = best[k];
            moved = region.ToUnit(place);
        }
        else
        {
            moved = (double[])unit.Clone();
            double Descent(ReadOnlySpan<double> x, Span<double> gradient)
            {
                for (var k = 0; k < columns.Count; k++)
                    moved[columns[k]] = x[k];
                var result = acquisition.Score(moved, unitGradient);
                for (var k = 0; k < columns.Count; k++)
                    gradient[k] = -unitGradient[columns[k]];
                return -result;
            }

            var low = new double[columns.Count];
            var high = new double[columns.Count];
            for (var k = 0; k < columns.Count; k++)
                high[k] = 1;
            var found = Lbfgsb.Minimize(Descent, [.. columns.Select(i => unit[i])], low, high, maxIterations: 40, tolerance: 1e-4, relativeDecrease: 1e-7);
            for (var k = 0; k < columns.Count; k++)
                moved[columns[k]] = found.X[k];
        }

        var movedScore = acquisition.Score(moved, default);
        return movedScore > score ? (moved, movedScore) : (unit, score);
    }

    /// <summary>Goes to the best neighbor of the stepped columns as long as one is better.</summary>
    private (double[] Unit, double Score) StepAround(double[] unit, double score)
    {
        for (var move = 0; move < 30; move++)
        {
            double[]? best = null;
            foreach (var neighbor in Neighbors(unit))
            {
                // Most pairs of steps break a constraint, and that is cheaper to see than a score.
                if (region.IsConstrained && !region.Accepts(neighbor, out _))
                    continue;
                var neighborScore = acquisition.Score(neighbor, default);
                if (neighborScore > score + 1e-12)
                    (best, score) = (neighbor, neighborScore);
            }

            if (best is null)
                break;
            unit = best;
        }

        return (unit, score);
    }

    private IEnumerable<double[]> Neighbors(double[] unit)
    {
        foreach (var i in region.Stepped)
        {
            foreach (var level in NearLevels(i, unit[i]))
            {
                var neighbor = (double[])unit.Clone();
                neighbor[i] = cube.Columns[i].Level(level);
                if (!region.IsColumnConstrained(i) || region.Accepts(neighbor, out _))
                {
                    yield return neighbor;
                    continue;
                }

                // Another column has to give way: a continuous one by restoring the slice, a stepped one by its own step.
                if (Mended(neighbor) is { } mended)
                    yield return mended;
                foreach (var j in region.Stepped.Where(j => j != i && region.IsColumnConstrained(j)))
                {
                    foreach (var other in NearLevels(j, unit[j]))
                    {
                        var pair = (double[])neighbor.Clone();
                        pair[j] = cube.Columns[j].Level(other);
                        yield return pair;
                    }
                }
            }
        }
    }

    private double[]? Mended(double[] unit)
    {
        if (!slides)
            return null;
        var place = region.ToPlace(unit);
        if (region.Slice(place) is not { } slice)
            return null;
        var x = region.Continuous.Select(i => place[i]).ToArray();
        if (!slice.Restore(x))
            x = slice.Centre;
        for (var k = 0; k < x.Length; k++)
            place[region.Continuous[k]] = x[k];
        return region.ToUnit(place);
    }

    private IEnumerable<long> NearLevels(int column, double unit)
    {
        var c = cube.Columns[column];
        var at = c.NearestLevel(unit);
        var count = c.LevelCount!.Value;
        if (c.IsCategorical && count <= MaxChoices)
        {
            for (long level = 0; level < count; level++)
            {
                if (level != at)
                    yield return level;
            }

            yield break;
        }

        // Many choices have no order to follow: steps of doubling width reach all of them over a few moves.
        for (long width = 1; width < count; width *= 4)
        {
            if (at >= width)
                yield return at - width;
            if (at + width < count)
                yield return at + width;
        }
    }
}
