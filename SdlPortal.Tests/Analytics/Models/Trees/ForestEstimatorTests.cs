using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Trees;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Trees;

/// <summary>66 real reactions of four parameters: bands of scikit-learn's forest over five seeds, with its settings (300 trees, all columns at each split, leaves of one).</summary>
public sealed class ForestEstimatorTests
{
    private static readonly ForestEstimator AsPeer = new(1, ForestColumns.All, 300);

    [Fact]
    public void Errors_and_importances_are_inside_the_bands_of_the_peer()
    {
        var bands = Reactions.Golden.GetProperty("random_forest");
        ForestModel[] forests = [.. Enumerable.Range(0, 5).Select(s => Fit(Reactions.RawRows, Reactions.Impurity, s))];
        Near(forests.Average(f => f.OutOfBagRSquared), bands.GetProperty("oob_r2_mean_sd")[0].GetDouble(), bands.GetProperty("oob_r2_mean_sd")[1].GetDouble());
        var train = forests.Average(f => Reactions.RSquared(Reactions.Impurity, f.Predict(Reactions.RawRows, 4)));
        Assert.InRange(train, bands.GetProperty("train_r2_mean").GetDouble() - 0.01, bands.GetProperty("train_r2_mean").GetDouble() + 0.01);
        for (var j = 0; j < 4; j++)
        {
            Near(forests.Average(f => f.Importances[j]), bands.GetProperty("mdi_importance_mean")[j].GetDouble(), bands.GetProperty("mdi_importance_sd")[j].GetDouble());

            // The peer's sd is over 20 permutations or so of one forest: ours are means of many more.
            var permuted = bands.GetProperty("permutation_importance_train_mean_sd");
            var (mean, sd) = (permuted[0][j].GetDouble(), permuted[1][j].GetDouble());
            Assert.InRange(Permuted(forests[0], j), mean - sd - 0.005, mean + sd + 0.005);
        }
    }

    [Fact]
    public void Cross_validated_error_is_inside_the_bands_of_the_peer()
    {
        var bands = Reactions.Golden.GetProperty("random_forest");
        var runs = Enumerable.Range(0, 5).Select(seed =>
        {
            var predicted = new List<double>();
            for (var (fold, start) = (0, 0); fold < 5; fold++)
            {
                var end = start + (fold == 0 ? 14 : 13);
                int[] kept = [.. Enumerable.Range(0, 66).Where(i => i < start || i >= end)];
                predicted.AddRange(Fit(Reactions.Rows(Reactions.RawRows, 4, kept), [.. kept.Select(i => Reactions.Impurity[i])], seed).Predict(Reactions.RawRows[(4 * start)..(4 * end)], 4));
                start = end;
            }

            return (R2: Reactions.RSquared(Reactions.Impurity, [.. predicted]), Rmse: Math.Sqrt(Reactions.Impurity.Zip(predicted, (y, p) => (y - p) * (y - p)).Average()));
        }).ToArray();
        Near(runs.Average(r => r.R2), bands.GetProperty("cv_r2_mean_sd")[0].GetDouble(), bands.GetProperty("cv_r2_mean_sd")[1].GetDouble());
        Near(runs.Average(r => r.Rmse), bands.GetProperty("cv_rmse_mean_sd")[0].GetDouble(), bands.GetProperty("cv_rmse_mean_sd")[1].GetDouble());
    }

    [Fact]
    public void Probabilities_of_two_classes_change_places_with_their_names()
    {
        var random = new SeededRandom(3);
        double[] x = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        double[] y = [.. x.Chunk(2).Select(r => r[0] + (0.3 * r[1]) > 0.6 ? 1.0 : 0.0)];
        var estimator = new ForestEstimator(3, ForestColumns.Root, 60);
        var here = estimator.Fit(x, 2, y, 2, 5, AnalysisStep.Quiet).Predict(x, 2);
        var there = estimator.Fit(x, 2, [.. y.Select(v => 1 - v)], 2, 5, AnalysisStep.Quiet).Predict(x, 2);
        for (var i = 0; i < 200; i++)
            Assert.Equal(here[2 * i], there[(2 * i) + 1], 1e-9);
    }

    /// <summary>Loss of R² where a column is shuffled, mean of 100 times.</summary>
    private static double Permuted(ForestModel forest, int column)
    {
        var random = new SeededRandom(column);
        var whole = Reactions.RSquared(Reactions.Impurity, forest.Predict(Reactions.RawRows, 4));
        return Enumerable.Range(0, 100).Average(_ =>
        {
            double[] shuffled = [.. Reactions.Raw.Select(r => r[column])];
            random.Shuffle<double>(shuffled);
            double[] x = [.. Reactions.RawRows];
            for (var i = 0; i < 66; i++)
                x[(4 * i) + column] = shuffled[i];
            return whole - Reactions.RSquared(Reactions.Impurity, forest.Predict(x, 4));
        });
    }

    private static ForestModel Fit(double[] x, double[] y, long seed) => (ForestModel)AsPeer.Fit(x, 4, y, 0, seed, AnalysisStep.Quiet with { Threads = 2 });

    /// <summary>Means of five seeds against means of five: four standard errors of the difference, and what ties at cuts may do.</summary>
    private static void Near(double actual, double expected, double sd) =>
        Assert.InRange(actual, expected - (4 * sd * Math.Sqrt(2.0 / 5)) - 0.005, expected + (4 * sd * Math.Sqrt(2.0 / 5)) + 0.005);
}
