using System.Globalization;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Bandits;

public enum RewardKind
{
    /// <summary>Any number; mean and variance of each arm are unknown.</summary>
    Gaussian,

    /// <summary>0 or 1: it worked or it did not.</summary>
    Bernoulli,
}

/// <summary>
/// Thompson sampling: draws a mean reward for each arm from what is known about it and pulls the arm with the largest draw (Thompson 1933, Biometrika 25, 285). Gaussian
/// rewards: a normal-inverse-gamma prior around the mean and variance of all rewards, worth one observation (Murphy 2007, "Conjugate Bayesian analysis of the Gaussian
/// distribution", section 6.3); its posterior mean is Student t. Bernoulli rewards: Beta(1 + successes, 1 + failures). Pending pulls leave the draws as they are; that they
/// are random spreads a batch by itself (Chapelle and Li 2011, NeurIPS, section 4). Immutable.
/// </summary>
public sealed class ThompsonBandit(RewardKind rewards = RewardKind.Gaussian) : IBandit
{
    public string Name => "thompson";

    public BanditChoice Choose(IReadOnlyList<Arm> arms, long seed)
    {
        if (Pulls.Untried(arms) is { } untried)
            return untried;
        if (rewards == RewardKind.Bernoulli && arms.SelectMany(a => a.Rewards.Select(r => (a.Name, Reward: r))).Where(r => r.Reward is not (0 or 1)).ToList() is { Count: > 0 } wrong)
            throw new BanditException($"{string.Join("; ", wrong.Select(w => string.Create(CultureInfo.InvariantCulture, $"'{w.Name}' has the reward {w.Reward}")))}. Yes-or-no rewards are 0 or 1; choose Gaussian rewards for other numbers.");
        var random = Pulls.Draws(arms, seed);
        var draws = arms.Select(a => rewards == RewardKind.Bernoulli ? Chance(a, random) : Mean(a, arms, random)).ToList();
        var best = Pulls.Largest(draws);
        return new BanditChoice(best, string.Create(CultureInfo.InvariantCulture,
            $"'{arms[best].Name}' had the largest of the mean rewards drawn from what is known about each, {draws[best]:G4} (its mean so far is {Pulls.Mean(arms[best], arms):G4})."));
    }

    private static double Chance(Arm arm, SeededRandom random)
    {
        var successes = arm.Rewards.Sum();
        return Beta.InvCDF(1 + successes, 1 + arm.Rewards.Count - successes, Uniform(random));
    }

    private static double Mean(Arm arm, IReadOnlyList<Arm> arms, SeededRandom random)
    {
        var all = arms.SelectMany(a => a.Rewards).DefaultIfEmpty(0).ToList();
        var centre = all.Average();
        var variance = all.Count > 1 ? all.Sum(r => (r - centre) * (r - centre)) / (all.Count - 1) : 0;

        // Prior: κ = 1, α = 1, β = variance / 2 (all rewards together). Equal rewards leave nothing to draw from.
        var n = arm.Rewards.Count;
        var mean = n > 0 ? arm.Rewards.Average() : centre;
        var squares = arm.Rewards.Sum(r => (r - mean) * (r - mean));
        var (kappa, alpha) = (1.0 + n, 1 + (0.5 * n));
        var beta = (0.5 * variance) + (0.5 * squares) + (0.5 * n / kappa * (mean - centre) * (mean - centre));
        var t = StudentT.InvCDF(0, 1, 2 * alpha, Uniform(random));
        return ((centre + (n * mean)) / kappa) + (Math.Sqrt(beta / (alpha * kappa)) * t);
    }

    /// <summary>Uniform on (0, 1), both ends left out.</summary>
    private static double Uniform(SeededRandom random) => Math.Clamp(random.NextDouble(), 1e-12, 1 - 1e-12);
}
