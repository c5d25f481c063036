using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

public sealed class MultipleTestingTests
{
    [Theory]
    [InlineData("fdr_bh", Correction.BenjaminiHochberg)]
    [InlineData("fdr_by", Correction.BenjaminiYekutieli)]
    [InlineData("holm", Correction.Holm)]
    [InlineData("bonferroni", Correction.Bonferroni)]
    [InlineData("hommel", Correction.Hommel)]
    [InlineData("simes-hochberg", Correction.Hochberg)]
    [InlineData("sidak", Correction.Sidak)]
    public void Corrections_agree_with_statsmodels(string key, Correction correction)
    {
        foreach (var entry in GoldenFile.Read("d_stats").GetProperty("multiple_testing").EnumerateArray())
        {
            var adjusted = MultipleTesting.Adjust(entry.GetProperty("p").Vector(), correction);
            var expected = entry.GetProperty(key).Vector();
            for (var i = 0; i < expected.Length; i++)
                GoldenFile.Close(expected[i], adjusted[i], 1e-12, $"{key}[{i}]");
        }
    }

    /// <summary>0.01 · 4, 0.02 · 3, max(0.06, 0.03 · 2), max(0.06, 0.05 · 1), in the order given.</summary>
    [Fact]
    public void Holm_multiplies_by_the_claims_left_and_never_falls()
    {
        Assert.Equal([0.06, 0.04, 0.06, 0.06], MultipleTesting.Adjust([0.05, 0.01, 0.03, 0.02], Correction.Holm).Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 1], MultipleTesting.Adjust([0.9, 0.8], Correction.Holm));
    }

    [Fact]
    public void What_is_no_number_is_no_claim()
    {
        Assert.Equal([0.08, double.NaN, 0.08], MultipleTesting.Adjust([0.04, double.NaN, 0.04], Correction.Bonferroni));
        Assert.Empty(MultipleTesting.Adjust([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultipleTesting.Adjust([1.5]));
    }

    [Fact]
    public void Very_small_p_values_keep_their_digits() =>
        Assert.Equal(3e-30, MultipleTesting.Adjust([1e-30, 0.5, 1], Correction.Sidak)[0], 1e-43);
}
