using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Climbs a smooth function inside a polytope, never leaving it: projected gradients along the faces that block the way (gradient projection, Rosen 1960,
/// J. SIAM 8, 181) with Barzilai-Borwein step lengths and an Armijo line search cut off at the nearest face, asking for one score and gradient at a time.
/// </summary>
internal sealed class PolytopeAscent(Inquiry inquiry, FeasibleRegion region)
{
    /// <summary>The place reached and its score; at least as good as the start.</summary>
    public double[] Place { get; private set; } = [];

    public double Score { get; private set; } = double.NegativeInfinity;

    /// <param name="start">A place whose stepped columns fit the slice.</param>
    public IEnumerable<Inquiry> Climb(Polytope slice, double[] start, int maxIterations = 60)
    {
        var columns = region.Continuous;
        var n = columns.Count;
        Place = (double[])start.Clone();
        var x = columns.Select(i => start[i]).ToArray();
        slice.Restore(x);
        var (gradient, trial, trialGradient) = (new double[n], new double[n], new double[n]);
        yield return Ask(x);
        Score = inquiry.Scores[0];
        Gather(x, gradient);
        var length = 0.0;
        var stalled = 0;
        for (var iteration = 0; iteration < maxIterations && stalled < 3; iteration++)
        {
            var direction = Direction(slice, x, gradient);
            var slope = Vectors.Dot(gradient, direction);
            var norm = Math.Sqrt(Vectors.Dot(direction, direction));
            if (!(slope > 1e-12) || norm < 1e-6)
                break;
            var ahead = slice.Extent(x, direction).Ahead;
            var step = Math.Min(ahead, length > 0 ? length : 0.1 / norm);
            var isAccepted = false;
            for (var attempt = 0; attempt < 20 && step * norm > 1e-10; attempt++, step *= 0.3)
            {
                x.CopyTo(trial, 0);
                Vectors.AddScaled(trial, step, direction);
                if (!slice.Restore(trial))
                    continue;
                yield return Ask(trial);
                if (inquiry.Scores[0] >= Score + (1e-4 * step * slope))
                {
                    isAccepted = true;
                    break;
                }
            }

            if (!isAccepted)
                break;
            Gather(trial, trialGradient);
            var (ss, sy) = (0.0, 0.0);
            for (var i = 0; i < n; i++)
            {
                ss += (trial[i] - x[i]) * (trial[i] - x[i]);
                sy -= (trial[i] - x[i]) * (trialGradient[i] - gradient[i]);
            }

            length = sy > 1e-12 * ss ? Math.Min(ss / sy, 10 / norm) : 3 * step;
            stalled = inquiry.Scores[0] - Score < 1e-6 ? stalled + 1 : 0;
            Score = inquiry.Scores[0];
            (x, trial) = (trial, x);
            (gradient, trialGradient) = (trialGradient, gradient);
        }

        Spread(x);
    }

    private Inquiry Ask(double[] x)
    {
        Spread(x);
        return inquiry.About(region.ToUnit(Place), wantsGradient: true);
    }

    private void Spread(double[] x)
    {
        for (var k = 0; k < x.Length; k++)
            Place[region.Continuous[k]] = x[k];
    }

    private void Gather(double[] x, double[] gradient)
    {
        for (var k = 0; k < x.Length; k++)
            gradient[k] = inquiry.Gradients[region.Continuous[k]] * region.Stretch(region.Continuous[k], x[k]);
    }

    /// <summary>The gradient within the equalities and along every face that it would otherwise cross at x.</summary>
    private static double[] Direction(Polytope set, double[] x, double[] gradient)
    {
        var touching = Touching(set, x);
        var blocked = new List<double[]>();
        var direction = (double[])gradient.Clone();
        set.ProjectDirection(direction);
        for (var round = 0; round <= touching.Count; round++)
        {
            var worst = touching.MaxBy(a => Vectors.Dot(a, direction));
            if (worst is null || Vectors.Dot(worst, direction) <= 1e-12)
                return direction;
            var normal = (double[])worst.Clone();
            set.ProjectDirection(normal);
            foreach (var known in blocked)
                Vectors.AddScaled(normal, -Vectors.Dot(known, normal), known);
            var norm = Math.Sqrt(Vectors.Dot(normal, normal));
            if (norm < 1e-9)
                break;
            for (var i = 0; i < normal.Length; i++)
                normal[i] /= norm;
            blocked.Add(normal);
            Vectors.AddScaled(direction, -Vectors.Dot(normal, direction), normal);
        }

        if (touching.Any(a => Vectors.Dot(a, direction) > 1e-12))
            Array.Clear(direction);
        return direction;
    }

    /// <summary>Outward normals of the faces that x lies on.</summary>
    private static List<double[]> Touching(Polytope set, double[] x)
    {
        const double near = 1e-10;
        var normals = new List<double[]>();
        for (var i = 0; i < x.Length; i++)
        {
            if (set.High[i] <= set.Low[i])
                continue;
            if (x[i] >= set.High[i] - near || x[i] <= set.Low[i] + near)
            {
                var normal = new double[x.Length];
                normal[i] = x[i] >= set.High[i] - near ? 1 : -1;
                normals.Add(normal);
            }
        }

        normals.AddRange(set.AtMost.Where(r => Vectors.Dot(r.A, x) >= r.B - near).Select(r => r.A));
        return normals;
    }
}
