using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Simulation;

public class DrawnProblemsTests
{
    private static readonly Objective Up = new("f", Goal.Maximize);

    private static readonly SearchSpace Mixed = new(
    [
        new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1), new IntegerParameter("n", 1, 5), new CategoricalParameter("solvent", ["water", "oil", "none"]),
    ], [new LinearConstraint([new("a", 1), new("b", 1)], Relation.AtMost, 1)]);

    [Fact]
    public void The_same_draw_is_the_same_function_and_another_index_or_seed_another()
    {
        var at = new FeasibleSampler(Mixed).Sample(5, 3);
        double[] Values(long seed, int index)
        {
            var truth = DrawnProblems.FromPrior(Mixed, Up, seed).Draw(index).Truth;
            return [.. at.Select(c => truth.TrueValues(c)[0])];
        }

        Assert.Equal(Values(1, 2), Values(1, 2));
        Assert.NotEqual(Values(1, 2), Values(1, 3));
        Assert.NotEqual(Values(1, 2), Values(2, 2));
    }

    [Fact]
    public void The_optimum_of_a_drawn_function_belongs_to_the_space_and_no_random_configuration_beats_it()
    {
        foreach (var objective in new[] { Up, Up with { Goal = Goal.Minimize }, Up with { Goal = Goal.Target, Target = 0.3 } })
        {
            var problem = DrawnProblems.FromPrior(Mixed, objective, 7).Draw(0);
            Assert.True(Mixed.Contains(problem.Best));
            Assert.Equal(problem.Optimum, problem.Truth.TrueValues(problem.Best)[0]);
            Assert.DoesNotContain(new FeasibleSampler(Mixed).Sample(5000, 1), c => objective.IsBetter(problem.Truth.TrueValues(c)[0], problem.Optimum));
        }
    }

    [Fact]
    public void Functions_of_the_prior_average_to_zero_with_variance_one_and_noise_around_a_twentieth()
    {
        var space = Box(2);
        var at = new Configuration([new("x0", 0.3), new("x1", 0.6)]);
        var source = DrawnProblems.FromPrior(space, Up, 1);
        var draws = Enumerable.Range(0, 50).Select(source.Draw).ToList();
        var values = draws.Select(d => d.Truth.TrueValues(at)[0]).ToList();
        Assert.InRange(values.Average(), -0.45, 0.45);
        Assert.InRange(values.Average(v => v * v), 0.5, 1.6);
        Assert.All(draws, d => Assert.InRange(d.Truth.NoiseSds[0] / ((DrawnGroundTruth)d.Truth).Spread, 0.02, 0.125));
        Assert.All(draws, d => Assert.True(d.Optimum > ((DrawnGroundTruth)d.Truth).Typical));
    }

    [Fact]
    public void Functions_drawn_from_results_agree_with_them_and_part_where_nothing_was_measured()
    {
        var space = Box(1);
        var results = Enumerable.Range(0, 12).Select(i => 0.5 * i / 11).Select(x => new Observation(new Configuration([new("x0", x)]), [Math.Sin(12 * x)])).ToList();
        var source = DrawnProblems.FromResults(space, Up, results, 1);
        var draws = Enumerable.Range(0, 40).Select(i => source.Draw(i).Truth).ToList();
        double Sd(double x)
        {
            var values = draws.Select(t => t.TrueValues(new Configuration([new("x0", x)]))[0]).ToList();
            return Math.Sqrt(values.Average(v => (v - values.Average()) * (v - values.Average())));
        }

        Assert.True(source.R2 > 0.8);
        Assert.True(Sd(0.23) < 0.1);
        Assert.True(Sd(0.95) > 3 * Sd(0.23));
    }

    [Fact]
    public void The_derivatives_of_drawn_functions_and_tables_are_those_of_differences()
    {
        var results = new FeasibleSampler(Mixed).Sample(40, 1).Select(c => new Observation(c, [c["a"].Number * c["n"].Number])).ToList();
        var cube = new UnitCube(Mixed);
        foreach (var truth in new[] { DrawnProblems.FromPrior(Mixed, Up, 1).Draw(0).Truth, DrawnProblems.FromResults(Mixed, Up, results, 1).Draw(0).Truth, TableGroundTruth.Fit(Mixed, [Up], results, null, 1) })
        {
            double[] at = [0.3, 0.4, 0.5, 1];
            var gradient = new double[4];
            truth.ValueAt(cube, at, gradient);
            for (var j = 0; j < 3; j++)
            {
                double Shifted(double by) => truth.ValueAt(cube, [.. at.Select((v, k) => k == j ? v + by : v)], default);
                Assert.Equal((Shifted(1e-5) - Shifted(-1e-5)) / 2e-5, gradient[j], 1e-4 * (1 + Math.Abs(gradient[j])));
            }

            Assert.Equal(0, gradient[3]);
        }
    }

    [Fact]
    public void The_quick_search_of_a_draw_finds_what_a_thorough_one_finds_in_seven_dimensions()
    {
        var source = DrawnProblems.FromPrior(Box(7), Up, 3);
        for (var i = 0; i < 3; i++)
        {
            var problem = source.Draw(i);
            var thorough = OptimumSearch.Find(problem.Space, problem.Truth, 11);
            Assert.True(problem.Optimum > thorough.Value - (1e-3 * ((DrawnGroundTruth)problem.Truth).Spread));
        }
    }

    private static SearchSpace Box(int d) => new([.. Enumerable.Range(0, d).Select(i => (Parameter)new ContinuousParameter("x" + i, 0, 1))], []);
}
