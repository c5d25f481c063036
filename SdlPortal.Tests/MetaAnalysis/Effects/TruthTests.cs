using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Golden;
using Xunit.Abstractions;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

public sealed class TruthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("additive_sin")]
    [InlineData("ishigami")]
    [InlineData("product")]
    public void Forest_shares(string name)
    {
        var study = GoldenFile.Read("c_importance").GetProperty(name);
        var trials = study.GetProperty("trials");
        string[] names = [.. trials.GetProperty("columns").EnumerateArray().Select(v => v.GetString()!).SkipLast(1)];
        double[][] rows = [.. trials.GetProperty("rows").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        ParameterColumn[] columns = [.. names.Select((n, j) => new ParameterColumn(new ParameterShape(n, ParameterKind.Number), [.. rows.Select(r => r[j])]))];
        double[] y = [.. rows.Select(r => r[^1])];
        var forests = HalfForests.Grow(columns, y, 1, 2, null, default);
        var anova = FunctionalAnova.Of(forests, EffectMeasure.Box, 1, 2, default);
        output.WriteLine($"R2 {forests.RSquared} V {anova.Variance} {study.GetProperty("truth")}");
        foreach (var p in anova.Parameters())
            output.WriteLine($"{p}");
        foreach (var p in anova.Pairs())
            output.WriteLine($"{p}");
    }
}
