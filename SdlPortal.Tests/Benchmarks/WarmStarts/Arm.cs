using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>One way to run a campaign on a held-out task.</summary>
/// <param name="Initial">Random experiments before the strategy takes over; a warm start may take some of their places.</param>
/// <param name="Advise">What of the advice the campaign gets; null for a cold one.</param>
internal sealed record Arm(string Name, string Strategy, int Initial, Func<Advice, WarmStart>? Advise = null)
{
    /// <summary>As the portal's own studies begin.</summary>
    private const int Usual = 10;

    private const int Few = 4;

    /// <summary>The yardstick.</summary>
    public static readonly Arm Cold = new("cold", StrategyNames.Auto, Usual);

    public static readonly Arm Warm = new("warm", StrategyNames.Auto, Usual, a => a.Start);

    public static readonly Arm WithMisleading = new("warm + misleading", StrategyNames.Auto, Usual, a => a.WithMisleading);

    public static IReadOnlyList<Arm> All { get; } =
    [
        Cold,
        Warm,
        WithMisleading,
        new("misleading only", StrategyNames.Auto, Usual, a => a.MisleadingOnly),
        new("misleading pair", StrategyNames.Auto, Usual, a => a.MisleadingPair),
        new("cold, 4 initial", StrategyNames.Auto, Few),
        new("random", StrategyNames.Random, 0),
        new("region only", StrategyNames.Auto, Usual, a => a.Start with { Donors = [] }),
        new("donors only", StrategyNames.Auto, Usual, a => a.Start with { Regions = [] }),
        .. new[] { StrategyNames.NoisyImprovement, StrategyNames.TrustRegion, StrategyNames.Thompson }.SelectMany(s => new Arm[] { new($"{s} cold", s, Usual), new($"{s} warm", s, Usual, a => a.Start) }),
    ];
}
