using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Searches near the best result only, in a box that grows with success and shrinks with failure (TuRBO-1: Eriksson et al. 2019), by noisy expected
/// improvement so that pending experiments count. The box is computed anew from the order of the results for every suggestion.
/// </summary>
public sealed class TrustRegionStrategy : ModelStrategy
{
    public override string Name => StrategyNames.TrustRegion;

    public override string Title => "trust region";

    public override string Description => "Searches only around the best result, in a box that grows after improvements and shrinks after misses, then starts elsewhere (TuRBO): for many parameters.";

    public override bool SeeksImprovement => false;

    public override AcquisitionFunction Acquire(Outlook outlook) => Center(outlook) is null ? outlook.Distance() : outlook.NoisyImprovement();

    public override SearchBox? SearchIn(Outlook outlook) =>
        Center(outlook) is { } center ? Region(outlook).Around(center, outlook.Fitted.Hyper, outlook.Fitted.Data.Categorical) : null;

    /// <summary>The best place of the present region, noise taken off; null while a region that started anew has too few results.</summary>
    private static double[]? Center(Outlook outlook)
    {
        var region = Region(outlook);
        var rows = outlook.Ranked.Where(i => i >= region.Since).ToList();
        var fewest = region.Restarts == 0 ? 1 : Math.Min(2 * outlook.Fitted.Data.Dimension, 10);
        return rows.Count >= fewest ? outlook.Encoded.Inputs[rows[0]] : null;
    }

    private static TrustRegion Region(Outlook outlook) => TrustRegion.Replay(outlook.Fitted.Data.Standardized, outlook.Given, outlook.Fitted.Data.Dimension);
}
