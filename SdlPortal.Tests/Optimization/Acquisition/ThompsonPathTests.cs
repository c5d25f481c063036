using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization.Acquisition;

public class ThompsonPathTests
{
    private static readonly UnitCube Cube = new(new SearchSpace([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", 0, 1), new CategoricalParameter("c", ["a", "b", "d"])], []));

    [Fact]
    public void Gradient_is_the_derivative()
    {
        var path = new ThompsonPath(MixedModel.Build(20, 3, 1), Cube, 5);
        foreach (var x in MixedModel.Points(6, 3, 7))
            GoldenModel.IsDerivative(path, x, 1e-4);
    }

    [Fact]
    public void Draws_scatter_as_the_posterior_says_and_follow_their_seed()
    {
        var model = MixedModel.Build(12, 3, 2);
        var x = MixedModel.Points(1, 3, 9)[0];
        var draws = Enumerable.Range(0, 400).Select(seed => new ThompsonPath(model, Cube, seed).Score(x, default)).ToList();
        var (mean, variance) = model.Posterior(x);
        Assert.Equal(mean, draws.Average(), 4 * Math.Sqrt(variance / draws.Count));
        Assert.InRange(draws.Average(v => (v - mean) * (v - mean)) / variance, 0.7, 1.4);
        Assert.Equal(draws[7], new ThompsonPath(model, Cube, 7).Score(x, default));
    }
}
