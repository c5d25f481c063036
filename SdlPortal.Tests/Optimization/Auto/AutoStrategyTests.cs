using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Optimization.Auto;

public class AutoStrategyTests
{
    [Fact]
    public void Automatic_choice_is_offered_first() => Assert.Equal("auto", Strategies.Names[0]);

    [Fact]
    public void Its_regret_on_the_coating_under_delay_is_far_below_that_of_random()
    {
        double Regret(string strategy) => Enumerable.Range(0, 2).Average(repetition =>
            SimulatedCampaign.Run(StudyProblem.Named("coating").Moved(repetition), CampaignTimeline.Delayed(3, 50), SimulationStart.AtRandom(10), new StrategyChoice(strategy), 1, repetition, r => Strategies.Suggest(r)).TrueRegret.Sum());
        Assert.True(Regret("auto") < 0.75 * Regret("random"));
    }

    [Fact]
    public void A_monotone_distortion_of_the_results_hardly_matters_and_the_bound_is_told_in_their_own_unit()
    {
        var request = Request(y => y);
        var plain = Strategies.Suggest(request).Rationale;
        Assert.Equal("upper confidence bound", plain.Acquisition);
        Assert.True(plain.AcquisitionValue > plain.Predicted[0].Mean);
        Assert.InRange(plain.Predicted[0].Mean, -3, 0.5);
        Assert.InRange(plain.NoiseSd!.Value, 0, 1);
        var cubed = Strategies.Suggest(Request(y => Math.Pow(y - 5, 3))).Rationale;
        Assert.InRange(cubed.AcquisitionValue!.Value, Math.Pow(-7, 3), 0);
    }

    [Fact]
    public void Alike_priors_have_the_derivatives_of_their_density_and_pull_length_scales_together()
    {
        var priors = HyperPriors.Alike(3);
        double[] x = [-1, 0.3, 0.9, 0.2, -2];
        var gradient = new double[5];
        NegativeLogPosterior.LogPrior(priors, x, gradient);
        for (var j = 0; j < 5; j++)
        {
            var (up, down) = ((double[])x.Clone(), (double[])x.Clone());
            up[j] += 1e-5;
            down[j] -= 1e-5;
            Assert.Equal((NegativeLogPosterior.LogPrior(priors, up, default) - NegativeLogPosterior.LogPrior(priors, down, default)) / 2e-5, gradient[j], 1e-6);
        }

        Assert.True(NegativeLogPosterior.LogPrior(priors, [0, 0, 0, 0.2, -2], default) > NegativeLogPosterior.LogPrior(priors, [-0.5, 0, 0.5, 0.2, -2], default));
    }

    [Fact]
    public void A_study_gives_all_strategies_the_same_initial_results_and_itself_again()
    {
        var problem = StudyProblem.Named("levy-3");
        Trajectory Run(string strategy) => SimulatedCampaign.Run(problem, CampaignTimeline.Delayed(5, 16), SimulationStart.AtRandom(10), new StrategyChoice(strategy), 1, 0, r => Strategies.Suggest(r));
        var (a, b, again) = (Run("auto"), Run("random"), Run("auto"));
        Assert.Equal(a.Steps.Take(10).Select(s => s.Measured), b.Steps.Take(10).Select(s => s.Measured));
        Assert.Equal(a.Steps.Select(s => s.Measured), again.Steps.Select(s => s.Measured));
        Assert.All(a.Steps.Skip(10), s => Assert.Equal(5, s.Rationale!.Pending));
        Assert.Equal(Enumerable.Range(5, 6), a.Steps.Skip(10).Select(s => s.Rationale!.Observed));
    }

    [Fact]
    public void A_moved_optimum_lies_where_the_problem_says_and_is_as_high()
    {
        foreach (var name in StudyProblem.Names)
        {
            var problem = StudyProblem.Named(name).Moved(5);
            Assert.True(problem.Space.Contains(problem.Best));
            Assert.NotEqual(StudyProblem.Named(name).Best, problem.Best);
            Assert.Equal(problem.Optimum, problem.Truth.TrueValues(problem.Best)[0], 1e-9 * Math.Max(1, problem.Optimum));
        }
    }

    private static SuggestionRequest Request(Func<double, double> distortion)
    {
        var problem = StudyProblem.Named("levy-3");
        var random = new SeededRandom(8);
        var points = new Domain.SearchSpaces.FeasibleSampler(problem.Space).Sample(30, 3);
        var observations = points.Select(p => new Observation(p, [distortion((problem.Truth.TrueValues(p)[0] / 30) + (0.1 * random.NextNormal()))])).ToList();
        return new SuggestionRequest(problem.Space, [.. problem.Truth.Objectives], observations, [], new InitialDesign(InitialDesignKind.Random, 10), new StrategyChoice("auto"), 1, 30);
    }
}
