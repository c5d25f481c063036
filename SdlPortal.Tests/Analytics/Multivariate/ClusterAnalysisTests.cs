using System.Text.Json;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Tests.Analytics.Multivariate;

public sealed class ClusterAnalysisTests
{
    private static double[][] Columns(double[] values, int width) => [.. Enumerable.Range(0, width).Select(j => Enumerable.Range(0, values.Length / width).Select(i => values[(i * width) + j]).ToArray())];

    [Fact]
    public void The_number_of_clusters_is_found_with_sizes_centers_and_examples()
    {
        var columns = Columns(Rows.Blobs(3, 300, 4, 3), 4);
        var result = ClusterAnalysis.Run(Rows.Table(columns), new ClusterSettings(), Rows.On(2));
        Assert.Equal([100, 100, 100], result.Clusters.Select(c => c.Size));
        Assert.Equal(3, result.Choices.MaxBy(c => c.Silhouette)!.Clusters);
        Assert.Equal(1, ClusterAgreement.AdjustedRand([.. result.Points.Select(p => p.Cluster)], [.. result.Points.Select(p => p.Row % 3)]));
        foreach (var (cluster, c) in result.Clusters.Select((k, c) => (k, c)))
        {
            var members = result.Points.Where(p => p.Cluster == c).Select(p => p.Row).ToArray();
            Assert.Contains(cluster.Medoid, members);
            // Means are in the columns' own units, in the order of the columns told.
            for (var j = 0; j < 4; j++)
                Assert.Equal(members.Average(r => columns[result.Columns[j].Name[0] - 'a'][r]), cluster.Means[j], 1e-9);
        }

        Assert.True(result.Quality.Silhouette > 0.5);
        Assert.True(result.Columns[0].Share >= result.Columns[^1].Share);
    }

    [Fact]
    public void A_column_of_noise_tells_clusters_apart_least()
    {
        var columns = Columns(Rows.Blobs(3, 200, 3, 2), 3);
        var random = new SdlPortal.Domain.Numerics.SeededRandom(4);
        columns[1] = [.. columns[1].Select(_ => random.NextNormal())];
        var result = ClusterAnalysis.Run(Rows.Table(columns), new ClusterSettings { Clusters = 2 }, Rows.On(1));
        Assert.Equal("b", result.Columns[^1].Name);
        Assert.True(result.Columns[^1].Share < 0.05);
    }

    [Fact]
    public void Levels_of_a_category_have_their_share_in_each_cluster()
    {
        var columns = Columns(Rows.Blobs(3, 60, 2, 2), 2);
        TableColumn[] heads = [new() { Name = "x", Kind = ColumnKind.Number, Unit = "mL" }, new() { Name = "y", Kind = ColumnKind.Number }, new() { Name = "solvent", Kind = ColumnKind.Category, Levels = ["DMF", "water"] }];
        var table = new MemoryTable("t", heads, [columns[0], columns[1], [.. Enumerable.Range(0, 60).Select(i => (double)(i % 2))]]);
        var result = ClusterAnalysis.Run(table, new ClusterSettings(new PreparationSettings(["x", "y", "solvent"])) { Clusters = 2 }, Rows.On(1));
        var at = result.Columns.Select(c => c.Name).ToList().IndexOf("solvent = DMF");
        Assert.Equal([0.0, 1.0], result.Clusters.Select(c => c.Means[at]).Order());
        Assert.Equal("mL", result.Columns.Single(c => c.Name == "x").Unit);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(300)]
    public void The_answer_is_the_same_for_any_number_of_threads_and_is_read_back_as_written(int rows)
    {
        var table = Rows.Table(Columns(Rows.Blobs(5, rows, 3, 4, spread: 4), 3));
        string Ask(int threads) => JsonSerializer.Serialize(ClusterAnalysis.Run(table, new ClusterSettings { Clusters = 4, Starts = 4 }, Rows.On(threads)), AnalysisJson.Options);
        var text = Ask(1);
        Assert.Equal(text, Ask(3));
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<RowClusters>(text, AnalysisJson.Options), AnalysisJson.Options));
    }

    [Fact]
    public void Many_rows_are_clustered_from_a_drawn_part_and_it_says_so()
    {
        var result = ClusterAnalysis.Run(Rows.Table(Columns(Rows.Blobs(5, 60_000, 3, 4), 3)), new ClusterSettings { Clusters = 4, Starts = 3 }, Rows.On(2));
        Assert.Equal([15_000, 15_000, 15_000, 15_000], result.Clusters.Select(c => c.Size));
        Assert.Equal(4000, result.Points.Count);
        Assert.Equal(5000, result.Quality.SilhouetteRows);
        Assert.Contains(result.Remarks, r => r.Contains("40,000 rows drawn at random", StringComparison.Ordinal));
        Assert.Contains(result.Remarks, r => r.StartsWith("Silhouettes are from 5,000 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void More_clusters_than_rows_or_than_different_rows_are_as_many_as_there_can_be()
    {
        var table = Rows.Table([1, 1, 1, 2, 2, 9], [5, 5, 5, 6, 6, 1]);
        var result = ClusterAnalysis.Run(table, new ClusterSettings { Clusters = 20 }, Rows.On(1));
        Assert.Equal([3, 2, 1], result.Clusters.Select(c => c.Size));
        Assert.Equal(0, result.Inertia, 1e-20);
        Assert.Contains("20 clusters of 6 rows cannot be made; 6 were.", result.Remarks);
        Assert.Contains("3 clusters instead of 6: the rows have no more different values.", result.Remarks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void So_few_rows_are_an_answer_with_its_reason(int rows)
    {
        var result = ClusterAnalysis.Run(Rows.Table(Rows.Columns(1, rows, 2)), new ClusterSettings(), Rows.On(1));
        Assert.True(result.Clusters.Count <= 1);
        Assert.NotEmpty(result.Remarks);
    }

    [Fact]
    public void Work_that_is_canceled_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => KMeans.Fit(Rows.Blobs(1, 500, 3, 2), 3, 2, 2, 1, Rows.On(1) with { Cancellation = stop.Token }));
    }
}
