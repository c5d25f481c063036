using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

public class PendingPolicyTests
{
    private static readonly SearchSpace Line = new([new ContinuousParameter("x", 0, 10)], []);

    public static TheoryData<PendingPolicy> All => [.. Enum.GetValues<PendingPolicy>()];

    [Fact]
    public void Liars_and_believers_assume_what_they_are_named_after()
    {
        var request = Request(PendingPolicy.Joint, At(4.9), At(7.5));
        double[] Assumed(PendingPolicy policy) => [.. Look(request with { Strategy = request.Strategy with { Pending = policy } }, policy).Assumed];
        var values = request.Observations.Select(o => o.Values[0]).ToList();
        var look = Look(request, PendingPolicy.Joint);
        var predicted = look.Encoded.Pending.Select(x => look.Fitted.Posterior(x)).ToList();

        Close([values.Min(), values.Min()], Assumed(PendingPolicy.LiarWorst));
        Close([values.Average(), values.Average()], Assumed(PendingPolicy.LiarMean));
        Close([values.Max(), values.Max()], Assumed(PendingPolicy.LiarBest));
        Close([.. predicted.Select(p => p.Mean)], Assumed(PendingPolicy.Believer));
        Close([.. predicted.Select(p => p.Mean - Math.Sqrt(p.Variance))], Assumed(PendingPolicy.Pessimistic));
        foreach (var policy in new[] { PendingPolicy.Joint, PendingPolicy.Penalized, PendingPolicy.Ignored })
            Assert.Empty(Assumed(policy));
    }

    [Fact]
    public void Assumed_results_change_the_model_as_if_measured_with_the_same_hyperparameters()
    {
        var look = Look(Request(PendingPolicy.LiarWorst, At(7.5)), PendingPolicy.LiarWorst);
        var fitted = look.Fitted;
        var (mean, variance) = look.Model.Posterior([0.6]);

        // Conditioning by hand: the joint posterior of 0.6 and the pending point, then the one given the other with noise.
        var (means, covariance) = fitted.Joint([[0.6], [0.75]]);
        var noisy = covariance[3] + (fitted.NoiseSd * fitted.NoiseSd);
        Assert.Equal(means[0] + (covariance[1] / noisy * (look.Assumed[0] - means[1])), mean, 1e-6);
        Assert.Equal(covariance[0] - (covariance[1] * covariance[1] / noisy), variance, 1e-6);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_pending_point_is_never_proposed_again_and_the_rationale_names_the_policy(PendingPolicy policy)
    {
        foreach (var strategy in Strategies.All.Where(s => s.PendingPolicies.Contains(policy)))
        {
            var first = Strategies.Suggest(Request(null) with { Strategy = new StrategyChoice(strategy.Name) { Pending = policy } });
            var second = Strategies.Suggest(Request(null, first.Configuration) with { Strategy = new StrategyChoice(strategy.Name) { Pending = policy } });
            Assert.True(Math.Abs(first.Configuration["x"].Number - second.Configuration["x"].Number) > 1e-5, strategy.Name);
            Assert.Null(first.Rationale.PendingPolicy);
            if (strategy is ModelStrategy)
                Assert.Equal(policy, second.Rationale.PendingPolicy);
        }
    }

    [Fact]
    public void Policies_that_look_at_a_pending_favorite_go_farther_from_it_than_one_that_ignores_it()
    {
        var favorite = Strategies.Suggest(Request(PendingPolicy.Ignored)).Configuration;
        double Distance(PendingPolicy policy) => Math.Abs(Strategies.Suggest(Request(policy, favorite)).Configuration["x"].Number - favorite["x"].Number);
        var ignored = Distance(PendingPolicy.Ignored);
        Assert.True(ignored < 0.05, $"ignored: {ignored}");
        foreach (var policy in new[] { PendingPolicy.Joint, PendingPolicy.Believer, PendingPolicy.LiarWorst, PendingPolicy.LiarMean, PendingPolicy.LiarBest, PendingPolicy.Pessimistic, PendingPolicy.Penalized })
            Assert.True(Distance(policy) > 2 * ignored, $"{policy}: {Distance(policy)}");
    }

    [Fact]
    public void A_strategy_refuses_a_policy_it_cannot_do()
    {
        var message = Assert.Throws<SuggestionException>(() => Strategies.Suggest(Request(PendingPolicy.LiarBest) with { Strategy = new StrategyChoice("pessimistic") { Pending = PendingPolicy.LiarBest } })).Message;
        Assert.Equal("'pessimistic' cannot do 'liar-best' about pending experiments. Choose one of pessimistic.", message);
    }

    [Fact]
    public void A_local_penalty_is_a_probability_whose_gradient_is_right()
    {
        var look = Look(Request(PendingPolicy.Penalized, At(4.9), At(7.5)), PendingPolicy.Penalized);
        foreach (AcquisitionFunction inner in new AcquisitionFunction[] { new ExpectedImprovement(look.Model, [], look.BestLatent, 1), new UpperConfidenceBound(look.Model, [], 2.5) })
        {
            var free = new LocalPenalty(inner, look.Fitted, [], look.BestLatent, 3);
            var penalized = new LocalPenalty(inner, look.Fitted, look.Encoded.Pending, look.BestLatent, 3);
            for (var x = 0.03; x < 1; x += 0.07)
            {
                Assert.True(penalized.Score([x], default) <= free.Score([x], default));
                var gradient = new double[1];
                penalized.Score([x], gradient);
                var slope = (penalized.Score([x + 1e-6], default) - penalized.Score([x - 1e-6], default)) / 2e-6;
                Assert.Equal(slope, gradient[0], 1e-4 * Math.Max(1, Math.Abs(slope)));
            }

            Assert.True(free.Score([0.49], default) - penalized.Score([0.49], default) > 0.3);
        }
    }

    private static Outlook Look(SuggestionRequest request, PendingPolicy policy)
    {
        var encoded = new EncodedRequest(request);
        return new Outlook(encoded, new ObjectiveModels(encoded, new NoisyImprovementStrategy()).Main, policy, default);
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-9 * Math.Max(1, Math.Abs(expected[i])));
    }

    private static Configuration At(double x) => new([new("x", x)]);

    private static SuggestionRequest Request(PendingPolicy? policy, params Configuration[] pending) =>
        new(Line, [new Objective("y", Goal.Maximize)],
            [.. new[] { 0.5, 1.4, 2.2, 3.1, 4.3, 5.6, 6.4, 8.1, 9.2, 9.8 }.Select(x => new Observation(At(x), [Math.Sin(x) + (0.2 * x)]))],
            pending, new InitialDesign(InitialDesignKind.Random, 0), new StrategyChoice("logei") { Pending = policy }, 7, 10);
}
