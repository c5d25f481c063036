using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Tests.Simulation.Studies;

/// <summary>A part of the paper's study, large enough for those of its findings that are plain.</summary>
public sealed class PaperSubsetTests(PaperSubset subset) : IClassFixture<PaperSubset>
{
    private static readonly StudyPlan Plan = PaperSubset.Plan;
    private static readonly string[] Models = ["ei", "qnei", "mode-cycle"];

    [Fact]
    public void All_strategies_beat_random_everywhere()
    {
        foreach (var (problem, delay, model) in from p in Plan.Problems from d in Plan.Delays from m in Models select (p, d, m))
            Assert.True(Share(problem, delay, model) < 0.9, $"{model} on {problem.Label} in {problem.Dimensions} dimensions at delay {delay} has {Share(problem, delay, model):P0} of the regret of random.");
    }

    [Fact]
    public void Regret_grows_with_delay()
    {
        foreach (var model in Models)
        {
            var shares = Plan.Delays.Select(d => Plan.Problems.Average(p => Share(p, d, model))).ToList();
            Assert.Equal(shares.Order(), shares);
            Assert.True(shares[^1] > shares[0] + 0.08, $"{model} hardly suffers from delay: {string.Join(", ", shares)} of the regret of random.");
        }
    }

    [Fact]
    public void Regret_grows_with_dimension_more_than_with_delay()
    {
        foreach (var (label, model) in from l in new[] { "ackley", "levy" } from m in Models select (l, m))
        {
            var (small, large) = (Problem(label, 3), Problem(label, 7));
            Assert.All(Plan.Delays, d => Assert.True(Regret(large, d, model) > 1.3 * Regret(small, d, model)));
            Assert.True(Regret(large, 0, model) / Regret(small, 0, model) > Regret(small, 7, model) / Regret(small, 0, model));
        }
    }

    [Fact]
    public void On_Ackley_all_drift_towards_random_with_the_dimension() =>
        Assert.All(Models, m => Assert.True(Plan.Delays.Average(d => Share(Problem("ackley", 7), d, m)) > 0.1 + Plan.Delays.Average(d => Share(Problem("ackley", 3), d, m))));

    [Fact]
    public void Expected_improvement_and_its_noisy_form_cannot_be_told_apart()
    {
        double All(string model) => Plan.Problems.Average(p => Plan.Delays.Average(d => Share(p, d, model)));
        Assert.InRange(All("ei") / All("qnei"), 0.9, 1.1);
    }

    [Fact]
    public void A_delay_means_nothing_to_random() =>
        Assert.All(Plan.Problems, p => Assert.Single(Plan.Delays.Select(d => Regret(p, d, "random")).Distinct()));

    private static PlannedProblem Problem(string label, int dimensions) => Plan.Problems.Single(p => p.Label == label && p.Dimensions == dimensions);

    private double Regret(PlannedProblem problem, int delay, string strategy) =>
        subset.Summary.Find(new StudyCell(problem.Label, problem.Dimensions, delay, strategy))!.Regrets.Mean();

    /// <summary>Of the regret of random search.</summary>
    private double Share(PlannedProblem problem, int delay, string strategy) => Regret(problem, delay, strategy) / Regret(problem, delay, "random");
}
