using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models.Nearest;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Models.Nearest;

public sealed class NearestRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void The_tree_finds_what_looking_at_every_row_finds_ties_included(int width)
    {
        var random = new SeededRandom(width);

        // Coarse values, so that many rows are equally near.
        double[] values = [.. Enumerable.Range(0, 700 * width).Select(_ => Math.Round(2 * random.NextNormal()) / (width == 20 ? 64 : 2))];
        var tree = new NearestRows(values, width);
        var (found, distances) = (new int[9], new double[9]);
        for (var q = 0; q < 100; q++)
        {
            double[] point = [.. Enumerable.Range(0, width).Select(_ => Math.Round(2 * random.NextNormal()) / 2)];
            tree.Find(point, found, distances);
            var all = Enumerable.Range(0, 700).Select(i => (Row: i, Distance: Enumerable.Range(0, width).Sum(j => (values[(i * width) + j] - point[j]) * (values[(i * width) + j] - point[j]))))
                .OrderBy(r => r.Distance).ThenBy(r => r.Row).Take(9).ToArray();
            Assert.Equal(all.Select(r => r.Row), found);
            for (var k = 0; k < 9; k++)
                Assert.Equal(all[k].Distance, distances[k], 1e-12);
        }
    }

    [Fact]
    public void Rows_at_the_very_point_count_alone_where_distance_weighs()
    {
        var model = new NearestEstimator(3, ByDistance: true).Fit([0, 1, 3], 1, [10, 20, 40], 0, 1, AnalysisStep.Quiet);
        Assert.Equal(20, model.Predict([1], 1)[0]);
        // Weights 1/2, 1/1, 1/1 at 2.
        Assert.Equal(((10 / 2.0) + 20 + 40) / 2.5, model.Predict([2], 1)[0], 1e-12);
        Assert.Equal(70 / 3.0, new NearestEstimator(5).Fit([0, 1, 3], 1, [10, 20, 40], 0, 1, AnalysisStep.Quiet).Predict([2], 1)[0], 1e-12);
    }
}
