using System.Globalization;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Logistic;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Models.Logistic;

/// <summary>Real reactions above and below their median impurity: classes that a plane separates.</summary>
public sealed class LogisticEstimatorTests
{
    private static readonly double[] Labels = Reactions.Golden.GetProperty("logistic").GetProperty("labels").Vector();

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.0")]
    public void Coefficients_and_loss_are_those_of_the_peer(string c)
    {
        var golden = Reactions.Golden.GetProperty("logistic").GetProperty("fits").GetProperty($"C_{c}");
        var model = Fit(double.Parse(c, CultureInfo.InvariantCulture));
        var expected = golden.GetProperty("coef").Vector();
        for (var j = 0; j < 4; j++)
            Assert.True(Math.Abs(expected[j] - model.Weights[j]) <= 1e-6 * Math.Abs(expected[j]), $"{expected[j]:R} {model.Weights[j]:R}");
        Assert.Equal(golden.GetProperty("intercept").GetDouble(), model.Intercepts[0], 1e-6);
        Assert.Equal(golden.GetProperty("log_loss").GetDouble(), LogLoss(model), 1e-8);
    }

    /// <summary>
    /// The loss hardly bends there (p (1 − p) is near 0 at all rows), so that the peer stops 1e-4 or so before the least: the objective must not be above the peer's, the loss agree to 1 % and the direction to 1e-4.
    /// </summary>
    [Fact]
    public void Classes_that_a_plane_separates_with_hardly_any_penalty_end_no_higher_than_the_peer()
    {
        var golden = Reactions.Golden.GetProperty("logistic").GetProperty("fits").GetProperty("C_1000000.0");
        var model = Fit(1e6);
        var (expected, intercept) = (golden.GetProperty("coef").Vector(), golden.GetProperty("intercept").GetDouble());
        var peer = new LogisticModel(4, 2, [0, 1], [intercept], expected);
        Assert.True(Objective(model, 1e6) <= Objective(peer, 1e6) * (1 + 1e-12));
        var loss = golden.GetProperty("log_loss").GetDouble();
        Assert.Equal(loss, LogLoss(peer), 1e-9);
        Assert.InRange(LogLoss(model), 0.99 * loss, 1.01 * loss);
        var cosine = Vectors.Dot(expected, [.. model.Weights]) / Math.Sqrt(Vectors.Dot(expected, expected) * model.Weights.Sum(w => w * w));
        Assert.True(cosine > 1 - 1e-4, $"{cosine:R}");
    }

    [Fact]
    public void Slopes_vanish_for_several_classes_by_newton_and_by_quasi_newton()
    {
        var random = new SeededRandom(4);
        foreach (var (n, d, k, tolerance) in new[] { (120, 3, 4, 1e-8), (60, 150, 3, 1e-3) })
        {
            double[] x = [.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())];
            double[] y = [.. Enumerable.Range(0, n).Select(i => (double)Math.Clamp((int)Math.Floor(x[i * d] + x[(i * d) + 1] + (k / 2.0) + (0.5 * random.NextNormal())), 0, k - 1))];
            var model = (LogisticModel)new LogisticEstimator(0.5).Fit(x, d, y, k, 1, AnalysisStep.Quiet);
            var p = model.Predict(x, d);
            for (var c = 0; c < k; c++)
            {
                Assert.Equal(0, Enumerable.Range(0, n).Sum(i => p[(i * k) + c] - (y[i] == c ? 1 : 0)), tolerance);
                for (var j = 0; j < d; j++)
                    Assert.Equal(0, model.Weights[(c * d) + j] + (0.5 * Enumerable.Range(0, n).Sum(i => (p[(i * k) + c] - (y[i] == c ? 1 : 0)) * x[(i * d) + j])), tolerance);
            }
        }
    }

    [Fact]
    public void A_class_that_did_not_occur_has_no_probability()
    {
        var model = new LogisticEstimator(1).Fit([-1, -2, 1, 2], 1, [0, 0, 2, 2], 3, 1, AnalysisStep.Quiet);
        var p = model.Predict([-3, 3], 1);
        Assert.Equal(0, p[1]);
        Assert.Equal(0, p[4]);
        Assert.True(p[0] > 0.8 && p[5] > 0.8);
    }

    private static LogisticModel Fit(double c) => (LogisticModel)new LogisticEstimator(c).Fit(Reactions.Scaled, 4, Labels, 2, 1, AnalysisStep.Quiet);

    private static double LogLoss(LogisticModel model) => model.Predict(Reactions.Scaled, 4).Chunk(2).Select((p, i) => -Math.Log(p[(int)Labels[i]])).Average();

    private static double Objective(LogisticModel model, double c) => (0.5 * model.Weights.Sum(w => w * w)) + (c * 66 * LogLoss(model));
}
