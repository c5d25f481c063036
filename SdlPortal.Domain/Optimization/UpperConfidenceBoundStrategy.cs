using System.Globalization;
using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>Proposes the configuration whose predicted mean plus √β standard deviations is largest (Srinivas et al. 2010), with the paper's middle β.</summary>
public sealed class UpperConfidenceBoundStrategy : ModelStrategy
{
    public const double Beta = 2.5;

    public override string Name => StrategyNames.UpperConfidenceBound;

    public override string Title => "upper confidence bound";

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"Goes where the prediction plus {Math.Sqrt(Beta):0.0} standard deviations is highest: a fixed balance between what looks good and what is unknown.");

    public override bool SeeksImprovement => false;

    public override AcquisitionFunction Acquire(Outlook outlook) => new UpperConfidenceBound(outlook.Model, outlook.Joint, Beta);
}
