using System.Globalization;

namespace SdlPortal.Domain.Optimization.Bandits;

/// <summary>Pulls any arm at random with probability epsilon, else the one with the best mean reward (Sutton and Barto 2018, section 2.4). Immutable.</summary>
public sealed class EpsilonGreedy : IBandit
{
    private readonly double epsilon;

    /// <param name="epsilon">Share of pulls that explore, 0 to 1.</param>
    public EpsilonGreedy(double epsilon = 0.1)
    {
        if (!(epsilon is >= 0 and <= 1))
            throw new BanditException($"An exploration share of {epsilon} is not possible. Give a number from 0 to 1.");
        this.epsilon = epsilon;
    }

    public string Name => "epsilon-greedy";

    public BanditChoice Choose(IReadOnlyList<Arm> arms, long seed)
    {
        if (Pulls.Untried(arms) is { } untried)
            return untried;
        var random = Pulls.Draws(arms, seed);
        if (random.NextDouble() < epsilon)
        {
            var any = (int)random.NextInt(arms.Count);
            return new BanditChoice(any, string.Create(CultureInfo.InvariantCulture, $"'{arms[any].Name}' was drawn at random, as {epsilon:P0} of the pulls are."));
        }

        var best = Pulls.Largest([.. arms.Select(a => Pulls.Mean(a, arms))]);
        return new BanditChoice(best, string.Create(CultureInfo.InvariantCulture, $"'{arms[best].Name}' has the best mean reward, {Pulls.Mean(arms[best], arms):G4}."));
    }
}
