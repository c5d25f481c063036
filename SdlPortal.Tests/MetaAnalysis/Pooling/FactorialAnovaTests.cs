using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

public sealed class FactorialAnovaTests
{
    [SharedDataFact]
    public void A_complete_factorial_agrees_with_r()
    {
        var golden = GoldenFile.Read("g_anova_buchwald");
        var rows = File.ReadLines(SharedData.Path("olympus/buchwald_a.csv")).Skip(1).Select(l => l.Split(',')).ToList();
        string[] names = ["aryl_halide", "additive", "base", "ligand"];
        var factors = names.Select((name, c) =>
        {
            var levels = rows.Select(r => r[c]).Distinct().Order(StringComparer.Ordinal).ToList();
            return new Factor(name, [.. rows.Select(r => levels.IndexOf(r[c]))], levels.Count);
        }).ToList();
        double[] yields = [.. rows.Select(r => double.Parse(r[4], CultureInfo.InvariantCulture))];

        Agrees(golden.GetProperty("main_effects"), FactorialAnova.Fit(yields, factors).Value);
        Agrees(golden.GetProperty("with_two_way"), FactorialAnova.Fit(yields, factors, [(0, 2), (0, 3), (2, 3)]).Value);
        foreach (var term in FactorialAnova.Fit(yields, factors).Value)
        {
            var key = term.Name == "residuals" ? "Residuals" : term.Name;
            GoldenFile.Close(golden.GetProperty("eta_squared_main").GetProperty(key).GetDouble(), term.EtaSquared, 1e-11, key);
        }
    }

    private static void Agrees(System.Text.Json.JsonElement expected, IReadOnlyList<AnovaTerm> actual)
    {
        var names = expected.GetProperty("term").EnumerateArray().Select(t => t.GetString()!).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            var term = names[i] == "Residuals" ? actual[^1] : actual.Single(t => t.Name == names[i]);
            Assert.Equal(expected.GetProperty("df")[i].GetInt32(), term.DegreesOfFreedom);
            GoldenFile.Close(expected.GetProperty("sumsq")[i].GetDouble(), term.SumOfSquares, 1e-10, names[i]);
            if (names[i] == "Residuals")
                continue;
            GoldenFile.Close(expected.GetProperty("F")[i].GetDouble(), term.F, 1e-9, names[i]);
            Assert.Equal(1, term.PValue / expected.GetProperty("p")[i].GetDouble(), 1e-6);
        }
    }

    /// <summary>Two factors, one cell empty: y is a + b exactly, so the two take all of it whatever the order, and the second what the first left.</summary>
    [Fact]
    public void Unbalanced_terms_take_what_those_before_left()
    {
        int[] a = [0, 0, 0, 1, 1, 1, 1], b = [0, 1, 1, 0, 1, 1, 2];
        double[] noise = [0.1, -0.1, 0.1, -0.1, 0.2, -0.2, 0];
        double[] y = [.. a.Select((level, i) => (3.0 * level) + (2.0 * b[i]) + noise[i])];
        Factor first = new("a", a, 2), second = new("b", b, 3);

        var forward = FactorialAnova.Fit(y, [first, second]).Value;
        var backward = FactorialAnova.Fit(y, [second, first]).Value;

        Assert.Equal([1, 2, 3], forward.Select(t => t.DegreesOfFreedom));
        Assert.Equal(forward[^1].SumOfSquares, backward[^1].SumOfSquares, 10);
        Assert.True(forward[0].SumOfSquares > backward[1].SumOfSquares + 1);
        Assert.Contains("no degree of freedom", FactorialAnova.Fit([1, 2, 4], [new Factor("a", [0, 1, 2], 3)]).WhyNot);
        Assert.Contains("constant", FactorialAnova.Fit([1, 1, 1], [new Factor("a", [0, 1, 1], 2)]).WhyNot);
    }
}
