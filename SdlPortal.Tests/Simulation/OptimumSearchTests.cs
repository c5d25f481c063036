using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Simulation;

public class OptimumSearchTests
{
    [Theory]
    [InlineData("ackley-3", 22)]
    [InlineData("ackley-5", 22)]
    [InlineData("ackley-7", 22)]
    [InlineData("levy-3", 200)]
    [InlineData("levy-5", 300)]
    [InlineData("levy-7", 400)]
    [InlineData("branin", 308)]
    [InlineData("hartmann", 3.3)]
    [InlineData("coating", 4e6)]
    public void Known_optima_are_found_wherever_they_were_moved_to(string name, double range)
    {
        foreach (var problem in new[] { StudyProblem.Named(name), StudyProblem.Named(name).Moved(1) })
        {
            Assert.Equal(problem.Optimum, problem.Truth.TrueValues(problem.Best)[0], 1e-9 * range);
            Assert.Equal(problem.Optimum, OptimumSearch.Find(problem.Space, problem.Truth, 3).Value, 1e-3 * range);
        }
    }

    [Fact]
    public void Branin_and_Hartmann_have_their_published_minima_whichever_way_they_are_sought()
    {
        foreach (var (name, minimum) in new[] { ("branin", 0.397887), ("hartmann", -3.32237) })
        {
            var problem = StudyProblem.Named(name);
            Assert.Equal(-minimum, problem.Optimum, 1e-5);
            var down = GroundTruth.BuiltIn(name, problem.Space, [new Objective("y", Goal.Minimize)]);
            Assert.Equal(minimum, down.Optimum!.Value, 1e-5);
            foreach (var point in TestFunction.Find(name)!.MinimizersIn(problem.Space.Parameters.Count))
                Assert.Equal(minimum, TestFunction.Find(name)!.Evaluate(point), 1e-5);
        }

        // Values at the middle of the box and at a corner, as other implementations give them.
        Assert.Equal(24.129964413622268, TestFunction.Branin.Evaluate([2.5, 7.5]), 1e-9);
        Assert.Equal(308.12909601160663, TestFunction.Branin.Evaluate([-5, 0]), 1e-9);
        Assert.Equal(-0.5053149917022333, TestFunction.Hartmann.Evaluate([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]), 1e-9);
    }

    [Fact]
    public void Every_configuration_of_a_small_finite_space_is_looked_at()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 4).Select(i => (Parameter)new CategoricalParameter("c" + i, [.. Enumerable.Range(0, 10).Select(k => "choice " + k)]))], []);
        var truth = new Needle(space.Parameters.Select(p => p.Name).ToArray());
        var found = OptimumSearch.Find(space, truth, 1);
        Assert.Equal(1, found.Value);
        Assert.All(found.Best, v => Assert.Equal("choice 7", v.Value.Text));
    }

    [Fact]
    public void What_is_only_measured_has_no_optimum()
    {
        var space = new SearchSpace([new ContinuousParameter("x", 0, 1)], []);
        var truth = GroundTruth.BuiltIn("levy", space, [new Objective("y", Goal.Measure)]);
        Assert.Contains("Nothing is sought of y", Assert.Throws<GroundTruthException>(() => OptimumSearch.Find(space, truth, 1)).Message);
    }

    private sealed class Needle(string[] names) : GroundTruth([new Objective("y", Goal.Maximize)], [0])
    {
        public override string Description => "One configuration is better than all others.";

        public override IReadOnlyList<double> TrueValues(Configuration configuration) => [names.All(n => configuration[n].Text == "choice 7") ? 1 : 0];
    }
}
