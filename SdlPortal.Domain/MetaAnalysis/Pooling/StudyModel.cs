using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>
/// Effects y (k numbers) with variances v and a design X (k x p), in the numbers that estimators of τ² need. Studies stand in an order of their own (by name), so that sums do not depend on the order in which they were given;
/// effects are divided by a power of two near their typical standard error, so that tolerances mean the same at every scale. Not safe to share between threads: <see cref="Weigh"/> writes.
/// </summary>
internal sealed class StudyModel
{
    private readonly double[] y;
    private readonly double[] v;
    private readonly double[][] x;
    private readonly double[] means;
    private readonly double[] spreads;
    private readonly double[] weights;
    private readonly double[] residuals;

    /// <param name="moderators">Without the intercept, in the order of the studies given.</param>
    public StudyModel(IReadOnlyList<StudyEffect> studies, IReadOnlyList<double[]> moderators)
    {
        Count = studies.Count;
        Columns = moderators.Count + 1;
        Order = [.. Enumerable.Range(0, Count).OrderBy(i => studies[i].Name, StringComparer.Ordinal).ThenBy(i => studies[i].Variance).ThenBy(i => Math.Abs(studies[i].Value))];
        var typical = Order.Aggregate(0.0, (sum, i) => sum + Math.Log2(studies[i].Variance)) / Count;
        Unit = Math.ScaleB(1, (int)Math.Round(typical / 2));
        y = [.. Order.Select(i => studies[i].Value / Unit)];
        v = [.. Order.Select(i => studies[i].Variance / Unit / Unit)];
        x = new double[Columns][];
        x[0] = [.. Enumerable.Repeat(1.0, Count)];
        means = new double[Columns];
        spreads = [.. Enumerable.Repeat(1.0, Columns)];
        for (var j = 1; j < Columns; j++)
        {
            var column = moderators[j - 1];
            means[j] = Order.Aggregate(0.0, (sum, i) => sum + column[i]) / Count;
            spreads[j] = Math.Sqrt(Order.Aggregate(0.0, (sum, i) => sum + ((column[i] - means[j]) * (column[i] - means[j]))) / Count);
            x[j] = [.. Order.Select(i => spreads[j] > 0 ? (column[i] - means[j]) / spreads[j] : 0)];
        }

        weights = new double[Count];
        residuals = new double[Count];
        Inverse = Matrix<double>.Build.Dense(Columns, Columns);
        b = new double[Columns];
    }

    private readonly double[] b;

    public int Count { get; }

    public int Columns { get; }

    public int DegreesOfFreedom => Count - Columns;

    /// <summary>Index into the studies given, by place in the model.</summary>
    public int[] Order { get; }

    /// <summary>What effects were divided by.</summary>
    public double Unit { get; }

    /// <summary>(XᵀWX)⁻¹ at the last weights.</summary>
    private Matrix<double> Inverse { get; set; }

    private double LogDeterminant { get; set; }

    public ReadOnlySpan<double> Weights => weights;

    /// <summary>False where columns of the design say the same.</summary>
    public bool HasFullRank()
    {
        if (Columns == 1)
            return true;
        // Also by weight: where one study outweighs all others, only one coefficient can be told.
        return IsRegular(Gram(null, 1)) && IsRegular(Gram([.. v.Select(variance => 1 / variance)], 1));
    }

    private static bool IsRegular(Matrix<double> gram) =>
        gram.Diagonal().Minimum() > 0 && Matrix<double>.Build.Dense(gram.RowCount, gram.RowCount, (r, c) => gram[r, c] / Math.Sqrt(gram[r, r] * gram[c, c])).ConditionNumber() < 1e11;

    /// <summary>Weighted least squares with weights 1/(v + τ²): afterwards residuals, weights and the inverse belong to it.</summary>
    /// <returns>Σ w r².</returns>
    public double Weigh(double tauSquared)
    {
        for (var i = 0; i < Count; i++)
            weights[i] = 1 / (v[i] + tauSquared);
        return Solve();
    }

