namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>Linear regression with penalties on absolute and on squared coefficients, half and half.</summary>
public sealed class ElasticNetFamily : LinearFamily
{
    public override string Key => "elastic-net";

    public override string Title => "Elastic net";

    public override string Sentence => "Between lasso and ridge: few columns, but those that go together stay together.";

    public override bool NeedsScaling => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) =>
        [.. new[] { 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001 }.Where(share => share >= LassoFamily.LeastShare(rows, width)).Select(share => new LassoEstimator(share, IsShare: true, L1Share: 0.5))];
}
