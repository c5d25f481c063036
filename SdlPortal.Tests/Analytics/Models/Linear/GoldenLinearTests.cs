using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Linear;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Models.Linear;

/// <summary>Coefficients of scikit-learn and the table of statsmodels on real reactions.</summary>
public sealed class GoldenLinearTests
{
    [Theory]
    [InlineData("0.0")]
    [InlineData("0.1")]
    [InlineData("1.0")]
    [InlineData("10.0")]
    [InlineData("100.0")]
    public void Ridge_is_that_of_the_peer(string alpha)
    {
        var golden = Reactions.Golden.GetProperty("linear").GetProperty($"ridge_alpha_{alpha}");
        var model = Fit(new RidgeEstimator(double.Parse(alpha, System.Globalization.CultureInfo.InvariantCulture)), Reactions.Scaled);
        Same(golden.GetProperty("coef").Vector(), golden.GetProperty("intercept").GetDouble(), model, 1e-8);
        GoldenFile.Close(golden.GetProperty("r2").GetDouble(), Reactions.RSquared(Reactions.Impurity, model.Predict(Reactions.Scaled, 4)), 1e-10);
    }

    [Fact]
    public void Ridge_of_columns_as_they_were_measured_is_that_of_the_peer()
    {
        var golden = Reactions.Golden.GetProperty("linear").GetProperty("ridge_alpha_1.0_raw_X");
        var model = Fit(new RidgeEstimator(1), Reactions.RawRows);
        Same(golden.GetProperty("coef").Vector(), golden.GetProperty("intercept").GetDouble(), model, 1e-8);
        GoldenFile.Close(golden.GetProperty("r2").GetDouble(), Reactions.RSquared(Reactions.Impurity, model.Predict(Reactions.RawRows, 4)), 1e-10);
    }

    [Fact]
    public void Cross_validated_ridge_is_that_of_the_peer()
    {
        var golden = Reactions.Golden.GetProperty("ridge1_cv");
        var predicted = new List<double>();
        for (var (fold, start) = (0, 0); fold < 5; fold++)
        {
            var end = start + (fold == 0 ? 14 : 13);
            int[] kept = [.. Enumerable.Range(0, 66).Where(i => i < start || i >= end)];
            var model = new RidgeEstimator(1).Fit(Reactions.Rows(Reactions.Scaled, 4, kept), 4, [.. kept.Select(i => Reactions.Impurity[i])], 0, 1, AnalysisStep.Quiet);
            predicted.AddRange(model.Predict(Reactions.Scaled[(4 * start)..(4 * end)], 4));
            start = end;
        }

        GoldenFile.Close(golden.GetProperty("r2").GetDouble(), Reactions.RSquared(Reactions.Impurity, [.. predicted]), 1e-10);
        GoldenFile.Close(golden.GetProperty("rmse").GetDouble(), Math.Sqrt(Reactions.Impurity.Zip(predicted, (y, p) => (y - p) * (y - p)).Average()), 1e-10);
        foreach (var (expected, actual) in golden.GetProperty("pred_first5").Vector().Zip(predicted))
            GoldenFile.Close(expected, actual, 1e-9);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.5")]
    [InlineData("1.0")]
    public void Lasso_is_that_of_the_peer(string alpha)
    {
        var golden = Reactions.Golden.GetProperty("linear").GetProperty($"lasso_alpha_{alpha}");
        var model = Fit(new LassoEstimator(double.Parse(alpha, System.Globalization.CultureInfo.InvariantCulture)), Reactions.Scaled);
        var expected = golden.GetProperty("coef").Vector();
        for (var j = 0; j < 4; j++)
        {
            Assert.Equal(expected[j], model.Coefficients[j], 1e-7);
            Assert.Equal(expected[j] == 0, model.Coefficients[j] == 0);
        }

        Assert.Equal(golden.GetProperty("intercept").GetDouble(), model.Intercept, 1e-7);
    }

    [Fact]
    public void The_table_of_least_squares_is_that_of_the_peer()
    {
        var golden = Reactions.Golden.GetProperty("linear").GetProperty("ols");
        var report = OlsReport.Of(Reactions.Scaled, Reactions.Columns, Reactions.Impurity);
        var (coefficients, errors, t) = (golden.GetProperty("coef_intercept_first").Vector(), golden.GetProperty("se").Vector(), golden.GetProperty("t").Vector());
        Assert.Equal(["intercept", .. Reactions.Columns], report.Terms.Select(term => term.Name));
        for (var j = 0; j < 5; j++)
        {
            Relative(coefficients[j], report.Terms[j].Coefficient, 1e-8);
            Relative(errors[j], report.Terms[j].StandardError, 1e-8);
            Relative(t[j], report.Terms[j].T, 1e-8);
        }

        Relative(golden.GetProperty("sigma2").GetDouble(), report.ResidualVariance, 1e-8);
        Assert.Equal(golden.GetProperty("df").GetInt32(), report.DegreesOfFreedom);
        Relative(golden.GetProperty("r2").GetDouble(), report.RSquared, 1e-8);
        foreach (var (expected, actual) in golden.GetProperty("leverage_first5").Vector().Zip(report.Leverages))
            Relative(expected, actual, 1e-8);
        Relative(golden.GetProperty("cooks_distance_max").GetDouble(), report.CookDistances.Max(), 1e-8);
        Assert.Equal(golden.GetProperty("cooks_argmax").GetInt32(), report.CookDistances.Index().MaxBy(c => c.Item).Index);
        Relative(golden.GetProperty("press_loo_rmse").GetDouble(), report.PressRmse, 1e-8);
        Relative(golden.GetProperty("durbin_watson").GetDouble(), report.DurbinWatson, 1e-8);
        Assert.Empty(report.Remarks);
    }

    private static LinearModel Fit(Domain.Analytics.Models.IEstimator estimator, double[] x) => (LinearModel)estimator.Fit(x, 4, Reactions.Impurity, 0, 1, AnalysisStep.Quiet);

    private static void Same(double[] coefficients, double intercept, LinearModel model, double tolerance)
    {
        for (var j = 0; j < coefficients.Length; j++)
            Relative(coefficients[j], model.Coefficients[j], tolerance);
        Relative(intercept, model.Intercept, tolerance);
    }

    private static void Relative(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
}
