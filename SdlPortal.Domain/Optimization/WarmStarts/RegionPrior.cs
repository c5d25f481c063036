using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// The belief about where the best lies as a density over the unit cube: π(x) = Σ pᵢ · [x in box i] / volume of box i + 1 - Σ pᵢ, with borders made smooth over a fiftieth of the cube. It multiplies acquisitions as π^γ (Hvarfner et al. 2022, "πBO:
/// augmenting acquisition functions with user beliefs for Bayesian optimization") with an exponent γ that falls with the campaign's own results, and faster when they speak against it. Immutable.
/// </summary>
internal sealed class RegionPrior
{
    /// <summary>With so many results the exponent has fallen to a quarter.</summary>
    private const double Memory = 8;

    /// <summary>As if so many pairs of results had agreed with the belief.</summary>
    private const double PriorPairs = 6;

    private const int Probes = 64;

    /// <summary>An exponent below this changes no choice that matters.</summary>
    public const double Least = 0.01;

    private readonly PriorBox[] boxes;
    private readonly double rest;

    private RegionPrior(PriorBox[] boxes)
    {
        this.boxes = boxes;
        Sum = boxes.Sum(b => b.Probability);
        rest = 1 - Sum;
    }

    /// <summary>Σ pᵢ.</summary>
    public double Sum { get; }

    /// <summary>The boxes that lie in the space, with a remark for each that does not; null where none does.</summary>
    public static RegionPrior? Of(WarmStart warmStart, UnitCube cube, List<string> remarks)
    {
        var boxes = new List<PriorBox>();
        foreach (var region in warmStart.Regions)
        {
            if (PriorBox.Of(region, cube, out var why) is { } box)
                boxes.Add(box);
            else
                remarks.Add(why);
        }

        // In an order of their own, and never certain.
        boxes.Sort(PriorBox.Compare);
        var sum = boxes.Sum(b => b.Probability);
        return boxes.Count == 0 ? null : new RegionPrior([.. boxes.Select(b => sum > 0.95 ? b with { Probability = b.Probability * 0.95 / sum } : b)]);
    }

    /// <summary>log π(x); unless empty writes its d derivatives.</summary>
    public double LogDensity(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient.Clear();
        var density = rest;
        foreach (var box in boxes)
            density += box.Density(x, gradient);
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] /= density;
        return Math.Log(density);
    }

    /// <summary>γ log π.</summary>
    public Differentiable LogWeight(double exponent) => (x, gradient) =>
    {
        var log = exponent * LogDensity(x, gradient);
        for (var j = 0; j < gradient.Length; j++)
            gradient[j] *= exponent;
        return log;
    };

    /// <summary>
    /// γ = t (m / (m + n))² after n results. The trust t falls from 1 to 0 as the share of pairs in which the result of the denser place is the better one falls from three quarters to a half, which is what a belief that tells nothing has.
    /// </summary>
    /// <param name="goodness">One number per point, larger is better.</param>
    /// <param name="isBelieved">False where donors contradict the belief or were found to mislead: then the campaign's own results have to speak for it first.</param>
    public double Exponent(IReadOnlyList<double[]> points, IReadOnlyList<double> goodness, bool isBelieved)
    {
        var n = points.Count;
        var densities = points.Select(p => boxes.Sum(b => b.Contains(p) ? b.Probability / b.Volume : 0)).ToArray();
        var (agreeing, all) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (!(densities[i] > densities[j]))
                    continue;
                all++;
                agreeing += goodness[i] > goodness[j] ? 1 : goodness[i] == goodness[j] ? 0.5 : 0;
            }
        }

        var trust = Math.Clamp(4 * (((((isBelieved ? 1 : 0.5) * PriorPairs) + agreeing) / (PriorPairs + all)) - 0.5), 0, 1);
        return trust * Memory / (Memory + n) * Memory / (Memory + n);
    }

    /// <summary>A point of the box that is drawn by the boxes' probabilities, for a uniform point; not necessarily one that keeps the constraints.</summary>
    public double[] Place(ReadOnlySpan<double> uniform, UnitCube cube, SeededRandom random)
    {
        var at = random.NextDouble() * Sum;
        var box = boxes[^1];
        foreach (var candidate in boxes)
        {
            at -= candidate.Probability;
            if (at >= 0)
                continue;
            box = candidate;
            break;
        }

        return box.Place(uniform, cube);
    }

    /// <summary>True when the mean of a function over the boxes is above its mean over the space.</summary>
    public bool IsAbove(Func<double[], double> function, UnitCube cube)
    {
        var random = SeededRandom.Derive(0xB0C5);
        var sequence = Sobol.Wide(cube.Dimension, 0xB0C5);
        var difference = 0.0;
        for (var i = 0; i < Probes; i++)
        {
            var uniform = sequence(i);
            double[] anywhere = [.. cube.Columns.Select((c, j) => c.FromUniform(uniform[j]))];
            difference += function(Place(uniform, cube, random)) - function(anywhere);
        }

        return difference > 0;
    }
}
