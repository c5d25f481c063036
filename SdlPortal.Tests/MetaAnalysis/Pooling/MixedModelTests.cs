using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

/// <summary>Against R's lme4 1.1-31 and lmerTest 3.1-3 on sleepstudy. lme4 stops where the deviance no longer falls, so its own digits end near the seventh.</summary>
public sealed class MixedModelTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("random_intercept", RandomTerms.Intercept)]
    [InlineData("random_intercept_slope", RandomTerms.InterceptAndSlope)]
    public void Restricted_fits_agree_with_lme4(string key, RandomTerms terms)
    {
        var golden = GoldenFile.Read("g_mixed_sleepstudy");
        var expected = golden.GetProperty(key);
        var fit = LinearMixedModel.Fit(Sleep(golden), terms).Value;

        var satterthwaite = expected.GetProperty("lmerTest_satterthwaite").EnumerateArray().ToList();
        for (var j = 0; j < 2; j++)
        {
            Close(expected.GetProperty("fixef")[j].GetDouble(), fit.Fixed[j].Estimate, 1e-10, "fixed");
            Close(expected.GetProperty("se")[j].GetDouble(), fit.Fixed[j].StandardError, Tolerance, "se");
            Close(satterthwaite[j].GetProperty("df").GetDouble(), fit.Fixed[j].DegreesOfFreedom, 1e-5, "df");
            Close(satterthwaite[j].GetProperty("t value").GetDouble(), fit.Fixed[j].Statistic, Tolerance, "t");
            var p = satterthwaite[j].GetProperty("Pr(>|t|)").GetDouble();
            Assert.Equal(1, fit.Fixed[j].PValue / p, 1e-4);
        }

        Close(expected.GetProperty("logLik").GetDouble(), fit.LogLikelihood, 1e-10, "log likelihood");
        Close(expected.GetProperty("AIC").GetDouble(), fit.AkaikeCriterion, 1e-10, "AIC");
        var components = expected.GetProperty("varcorr").EnumerateArray().Select(c => c.GetProperty("vcov").GetDouble()).ToList();
        Close(components[0], fit.InterceptVariance, Tolerance, "intercept variance");
        Close(components[^1], fit.ResidualVariance, Tolerance, "residual variance");
        if (terms == RandomTerms.InterceptAndSlope)
        {
            Close(components[1], fit.SlopeVariance, Tolerance, "slope variance");
            Close(expected.GetProperty("varcorr")[2].GetProperty("sdcor").GetDouble(), fit.Correlation, 1e-6, "correlation");
        }

        var random = expected.GetProperty("ranef").GetProperty("Subject");
        for (var g = 0; g < 18; g++)
        {
            var group = fit.Groups[g];
            Assert.Equal(random.GetProperty("level")[g].GetString(), group.Group);
            Close(random.GetProperty("values")[g][0].GetDouble(), group.Intercept.Deviation, 1e-6, "deviation");
            Close(terms == RandomTerms.Intercept ? random.GetProperty("cond_sd")[g].GetDouble() : random.GetProperty("cond_sd")[0][g].GetDouble(), group.Intercept.ConditionalSd, Tolerance, "conditional sd");
            if (group.Slope is { } slope)
            {
                Close(random.GetProperty("values")[g][1].GetDouble(), slope.Deviation, 1e-6, "slope deviation");
                Close(random.GetProperty("cond_sd")[1][g].GetDouble(), slope.ConditionalSd, Tolerance, "slope's conditional sd");
                Assert.Equal(fit.Fixed[1].Estimate + slope.Deviation, slope.Total, 12);
                Assert.True(slope.PredictionSd > slope.ConditionalSd);
            }
        }

        Assert.False(fit.IsSingular);
    }

    /// <summary>The published values of lme4's own paper (Bates et al. 2015, section 5.2 and the package's help pages) for the same data.</summary>
    [Fact]
    public void Maximum_likelihood_and_the_test_of_a_correlation_agree_with_the_published_values()
    {
        var data = Sleep(GoldenFile.Read("g_mixed_sleepstudy"));
        var correlated = LinearMixedModel.Fit(data, RandomTerms.InterceptAndSlope, restricted: false).Value;
        var uncorrelated = LinearMixedModel.Fit(data, RandomTerms.InterceptAndSlopeUncorrelated, restricted: false).Value;
        var restricted = LinearMixedModel.Fit(data, RandomTerms.InterceptAndSlopeUncorrelated).Value;

        Assert.Equal(1751.939, -2 * correlated.LogLikelihood, 0.001);
        Assert.Equal(1752.003, -2 * uncorrelated.LogLikelihood, 0.001);
        Assert.Equal(1743.669, -2 * restricted.LogLikelihood, 0.001);
        Assert.Equal(627.57, restricted.InterceptVariance, 0.05);
        Assert.Equal(35.86, restricted.SlopeVariance, 0.01);
        Assert.Equal(653.58, restricted.ResidualVariance, 0.05);
        var test = LinearMixedModel.Compare(uncorrelated, correlated);
        Assert.Equal(0.0639, test.ChiSquared, 0.0001);
        Assert.Equal(1, test.DegreesOfFreedom);
        Assert.Equal(0.8004, test.PValue, 0.0001);
    }

    /// <summary>In a balanced one-way layout REML is the analysis of variance: σ² = MSW, σ²ᵤ = (MSB − MSW)/m, or 0.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void In_a_balanced_layout_it_is_the_analysis_of_variance(double between)
    {
        double[] centers = [3, -1, 2, 0];
        double[] within = [-2, 1, 0.5, 0.5, -1, 1];
        var response = new double[24];
        var codes = new int[24];
        for (var i = 0; i < 24; i++)
        {
            codes[i] = i / 6;
            response[i] = 10 + (between * centers[i / 6]) + within[i % 6];
        }

        var fit = LinearMixedModel.Fit(new GroupedObservations { Response = response, Groups = new LabelColumn(["a", "b", "c", "d"], codes) }).Value;

        var mean = centers.Average();
        var msb = 6 * between * between * centers.Sum(c => (c - mean) * (c - mean)) / 3;
        var msw = 4 * within.Sum(w => w * w) / 20;
        Assert.Equal(between > 0, msb > msw);
        var expected = Math.Max(0, (msb - msw) / 6);
        Assert.Equal(expected, fit.InterceptVariance, 1e-10);
        Assert.Equal(expected > 0 ? msw : 4 * within.Sum(w => w * w) / 23, fit.ResidualVariance, 1e-10);
        Assert.Equal(expected == 0, fit.IsSingular);
        Assert.Equal(expected / (expected + fit.ResidualVariance), fit.IntraclassCorrelation, 1e-10);
        if (expected > 0)
            Assert.Equal(3, fit.Fixed[0].DegreesOfFreedom, 1e-5);
    }

    [Fact]
    public void Negation_and_a_change_of_unit_do_what_they_must()
    {
        var data = Sleep(GoldenFile.Read("g_mixed_sleepstudy"));
        var fit = LinearMixedModel.Fit(data, RandomTerms.InterceptAndSlope).Value;
        var negated = LinearMixedModel.Fit(data with { Response = [.. data.Response.Select(y => -y)] }, RandomTerms.InterceptAndSlope).Value;
        var scaled = LinearMixedModel.Fit(data with { Response = [.. data.Response.Select(y => y * 1024)] }, RandomTerms.InterceptAndSlope).Value;

        for (var j = 0; j < 2; j++)
        {
            Assert.Equal(-fit.Fixed[j].Estimate, negated.Fixed[j].Estimate);
            Assert.Equal(fit.Fixed[j].PValue, negated.Fixed[j].PValue);
            Assert.Equal(1024 * fit.Fixed[j].Estimate, scaled.Fixed[j].Estimate);
        }

        Assert.Equal(fit.InterceptVariance, negated.InterceptVariance);
        Assert.Equal(fit.LogLikelihood, negated.LogLikelihood);
        Assert.Equal(fit.Groups.Select(g => -g.Slope!.Value.Deviation), negated.Groups.Select(g => g.Slope!.Value.Deviation));
    }

    [Fact]
    public void Too_little_is_an_answer()
    {
        LabelColumn Groups(params int[] codes) => new(["a", "b"], codes);
        Assert.Contains("1 groups", LinearMixedModel.Fit(new GroupedObservations { Response = [1, 2, 3, 4], Groups = Groups(0, 0, 0, 0) }).WhyNot);
        Assert.Contains("without residual", LinearMixedModel.Fit(new GroupedObservations { Response = [5, 5, 5, 5, 5], Groups = Groups(0, 0, 1, 1, 1) }).WhyNot);
        Assert.Contains("x are constant", LinearMixedModel.Fit(new GroupedObservations { Response = [5, 4, 5, 5, 5], Groups = Groups(0, 0, 1, 1, 1), Fixed = [new Moderator("x", [1, 1, 1, 1, 1])] }).WhyNot);
    }

    internal static GroupedObservations Sleep(JsonElement golden)
    {
        var input = golden.GetProperty("input");
        var subjects = input.GetProperty("subject").EnumerateArray().Select(s => s.GetString()!).ToList();
        var labels = subjects.Distinct().Order(StringComparer.Ordinal).ToList();
        var days = new Moderator("Days", input.GetProperty("days").Vector());
        return new GroupedObservations { Response = input.GetProperty("reaction").Vector(), Fixed = [days], Slope = days, Groups = new LabelColumn(labels, [.. subjects.Select(s => labels.IndexOf(s))]) };
    }

    private static void Close(double expected, double actual, double tolerance, string what) => GoldenFile.Close(expected, actual, tolerance, what);
}
