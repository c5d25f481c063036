namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Linear regression by ordinary least squares.</summary>
public sealed class OrdinaryFamily : LinearFamily
{
    public override string Key => "ols";

    public override string Title => "Linear regression";

    public override string Sentence => "A straight line in every column, without a penalty: good where columns are few and rows many, and every coefficient can be read.";

    public override bool NeedsScaling => false;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) => [new OrdinaryEstimator()];
}
