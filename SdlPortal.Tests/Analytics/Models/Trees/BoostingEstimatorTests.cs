using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Linear;
using SdlPortal.Domain.Analytics.Models.Trees;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Trees;

public sealed class BoostingEstimatorTests
{
    /// <summary>Friedman 1991: 10 sin(π x₀ x₁) + 20 (x₂ − ½)² + 10 x₃ + 5 x₄ with noise of sd 1, five columns more that tell nothing.</summary>
    [Fact]
    public void It_beats_ridge_where_columns_bend_and_act_together()
    {
        var (x, y) = Friedman(800, 1);
        var (news, truth) = Friedman(800, 2);
        var boosting = Reactions.RSquared(truth, new BoostingEstimator(Leaves: 8, Depth: 4).Fit(x, 10, y, 0, 1, AnalysisStep.Quiet).Predict(news, 10));
        var ridge = Reactions.RSquared(truth, new RidgeEstimator(1).Fit(x, 10, y, 0, 1, AnalysisStep.Quiet).Predict(news, 10));
        Assert.True(boosting > 0.88, $"{boosting}");
        Assert.InRange(ridge, 0.6, 0.8);
    }

    [Fact]
    public void Two_columns_of_which_neither_tells_anything_alone_are_told_apart_exactly()
    {
        // x XOR y, each of the four cases 25 times: the first split gains nothing.
        double[] x = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { i & 1, (double)((i >> 1) & 1) })];
        double[] y = [.. x.Chunk(2).Select(r => r[0] != r[1] ? 1.0 : 0.0)];
        var p = new BoostingEstimator(Leaves: 4, Depth: 2).Fit(x, 2, y, 2, 1, AnalysisStep.Quiet).Predict([0, 0, 0, 1, 1, 0, 1, 1], 2);
        Assert.True(p[0] > 0.99 && p[3] > 0.99 && p[5] > 0.99 && p[6] > 0.99, string.Join(' ', p));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_loss_at_the_training_rows_never_rises(int classes)
    {
        var (x, y) = Friedman(300, 3);
        var outcomes = classes == 0 ? y : [.. y.Select(v => (double)Math.Clamp((int)((v - 5) / 20 * classes), 0, classes - 1))];
        var model = (BoostingModel)new BoostingEstimator(Leaves: 8, Depth: 4).Fit(x, 10, outcomes, classes, 1, AnalysisStep.Quiet);
        Assert.True(model.Rounds > 20);
        Assert.Equal(model.Rounds, model.TrainingLosses.Count);
        Assert.All(model.TrainingLosses.Zip(model.TrainingLosses.Skip(1)), pair => Assert.True(pair.Second <= pair.First * (1 + 1e-12)));
    }

    [Fact]
    public void Growing_ends_early_where_there_is_nothing_to_learn()
    {
        var random = new SeededRandom(8);
        double[] x = [.. Enumerable.Range(0, 1200).Select(_ => random.NextNormal())];
        double[] y = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())];
        Assert.True(((BoostingModel)new BoostingEstimator().Fit(x, 3, y, 0, 1, AnalysisStep.Quiet)).Rounds < 40);
    }

    private static (double[] X, double[] Y) Friedman(int n, long seed)
    {
        var random = new SeededRandom(seed);
        double[] x = [.. Enumerable.Range(0, 10 * n).Select(_ => random.NextDouble())];
        double[] y = [.. x.Chunk(10).Select(r => (10 * Math.Sin(Math.PI * r[0] * r[1])) + (20 * (r[2] - 0.5) * (r[2] - 0.5)) + (10 * r[3]) + (5 * r[4]) + random.NextNormal())];
        return (x, y);
    }
}
