using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.Auto;

/// <summary>
/// What did best under delay in our studies (docs/results/optimizer-quality.md): a model, smooth or rough as the results say, whose length scales are taken to be alike until
/// they are told apart, an upper confidence bound whose uncertainty pending experiments lower (GP-BUCB: Desautels et al. 2014, JMLR 15, 4053), searched in a trust
/// region around the best believed result (Eriksson et al. 2019, arXiv 1910.01739) that waits for pending experiments before it shrinks, or around a random place while
/// nothing speaks for a signal. With a target or with several objectives the expected improvement of the front takes the bound's place, as in every strategy that seeks improvement.
/// </summary>
public sealed class AutoStrategy : ModelStrategy
{
    /// <summary>2.2 standard deviations.</summary>
    public const double Beta = 2.2 * 2.2;

    /// <summary>
    /// From so many results on a model that is not this much likelier (log) than noise alone is not followed: it would stay around a lucky result for good. Fewer results
    /// leave even weak evidence worth following.
    /// </summary>
    private const int EnoughResults = 20;

    private const double LeastEvidence = 0.3;

    /// <summary>Side of the box around a random place, as a share of the space.</summary>
    private const double Anywhere = 0.1;

    public override string Name => StrategyNames.Auto;

    public override string Title => "automatic choice";

    public override string Description => "The recommended strategy: did best in simulated campaigns with pending experiments. A careful model, bold near the best result, wary of what is already running.";

    public override IReadOnlyList<FitOptions> Fits { get; } =
        [new() { Kernel = KernelKind.Rbf, Priors = PriorKind.Alike }, new() { Kernel = KernelKind.Matern52, Priors = PriorKind.Alike }];

    public override bool ReshapesResults => true;

    public override AcquisitionFunction Acquire(Outlook outlook) => new UpperConfidenceBound(outlook.Model, outlook.Joint, Beta);

    public override SearchBox? SearchIn(Outlook outlook)
    {
        var (encoded, data, hyper) = (outlook.Encoded, outlook.Fitted.Data, outlook.Fitted.Hyper);
        if (data.Count >= EnoughResults && Signal.Evidence(outlook.Fitted) < LeastEvidence)
        {
            var anywhere = encoded.Sampler.SampleUnit(SeededRandom.Derive(outlook.Seed(0xA17)));
            return new TrustRegion(Anywhere, 0, 0).Around(anywhere, hyper, data.Categorical);
        }

        var means = outlook.FittedMeans.Select(m => (m - data.Mean) / data.Deviation).ToList();
        var region = TrustRegion.Replay(means, outlook.Given, data.Dimension + encoded.Request.Pending.Count);
        return region.Around(encoded.Inputs[outlook.Ranked[0]], hyper, data.Categorical);
    }
}
