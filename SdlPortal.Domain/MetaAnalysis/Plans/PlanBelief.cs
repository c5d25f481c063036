using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>What each draw of the belief says about one configuration.</summary>
/// <param name="TopDecile">One chance per draw, 0 to 1.</param>
/// <param name="Percentile">0 to 100 (the best).</param>
internal sealed record PointBelief(double[] TopDecile, double[] TopTwentieth, double[] Percentile);

/// <summary>
/// What prior runs let one expect of the target: draws of whole outcomes, each from one of several known tasks (atoms), and the chance that the target is like none of them, in which case every place is as good as a blind draw. How much each atom
/// counts is itself uncertain: a Bayesian bootstrap (Rubin 1981) over the tasks, Dirichlet with one more than the number of tasks that the atoms are worth, (Σw)²/Σw², the one being for a task like none of them (Blackwell and MacQueen 1973). Immutable.
/// </summary>
internal abstract class PlanBelief
{
    private const int Resamples = 200;

    private readonly int[][] drawsOf;
    private readonly double[][] resampled;
    private readonly double[] mean;

    /// <param name="drawsOf">For each atom the numbers of its draws.</param>
    /// <param name="weights">Of the atoms; ≥ 0, not all 0.</param>
    /// <param name="tasks">How many tasks they are worth; null: (Σw)²/Σw².</param>
    /// <param name="unlike">The chance that the target is like none of them, where that is known to be larger than 1 / (tasks + 1).</param>
    protected PlanBelief(int[][] drawsOf, double[] weights, double? tasks, long seed, double unlike = 0)
    {
        this.drawsOf = drawsOf;
        var sum = weights.Sum();
        Tasks = tasks ?? (sum * sum / weights.Sum(w => w * w));
        Unlike = Math.Max(unlike, 1 / (Tasks + 1));
        mean = [.. weights.Select(w => w / sum * (1 - Unlike)), Unlike];
        resampled = new double[Resamples][];
        for (var b = 0; b < Resamples; b++)
        {
            var drawn = mean.Select((m, a) => GammaDraw(m * (Tasks + 1), SeededRandom.Derive(seed, 0xD1A1, b, a))).ToArray();
            var total = drawn.Sum();
            resampled[b] = total > 0 ? [.. drawn.Select(g => g / total)] : mean;
        }
    }

    public double Tasks { get; }

    /// <summary>The chance that the target is like none of the tasks.</summary>
    public double Unlike { get; }

    public int Atoms => drawsOf.Length;

    public int Draws => drawsOf.Sum(d => d.Length);

    /// <summary>What each draw counts; they add up to 1 less the chance that the target is like none of the tasks.</summary>
    public double[] DrawWeights()
    {
        var weights = new double[Draws];
        for (var a = 0; a < Atoms; a++)
        {
            foreach (var draw in drawsOf[a])
                weights[draw] = mean[a] / drawsOf[a].Length;
        }

        return weights;
    }

    public abstract PointBelief At(Configuration configuration);

    /// <summary>The mean over tasks of what each draw says, with the central 95 % over what the tasks may count.</summary>
    /// <param name="otherwise">Its value for a task like none of them.</param>
    public Estimate Mean(double[] byDraw, double otherwise)
    {
        var byAtom = new double[Atoms + 1];
        for (var a = 0; a < Atoms; a++)
        {
            foreach (var draw in drawsOf[a])
                byAtom[a] += byDraw[draw] / drawsOf[a].Length;
        }

        byAtom[^1] = otherwise;
        var values = resampled.Select(w => Vectors.Dot(w, byAtom)).Order().ToArray();
        var centre = Vectors.Dot(mean, byAtom);
        return new Estimate(centre, Math.Min(centre, Robust.Quantile(values, 0.025)), Math.Max(centre, Robust.Quantile(values, 0.975)));
    }

    /// <summary>A draw of how the target is: null where it is like none of the tasks.</summary>
    public int? DrawTask(SeededRandom random)
    {
        var weights = resampled[(int)random.NextInt(Resamples)];
        var at = random.NextDouble();
        var which = random.NextDouble();
        for (var a = 0; a < Atoms; a++)
        {
            at -= weights[a];
            if (at < 0)
                return drawsOf[a][Math.Min(drawsOf[a].Length - 1, (int)(which * drawsOf[a].Length))];
        }

        return null;
    }

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000, "A simple method for generating gamma variables"; shapes below 1 by their boost).</summary>
    private static double GammaDraw(double shape, SeededRandom random)
    {
        if (!(shape > 0))
            return 0;
        var boost = shape < 1 ? Math.Pow(random.NextDouble(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(Math.Max(random.NextDouble(), 1e-300)) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return boost * d * v;
        }
    }
}
