using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>Gradient boosting of trees.</summary>
public sealed class BoostingFamily : ModelFamily
{
    private const int FewRows = 20_000;

    public override string Key => "boosting";

    public override string Title => "Gradient boosting";

    public override string Sentence => "Trees that each correct what those before left wrong: often the most exact on tables with a few hundred rows or more. It never foretells far beyond what it has seen.";

    public override bool NeedsScaling => false;

    public override bool Serves(TargetKind target) => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) => rows > FewRows
        ? [new BoostingEstimator()]
        : [new BoostingEstimator(Leaves: 4, Depth: 2), new BoostingEstimator(Leaves: 8, Depth: 4), new BoostingEstimator()];

    public override JsonNode Write(IFittedModel model) => model is BoostingModel boosting
        ? ModelJson.Write(new Stored(boosting.Width, boosting.Classes, [.. boosting.Start], CutTree.Pack(boosting.Trees)))
        : throw new ArgumentException("It is no boosting.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        var outputs = ForestModel.OutputsOf(stored.Classes);
        return stored.Start?.Length == outputs
            ? new BoostingModel(stored.Start, ModelJson.Trees(stored.Trees, stored.Width, outputs, Key), stored.Width, stored.Classes)
            : throw ModelJson.Damaged(Key, "the start is missing");
    }

    private sealed record Stored(int Width, int Classes, double[]? Start, byte[]? Trees);
}
