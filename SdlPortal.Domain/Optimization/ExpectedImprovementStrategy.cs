using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Proposes the configuration with the largest expected improvement under a Gaussian process, given what is pending. Several objectives are folded
/// into one by a random augmented Chebyshev sum that changes with every experiment (ParEGO: Knowles 2006, IEEE Trans. Evol. Comput. 10, 50).
/// </summary>
public sealed class ExpectedImprovementStrategy : ModelStrategy
{
    public override string Name => StrategyNames.ExpectedImprovement;

    public override string Title => "expected improvement";

    public override string Description => "Expected improvement under a Gaussian process: goes where a better result is likely or little is known; never repeats a pending point.";

    public override AcquisitionFunction Acquire(Outlook outlook) =>
        new ExpectedImprovement(outlook.Model, outlook.Joint, outlook.BestLatent, outlook.Seed(0xE1));
}
