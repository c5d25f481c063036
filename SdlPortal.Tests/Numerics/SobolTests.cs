using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public class SobolTests
{
    [Theory]
    [InlineData("sobol_d7_unscrambled_first16", 7)]
    [InlineData("sobol_d40_unscrambled_first8", 40)]
    public void Unscrambled_points_equal_the_reference(string name, int dimension)
    {
        var sobol = Sobol.Unscrambled(dimension);
        var expected = GoldenFile.Read("functions_sobol").GetProperty(name).Matrix();
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], sobol.Point(i));
    }

    [Fact]
    public void Scrambling_keeps_one_point_in_every_interval_of_every_dimension()
    {
        var sobol = Sobol.Scrambled(Sobol.MaxDimension, 11);
        var points = Enumerable.Range(0, 64).Select(i => sobol.Point(i)).ToArray();
        for (var d = 0; d < Sobol.MaxDimension; d++)
            Assert.Equal(64, points.Select(p => (int)(p[d] * 64)).Distinct().Count());
    }

    [Fact]
    public void Scrambled_points_differ_by_seed_and_average_one_half()
    {
        Assert.NotEqual(Sobol.Scrambled(3, 1).Point(5), Sobol.Scrambled(3, 2).Point(5));
        Assert.Equal(0.5, Enumerable.Range(0, 400).Average(seed => Sobol.Scrambled(2, seed).Point(0)[1]), 0.05);
    }

    [Fact]
    public void Dimensions_beyond_the_table_are_filled_evenly_too()
    {
        var sequence = Sobol.Wide(60, 3);
        Assert.Equal(0.5, Enumerable.Range(0, 500).Average(i => sequence(i)[59]), 0.05);
    }
}
