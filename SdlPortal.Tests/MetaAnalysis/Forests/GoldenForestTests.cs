using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Forests;

/// <summary>66 real reactions of four parameters: bands of scikit-learn's forest over five seeds, with its settings (300 trees, all columns at each split, leaves of one).</summary>
public sealed class GoldenForestTests
{
    private static readonly ForestOptions AsPeer = new() { Trees = 300, ColumnsPerSplit = 4, MinLeaf = 1, MaxDepth = 100 };

    private static (IReadOnlyList<ParameterColumn> Columns, double[] Outcomes, JsonElement Bands) Reactions()
    {
        var file = GoldenFile.Read("e_ml_snar");
        var data = file.GetProperty("data");
        double[][] rows = [.. data.GetProperty("X").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        double[] outcomes = [.. data.GetProperty("y").EnumerateArray().Select(v => v.GetDouble())];
        string[] names = [.. data.GetProperty("columns").EnumerateArray().Select(v => v.GetString()!)];
        return ([.. names.Select((n, j) => new ParameterColumn(new ParameterShape(n, ParameterKind.Number), [.. rows.Select(r => r[j])]))], outcomes, file.GetProperty("random_forest"));
    }

    [Fact]
    public void Out_of_bag_error_and_impurity_shares_are_those_of_the_peer()
    {
        var (columns, outcomes, bands) = Reactions();
        RandomForest[] forests = [.. Enumerable.Range(0, 5).Select(s => RandomForest.Grow(columns, outcomes, AsPeer, s, threads: 2))];
        Near(forests.Average(f => f.OutOfBagRSquared), bands.GetProperty("oob_r2_mean_sd")[0].GetDouble(), bands.GetProperty("oob_r2_mean_sd")[1].GetDouble());
        for (var j = 0; j < columns.Count; j++)
            Near(forests.Average(f => f.ImpurityShares[j]), bands.GetProperty("mdi_importance_mean")[j].GetDouble(), bands.GetProperty("mdi_importance_sd")[j].GetDouble());
        Assert.Equal(1, forests[0].ImpurityShares.Sum(), 12);
        var fitted = forests[0].Predict(columns);
        Assert.InRange(RSquared(outcomes, fitted), bands.GetProperty("train_r2_mean").GetDouble() - 0.01, bands.GetProperty("train_r2_mean").GetDouble() + 0.01);
    }

    [Fact]
    public void Cross_validated_error_is_that_of_the_peer()
    {
        var (columns, outcomes, bands) = Reactions();
        var errors = Enumerable.Range(0, 5).Select(seed =>
        {
            // Contiguous parts, as the peer's: 14 + 13 · 4 rows; r² over the predictions of all parts together.
            var (predicted, start) = (new List<double>(), 0);
            for (var fold = 0; fold < 5; fold++)
            {
                var end = start + (fold == 0 ? 14 : 13);
                int[] kept = [.. Enumerable.Range(0, 66).Where(i => i < start || i >= end)];
                int[] held = [.. Enumerable.Range(start, end - start)];
                var forest = RandomForest.Grow(Rows(columns, kept), [.. kept.Select(i => outcomes[i])], AsPeer, seed, threads: 2);
                predicted.AddRange(forest.Predict(Rows(columns, held)));
                start = end;
            }

            return RSquared(outcomes, [.. predicted]);
        }).ToArray();
        Near(errors.Average(), bands.GetProperty("cv_r2_mean_sd")[0].GetDouble(), bands.GetProperty("cv_r2_mean_sd")[1].GetDouble());
    }

    /// <summary>Means of five seeds against means of five: four standard errors of the difference, and what ties at cuts may do.</summary>
    private static void Near(double actual, double expected, double sd) => Assert.InRange(actual, expected - (4 * sd * Math.Sqrt(2.0 / 5)) - 0.005, expected + (4 * sd * Math.Sqrt(2.0 / 5)) + 0.005);

    private static IReadOnlyList<ParameterColumn> Rows(IReadOnlyList<ParameterColumn> columns, int[] rows) => [.. columns.Select(c => c with { Values = [.. rows.Select(i => c.Values[i])] })];

    private static double RSquared(double[] outcomes, double[] predicted)
    {
        var mean = outcomes.Average();
        return 1 - (outcomes.Zip(predicted, (y, p) => (y - p) * (y - p)).Sum() / outcomes.Sum(y => (y - mean) * (y - mean)));
    }
}
