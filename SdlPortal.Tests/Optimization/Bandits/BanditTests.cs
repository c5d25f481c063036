using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Bandits;

namespace SdlPortal.Tests.Optimization.Bandits;

public class BanditTests
{
    public static TheoryData<string> Names => ["epsilon", "ucb", "gaussian", "bernoulli"];

    private static IBandit Bandit(string name) => name switch
    {
        "epsilon" => new EpsilonGreedy(),
        "ucb" => new UpperConfidenceBandit(),
        "gaussian" => new ThompsonBandit(),
        _ => new ThompsonBandit(RewardKind.Bernoulli),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_arm_is_tried_once_before_any_is_tried_twice(string name)
    {
        var arms = Enumerable.Range(0, 5).Select(i => new Arm($"{i}", [])).ToArray();
        for (var pull = 0; pull < 5; pull++)
        {
            var choice = Bandit(name).Choose(arms, 3);
            Assert.Equal(pull, choice.Arm);
            arms[pull] = arms[pull] with { Pending = 1 };
        }

        Assert.InRange(Bandit(name).Choose(arms, 3).Arm, 0, 4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Regret_is_well_below_that_of_even_pulls(string name)
    {
        double[] chances = [0.3, 0.5, 0.8, 0.4];
        var even = 300 * (0.8 - chances.Average());
        var regrets = Enumerable.Range(0, 10).Select(seed => Regret(Bandit(name), chances, 300, seed, delay: 0)).ToList();
        Assert.True(regrets.Average() < 0.55 * even, $"{regrets.Average()} against {even}");
        var late = Enumerable.Range(0, 10).Select(seed => Regret(Bandit(name), chances, 300, seed, delay: 8)).ToList();
        Assert.True(late.Average() < 0.65 * even, $"{late.Average()} against {even}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_rewards_and_seed_give_the_same_choice_with_a_reason(string name)
    {
        Arm[] arms = [new("a", [1, 0, 1]), new("b", [0, 0]), new("c", [1], 2)];
        var first = Bandit(name).Choose(arms, 5);
        Assert.Equal(first, Bandit(name).Choose([.. arms], 5));
        Assert.Contains($"'{arms[first.Arm].Name}'", first.Reason);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shifting_and_scaling_all_rewards_changes_no_choice(string name)
    {
        if (name == "bernoulli")
            return;
        var random = SeededRandom.Derive(2);
        double[][] rewards = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 4).Select(_ => random.NextNormal() + i).ToArray())];
        for (var seed = 0; seed < 20; seed++)
        {
            var plain = Bandit(name).Choose([.. rewards.Select((r, i) => new Arm($"{i}", r))], seed);
            var moved = Bandit(name).Choose([.. rewards.Select((r, i) => new Arm($"{i}", [.. r.Select(v => (1000 * v) - 7)]))], seed);
            Assert.Equal(plain.Arm, moved.Arm);
        }
    }

    [Fact]
    public void Equal_claims_go_to_the_earlier_arm()
    {
        Arm[] arms = [new("a", [1, 1]), new("b", [1, 1]), new("c", [1, 1])];
        Assert.Equal(0, new EpsilonGreedy(0).Choose(arms, 1).Arm);
        Assert.Equal(0, new UpperConfidenceBandit().Choose(arms, 1).Arm);
        Assert.Equal(0, new ThompsonBandit().Choose(arms, 1).Arm);
    }

    [Fact]
    public void Pending_pulls_make_an_arm_less_urgent()
    {
        Assert.Equal(0, new UpperConfidenceBandit().Choose([new("a", [0.6, 0.5]), new("b", [0.5, 0.5])], 1).Arm);
        Assert.Equal(1, new UpperConfidenceBandit().Choose([new("a", [0.6, 0.5], 5), new("b", [0.5, 0.5])], 1).Arm);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_cannot_be_used_is_refused_with_all_of_it_named(string name)
    {
        Assert.Contains("Add at least one", Assert.Throws<BanditException>(() => Bandit(name).Choose([], 1)).Message);
        var message = Assert.Throws<BanditException>(() => Bandit(name).Choose([new("a", [double.NaN]), new("b", [double.PositiveInfinity], -1)], 1)).Message;
        Assert.Contains("'a'", message);
        Assert.Contains("'b' has -1 pending", message);
    }

    [Fact]
    public void Bernoulli_rewards_are_zero_or_one_and_shares_lie_between()
    {
        Assert.Contains("0.5", Assert.Throws<BanditException>(() => new ThompsonBandit(RewardKind.Bernoulli).Choose([new("a", [0.5])], 1)).Message);
        Assert.Throws<BanditException>(() => new EpsilonGreedy(1.5));
        Assert.Throws<BanditException>(() => new EpsilonGreedy(double.NaN));
    }

    [Fact]
    public void Epsilon_greedy_explores_its_share_of_the_pulls()
    {
        var bandit = new EpsilonGreedy(0.4);
        var drawn = Enumerable.Range(0, 2000).Count(seed => bandit.Choose([new("a", [1]), new("b", [0])], seed).Reason.Contains("random", StringComparison.Ordinal));
        Assert.InRange(drawn, 700, 900);
    }

    /// <summary>Expected reward lost against the best arm; each reward becomes known only after further pulls.</summary>
    private static double Regret(IBandit bandit, double[] chances, int pulls, int seed, int delay)
    {
        var random = SeededRandom.Derive(seed, 77);
        var rewards = chances.Select(_ => new List<double>()).ToArray();
        var waiting = new Queue<(int Arm, double Reward)>();
        var regret = 0.0;
        for (var pull = 0; pull < pulls; pull++)
        {
            var arm = bandit.Choose([.. rewards.Select((r, i) => new Arm($"{i}", r, waiting.Count(w => w.Arm == i)))], seed).Arm;
            regret += chances.Max() - chances[arm];
            waiting.Enqueue((arm, random.NextDouble() < chances[arm] ? 1 : 0));
            if (waiting.Count > delay && waiting.TryDequeue(out var known))
                rewards[known.Arm].Add(known.Reward);
        }

        return regret;
    }
}
