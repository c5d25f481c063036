using System.Text.Json;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Multivariate;

public sealed class CorrelationAnalysisTests
{
    [Theory]
    [InlineData(40, 7, 0.0)]
    [InlineData(57, 9, 0.3)]
    [InlineData(3000, 19, 0.05)]
    [InlineData(8, 5, 0.5)]
    public void Every_pair_is_as_if_worked_out_alone_over_the_rows_both_have(int rows, int width, double missing)
    {
        var columns = Rows.Columns(rows, rows, width, missing);
        // Some columns are missing together.
        if (width > 6)
            columns[6] = [.. columns[6].Select((v, i) => double.IsNaN(columns[5][i]) ? double.NaN : double.IsNaN(v) ? 1 : v)];
        var result = PairwiseCorrelations.Of([.. columns.Select(c => (double[])c.Clone())], Rows.On(2));
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var both = Enumerable.Range(0, rows).Where(r => !double.IsNaN(columns[i][r]) && !double.IsNaN(columns[j][r])).ToArray();
                double[] x = [.. both.Select(r => columns[i][r])], y = [.. both.Select(r => columns[j][r])];
                Assert.Equal(both.Length, result.Pairs[i, j]);
                if (both.Length < 3)
                {
                    Assert.True(double.IsNaN(result.Pearson[i, j]));
                    continue;
                }

                Assert.Equal(Ranks.Pearson(x, y), result.Pearson[i, j], 1e-10);
                Assert.Equal(Ranks.Spearman(x, y), result.Spearman[i, j], 1e-12);
            }
        }
    }

    [Fact]
    public void The_answer_is_the_same_to_the_last_byte_for_any_number_of_threads()
    {
        var table = Rows.Table(Rows.Columns(5, 70_000, 6, 0.1));
        string Ask(int threads) => JsonSerializer.Serialize(CorrelationAnalysis.Run(table, new CorrelationSettings(), Rows.On(threads)), AnalysisJson.Options);
        Assert.Equal(Ask(1), Ask(3));
    }

    [Fact]
    public void Rows_in_another_order_and_columns_in_another_order_change_nothing()
    {
        var columns = Rows.Columns(8, 200, 6);
        var one = CorrelationAnalysis.Run(Rows.Table(columns), new CorrelationSettings(), Rows.On(1));
        var order = Enumerable.Range(0, 200).Reverse().ToArray();
        var turned = columns.Select(c => order.Select(i => c[i]).ToArray()).ToArray();
        var other = CorrelationAnalysis.Run(new MemoryTable("x", [.. "fedcba".Select(n => new TableColumn { Name = n.ToString(), Kind = ColumnKind.Number })], [.. turned.Reverse()]), new CorrelationSettings(), Rows.On(1));
        double Of(Correlations from, string a, string b) => from.Pearson.Value[At(from, a), At(from, b)];
        static int At(Correlations from, string name) => from.Columns.Select(c => c.Name).ToList().IndexOf(name);
        foreach (var (a, b) in "abcdef".SelectMany(a => "abcdef".Select(b => (a.ToString(), b.ToString()))))
            Assert.Equal(Of(one, a, b), Of(other, a, b), 1e-12);
        Assert.Equal(one.Clusters.Select(c => c.Name).Order(StringComparer.Ordinal), other.Clusters.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_goes_together_stands_together_and_is_a_cluster_with_a_name()
    {
        var columns = Rows.Columns(3, 300, 4);
        var random = new SeededRandom(9);
        // a, c and e are one thing seen three times, d its opposite; b and f another.
        double[] Like(double[] column, double sign) => [.. column.Select(v => (sign * v) + (0.05 * random.NextNormal()))];
        var table = Rows.Table(columns[0], columns[3], Like(columns[0], 1), Like(columns[0], -1), Like(columns[0], 1), Like(columns[3], 1), [.. columns[3].Select(_ => random.NextNormal())]);
        var result = CorrelationAnalysis.Run(table, new CorrelationSettings(), Rows.On(1));
        var names = string.Concat(result.Columns.Select(c => c.Name));
        Assert.Equal(2, result.Clusters.Count);
        Assert.Equal(["acde", "bf"], result.Clusters.Select(c => string.Concat(c.Columns.Select(i => names[i]).Order())).Order(StringComparer.Ordinal));
        Assert.All(result.Clusters, c => Assert.Equal(c.Columns.Count - 1, c.Columns[^1] - c.Columns[0]));
        Assert.All(result.Clusters, c => Assert.StartsWith("around ", c.Name, StringComparison.Ordinal));
        Assert.Equal(-1, result.Columns.Single(c => c.Name == "g").Cluster);
        Assert.Equal(6, result.Links.Count);
    }

    [Fact]
    public void Categories_unknown_names_and_empty_columns_are_left_out_with_a_sentence()
    {
        TableColumn[] heads = [Head("x", ColumnKind.Number), Head("solvent", ColumnKind.Category), Head("void", ColumnKind.Empty), Head("y", ColumnKind.Number), Head("at", ColumnKind.Time)];
        var table = new MemoryTable("t", heads, [[1, 2, 3, 5], [0, 0, 1, 1], [double.NaN, double.NaN, double.NaN, double.NaN], [2, 4, 7, double.PositiveInfinity], [1, 2, 3, 4]]);
        var result = CorrelationAnalysis.Run(table, new CorrelationSettings(["x", "y", "void", "solvent", "at", "nothing"]), Rows.On(1));
        Assert.Equal(["x", "y", "void"], result.Columns.Select(c => c.Name));
        Assert.Equal(3, result.Pairs[0, 1]);
        Assert.Contains("The table has no column nothing.", result.Remarks);
        Assert.Contains("solvent, at hold no numbers (categories or times) and were left out.", result.Remarks);
        Assert.Equal("every value is missing", result.Columns[2].WhyNot);
        static TableColumn Head(string name, ColumnKind kind) => new() { Name = name, Kind = kind };
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Too_few_rows_are_an_answer_with_its_reason(int rows)
    {
        var result = CorrelationAnalysis.Run(Rows.Table(new double[rows], new double[rows]), new CorrelationSettings(), Rows.On(1));
        Assert.All(result.Columns, c => Assert.NotNull(c.WhyNot));
        Assert.Contains(result.Remarks, r => r.Contains("need two columns of numbers that vary", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_thousands_of_columns_the_most_complete_are_taken_and_it_says_so()
    {
        var columns = Rows.Columns(4, 30, 900, 0);
        columns[0][3] = double.NaN;
        var table = new MemoryTable("wide", [.. columns.Select((_, j) => new TableColumn { Name = $"c{j}", Kind = ColumnKind.Number })], columns);
        var result = CorrelationAnalysis.Run(table, new CorrelationSettings { MostColumns = 120 }, Rows.On(2));
        Assert.Equal(120, result.Columns.Count);
        Assert.DoesNotContain(result.Columns, c => c.Name == "c0");
        Assert.Contains(result.Remarks, r => r.StartsWith("120 of 900 columns were taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Huge_tiny_and_far_away_numbers_correlate_like_any_others()
    {
        double[] x = [1, 2, 4, 3, 7, 5], y = [2, 1, 5, 3, 6, 8];
        var plain = Ranks.Pearson(x, y);
        var result = PairwiseCorrelations.Of([[.. x.Select(v => v * 1e307)], [.. y.Select(v => v * 1e-300)], [.. x.Select(v => 1e9 + v)]], Rows.On(1));
        Assert.Equal(plain, result.Pearson[0, 1], 1e-10);
        Assert.Equal(plain, result.Pearson[2, 1], 1e-7);
        Assert.Equal(1, result.Spearman[0, 2], 1e-12);
    }

    [Fact]
    public void An_answer_is_read_back_as_it_was_written()
    {
        var result = CorrelationAnalysis.Run(Rows.Table(Rows.Columns(5, 20, 4, 0.2)), new CorrelationSettings(), Rows.On(1));
        var text = JsonSerializer.Serialize(result, AnalysisJson.Options);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<Correlations>(text, AnalysisJson.Options), AnalysisJson.Options));
    }
}
