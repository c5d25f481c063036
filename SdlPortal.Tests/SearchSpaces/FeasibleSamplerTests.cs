using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.SearchSpaces;

public class FeasibleSamplerTests
{
    private static readonly LinearConstraint SumToOne = Sum(Relation.Equal, 1, "a", "b", "c", "d");

    [Fact]
    public void Every_sample_belongs_to_the_space() =>
        Check.One(Cases.Drawn(150), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), number =>
        {
            var space = RandomSpaces.Build(number);
            foreach (var configuration in new FeasibleSampler(space).Sample(20, number))
                Assert.Empty(space.Objections(configuration));
        }));

    [Fact]
    public void Samples_of_a_mixture_sum_to_one_exactly_and_are_spread_evenly()
    {
        var samples = new FeasibleSampler(Box(SumToOne)).Sample(3000, 5);
        Assert.All(samples, s => Assert.Equal(0, SumToOne.Violation(s)));
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            Assert.Equal(0.25, samples.Average(s => s[name].Number), 0.015);

            // A component of the uniform distribution on the simplex exceeds one half with probability 1/8.
            Assert.Equal(0.125, samples.Count(s => s[name].Number > 0.5) / 3000.0, 0.02);
        }
    }

    [Fact]
    public void Whole_numbers_share_a_total_with_continuous_parameters()
    {
        var total = Sum(Relation.Equal, 12.5, "n", "m", "x");
        var space = new SearchSpace([new IntegerParameter("n", 0, 10), new IntegerParameter("m", 0, 10), new ContinuousParameter("x", 0, 3), new CategoricalParameter("k", ["u", "v"])], [total]);
        var samples = new FeasibleSampler(space).Sample(300, 1);
        Assert.All(samples, s => Assert.True(space.Contains(s)));
        Assert.True(samples.Select(s => s["n"].Number).Distinct().Count() > 8);
        Assert.Equal(2, samples.Select(s => s["k"].Text).Distinct().Count());
    }

    [Fact]
    public void Conflicting_constraints_are_named_and_innocent_ones_are_not()
    {
        var innocent = Sum(Relation.AtLeast, 0.1, "d");
        var conflict = Assert.Throws<InfeasibleSpaceException>(() => new FeasibleSampler(Box(innocent, SumToOne, Sum(Relation.AtLeast, 1.5, "a", "b"))));
        Assert.Equal([SumToOne, Sum(Relation.AtLeast, 1.5, "a", "b")], conflict.Conflict);
        Assert.Contains("a + b >= 1.5", conflict.Message);
        Assert.DoesNotContain("0.1", conflict.Message);
    }

    [Fact]
    public void Levels_that_can_never_reach_an_equality_are_refused()
    {
        var space = new SearchSpace([new IntegerParameter("n", 0, 10), new DiscreteParameter("m", [2, 4, 6])], [Sum(Relation.Equal, 7.5, "n", "m")]);
        Assert.Contains("discrete", Assert.Throws<InfeasibleSpaceException>(() => new FeasibleSampler(space)).Message);
    }

    [Fact]
    public void Logarithmic_parameters_are_drawn_evenly_in_their_logarithm()
    {
        var samples = new FeasibleSampler(new SearchSpace([new ContinuousParameter("rate", 1e-4, 1, Scale.Log)], [])).Sample(2000, 2);
        Assert.Equal(0.5, samples.Count(s => s["rate"].Number < 1e-2) / 2000.0, 0.04);
    }

    [Fact]
    public void Size_is_told_in_one_sentence()
    {
        var plain = SearchSpaceSize.Of(new SearchSpace([new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new IntegerParameter("n", 1, 10), new DiscreteParameter("k", [1, 2, 5])], [Sum(Relation.AtMost, 0.5, "a", "b")]));
        Assert.StartsWith("2 continuous, 1 integer and 1 discrete parameters, 30 combinations of the discrete ones; about 1", plain.Summary);
        Assert.Equal(0.125, plain.FeasibleShare, 4 * plain.FeasibleShareError);
        Assert.Equal("4 continuous parameters; the equalities leave 3 free dimensions of 4", SearchSpaceSize.Of(Box(SumToOne)).Summary);
        var finite = SearchSpaceSize.Of(new SearchSpace([new IntegerParameter("n", 0, 3), new IntegerParameter("m", 0, 3)], [Sum(Relation.Equal, 3, "n", "m")]));
        Assert.Equal(4, finite.Configurations);
        Assert.Contains("4 of them keep the constraints", finite.Summary);
    }

    private static SearchSpace Box(params LinearConstraint[] constraints) =>
        new([.. new[] { "a", "b", "c", "d" }.Select(n => (Parameter)new ContinuousParameter(n, 0, 1))], [.. constraints]);

    private static LinearConstraint Sum(Relation relation, double value, params string[] names) =>
        new([.. names.Select(n => new LinearTerm(n, 1))], relation, value);
}
