using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>Expected improvement over a best value that noise leaves uncertain (qNEI: Letham et al. 2019, arXiv 1706.07094), averaged over pending experiments.</summary>
public sealed class NoisyImprovementStrategy : ModelStrategy
{
    public override string Name => StrategyNames.NoisyImprovement;

    public override string Title => "noisy expected improvement";

    public override string Description => "Expected improvement that knows the best result so far only through the noise (qNEI): the choice when measurements scatter or many experiments are pending.";

    public override AcquisitionFunction Acquire(Outlook outlook) => outlook.NoisyImprovement();
}
