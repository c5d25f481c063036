namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// Which choice is recommended. The leader reaches most within the budget. A choice that costs at most <see cref="SoonerTolerance"/> of the way against it and is done sooner is preferred,
/// then, at a cost of at most <see cref="SimplerTolerance"/>, one that finishes more experiments in the same time (where the material is harder than the simulated functions, what
/// counts is how many there were), and of those that finish about as many the one with fewest in flight and the preferred strategy. Pure.
/// </summary>
internal sealed record Verdict(Contestant Leader, Contestant Recommended, AdviceSureness Sureness)
{
    /// <summary>What being done sooner is worth, as a share of the way to the optimum.</summary>
    public const double SoonerTolerance = 0.02;

    /// <summary>What more experiments, fewer in flight or a preferred strategy are worth.</summary>
    public const double SimplerTolerance = 0.01;

    /// <summary>Sooner counts from this share of the time on.</summary>
    private const double Sooner = 0.95;

    /// <summary>As many experiments, in about the same number.</summary>
    private const double AsMany = 0.95;

    private const double Confidence = 0.975;

    /// <param name="contestants">At least one; those given up are not recommended.</param>
    /// <param name="preference">Strategies in the order in which they are preferred where all else is equal.</param>
    public static Verdict Of(IReadOnlyList<Contestant> contestants, IReadOnlyList<string> preference)
    {
        var open = contestants.Where(c => !c.IsGivenUp).ToList();
        var leader = open.MaxBy(c => c.AtEnd.Average())!;
        var good = open.Where(c => c == leader || Loss(leader, c) <= (c.Hours <= Sooner * leader.Hours ? SoonerTolerance : SimplerTolerance)).ToList();
        var soon = good.Where(c => c.Hours <= good.Min(g => g.Hours) / Sooner).ToList();
        var recommended = soon.Where(c => c.Finished >= AsMany * soon.Max(s => s.Finished))
            .OrderBy(c => c.InFlight).ThenBy(c => Rank(preference, c.Strategy.Name)).First();
        return new Verdict(leader, recommended, contestants.All(c => c == recommended || IsBeaten(c, recommended)) ? AdviceSureness.Clear : AdviceSureness.Close);
    }

    /// <summary>The one that reaches most, or the soonest of those that are done sooner at little cost.</summary>
    public static Contestant Soonest(IReadOnlyList<Contestant> contestants)
    {
        var leader = contestants.MaxBy(c => c.AtEnd.Average())!;
        return contestants.Where(c => c == leader || (c.Hours <= Sooner * leader.Hours && Loss(leader, c) <= SoonerTolerance)).MinBy(c => c.Hours)!;
    }

    /// <summary>Beyond chance the other reaches less; or it takes longer and does not reach more, as far as that counts.</summary>
    private static bool IsBeaten(Contestant other, Contestant recommended) =>
        PairedStatistics.LeastDifference(recommended.AtEnd, other.AtEnd, Confidence) > 0
        || (recommended.Hours <= Sooner * other.Hours && PairedStatistics.LeastDifference(recommended.AtEnd, other.AtEnd, Confidence) > -SoonerTolerance);

    private static double Loss(Contestant leader, Contestant other) => PairedStatistics.Difference(leader.AtEnd, other.AtEnd).Mean;

    private static int Rank(IReadOnlyList<string> preference, string strategy)
    {
        for (var i = 0; i < preference.Count; i++)
        {
            if (preference[i] == strategy)
                return i;
        }

        return preference.Count;
    }
}
