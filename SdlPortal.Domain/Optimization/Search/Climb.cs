using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// One climb from a feasible point: the continuous columns by gradient inside what the constraints leave of them, the stepped ones by trying their neighbors,
/// in turn until neither helps. Goes from question to question (<see cref="Asked"/>); every point it asks about keeps the constraints.
/// </summary>
internal sealed class Climb
{
    private const int MaxRounds = 4;
    private const int MaxMoves = 30;
    private readonly FeasibleRegion region;
    private readonly SteppedMoves moves;
    private readonly Inquiry inquiry = new();
    private readonly IEnumerator<Inquiry> steps;
    private readonly bool slides;

    public Climb(FeasibleRegion region, SteppedMoves moves, double[] start, double score)
    {
        (this.region, this.moves, Unit, Score) = (region, moves, (double[])start.Clone(), score);
        slides = region.Continuous.Any(region.IsColumnConstrained);
        steps = Steps().GetEnumerator();
    }

    /// <summary>The best point so far and its score, in the scale of the answers.</summary>
    public double[] Unit { get; }

    public double Score { get; private set; }

    /// <summary>What it waits for; null when it is done.</summary>
    public Inquiry? Asked { get; private set; }

    /// <summary>Good points passed on the way, for when the best is taken.</summary>
    public List<(double[] Unit, double Score)> Passed { get; } = [];

    /// <summary>Takes the answer and goes on to the next question; false when there is none.</summary>
    public bool Advance()
    {
        Asked = steps.MoveNext() ? steps.Current : null;
        return Asked is not null;
    }

    private IEnumerable<Inquiry> Steps()
    {
        foreach (var question in Relax())
            yield return question;
        for (var round = 0; round < MaxRounds; round++)
        {
            foreach (var question in Slide())
                yield return question;
            if (region.Stepped.Count == 0)
                yield break;
            var before = Score;
            foreach (var question in StepAround())
                yield return question;
            if (!(Score > before))
                yield break;
        }
    }

    /// <summary>A first ascent in which whole numbers and levels may take any number, rounded afterwards; only where no constraint could be broken by that.</summary>
    private IEnumerable<Inquiry> Relax()
    {
        var ordered = region.Stepped.Where(i => region.Cube.Columns[i].LevelCount > 2 && !region.Cube.Columns[i].IsCategorical).ToArray();
        if (ordered.Length == 0 || region.IsConstrained)
            yield break;
        var ascent = new BoxAscent(inquiry);
        foreach (var question in ascent.Climb(Unit, [.. region.Continuous, .. ordered]))
            yield return question;
        var rounded = (double[])ascent.Unit.Clone();
        foreach (var i in ordered)
            rounded[i] = region.Cube.Columns[i].Snap(rounded[i]);
        yield return inquiry.About(rounded, wantsGradient: false);
        Accept(rounded, inquiry.Scores[0]);
    }

    /// <summary>Gradient ascent over the continuous columns.</summary>
    private IEnumerable<Inquiry> Slide()
    {
        if (region.Continuous.Count == 0)
            yield break;
        if (!slides)
        {
            var ascent = new BoxAscent(inquiry);
            foreach (var question in ascent.Climb(Unit, region.Continuous))
            {
                // Whoever ranks the climbs half way wants to know how far this one is.
                Accept(ascent.Unit, ascent.Score);
                yield return question;
            }

            Accept(ascent.Unit, ascent.Score);
            yield break;
        }

        var place = region.ToPlace(Unit);
        if (region.Slice(place) is not { Basis.Count: > 0 } slice)
            yield break;
        var sliding = new PolytopeAscent(inquiry, region);
        foreach (var question in sliding.Climb(slice, place))
            yield return question;
        Accept(region.ToUnit(sliding.Place), sliding.Score);
    }

    /// <summary>Goes to the best neighbor of the stepped columns as long as one is better.</summary>
    private IEnumerable<Inquiry> StepAround()
    {
        for (var move = 0; move < MaxMoves; move++)
        {
            var neighbors = moves.Around(Unit);
            if (neighbors.Count == 0)
                yield break;
            yield return inquiry.About(neighbors);
            var best = Best(neighbors);
            if (best < 0)
                yield break;
            if (!(inquiry.Scores[best] > Score + 1e-12))
            {
                for (var i = 0; i < neighbors.Count; i++)
                    Passed.Add((neighbors[i], inquiry.Scores[i]));
                yield break;
            }

            Passed.Add(((double[])Unit.Clone(), Score));
            Accept(neighbors[best], inquiry.Scores[best]);
        }
    }

    /// <summary>Which of the neighbors just asked about scores best; -1 when none keeps the constraints to the last digit.</summary>
    private int Best(IReadOnlyList<double[]> neighbors)
    {
        while (true)
        {
            var best = -1;
            for (var i = 0; i < neighbors.Count; i++)
            {
                if (inquiry.Scores[i] > (best < 0 ? double.NegativeInfinity : inquiry.Scores[best]))
                    best = i;
            }

            if (best < 0 || !region.IsConstrained || region.Accepts(neighbors[best], out _))
                return best;
            inquiry.Scores[best] = double.NegativeInfinity;
        }
    }

    private void Accept(double[] unit, double score)
    {
        if (!(score > Score))
            return;
        Score = score;
        unit.CopyTo(Unit, 0);
    }
}
