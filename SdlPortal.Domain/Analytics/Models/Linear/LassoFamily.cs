namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Linear regression with a penalty on absolute coefficients.</summary>
public sealed class LassoFamily : LinearFamily
{
    public override string Key => "lasso";

    public override string Title => "Lasso";

    public override string Sentence => "A straight line in few columns: coefficients that do not help become exactly 0. Good for finding out which of many columns count.";

    public override bool NeedsScaling => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) =>
        [.. new[] { 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001 }.Where(share => share >= LeastShare(rows, width)).Select(share => new LassoEstimator(share, IsShare: true))];

    /// <summary>Where columns outnumber rows a slight penalty leaves as many columns as there are rows: slow to find and of no use.</summary>
    internal static double LeastShare(int rows, int width) => width < rows ? 0 : 0.02;
}
