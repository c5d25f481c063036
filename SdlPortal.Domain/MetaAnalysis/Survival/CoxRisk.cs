using MathNet.Numerics.LinearAlgebra;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What a partial likelihood is at some coefficients.</summary>
/// <param name="Score">Its gradient (p).</param>
/// <param name="Information">Its negative Hessian (p x p).</param>
internal sealed record PartialLikelihood(double Value, Vector<double> Score, Matrix<double> Information);

/// <summary>
/// Subjects as the partial likelihood goes through them: by stratum, then from the last time to the first. Their order among equals follows from their values, so that no sum depends on the order in which they were given.
/// Covariates are centered and scaled to standard deviation 1.
/// </summary>
internal sealed class CoxRisk
{
    private readonly double[] times;
    private readonly bool[] events;
    private readonly int[] strata;
    private readonly double[][] x;

    public CoxRisk(double[] times, bool[] events, IReadOnlyList<double[]> covariates, int[] strata)
    {
        var order = Enumerable.Range(0, times.Length).OrderBy(i => strata[i]).ThenByDescending(i => times[i]).ThenBy(i => events[i]);
        foreach (var column in covariates)
            order = order.ThenBy(i => column[i]);
        int[] places = [.. order];
        this.times = [.. places.Select(i => times[i])];
        this.events = [.. places.Select(i => events[i])];
        this.strata = [.. places.Select(i => strata[i])];
        P = covariates.Count;
        (Means, Spreads, x) = (new double[P], new double[P], new double[P][]);
        for (var j = 0; j < P; j++)
        {
            double[] column = [.. places.Select(i => covariates[j][i])];
            var mean = Means[j] = column.Sum() / column.Length;
            var spread = Spreads[j] = Math.Sqrt(column.Sum(v => (v - mean) * (v - mean)) / column.Length);
            x[j] = spread > 0 ? [.. column.Select(v => (v - mean) / spread)] : new double[column.Length];
        }
    }

    public int Count => times.Length;

    public int P { get; }

    public double[] Means { get; }

    public double[] Spreads { get; }

    public ReadOnlySpan<double> Times => times;

    public ReadOnlySpan<bool> Events => events;

    /// <summary>Xᵀβ of every subject, by place.</summary>
    public double[] Predictor(Vector<double> beta)
    {
        var eta = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < P; j++)
                eta[i] += beta[j] * x[j][i];
        }

        return eta;
    }

    /// <summary>XᵀX/n of the scaled columns less their means within strata, since only differences within a stratum count. Without strata their correlations.</summary>
    public Matrix<double> Correlations()
    {
        var centered = new double[P][];
        for (var j = 0; j < P; j++)
        {
            centered[j] = [.. x[j]];
            for (var start = 0; start < Count;)
            {
                var end = start;
                while (end < Count && strata[end] == strata[start])
                    end++;
                var mean = 0.0;
                for (var i = start; i < end; i++)
                    mean += x[j][i] / (end - start);
                for (var i = start; i < end; i++)
                    centered[j][i] -= mean;
                start = end;
            }
        }

        return Matrix<double>.Build.Dense(P, P, (j, l) =>
        {
            var sum = 0.0;
            for (var i = 0; i < Count; i++)
                sum += centered[j][i] * centered[l][i];
            return sum / Count;
        });
    }

    public PartialLikelihood At(Vector<double> beta, TiesMethod ties)
    {
        var (score, information) = (new double[P], new double[P, P]);
        var value = ties == TiesMethod.Exact
            ? ExactTies.Walk(this, Predictor(beta), score, information)
            : Walk(beta, ties, (_, weighted, covariance, _) =>
            {
                for (var j = 0; j < P; j++)
                {
                    score[j] += weighted[j];
                    for (var l = 0; l < P; l++)
                        information[j, l] += covariance[j, l];
                }
            });
        return new PartialLikelihood(value, Vector<double>.Build.DenseOfArray(score), Matrix<double>.Build.DenseOfArray(information));
    }

    /// <summary>Goes through the times with events. The visitor gets the time, Σ over its events of (x − mean at risk), the covariance at risk summed over its events, and the step of the baseline hazard.</summary>
    /// <returns>The log partial likelihood.</returns>
    public double Walk(Vector<double> beta, TiesMethod ties, Action<double, double[], double[,], double> visit)
    {
        var eta = Predictor(beta);
        var highest = eta.Length == 0 ? 0 : eta.Max();
        var value = 0.0;
        var all = new RiskSums(P);
        for (var i = 0; i < Count;)
        {
            if (i == 0 || strata[i] != strata[i - 1])
                all.Clear();
            var dead = new RiskSums(P);
            var (start, time, count) = (i, times[i], 0);
            var residual = new double[P];
            for (; i < Count && strata[i] == strata[start] && times[i] == time; i++)
            {
                var risk = Math.Exp(eta[i] - highest);
                all.Add(x, i, risk);
                if (!events[i])
                    continue;
                dead.Add(x, i, risk);
                count++;
                value += eta[i] - highest;
                for (var j = 0; j < P; j++)
                    residual[j] += x[j][i];
            }

            if (count == 0)
                continue;
            var covariance = new double[P, P];
            var step = 0.0;
            for (var k = 0; k < count; k++)
            {
                // Efron: of the tied events on average a share has already left the risk set.
                var gone = ties == TiesMethod.Efron ? (double)k / count : 0;
                var sum = all.Sum - (gone * dead.Sum);
                value -= Math.Log(sum);
                step += 1 / sum;
                for (var j = 0; j < P; j++)
                {
                    var mean = (all.First[j] - (gone * dead.First[j])) / sum;
                    residual[j] -= mean;
                    for (var l = 0; l <= j; l++)
                    {
                        covariance[j, l] += ((all.Second[j, l] - (gone * dead.Second[j, l])) / sum) - (mean * (all.First[l] - (gone * dead.First[l])) / sum);
                        covariance[l, j] = covariance[j, l];
                    }
                }
            }

            visit(time, residual, covariance, step * Math.Exp(-highest));
        }

        return value;
    }

    /// <summary>The subjects' stratum and covariate by place, for the exact treatment of ties.</summary>
    public int Stratum(int place) => strata[place];

    public double Covariate(int j, int place) => x[j][place];

    /// <summary>Σ r, Σ r x and Σ r x xᵀ over a risk set.</summary>
    private sealed class RiskSums(int p)
    {
        public double Sum { get; private set; }

        public double[] First { get; } = new double[p];

        public double[,] Second { get; } = new double[p, p];

        public void Add(double[][] x, int i, double risk)
        {
            Sum += risk;
            for (var j = 0; j < First.Length; j++)
            {
                First[j] += risk * x[j][i];
                for (var l = 0; l <= j; l++)
                    Second[j, l] += risk * x[j][i] * x[l][i];
            }
        }

        public void Clear()
        {
            Sum = 0;
            Array.Clear(First);
            Array.Clear(Second);
        }
    }
}
