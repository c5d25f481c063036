using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Proposes the best place of one function drawn from the posterior (Thompson sampling; Kandasamy et al. 2018, arXiv 1705.09236, with pending experiments). Each experiment has
/// a draw of its own, which keeps experiments at work at the same time apart; averaging over pending results would change nothing, as a draw already is one of the
/// ways they could turn out.
/// </summary>
public sealed class ThompsonStrategy : ModelStrategy
{
    public override string Name => StrategyNames.Thompson;

    public override string Title => "Thompson sampling";

    public override string Description => "Draws one of the functions the model holds possible and goes to its best place: every experiment at work follows a guess of its own.";

    public override bool SeeksImprovement => false;

    public override AcquisitionFunction Acquire(Outlook outlook) => new ThompsonPath(outlook.Model, outlook.Encoded.Sampler.Region.Cube, outlook.Seed(0x75));
}
