using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>Log expected improvement (Ament et al. 2023, arXiv 2310.20708) over the best latent mean, so that one lucky measurement does not raise what has to be beaten.</summary>
public sealed class LogImprovementStrategy : ModelStrategy
{
    public override string Name => StrategyNames.LogImprovement;

    public override string Title => "log expected improvement";

    public override string Description => "Expected improvement over the best value the model believes in, noise taken off: steadier than ei when measurements scatter.";

    public override AcquisitionFunction Acquire(Outlook outlook) => new ExpectedImprovement(outlook.Model, outlook.Joint, outlook.BestLatent, outlook.Seed(0xE1));
}
