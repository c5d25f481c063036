using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Proposes the configuration with the largest expected improvement under a Gaussian process over the best measured value, noise and all, as BoTorch's closed-loop
/// tutorial has it.
/// </summary>
public sealed class ExpectedImprovementStrategy : ModelStrategy
{
    public override string Name => StrategyNames.ExpectedImprovement;

    public override string Title => "expected improvement";

    public override string Description => "Expected improvement over the best measured value: goes where a better result is likely or little is known; pending experiments are averaged over.";

    public override AcquisitionFunction Acquire(Outlook outlook) =>
        new ExpectedImprovement(outlook.Model, outlook.Joint, outlook.BestObserved, outlook.Seed(0xE1));
}
