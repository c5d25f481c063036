using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.SearchSpaces;

public class UnitCubeTests
{
    [Fact]
    public void Decoding_an_encoded_configuration_gives_it_back() =>
        Check.One(Cases.Drawn(200), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), number =>
        {
            var space = RandomSpaces.Build(number) with { Constraints = [] };
            var cube = new UnitCube(space);
            var configuration = new FeasibleSampler(space).Sample(new SeededRandom(number));
            var unit = cube.Encode(configuration);
            var back = cube.Decode(unit);
            foreach (var (name, value) in configuration)
            {
                if (space[name] is ContinuousParameter)
                    Assert.Equal(value.Number, back[name].Number, 1e-12 * Math.Max(1, Math.Abs(value.Number)));
                else
                    Assert.Equal(value, back[name]);
            }
        }));

    [Fact]
    public void Any_point_decodes_to_values_that_the_parameters_allow() =>
        Check.One(Cases.Drawn(200), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), number =>
        {
            var space = RandomSpaces.Build(number) with { Constraints = [] };
            var random = new SeededRandom(number);
            double[] point = [.. space.Parameters.Select(_ => (3 * random.NextDouble()) - 1)];
            Assert.Empty(space.Objections(new UnitCube(space).Decode(point)));
        }));

    [Fact]
    public void Logarithmic_scale_is_honored_and_choices_are_their_index()
    {
        var cube = new UnitCube(new SearchSpace([new ContinuousParameter("rate", 0.01, 100, Scale.Log), new IntegerParameter("count", 1, 100, Scale.Log), new CategoricalParameter("solvent", ["water", "ethanol"])], []));
        var unit = cube.Encode(new Configuration([new("rate", 1.0), new("count", 10.0), new("solvent", "ethanol")]));
        Assert.Equal([0.5, 0.5, 1], unit.Select(u => Math.Round(u, 12)));
        Assert.Equal([false, false, true], cube.Categorical);
    }

    [Fact]
    public void Unknown_choices_and_missing_values_are_refused_by_name()
    {
        var cube = new UnitCube(new SearchSpace([new CategoricalParameter("solvent", ["water", "ethanol"])], []));
        Assert.Contains("solvent", Assert.Throws<ArgumentException>(() => cube.Encode(new Configuration([new("solvent", "benzene")]))).Message);
        Assert.Contains("solvent", Assert.Throws<ArgumentException>(() => cube.Encode(new Configuration([]))).Message);
    }
}
