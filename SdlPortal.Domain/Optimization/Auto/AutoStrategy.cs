using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Auto;

/// <summary>
/// What did best under delay in our studies (docs/results/optimizer-quality.md): a smooth model whose length scales are taken to be alike until results tell
/// them apart, an upper confidence bound whose uncertainty pending experiments lower (GP-BUCB: Desautels et al. 2014, JMLR 15, 4053), searched in a trust
/// region around the best believed result (Eriksson et al. 2019, arXiv 1910.01739) that waits for pending experiments before it shrinks. With a target or with
/// several objectives the expected improvement of the front takes the bound's place, as in every strategy that seeks improvement.
/// </summary>
public sealed class AutoStrategy : ModelStrategy
{
    /// <summary>2.2 standard deviations.</summary>
    public const double Beta = 2.2 * 2.2;

    public override string Name => StrategyNames.Auto;

    public override string Title => "automatic choice";

    public override string Description => "The recommended strategy: did best in simulated campaigns with pending experiments. A careful model, bold near the best result, wary of what is already running.";

    public override FitOptions Fit { get; } = new() { Kernel = KernelKind.Rbf, Priors = PriorKind.Alike };

    public override bool ReshapesResults => true;

    public override AcquisitionFunction Acquire(Outlook outlook) => new UpperConfidenceBound(outlook.Model, outlook.Joint, Beta);

    public override SearchBox? SearchIn(Outlook outlook)
    {
        // At most this many results can be the strategy's own; those before them are prior results and the initial design.
        var request = outlook.Encoded.Request;
        var data = outlook.Fitted.Data;
        var own = Math.Max(0, request.Index - request.InitialDesign.Count - request.Pending.Count);
        var means = outlook.FittedMeans.Select(m => (m - data.Mean) / data.Deviation).ToList();
        var region = TrustRegion.Replay(means, Math.Max(0, data.Count - own), data.Dimension + request.Pending.Count);
        return region.Around(outlook.Encoded.Inputs[outlook.Ranked[0]], outlook.Fitted.Hyper, data.Categorical);
    }
}