    /// <summary>Σ w r².</summary>
    private double Solve()
    {
        if (Columns == 1)
        {
            var (sum, weighted) = (0.0, 0.0);
            for (var i = 0; i < Count; i++)
            {
                sum += weights[i];
                weighted += weights[i] * y[i];
            }

            Inverse[0, 0] = 1 / sum;
            LogDeterminant = Math.Log(sum);
            b[0] = weighted / sum;
        }
        else
        {
            var gram = Gram(weights, 1).Cholesky();
            Inverse = gram.Solve(Matrix<double>.Build.DenseIdentity(Columns));
            LogDeterminant = gram.DeterminantLn;
            for (var j = 0; j < Columns; j++)
            {
                b[j] = 0;
                for (var l = 0; l < Columns; l++)
                {
                    var dot = 0.0;
                    for (var i = 0; i < Count; i++)
                        dot += weights[i] * x[l][i] * y[i];
                    b[j] += Inverse[j, l] * dot;
                }
            }
        }

        var rss = 0.0;
        for (var i = 0; i < Count; i++)
        {
            residuals[i] = y[i] - Fitted(i);
            rss += weights[i] * residuals[i] * residuals[i];
        }

        return rss;
    }

    private double Fitted(int i)
    {
        var fitted = b[0];
        for (var j = 1; j < Columns; j++)
            fitted += b[j] * x[j][i];
        return fitted;
    }

    /// <summary>XᵀWᵖX, p = 1, 2, 3; without weights XᵀX.</summary>
    private Matrix<double> Gram(double[]? of, int power)
    {
        var gram = Matrix<double>.Build.Dense(Columns, Columns);
        for (var j = 0; j < Columns; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                var sum = 0.0;
                for (var i = 0; i < Count; i++)
                    sum += (of is null ? 1 : power == 1 ? of[i] : power == 2 ? of[i] * of[i] : of[i] * of[i] * of[i]) * x[j][i] * x[l][i];
                gram[j, l] = sum;
                gram[l, j] = sum;
            }
        }

