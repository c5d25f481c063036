using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// What a campaign's results say of its donors: a weight for each by how it ranks them (<see cref="RankingEnsemble"/>; before three different results those that agree with each other by their given weights), and from those the prior mean under which results are modeled. Immutable.
/// </summary>
internal sealed class DonorJudgement
{
    /// <summary>The ranking loss is judged on at most so many results, spread evenly over their values.</summary>
    private const int MostJudged = 40;

    private const int Samples = 256;

    /// <summary>The donors' prediction is believed as if so many results had confirmed it at their own scale…</summary>
    private const double PriorResults = 1.5;

    /// <summary>…and what it leaves unexplained is believed to be this share of the variance, as if so many results had shown it.</summary>
    private const double PriorShare = 0.5;
    private const double PriorShareResults = 3;

    /// <summary>A smaller weight would only cost time.</summary>
    private const double LeastWeight = 0.005;

    /// <summary>A trend that moves expectations by less than this many standard deviations is none.</summary>
    private const double Least = 0.02;

    private readonly DonorModels donors;
    private readonly double[] weights;

    private DonorJudgement(DonorModels donors, double[] weights, bool[] isDropped)
    {
        (this.donors, this.weights) = (donors, weights);
        Shares = [.. donors.Tasks.Select((task, i) => new DonorShare(task, weights[i], isDropped[i])).OrderByDescending(s => s.Weight)];
    }

    /// <summary>Largest first.</summary>
    public IReadOnlyList<DonorShare> Shares { get; }

    /// <summary>True where no donor has a weight because none agrees with another and there are too few results to judge by.</summary>
    public bool IsWaiting => weights.All(w => w == 0) && !Shares.Any(s => s.IsDropped);

    /// <summary>Before there are results.</summary>
    public static DonorJudgement Given(DonorModels donors) => new(donors, donors.Initial, new bool[donors.Tasks.Count]);

    /// <summary>The donors' expectation at their weights.</summary>
    public Trend Expectation => new(donors.Models.Select((m, i) => (m, weights[i])));

    /// <summary>
    /// From the campaign's results. With three different ones on, weights are those of the ensemble, at first mixed with the initial ones, which count half as much with every further result; who is dropped has none.
    /// </summary>
    /// <param name="data">The results that are modeled, without a trend.</param>
    /// <exception cref="CholeskyException">A covariance cannot be factored.</exception>
    public static DonorJudgement Of(DonorModels donors, TrainingSet data, CancellationToken cancellationToken)
    {
        if (data.Standardized.Distinct().Take(RankingEnsemble.FewestTargetRuns).Count() < RankingEnsemble.FewestTargetRuns)
            return Given(donors);

        // In an order of their own: which result draws which number must not depend on how they are listed.
        var rows = Enumerable.Range(0, data.Count).ToArray();
        Array.Sort(rows, (a, b) => data.Standardized[a] != data.Standardized[b] ? data.Standardized[a].CompareTo(data.Standardized[b]) : data.Input(a).SequenceCompareTo(data.Input(b)));
        var judged = data.Rows([.. TaskRuns.Even([.. rows.Select(i => data.Standardized[i])], MostJudged).Select(k => rows[k])]);
        var own = GaussianProcess.Fit(judged, new FitOptions { Priors = PriorKind.Alike, Starts = 1 }, null, cancellationToken);
        var runs = new TaskRuns("", [.. Enumerable.Range(0, judged.Count).Select(i => judged.Input(i).ToArray())], judged.Standardized);
        var ensemble = RankingEnsemble.Of([.. donors.Models, own], runs, new RankingOptions(MostJudged, Samples, 0), cancellationToken);
        var share = Math.Pow(0.5, data.Count - 2);
        var weights = donors.Initial.Select((given, i) => ensemble.IsDropped[i] ? 0 : (share * given) + ((1 - share) * ensemble.Weights[i])).Select(w => w < LeastWeight ? 0 : w).ToArray();
        return new DonorJudgement(donors, weights, ensemble.IsDropped);
    }

    /// <summary>
    /// The same results under the donors' expectation, or as they are where that tells nothing about them. The expectation u = Σ wᵢ μᵢ / Σ wᵢ enters as s u with the slope of a regression of the results on it that is drawn towards 1 (ridge), at least 0,
    /// times Σ wᵢ: what the campaign's own model has earned is not given to the donors. What remains to be explained is standardized anew.
    /// </summary>
    /// <returns>The results, and the belief (<see cref="WarmStartNote.Belief"/>).</returns>
    public (TrainingSet Data, double Belief) Around(TrainingSet data)
    {
        var sum = weights.Sum();
        if (!(sum > 0))
            return (data, 0);
        var means = donors.Means([.. Enumerable.Range(0, data.Count).Select(i => data.Input(i).ToArray())]);
        var expected = new double[data.Count];
        for (var i = 0; i < expected.Length; i++)
        {
            for (var k = 0; k < weights.Length; k++)
                expected[i] += weights[k] * means[k][i] / sum;
        }

        // Few results lie far out, and those must not decide alone.
        var results = data.Standardized.Select(y => Math.Clamp(y, -3, 3)).ToArray();
        var (middle, mean) = (expected.Average(), results.Average());
        var (square, product) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            square += (expected[i] - middle) * (expected[i] - middle);
            product += (expected[i] - middle) * (results[i] - mean);
        }

        var slope = sum * Math.Max(0, (PriorResults + product) / (PriorResults + square));
        if (slope < Least)
            return (data, 0);

        var left = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var residual = results[i] - mean - (slope * (expected[i] - middle));
            left += residual * residual;
        }

        var share = Math.Sqrt(Math.Min(1, (left + (PriorShareResults * PriorShare)) / (data.Count - 1 + PriorShareResults)));
        return (data.Around(new Trend(donors.Models.Select((m, i) => (m, slope * weights[i] / sum))), share), slope);
    }
}
