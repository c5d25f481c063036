using System.Text.Json;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.ModelHealth;

public class ImportancesTests
{
    [Theory]
    [InlineData("additive_sin", 128, 0.02)]
    [InlineData("ishigami", 200, 0.05)]
    [InlineData("product", 128, 0.03)]
    public void Importances_agree_with_the_indices_in_closed_form(string function, int results, double tolerance)
    {
        var golden = GoldenFile.Read("sobol_indices").GetProperty(function);
        var found = ModelReport.Of(Request(golden, results, Goal.Maximize)).Models[0].Importances;
        Assert.Null(found.Missing);
        foreach (var importance in found.Parameters)
        {
            var first = golden.GetProperty("truth").GetProperty("first_order").GetProperty(importance.Parameter).GetDouble();
            var total = golden.GetProperty("truth").GetProperty("total").GetProperty(importance.Parameter).GetDouble();
            Assert.Equal(first, importance.FirstOrder.Value, tolerance);
            Assert.Equal(total, importance.Total!.Value.Value, tolerance);
            Assert.InRange(importance.Total.Value.Value, importance.Total.Value.Low, importance.Total.Value.High);
            Assert.InRange(total, importance.Total.Value.Low - tolerance, importance.Total.Value.High + tolerance);
        }
    }

    [Fact]
    public void Maximizing_a_function_and_minimizing_its_negative_give_the_same_importances()
    {
        var golden = GoldenFile.Read("sobol_indices").GetProperty("product");
        var up = ModelReport.Of(Request(golden, 40, Goal.Maximize)).Models[0];
        var request = Request(golden, 40, Goal.Minimize);
        var down = ModelReport.Of(request with { Observations = [.. request.Observations.Select(o => o with { Values = [-o.Values[0]] })] }).Models[0];
        Assert.Equal(up.Importances.Parameters, down.Importances.Parameters);
        Assert.Equal(up.RSquared, down.RSquared);
    }

    [Fact]
    public void Few_results_give_no_importances_but_a_reason()
    {
        var golden = GoldenFile.Read("sobol_indices").GetProperty("product");
        var found = ModelReport.Of(Request(golden, 5, Goal.Maximize)).Models[0].Importances;
        Assert.Empty(found.Parameters);
        Assert.Equal("Importances need results of at least 6 configurations here; there are 5.", found.Missing);
    }

    [Fact]
    public void Results_without_any_relation_to_the_parameters_give_no_importances_but_a_reason()
    {
        var golden = GoldenFile.Read("sobol_indices").GetProperty("product");
        var request = Request(golden, 30, Goal.Maximize);
        var random = new SeededRandom(4);
        var shuffled = request with { Observations = [.. request.Observations.Select(o => o with { Values = [random.NextNormal()] })] };
        var model = ModelReport.Of(shuffled).Models[0];
        Assert.True(model.RSquared <= 0, $"r² {model.RSquared}");
        Assert.Contains("cannot say which parameters matter", model.Importances.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_levels_and_choices_have_importances_of_their_own()
    {
        // f = 2 [water] + level, levels 0, 1, 2, and a number without effect: variances 1 and 2/3 for evenly drawn choices.
        var space = new SearchSpace([new CategoricalParameter("solvent", ["water", "ethanol"]), new DiscreteParameter("level", [0, 1, 2]), new IntegerParameter("idle", 1, 9)], []);
        var observations = Enumerable.Range(0, 54).Select(i =>
        {
            var (solvent, level, idle) = (i % 2, i / 2 % 3, 1 + (i / 6));
            return new Observation(new Configuration([new("solvent", solvent == 0 ? "water" : "ethanol"), new("level", level), new("idle", idle)]), [(solvent == 0 ? 2 : 0) + level]);
        }).ToList();
        var found = ModelReport.Of(Request(space, observations)).Models[0].Importances.Parameters;
        Assert.Equal(0.6, found[0].Total!.Value.Value, 0.03);
        Assert.Equal(0.4, found[1].Total!.Value.Value, 0.03);
        Assert.Equal(0, found[2].Total!.Value.Value, 0.03);
    }

    [Fact]
    public void Under_a_constraint_the_variance_is_taken_over_what_it_leaves()
    {
        // f = x over the triangle x + y <= 1: x alone explains everything, redrawing y changes nothing.
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", 0, 1)], [new LinearConstraint([new("x", 1), new("y", 1)], Relation.AtMost, 1)]);
        var observations = Enumerable.Range(0, 60).Select(i => (X: i * 0.6180339887 % 1, Y: i * 0.7548776662 % 1)).Where(p => p.X + p.Y <= 1)
            .Select(p => new Observation(new Configuration([new("x", p.X), new("y", p.Y)]), [p.X])).ToList();
        var found = ModelReport.Of(Request(space, observations)).Models[0].Importances;
        Assert.Contains("keep the constraints", found.Remark, StringComparison.Ordinal);
        Assert.Equal(1, found.Parameters[0].FirstOrder.Value, 0.02);
        Assert.Equal(0, found.Parameters[1].Total!.Value.Value, 0.01);
    }

    [Fact]
    public void Parameters_of_a_mixture_that_cannot_change_alone_have_no_total_index()
    {
        var space = new SearchSpace([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new ContinuousParameter("t", 0, 1)], [new LinearConstraint([new("a", 1), new("b", 1)], Relation.Equal, 1)]);
        var observations = Enumerable.Range(0, 30).Select(i => (A: i * 0.6180339887 % 1, T: i * 0.7548776662 % 1))
            .Select(p => new Observation(new Configuration([new("a", p.A), new("b", 1 - p.A), new("t", p.T)]), [p.A + (0.5 * p.T)])).ToList();
        var found = ModelReport.Of(Request(space, observations)).Models[0].Importances.Parameters;
        Assert.Null(found[0].Total);
        Assert.Null(found[1].Total);
        Assert.Equal(0.2, found[2].Total!.Value.Value, 0.05);
        Assert.Equal(0.8, found[0].FirstOrder.Value, 0.05);
    }

    internal static SuggestionRequest Request(JsonElement golden, int results, Goal goal)
    {
        var names = golden.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!).SkipLast(1).ToList();
        var space = new SearchSpace([.. names.Select(n => (Parameter)new ContinuousParameter(n, golden.GetProperty("bounds").GetProperty(n)[0].GetDouble(), golden.GetProperty("bounds").GetProperty(n)[1].GetDouble()))], []);
        var rows = golden.GetProperty("rows").Matrix().Take(results);
        return Request(space, [.. rows.Select(r => new Observation(new Configuration(names.Select((n, j) => KeyValuePair.Create(n, ParameterValue.Of(r[j])))), [r[^1]]))], goal);
    }

    internal static SuggestionRequest Request(SearchSpace space, IReadOnlyList<Observation> observations, Goal goal = Goal.Maximize) =>
        new(space, [new Objective("y", goal, "g")], observations, [], new InitialDesign(InitialDesignKind.Random, 3), new StrategyChoice("ei"), 1, observations.Count);
}
