using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

public class TrustRegionTests
{
    [Fact]
    public void Three_improvements_in_a_row_double_the_length_and_as_many_misses_as_parameters_halve_it()
    {
        double[] start = [5, 1, 2];
        double Length(params double[] more) => TrustRegion.Replay([.. start, .. more], given: 3, dimension: 6).Length;
        Assert.Equal(0.8, Length());
        Assert.Equal(0.8, Length(6, 7));
        Assert.Equal(1.6, Length(6, 7, 8));
        Assert.Equal(1.6, Length(6, 7, 8, 9, 10, 11));
        Assert.Equal(0.8, Length(6, 7, 1, 8, 9));
        Assert.Equal(0.8, Length(1, 1, 1, 1, 1));
        Assert.Equal(0.4, Length(1, 1, 1, 1, 1, 1));
        Assert.Equal(0.4, Length(1, 1, 1, 1, 1, 1, 1, 6, 1));
        Assert.Equal(0.5 * 0.4, TrustRegion.Replay([5, 1, 1, 1, 1, 1, 1, 1, 1, 1], given: 2, dimension: 2).Length);
    }

    [Fact]
    public void A_region_that_shrank_to_nothing_starts_anew_and_forgets_what_it_had()
    {
        // Seven halvings of four misses each fall below 2^-7.
        double[] values = [5, 1, .. Enumerable.Repeat(1.0, 28)];
        var before = TrustRegion.Replay(values[..29], given: 2, dimension: 3);
        var after = TrustRegion.Replay(values, given: 2, dimension: 3);
        Assert.Equal((0, 0), (before.Since, before.Restarts));
        Assert.Equal(new TrustRegion(0.8, 30, 1), after);
        Assert.Equal(1.6, TrustRegion.Replay([.. values, 0, 0.1, 0.5, 0.9, 1.4], given: 2, dimension: 3).Length);
    }

    [Fact]
    public void Sides_follow_the_length_scales_and_stay_in_the_cube()
    {
        var box = new TrustRegion(0.4, 0, 0).Around([0.5, 0.05, 1], new Hyperparameters([0.2, 0.8, 3], 1, 0.1, 0), [false, false, true]);
        Assert.Equal([0.4, 0, 0], box.Low.Select(v => Math.Round(v, 12)));
        Assert.Equal([0.6, 0.45, 1], box.High.Select(v => Math.Round(v, 12)));
    }

    [Fact]
    public void Suggestions_stay_inside_the_region_and_keep_the_constraints()
    {
        var space = new SearchSpace(
            [new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 1, 100, Scale.Log), new IntegerParameter("n", 0, 50), new CategoricalParameter("c", ["x", "y"])],
            [new LinearConstraint([new LinearTerm("a", 10), new LinearTerm("n", 1)], Relation.AtMost, 40)]);
        var cube = new UnitCube(space);
        double[] center = [0.5, 0.3, 0.4, 1];
        var observed = new FeasibleSampler(space).Sample(12, 5).Append(cube.Decode(center)).Select(c => new Observation(c, [c.Equals(cube.Decode(center)) ? 30 : -cube.Encode(c)[0]])).ToList();
        observed.AddRange(new FeasibleSampler(space).Sample(12, 6).Select(c => new Observation(c, [-cube.Encode(c)[1]])));
        var request = new SuggestionRequest(space, [new Objective("z", Goal.Maximize)], observed, new FeasibleSampler(space).Sample(3, 8), new InitialDesign(InitialDesignKind.Random, 13), new StrategyChoice("trust-region"), 7, 28);
        var suggestion = Strategies.Suggest(request);
        Assert.DoesNotContain(suggestion.Rationale.Remarks, r => r.Contains("trust region", StringComparison.Ordinal));
        Assert.Empty(space.Objections(suggestion.Configuration));
        var scales = suggestion.Rationale.LengthScales.Select(l => l.Value).ToArray();
        var region = TrustRegion.Replay([.. observed.Select(o => o.Values[0])], 13, 4);
        Assert.Equal(0.1, region.Length);
        var box = region.Around(cube.Encode(cube.Decode(center)), new Hyperparameters(scales, 1, 0, 0), cube.Categorical);
        var unit = cube.Encode(suggestion.Configuration);
        for (var j = 0; j < unit.Length; j++)
            Assert.InRange(unit[j], box.Low[j] - 1e-9, box.High[j] + 1e-9);
    }
}
