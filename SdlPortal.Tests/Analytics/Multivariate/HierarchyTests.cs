using System.Text.Json;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Tests.Analytics.Multivariate;

public sealed class HierarchyTests
{
    [Theory]
    [InlineData(Linkage.Ward)]
    [InlineData(Linkage.Average)]
    [InlineData(Linkage.Complete)]
    [InlineData(Linkage.Single)]
    public void Merges_are_those_of_joining_the_nearest_two_again_and_again(Linkage linkage)
    {
        const int n = 40;
        var values = Rows.Blobs(7, n, 3, 4, spread: 3);
        var links = NearestNeighborChain.Of(Distances(values, n), n, linkage, Rows.On(1));
        var heights = Naive(values, n, linkage);
        Assert.Equal(n - 1, links.Length);
        for (var i = 0; i < heights.Length; i++)
            Assert.Equal(heights[i], links[i].Height, 1e-9);
        Assert.Equal(n, links[^1].Size);
        Assert.Equal(Enumerable.Range(0, (2 * n) - 2), links.SelectMany(l => new[] { l.Left, l.Right }).Order());
        Assert.All(links.Select((l, i) => (l, i)), p => Assert.True(p.l.Left < p.l.Right && p.l.Right < n + p.i));
    }

    [Fact]
    public void Four_points_on_a_line_merge_at_the_heights_worked_out_by_hand()
    {
        // 0, 1, 5 and 7: Ward joins 0 and 1 at 1, 5 and 7 at 2, and their means 0.5 and 6 at √(2 · 2 · 2 / 4) · 5.5.
        double[] values = [0, 1, 5, 7];
        Assert.Equal([1, 2, 5.5 * Math.Sqrt(2)], Heights(Linkage.Ward), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 2, 5.5], Heights(Linkage.Average));
        Assert.Equal([1, 2, 7], Heights(Linkage.Complete));
        Assert.Equal([1, 2, 4], Heights(Linkage.Single));
        IEnumerable<double> Heights(Linkage linkage) => NearestNeighborChain.Of(Distances(values, 4), 4, linkage, Rows.On(1)).Select(l => l.Height);
    }

    [Fact]
    public void A_cut_makes_as_many_clusters_as_asked_for_and_the_order_crosses_no_lines()
    {
        var result = HierarchyAnalysis.Run(Table(120, 3), new HierarchySettings(), Rows.On(2));
        Assert.Equal(3, result.Clusters);
        Assert.Equal(1, ClusterAgreement.AdjustedRand(result.Labels, [.. result.Rows.Select(r => r % 3)]));
        Assert.Equal(3 - 1, result.Links.Count(l => l.Height > result.CutHeight));
        Assert.Equal(Enumerable.Range(0, 120), result.Order.Order());
        // Every node's leaves stand side by side.
        var place = new int[120];
        for (var i = 0; i < 120; i++)
            place[result.Order[i]] = i;
        var spans = place.Select(p => (From: p, To: p)).ToList();
        foreach (var link in result.Links)
        {
            var (a, b) = (spans[link.Left], spans[link.Right]);
            spans.Add((Math.Min(a.From, b.From), Math.Max(a.To, b.To)));
            Assert.Equal(link.Size, spans[^1].To - spans[^1].From + 1);
        }

        for (var k = 1; k <= 120; k += 17)
            Assert.Equal(k, Dendrogram.Cut(result.Links, k).Distinct().Count());
        Assert.InRange(result.Cophenetic, 0.7, 1);
    }

    [Fact]
    public void Leaves_of_a_line_stand_in_the_order_of_the_line()
    {
        double[] values = [3, 9, 1, 4, 12, 7, 0, 5];
        foreach (var linkage in Enum.GetValues<Linkage>())
        {
            var links = NearestNeighborChain.Of(Distances(values, 8), 8, linkage, Rows.On(1));
            var shown = Dendrogram.Order(links, (i, j) => Math.Abs(values[i] - values[j])).Select(i => values[i]).ToArray();
            Assert.True(shown.SequenceEqual(values.Order()) || shown.SequenceEqual(values.OrderDescending()), $"{linkage}: {string.Join(' ', shown)}");
        }
    }

    [Fact]
    public void Equal_rows_merge_at_nothing_and_the_answer_is_the_same_for_any_number_of_threads()
    {
        var columns = Rows.Columns(3, 60, 3).Select(c => (double[])[.. c, .. c]).ToArray();
        string Ask(int threads) => JsonSerializer.Serialize(HierarchyAnalysis.Run(Rows.Table(columns), new HierarchySettings { Linkage = Linkage.Average }, Rows.On(threads)), AnalysisJson.Options);
        var text = Ask(1);
        Assert.Equal(text, Ask(3));
        var result = JsonSerializer.Deserialize<RowHierarchy>(text, AnalysisJson.Options)!;
        Assert.Equal(text, JsonSerializer.Serialize(result, AnalysisJson.Options));
        Assert.All(result.Links.Take(60), l => Assert.Equal(0, l.Height));
        Assert.True(result.Links[60].Height > 0);
    }

    [Fact]
    public void More_rows_than_can_be_held_are_a_sample_and_it_says_so()
    {
        var result = HierarchyAnalysis.Run(Table(900, 2), new HierarchySettings { MostRows = 100 }, Rows.On(1));
        Assert.Equal(100, result.Rows.Length);
        Assert.Contains("The tree is of 100 of 900 rows, evenly spread.", result.Remarks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void So_few_rows_are_an_answer(int rows)
    {
        var result = HierarchyAnalysis.Run(Rows.Table(Rows.Columns(2, rows, 2)), new HierarchySettings(), Rows.On(1));
        Assert.Equal(Math.Max(0, rows - 1), result.Links.Count);
        Assert.Equal(rows, result.Labels.Length);
    }

    private static SdlPortal.Domain.Analytics.Tables.MemoryTable Table(int rows, int clusters)
    {
        var values = Rows.Blobs(5, rows, 3, clusters);
        return Rows.Table([.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, rows).Select(i => values[(i * 3) + j]).ToArray())]);
    }

    private static double[] Distances(double[] values, int n)
    {
        var width = values.Length / n;
        return [.. Enumerable.Range(0, n * n).Select(k => Math.Sqrt(Enumerable.Range(0, width).Sum(j => Math.Pow(values[(k / n * width) + j] - values[(k % n * width) + j], 2))))];
    }

    /// <summary>Heights by the definition of each linkage, over the members of every two clusters.</summary>
    private static double[] Naive(double[] values, int n, Linkage linkage)
    {
        var distances = Distances(values, n);
        var clusters = Enumerable.Range(0, n).Select(i => new List<int> { i }).ToList();
        var heights = new List<double>();
        while (clusters.Count > 1)
        {
            var best = (A: 0, B: 1, D: double.PositiveInfinity);
            for (var a = 0; a < clusters.Count; a++)
            {
                for (var b = a + 1; b < clusters.Count; b++)
                {
                    var d = Between(clusters[a], clusters[b]);
                    best = d < best.D ? (a, b, d) : best;
                }
            }

            heights.Add(best.D);
            clusters[best.A].AddRange(clusters[best.B]);
            clusters.RemoveAt(best.B);
        }

        return [.. heights];

        double Between(List<int> a, List<int> b)
        {
            var all = a.SelectMany(i => b.Select(j => distances[(i * n) + j]));
            return linkage switch
            {
                Linkage.Single => all.Min(),
                Linkage.Complete => all.Max(),
                Linkage.Average => all.Average(),
                _ => Math.Sqrt(2.0 * a.Count * b.Count / (a.Count + b.Count) * Enumerable.Range(0, 3).Sum(j => Math.Pow(a.Average(i => values[(i * 3) + j]) - b.Average(i => values[(i * 3) + j]), 2))),
            };
        }
    }
}
