namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Linear regression with a penalty on squared coefficients.</summary>
public sealed class RidgeFamily : LinearFamily
{
    public override string Key => "ridge";

    public override string Title => "Ridge regression";

    public override string Sentence => "A straight line in every column with all coefficients drawn toward 0: good where columns go together or are many.";

    public override bool NeedsScaling => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) =>
        [.. new[] { 1e4, 1e3, 100, 10, 1, 0.1, 0.01 }.Select(alpha => new RidgeEstimator(alpha))];
}