        return gram;
    }

    /// <summary>tr P, P = W − W X (XᵀWX)⁻¹ XᵀW, at the last weights.</summary>
    private double TraceP()
    {
        var trace = 0.0;
        foreach (var w in weights)
            trace += w;
        return trace - (Inverse * Gram(weights, 2)).Trace();
    }

    /// <summary>Derivative of twice the (restricted) log likelihood by τ²: yᵀPPy − tr P, or − tr W.</summary>
    private double Score(double tauSquared, bool restricted)
    {
        Weigh(tauSquared);
        var (squares, trace) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            squares += weights[i] * weights[i] * residuals[i] * residuals[i];
            trace += weights[i];
        }

        return squares - (restricted ? TraceP() : trace);
    }

    /// <summary>τ² in units of <see cref="Unit"/>².</summary>
    public double EstimateTauSquared(PoolingMethod method) => DegreesOfFreedom < 1 ? 0 : method switch
    {
        PoolingMethod.Fixed => 0,
        PoolingMethod.DerSimonianLaird => Math.Max(0, (Weigh(0) - DegreesOfFreedom) / TraceP()),
        PoolingMethod.Hedges => Math.Max(0, HedgesEstimate()),
        PoolingMethod.SidikJonkman => SidikJonkmanEstimate(),
        PoolingMethod.PauleMandel or PoolingMethod.EmpiricalBayes => WhereQIs(DegreesOfFreedom),
        PoolingMethod.RestrictedMaximumLikelihood => MostLikely(true),
        PoolingMethod.MaximumLikelihood => MostLikely(false),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "An unknown method."),
    };

    private double HedgesEstimate()
    {
        Array.Fill(weights, 1);
        var rss = Solve();
        var trace = 0.0;
        for (var i = 0; i < Count; i++)
            trace += v[i];
        return (rss - (trace - (Inverse * Gram(v, 1)).Trace())) / DegreesOfFreedom;
    }

    private double SidikJonkmanEstimate()
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in y)
            sum += value;
        foreach (var value in y)
            squares += (value - (sum / Count)) * (value - (sum / Count));
        var rough = squares / Count;
        // All values equal: the estimator is 0 / 0 there, and nothing speaks for a difference.
        return rough == 0 ? 0 : rough * Weigh(rough) / DegreesOfFreedom;
    }

    /// <summary>The τ² at which Q(τ²), which falls, is the target; 0 where it never is that large.</summary>
    public double WhereQIs(double target)
    {
        if (Weigh(0) <= target)
            return 0;
        var high = 1.0;
        while (Weigh(high) > target)
            high *= 2;
        while (high > 1e-12 && Weigh(high / 2) <= target)
            high /= 2;
        return Root(t => Weigh(t) - target, high / 2, high);
    }

    /// <summary>The likelihood may have several peaks: all sign changes of its slope on a fine grid are followed, and the highest peak wins.</summary>
    private double MostLikely(bool restricted)
    {
        var spread = y.Max() - y.Min();
        var end = 4 * ((spread * spread) + v.Max());
        var best = 0.0;
        var bestLikelihood = LogLikelihood(0, restricted);
        var (last, lastSlope) = (0.0, Score(0, restricted));
        for (var t = v.Min() * 1e-4; last < end; t *= 1.7)
        {
            var slope = Score(t, restricted);
            if (lastSlope > 0 && slope <= 0)
            {
                var scale = t;
                var peak = Root(z => scale * Score(z, restricted), last, t);
                var likelihood = LogLikelihood(peak, restricted);
                if (likelihood > bestLikelihood)
                    (best, bestLikelihood) = (peak, likelihood);
            }

            (last, lastSlope) = (t, slope);
        }

        return best;
    }

    /// <summary>Brent's method in shares of the upper end, since its tolerance is absolute, of the argument and of the function alike; where it does not settle, halving to the last bit.</summary>
    /// <param name="function">Of order 1 near its root, whatever the unit of its argument.</param>
    private static double Root(Func<double, double> function, double low, double high)
    {
        if (Brent.TryFindRoot(share => function(share * high), low / high, 1, 1e-15, 200, out var root))
            return root * high;
        var falls = function(low) > 0;
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            if (function(middle) > 0 == falls)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>In units of <see cref="Unit"/>, at a τ² in its square.</summary>
    public double LogLikelihood(double tauSquared, bool restricted)
    {
        var rss = Weigh(tauSquared);
        var logs = 0.0;
        for (var i = 0; i < Count; i++)
            logs += Math.Log(weights[i]);
        var size = restricted ? DegreesOfFreedom : Count;
        var value = (-0.5 * size * Math.Log(2 * Math.PI)) + (0.5 * logs) - (0.5 * rss) - (size * Math.Log(Unit));
        return restricted ? value + (0.5 * (Columns == 1 ? Math.Log(Count) : Gram(null, 1).Cholesky().DeterminantLn)) - (0.5 * LogDeterminant) : value;
    }

    /// <summary>The typical sampling variance of Higgins and Thompson, (k − p) / tr P at τ² = 0.</summary>
    public double TypicalVariance()
    {
        Weigh(0);
        return DegreesOfFreedom / TraceP();
    }

    /// <summary>The coefficients on the moderators' and effects' own scales at the last weights, and their covariance (p x p).</summary>
    public (double[] Estimates, double[,] Covariance) Coefficients()
    {
        // b₀ = c₀ − Σ cⱼ mⱼ / sⱼ, bⱼ = cⱼ / sⱼ
        var transform = Matrix<double>.Build.DenseIdentity(Columns);
        for (var j = 1; j < Columns; j++)
        {
            transform[j, j] = 1 / spreads[j];
            transform[0, j] = -means[j] / spreads[j];
        }

        var estimates = transform * Vector<double>.Build.Dense(b) * Unit;
        var covariance = transform * Inverse * transform.Transpose() * (Unit * Unit);
        return (estimates.ToArray(), covariance.ToArray());
    }
}
