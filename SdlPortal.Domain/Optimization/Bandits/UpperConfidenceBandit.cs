using System.Globalization;

namespace SdlPortal.Domain.Optimization.Bandits;

/// <summary>
/// UCB1 (Auer, Cesa-Bianchi and Fischer 2002, Machine Learning 47, 235): the largest mean + R √(2 ln N / n), with n the pulls of the arm, N those of all and R the range of
/// the rewards, so that their unit does not matter. Pending pulls count in n and N, so that an arm does not draw all of a batch (as for delayed rewards in
/// Joulani, Gyorgy and Szepesvari 2013, ICML). Immutable.
/// </summary>
/// <param name="range">The range R that rewards can have; null takes that of the rewards so far.</param>
public sealed class UpperConfidenceBandit(double? range = null) : IBandit
{
    public string Name => "ucb1";

    public BanditChoice Choose(IReadOnlyList<Arm> arms, long seed)
    {
        if (Pulls.Untried(arms) is { } untried)
            return untried;
        var rewards = arms.SelectMany(a => a.Rewards).ToList();
        var spread = range ?? (rewards.Count > 0 ? rewards.Max() - rewards.Min() : 0);

        // Rewards that were all equal so far say nothing about their range; any positive one then prefers the arm pulled least.
        if (!(spread > 0))
            spread = 1;
        double Bonus(Arm arm) => spread * Math.Sqrt(2 * Math.Log(arms.Sum(a => a.Pulls)) / arm.Pulls);
        var best = Pulls.Largest([.. arms.Select(a => Pulls.Mean(a, arms) + Bonus(a))]);
        var chosen = arms[best];
        return new BanditChoice(best, string.Create(CultureInfo.InvariantCulture,
            $"'{chosen.Name}' could be best: mean reward {Pulls.Mean(chosen, arms):G4} and {Bonus(chosen):G4} more for being known from {chosen.Pulls} of {arms.Sum(a => a.Pulls)} pulls."));
    }
}
