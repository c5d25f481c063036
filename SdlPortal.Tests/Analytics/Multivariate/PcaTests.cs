using System.Text.Json;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Analytics.Multivariate;

public sealed class PcaTests
{
    private static readonly JsonElement Golden = GoldenFile.Read("e_ml_snar");

    private static double[][] Inputs => Golden.GetProperty("data").GetProperty("X").Matrix();

    private static double[][] Transposed(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(j => rows.Select(r => r[j]).ToArray())];

    [Theory]
    [InlineData("pca_centered", Scaling.None)]
    [InlineData("pca_standardised", Scaling.Standard)]
    public void Components_scores_and_variances_are_those_of_scikit_learn(string name, Scaling scaling)
    {
        var golden = Golden.GetProperty(name);
        var result = PcaAnalysis.Run(Rows.Table(Transposed(Inputs)), new PcaSettings(new PreparationSettings(Scaling: scaling)) { Components = 4 }, Rows.On(1));
        Close(golden.GetProperty("singular_values").Vector(), [.. result.Components.Select(c => c.SingularValue)]);
        Close(golden.GetProperty("explained_variance_ddof1").Vector(), [.. result.Components.Select(c => c.Variance)]);
        Close(golden.GetProperty("explained_variance_ratio").Vector(), [.. result.Components.Select(c => c.Ratio)]);
        Close(Rows.Flat(golden.GetProperty("components_svd_flip_sign").Matrix()), [.. result.Components.SelectMany(c => c.Weights)]);
        Close(Rows.Flat(golden.GetProperty("first3_scores").Matrix()), [.. result.Points.Take(3).SelectMany(p => p.Scores)]);
        static void Close(double[] expected, double[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-9 * Math.Abs(expected[i]), $"{i}: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    [Fact]
    public void Many_rows_by_their_products_give_what_the_rows_themselves_give()
    {
        // Enough rows for the way by products; the same rows once more a hundredth of them directly.
        var few = Rows.Blobs(4, 2000, 30, 3);
        double[] many = [.. Enumerable.Repeat(few, 250).SelectMany(v => v)];
        var (direct, products) = (PrincipalAxes.Of(few, 30, Rows.On(1)), PrincipalAxes.Of(many, 30, Rows.On(2)));
        for (var k = 0; k < 30; k++)
        {
            Assert.Equal(direct.SingularValues[k] * Math.Sqrt(250), products.SingularValues[k], 1e-9 * products.SingularValues[0]);
            Assert.Equal(1, Math.Abs(direct.Axes[k].Zip(products.Axes[k]).Sum(p => p.First * p.Second)), 1e-7);
        }
    }

    [Fact]
    public void More_columns_than_rows_give_the_components_of_the_rows()
    {
        var values = Rows.Blobs(6, 5, 12, 2);
        var axes = PrincipalAxes.Of(values, 12, Rows.On(1));
        Assert.Equal(4, axes.SingularValues.Length);
        // What the four hold is all there is.
        var total = Enumerable.Range(0, 5).Sum(i => Enumerable.Range(0, 12).Sum(j => Math.Pow(values[(i * 12) + j] - axes.Means[j], 2)));
        Assert.Equal(total, axes.SingularValues.Sum(s => s * s), 1e-8 * total);
        Assert.All(axes.Axes, a => Assert.Equal(1, a.Sum(w => w * w), 1e-12));
        Assert.Equal(0, axes.Axes[0].Zip(axes.Axes[3]).Sum(p => p.First * p.Second), 1e-9);
    }

    [Fact]
    public void A_column_that_is_the_sum_of_others_adds_no_component()
    {
        var columns = Rows.Columns(2, 50, 2);
        var result = PcaAnalysis.Run(Rows.Table(columns[0], columns[1], [.. columns[0].Zip(columns[1]).Select(p => p.First + p.Second)]), new PcaSettings(), Rows.On(1));
        Assert.Equal(2, result.Components.Count);
        Assert.Equal(1, result.Components.Sum(c => c.Ratio), 1e-12);
        Assert.Equal(0, result.QLimit);
        Assert.InRange(result.ForNinetyFive, 1, 2);
    }

    [Fact]
    public void A_row_far_out_is_named_and_a_row_off_the_plane_too()
    {
        var columns = Rows.Columns(7, 400, 3);
        columns[2] = [.. columns[0].Zip(columns[1]).Select((p, i) => p.First + p.Second + (0.01 * (i % 7)))];
        columns[2][11] += 1.5;
        (columns[0][60], columns[1][60]) = (columns[0][60] + 12, columns[1][60] + 12);
        columns[2][60] += 24;
        var result = PcaAnalysis.Run(Rows.Table(columns), new PcaSettings { Components = 2, Level = 0.999 }, Rows.On(1));
        Assert.Equal(2, result.Outliers.Count(o => o.Row is 11 or 60));
        Assert.True(result.Outliers.Single(o => o.Row == 11).Q > 10 * result.QLimit);
        Assert.True(result.Outliers.Single(o => o.Row == 60).TSquared > 2 * result.TSquaredLimit);
        Assert.True(result.Outside < 10);
    }

    [Fact]
    public void Ordinary_rows_stay_within_the_limits_as_often_as_asked()
    {
        var random = new SdlPortal.Domain.Numerics.SeededRandom(12);
        var columns = Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 20_000).Select(_ => random.NextNormal()).ToArray()).ToArray();
        var result = PcaAnalysis.Run(Rows.Table(columns), new PcaSettings { Components = 3, Level = 0.99 }, Rows.On(2));
        // Two limits of 1 % each, independent: 1.99 % beyond either; 400 of 20,000, four standard deviations wide.
        Assert.InRange(result.Outside, 398 - 80, 398 + 80);
        Assert.Equal(100, result.Outliers.Count);
        Assert.Contains(result.Remarks, r => r.StartsWith("4,000 of 20,000 rows, evenly spread, have scores", StringComparison.Ordinal));
    }

    [Fact]
    public void The_answer_is_the_same_for_any_number_of_threads_and_is_read_back_as_written()
    {
        var table = Rows.Table(Rows.Columns(5, 30_000, 5, 0.02));
        string Ask(int threads) => JsonSerializer.Serialize(PcaAnalysis.Run(table, new PcaSettings(), Rows.On(threads)), AnalysisJson.Options);
        var text = Ask(1);
        Assert.Equal(text, Ask(4));
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<PrincipalComponents>(text, AnalysisJson.Options), AnalysisJson.Options));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(5, 0)]
    public void Nothing_to_compare_is_an_answer_with_its_reason(int rows, int width)
    {
        var result = PcaAnalysis.Run(Rows.Table(Rows.Columns(1, rows, width)), new PcaSettings(), Rows.On(1));
        Assert.Empty(result.Components);
        Assert.Contains(result.Remarks, r => r.StartsWith("Principal components need two rows", StringComparison.Ordinal));
    }
}
