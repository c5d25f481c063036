namespace SdlPortal.Domain.Optimization.Bandits;

/// <summary>
/// A rule for choosing among whole alternatives (variants of a process, sub-campaigns, strategies) from the rewards each has brought so far. Pure: the same arms
/// and seed give the same choice. Rewards are larger is better, in any unit that is the same for all arms.
/// </summary>
public interface IBandit
{
    /// <summary>The name a record keeps: "ucb1".</summary>
    string Name { get; }

    /// <summary>
    /// The next arm to pull. An arm that was never pulled comes first, in the order of the list; equal claims go to the earlier arm.
    /// </summary>
    /// <param name="seed">Decides every random draw together with the number of pulls so far.</param>
    /// <exception cref="BanditException">There is no arm, or a reward the rule cannot use.</exception>
    BanditChoice Choose(IReadOnlyList<Arm> arms, long seed);
}

/// <summary>One alternative with what is known about it.</summary>
/// <param name="Rewards">Every reward so far.</param>
/// <param name="Pending">Pulls whose reward is not yet known; they count as tried.</param>
public sealed record Arm(string Name, IReadOnlyList<double> Rewards, int Pending = 0)
{
    public int Pulls => Rewards.Count + Pending;
}

/// <summary>The arm to pull next, by its place in the list, and why in one sentence.</summary>
public sealed record BanditChoice(int Arm, string Reason);

/// <summary>A bandit could not choose; the message says why and what to change.</summary>
public sealed class BanditException(string message) : Exception(message);
