using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Bandits;

/// <summary>What all bandits do alike: refuse what cannot be used, try every arm once, settle ties for the earlier arm.</summary>
internal static class Pulls
{
    /// <summary>The first arm that was never pulled; null when all were.</summary>
    /// <exception cref="BanditException">No arm, a negative count or a reward that is no finite number; all of it in one message.</exception>
    public static BanditChoice? Untried(IReadOnlyList<Arm> arms)
    {
        if (arms.Count == 0)
            throw new BanditException("There is no arm to choose from. Add at least one.");
        var problems = arms.SelectMany(a => a.Rewards.Where(r => !double.IsFinite(r)).Select(r => $"'{a.Name}' has the reward {r}")
            .Concat(a.Pending < 0 ? [$"'{a.Name}' has {a.Pending} pending pulls"] : [])).ToList();
        if (problems.Count > 0)
            throw new BanditException($"{string.Join("; ", problems)}. Give finite rewards and counts of 0 or more.");
        var untried = Enumerable.Range(0, arms.Count).FirstOrDefault(i => arms[i].Pulls == 0, -1);
        return untried < 0 ? null : new BanditChoice(untried, $"'{arms[untried].Name}' was never tried.");
    }

    /// <summary>The arm with the largest claim, the first of equals.</summary>
    public static int Largest(IReadOnlyList<double> claims)
    {
        var best = 0;
        for (var i = 1; i < claims.Count; i++)
            best = claims[i] > claims[best] ? i : best;
        return best;
    }

    /// <summary>The mean reward; for an arm whose pulls are all pending the mean of all rewards, for nothing speaks for or against it.</summary>
    public static double Mean(Arm arm, IReadOnlyList<Arm> arms) =>
        arm.Rewards.Count > 0 ? arm.Rewards.Average() : arms.SelectMany(a => a.Rewards).DefaultIfEmpty(0).Average();

    /// <summary>A generator of its own for every pull.</summary>
    public static SeededRandom Draws(IReadOnlyList<Arm> arms, long seed) => SeededRandom.Derive(seed, arms.Sum(a => a.Pulls), 0xBA4D);
}
