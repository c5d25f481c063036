using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Takes turns between upper confidence bounds of rising boldness and one space-filling mode (Wen, Zeitler and Rupnow 2023, arXiv 2312.03466): so that
/// experiments that run at the same time do not all want the same.
/// </summary>
public sealed class ModeCycleStrategy : ModelStrategy
{
    private static readonly double[] UpToThree = [0.25, 2.5, 25];
    private static readonly double[] UpToFive = [0.1, 0.25, 1, 2.5, 25];
    private static readonly double[] More = [0.1, 0.25, 0.5, 1, 2, 4, 10];

    public override string Name => StrategyNames.ModeCycle;

    public override string Title => "mode cycling";

    public override string Description => "Takes turns: upper confidence bounds from careful to bold, then one point far from all others; more modes the more experiments are pending.";

    public override bool SeeksImprovement => false;

    /// <summary>The β of each turn's upper confidence bound, by the number of pending experiments; after the last comes the space-filling turn.</summary>
    public static IReadOnlyList<double> Betas(int pending) => pending switch { <= 3 => UpToThree, <= 5 => UpToFive, _ => More };

    /// <summary>The β whose turn it is, the experiments of the initial design not counted; null for the space-filling turn.</summary>
    public static double? Turn(SuggestionRequest request)
    {
        var betas = Betas(request.Pending.Count);
        var turn = Math.Max(0, request.Index - request.InitialCount) % (betas.Count + 1);
        return turn < betas.Count ? betas[turn] : null;
    }

    public override AcquisitionFunction Acquire(Outlook outlook) =>
        Turn(outlook.Encoded.Request) is { } beta ? new UpperConfidenceBound(outlook.Model, outlook.Joint, beta) : outlook.Distance();
}
