using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>Noisy expected improvement with every pending experiment taken to come out one standard deviation below its prediction: runs in flight repel the next one.</summary>
public sealed class PessimisticStrategy : ModelStrategy
{
    public override string Name => StrategyNames.Pessimistic;

    public override string Title => "pessimistic improvement";

    public override string Description => "Noisy expected improvement that takes pending experiments to turn out worse than predicted, so that the next one keeps away from them.";

    public override IReadOnlyList<PendingPolicy> PendingPolicies { get; } = [PendingPolicy.Pessimistic];

    public override AcquisitionFunction Acquire(Outlook outlook) => outlook.NoisyImprovement();
}
