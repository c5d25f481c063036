using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>
/// Variants over tasks with partial pooling: the mean outcome of variant v in task t is α(t) + μ(v) + b(t, v) + e, b ~ N(0, τ²) what is special to the task, e ~ N(0, σ²/n). μ has the prior N(0, 1) on the standardized scale, α N(0, 3²), τ a half-normal
/// one with scale ½ on a grid; given τ all is normal and exact. A task's weight scales how much its cells say. Immutable.
/// </summary>
internal sealed class VariantModel
{
    private const int Points = 25;
    private const double LargestTau = 2;
    private const double TauScale = 0.5;
    private const double TaskPriorVariance = 9;

    private readonly VariantCells cells;
    private readonly int[] tasks;
    private readonly double[] weights;
    private readonly (double Tau2, double Mass, double[] Mean, Cholesky Precision)[] grid;

    /// <param name="weights">By task; 0 leaves it out.</param>
    public VariantModel(VariantCells cells, double[] weights)
    {
        (this.cells, this.weights) = (cells, Scaled(weights));
        tasks = [.. Enumerable.Range(0, cells.Tasks.Count).Where(t => weights[t] > 0 && cells.In(t).Length > 0)];
        var fits = Enumerable.Range(0, Points).Select(k => LargestTau * k / (Points - 1)).Select(tau => Fit(tau * tau)).ToArray();
        var largest = fits.Max(f => f.Log);
        var total = fits.Sum(f => Math.Exp(f.Log - largest));
        grid = [.. fits.Select(f => (f.Tau2, Math.Exp(f.Log - largest) / total, f.Mean, f.Precision))];
    }

    /// <summary>Posterior mean of τ.</summary>
    public double TaskSd => grid.Sum(g => g.Mass * Math.Sqrt(g.Tau2));

    /// <summary>Posterior means of μ by variant.</summary>
    public double[] Means
    {
        get
        {
            var means = new double[cells.Variants.Count];
            foreach (var (_, mass, mean, _) in grid)
            {
                for (var v = 0; v < means.Length; v++)
                    means[v] += mass * mean[v];
            }

            return means;
        }
    }

    /// <summary>A draw of μ, and of μ + b for the target: given its own runs where it is among the tasks, new otherwise.</summary>
    public (double[] Mean, double[] InTarget) Draw(SeededRandom random, int? target)
    {
        var v = cells.Variants.Count;
        var (at, uniform) = (0, random.NextDouble());
        while (at < Points - 1 && uniform >= grid[at].Mass)
            uniform -= grid[at++].Mass;
        var (tau2, _, mean, precision) = grid[at];
        var draw = new double[mean.Length];
        for (var i = 0; i < draw.Length; i++)
            draw[i] = random.NextNormal();
        precision.SolveUpper(draw);
        for (var i = 0; i < draw.Length; i++)
            draw[i] += mean[i];
        var inTarget = new double[v];
        var place = target is { } own ? Array.IndexOf(tasks, own) : -1;
        for (var k = 0; k < v; k++)
        {
            var (special, variance) = (0.0, tau2);
            if (place >= 0 && cells.Count[target!.Value, k] > 0)
            {
                var noise = cells.Within / cells.Count[target.Value, k];
                var share = tau2 + noise > 0 ? tau2 / (tau2 + noise) : 0;
                special = share * (cells.Mean[target.Value, k] - draw[v + place] - draw[k]);
                variance = share * noise;
            }

            inTarget[k] = draw[k] + special + (Math.Sqrt(variance) * random.NextNormal());
        }

        return (draw[..v], inTarget);
    }

    /// <summary>Together the weights are worth (Σw)²/Σw² tasks.</summary>
    private static double[] Scaled(double[] weights)
    {
        var (sum, squares) = (weights.Sum(), weights.Sum(w => w * w));
        return [.. weights.Select(w => squares > 0 ? w * sum / squares : 0)];
    }

    private (double Tau2, double Log, double[] Mean, Cholesky Precision) Fit(double tau2)
    {
        var (v, n) = (cells.Variants.Count, cells.Variants.Count + tasks.Length);
        var (precision, right) = (new double[n * n], new double[n]);
        var log = -0.5 * tau2 / (TauScale * TauScale);
        for (var i = 0; i < n; i++)
            precision[(i * n) + i] = i < v ? 1 : 1 / TaskPriorVariance;
        for (var k = 0; k < tasks.Length; k++)
        {
            var (t, task) = (tasks[k], v + k);
            foreach (var variant in cells.In(t))
            {
                var variance = (tau2 + (cells.Within / cells.Count[t, variant])) / weights[t];
                var (weight, y) = (1 / variance, cells.Mean[t, variant]);
                precision[(variant * n) + variant] += weight;
                precision[(task * n) + task] += weight;
                precision[(variant * n) + task] += weight;
                precision[(task * n) + variant] += weight;
                right[variant] += weight * y;
                right[task] += weight * y;
                log -= 0.5 * (weights[t] * Math.Log(variance * weights[t])) + (0.5 * weight * y * y);
            }
        }

        var factor = Cholesky.Factor(precision, n);
        var mean = (double[])right.Clone();
        factor.Solve(mean);
        for (var i = 0; i < n; i++)
            log += 0.5 * right[i] * mean[i];
        return (tau2, log - (0.5 * factor.LogDeterminant()), mean, factor);
    }
}
