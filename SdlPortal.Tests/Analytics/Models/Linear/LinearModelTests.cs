using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Models.Linear;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Linear;

public sealed class LinearModelTests
{
    [Fact]
    public void A_column_twice_shares_its_coefficient_and_is_remarked_on()
    {
        var (x, y) = Line(40, 2, 3);
        double[] doubled = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { x[2 * i], x[(2 * i) + 1], x[2 * i] })];
        var single = Fit(new OrdinaryEstimator(), x, 2, y);
        var twice = Fit(new OrdinaryEstimator(), doubled, 3, y);
        Assert.Equal(single.Coefficients[0] / 2, twice.Coefficients[0], 1e-10);
        Assert.Equal(twice.Coefficients[0], twice.Coefficients[2], 1e-10);
        Assert.Equal(single.Coefficients[1], twice.Coefficients[1], 1e-10);
        Assert.Contains("1 of 3 columns follow from the others", Assert.Single(twice.Remarks), StringComparison.Ordinal);

        var report = OlsReport.Of(doubled, ["a", "b", "a again"], y);
        Assert.Equal(2, report.Rank);
        Assert.True(double.IsNaN(report.Terms[1].StandardError) && double.IsNaN(report.Terms[3].StandardError));
        Assert.Equal(OlsReport.Of(x, ["a", "b"], y).Terms[2].StandardError, report.Terms[2].StandardError, 1e-10);
    }

    [Fact]
    public void More_columns_than_rows_are_met_by_the_shortest_coefficients()
    {
        var random = new SeededRandom(7);
        var (n, d) = (12, 40);
        double[] x = Reactions.Standardized([.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())], d);
        double[] y = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
        var shortest = Fit(new OrdinaryEstimator(), x, d, y);
        for (var i = 0; i < n; i++)
            Assert.Equal(y[i], shortest.Predict(x, d)[i], 1e-9);

        // Ridge with ever less penalty ends at the shortest of them.
        var ridge = Fit(new RidgeEstimator(1e-9), x, d, y);
        for (var j = 0; j < d; j++)
            Assert.Equal(ridge.Coefficients[j], shortest.Coefficients[j], 1e-6);
        Assert.Contains(OlsReport.Of(x, [.. Enumerable.Range(0, d).Select(j => $"c{j}")], y).Remarks, r => r.Contains("leave nothing to judge", StringComparison.Ordinal));
    }

    [Fact]
    public void Ridge_solves_its_normal_equations_whether_rows_or_columns_are_more()
    {
        foreach (var (n, d) in new[] { (50, 6), (8, 30), (30, 30) })
        {
            var (x, y) = Line(n, d, 11);
            var model = Fit(new RidgeEstimator(0.7), x, d, y);
            var predicted = model.Predict(x, d);

            // Xᵀ (y − ŷ) = α b for centered columns, and residuals without a mean.
            Assert.Equal(0, y.Zip(predicted, (a, b) => a - b).Average(), 1e-10);
            for (var j = 0; j < d; j++)
            {
                var mean = Enumerable.Range(0, n).Average(i => x[(i * d) + j]);
                Assert.Equal(0.7 * model.Coefficients[j], Enumerable.Range(0, n).Sum(i => (x[(i * d) + j] - mean) * (y[i] - predicted[i])), 1e-8);
            }
        }
    }

    [Fact]
    public void Ridge_on_standardized_columns_does_not_hang_on_their_units()
    {
        var (x, y) = Line(60, 3, 5);
        double[] inOtherUnits = [.. x.Select((v, at) => (at % 3) switch { 0 => 1e6 * v, 1 => (1e-5 * v) + 300, _ => -v })];
        var here = Fit(new RidgeEstimator(2), Reactions.Standardized(x, 3), 3, y).Predict(Reactions.Standardized(x, 3), 3);
        var there = Fit(new RidgeEstimator(2), Reactions.Standardized(inOtherUnits, 3), 3, y).Predict(Reactions.Standardized(inOtherUnits, 3), 3);
        for (var i = 0; i < y.Length; i++)
            Assert.Equal(here[i], there[i], 1e-7);
    }

    [Fact]
    public void A_tiny_penalty_on_huge_columns_is_still_solved()
    {
        var (x, y) = Line(30, 2, 9);
        double[] nearlyTwice = [.. Enumerable.Range(0, 30).SelectMany(i => new[] { 1e7 * x[2 * i], (1e7 * x[2 * i]) + (1e-3 * x[(2 * i) + 1]) })];
        var model = Fit(new RidgeEstimator(1e-12), nearlyTwice, 2, y);
        Assert.True(Reactions.RSquared(y, model.Predict(nearlyTwice, 2)) > 0.98);
    }

    [Fact]
    public void Lasso_meets_its_conditions_where_columns_outnumber_rows_and_along_a_path()
    {
        var (n, d) = (30, 200);
        var (x, y) = Line(n, d, 21);
        x = Reactions.Standardized(x, d);
        var path = LassoEstimator.Path(x, d, y, [0.5, 0.2, 0.1], AnalysisStep.Quiet);
        for (var k = 0; k < 3; k++)
        {
            var alpha = new[] { 0.5, 0.2, 0.1 }[k];
            var alone = Fit(new LassoEstimator(alpha), x, d, y);
            var predicted = alone.Predict(x, d);
            for (var j = 0; j < d; j++)
            {
                // Every slope of the loss is at most α, and exactly ∓α where the coefficient is not 0.
                var slope = Enumerable.Range(0, n).Sum(i => x[(i * d) + j] * (y[i] - predicted[i])) / n;
                Assert.True(Math.Abs(slope) <= alpha + 1e-6);
                if (alone.Coefficients[j] != 0)
                    Assert.Equal(alpha * Math.Sign(alone.Coefficients[j]), slope, 1e-6);
                Assert.Equal(alone.Coefficients[j], path[k].Coefficients[j], 1e-6);
            }
        }

        Assert.Empty(path[2].Remarks);
        Assert.All(Fit(new LassoEstimator(1.0000001, IsShare: true), x, d, y).Coefficients, c => Assert.Equal(0, c));
        Assert.Contains(Fit(new LassoEstimator(0.99, IsShare: true), x, d, y).Coefficients, c => c != 0);
    }

    [Fact]
    public void An_elastic_net_without_the_absolute_part_would_be_ridge()
    {
        var (x, y) = Line(50, 4, 3);
        x = Reactions.Standardized(x, 4);
        var net = Fit(new LassoEstimator(0.2, L1Share: 1e-12), x, 4, y);
        var ridge = Fit(new RidgeEstimator(0.2 * 50), x, 4, y);
        for (var j = 0; j < 4; j++)
            Assert.Equal(ridge.Coefficients[j], net.Coefficients[j], 1e-8);
    }

    [Fact]
    public void Two_rows_and_one_column_are_a_line_without_errors()
    {
        var report = OlsReport.Of([1, 3], ["x"], [5, 9]);
        Assert.Equal(2, report.Terms[1].Coefficient, 1e-12);
        Assert.Equal(3, report.Terms[0].Coefficient, 1e-12);
        Assert.True(double.IsNaN(report.Terms[1].StandardError));
        Assert.Contains("at least 3 rows", Assert.Single(report.Remarks), StringComparison.Ordinal);
    }

    /// <summary>y = Σ (j + 1) x_j / d plus a little noise.</summary>
    private static (double[] X, double[] Y) Line(int n, int d, long seed)
    {
        var random = new SeededRandom(seed);
        double[] x = [.. Enumerable.Range(0, n * d).Select(_ => random.NextNormal())];
        double[] y = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, d).Sum(j => (j + 1.0) / d * x[(i * d) + j]) + (0.1 * random.NextNormal()))];
        return (x, y);
    }

    private static LinearModel Fit(IEstimator estimator, double[] x, int width, double[] y) => (LinearModel)estimator.Fit(x, width, y, 0, 1, AnalysisStep.Quiet);
}
